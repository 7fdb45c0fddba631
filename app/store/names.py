"""What a name may be: of a member, a canal, the office."""

import re

from app.store.refusal import Refused, about
from app.store.state import Member
from app.text.typed import clean_name, fold

LONGEST = 40
LOGIN_LONGEST = 32

COLORS = (
    "#c2570c",
    "#0e7490",
    "#8a5a00",
    "#a11a5b",
    "#2d7a46",
    "#5b4fc4",
    "#1d5fa8",
    "#9a3412",
    "#b3261e",
    "#4d6b00",
    "#6d6274",
    "#7a3e9d",
)
"""The twelve colours offered first: each is readable on paper and, lightened, on the dark sheets."""

_DIGITS = re.compile(r"(\d+)")
_DIGITS_COUNTED = 12


@about("name")
def acceptable_name(typed: str) -> str:
    """A name with control, invisible and direction-changing characters taken out, spaces made single.

    :raises Refused: when nothing is left of it, or more than `LONGEST` characters
    """
    # Cut first: cleaning takes its time, and a browser may send a megabyte.
    name = clean_name(typed[: 4 * LONGEST])
    if not fold(name):
        raise Refused("A name cannot be empty.")
    if len(name) > LONGEST:
        raise Refused("A name has at most {n} characters.", n=LONGEST)
    return name


@about("nickname")
def acceptable_nickname(typed: str) -> str:
    """A member's name; one fills in others beside it, so that this one says which it is.

    :raises Refused: as `acceptable_name`
    """
    name = clean_name(typed[: 4 * LONGEST])
    if not fold(name):
        raise Refused("A nickname cannot be empty.")
    if len(name) > LONGEST:
        raise Refused("A nickname has at most {n} characters.", n=LONGEST)
    return name


def in_order(member: Member) -> list[tuple[int, int, str]]:
    """By what members are sorted where names stand in a list: as people count, "Poste 9" before "Poste 10"."""
    parts = filter(None, _DIGITS.split(member.nickname_fold))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def sort_key(name: str) -> str:
    """The same order, as a text that anything can compare, also a browser."""
    return _DIGITS.sub(lambda digits: digits[1].lstrip("0").zfill(_DIGITS_COUNTED), fold(name))


@about("login")
def acceptable_login(typed: str) -> str:
    """What one types to sign in: letters, digits and . - _ only, so that it can be dictated over the telephone."""
    login = clean_name(typed[: 4 * LONGEST])
    if not login:
        raise Refused("A login cannot be empty.")
    if len(login) > LOGIN_LONGEST:
        raise Refused("A login has at most {n} characters.", n=LOGIN_LONGEST)
    if not all(character.isalnum() or character in ".-_@" for character in login):
        raise Refused("A login is made of letters, digits, dots, hyphens and underscores.")
    return login


def acceptable_color(typed: str) -> str:
    """A colour as #rrggbb in lower case."""
    color = typed.strip().lower()
    if len(color) != 7 or color[0] != "#" or any(digit not in "0123456789abcdef" for digit in color[1:]):
        raise Refused("This is not a colour.")
    return color


def color_for(number: int) -> str:
    return COLORS[number % len(COLORS)]
