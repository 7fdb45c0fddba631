"""What the demo's members say: one text file per canal and language, read by `lines`.

The files of a canal say the same in each language: who says something when and to whom, and what becomes of it, is
the same in all of them.

A file is easy to change by hand:

    === -1                      the day: 0 is the last one, -1 the working day before it
                                (an empty line between messages)
    09:15 marc > lea, karim     the time and the author; behind `>` the recipients of an aside
    The message, in Markdown,
    as many lines as it needs.
    09:16 lea ^ marc            behind `^` whom it answers: what they said last, further up
    Really?
    ~ Raelly?                   what it was before its author edited it, in one line
    + 👍 marc, karim            who put which emoji to it
    ! odile                     who pinned it to its canal
    | A record's title          at its end, a record as a card: title, reference, link,
    | FA{year}-0153             then its fields
    | https://gestan.example.com/
    | Client = Au Beau Temps
    & hall two-banks.jpg        a file that goes with it: what it shows (see `enclosed`), and what it is called

Times of day 0 are stretched or squeezed so that its last message is some minutes old: nothing said on that
day may name an hour of it. Placeholders for dates are those of `workdays.filled`.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import NamedTuple

from app.demo.languages import Lang

_DAY = re.compile(r"=== (-?\d+)")
_CARD = "| "
_BEFORE = "~ "
_FILE = re.compile(r"& ([a-z0-9]+) (.+)")
_PINNED = re.compile(r"! ([a-z]+)")
_REACTION = re.compile(r"\+ (\S+) ([a-z, ]+)")
_HEAD = re.compile(r"(\d\d):(\d\d) ([a-z]+)(?: \^ ([a-z]+))?(?: > ([a-z, ]+))?")


class Line(NamedTuple):
    """One message as written in its file. `minute` counts from midnight; only an aside has `recipients`.

    `card` is the record that it shares, if it does: its title, reference and link, then `NAME = VALUE` for each field.
    `answers` is whose last message it answers, `before` what it said until it was edited, `reactions` are emoji with
    those who put them to it; `pinned_by` is who pinned it, if anybody did. `files` go with it: what each shows, and
    what it is called.
    """

    day: int
    minute: int
    author: str
    text: str
    recipients: tuple[str, ...]
    card: tuple[str, ...] = ()
    answers: str = ""
    before: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pinned_by: str = ""
    files: tuple[tuple[str, str], ...] = ()


def lines(key: str, lang: Lang) -> list[Line]:
    """The messages of the canal `key`, in the order of its file.

    Raises ValueError with the line's number when the file does not begin with a day and a message.
    """
    text = resources.files(__package__).joinpath(lang, f"{key}.txt").read_text(encoding="utf-8")
    return list(parsed(key, text))


def parsed(key: str, text: str) -> Iterator[Line]:
    """The messages in `text`, the content of the file `key`.txt; raises as `lines` does."""
    day: int | None = None
    head: re.Match[str] | None = None
    body: list[str] = []
    for number, row in enumerate([*text.splitlines(), "=== 0"], start=1):
        new_day, new_head = _DAY.fullmatch(row), _HEAD.fullmatch(row)
        if not (new_day or new_head):
            if head is None and row.strip():
                raise ValueError(f"{key}.txt, line {number}: no author and time above this text")
            body.append(row)
            continue
        if head is not None and day is not None:
            yield _line(day, head, body)
        if new_day:
            day = int(new_day[1])
        elif day is None:
            raise ValueError(f"{key}.txt, line {number}: no day above this message")
        head, body = new_head, []


class Body(NamedTuple):
    """What stands below a message's head: see `Line`."""

    text: str
    card: tuple[str, ...]
    before: str
    reactions: tuple[tuple[str, tuple[str, ...]], ...]
    pinned_by: str = ""
    files: tuple[tuple[str, str], ...] = ()


def body_of(rows: Iterable[str]) -> Body:
    text, card, before, reactions, pinned_by, files = [], [], "", [], "", []
    for row in rows:
        put, file = _REACTION.fullmatch(row), _FILE.fullmatch(row)
        if file:
            files.append((file[1], file[2]))
        elif put:
            reactions.append((put[1], named(put[2])))
        elif pinned := _PINNED.fullmatch(row):
            pinned_by = pinned[1]
        elif row.startswith(_CARD):
            card.append(row.removeprefix(_CARD))
        elif row.startswith(_BEFORE):
            before = row.removeprefix(_BEFORE)
        else:
            text.append(row)
    return Body("\n".join(text).strip(), tuple(card), before, tuple(reactions), pinned_by, tuple(files))


def named(logins: str) -> tuple[str, ...]:
    """Those in a list with commas."""
    return tuple(login.strip() for login in logins.split(",") if login.strip())


def _line(day: int, head: re.Match[str], rows: list[str]) -> Line:
    hours, minutes, author, answers, recipients = head.groups()
    body = body_of(rows)
    minute = int(hours) * 60 + int(minutes)
    to = named(recipients or "")
    told = body.before, body.reactions, body.pinned_by, body.files
    return Line(day, minute, author, body.text, to, body.card, answers or "", *told)
