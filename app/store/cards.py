"""A record of the business software that a message carries: a title, some fields, where it opens, its reference.

It comes from whichever page embeds Miaou and is hostile until `checked`. The database keeps it as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from app.locale import N_
from app.store.refusal import Refused
from app.text import links
from app.text.typed import clean_name, without_controls

TITLE_LONGEST = 200
FIELDS_MOST = 12
NAME_LONGEST = 60
VALUE_LONGEST = 300
REFERENCE_LONGEST = 60
LINK_LONGEST = 2_000
HANDED_OVER_LONGEST = 20_000

UNCLEAR = N_("This record cannot be shared: it is not a title with fields, a link and a reference.")

_PARTS = frozenset({"title", "fields", "link", "reference"})
_SHRINKS = 4  # times that a text may shrink in cleaning; a longer one is not worth the work


@dataclass(frozen=True, slots=True)
class Card:
    """A record as it is shown: all on one line each, nothing in it that cannot be seen."""

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    link: str = ""
    reference: str = ""

    @property
    def site(self) -> str:
        """The host that the link leads to, as its readers should see it."""
        return urlsplit(self.link).hostname or ""


def checked(given: object) -> Card:
    """The card that somebody sends, made fit to keep. Fields without a value are left out.

    :raises Refused: when it is not one, or too long somewhere, or its link is no web address
    """
    if not isinstance(given, dict) or not given.keys() <= _PARTS:
        raise Refused(UNCLEAR)
    title = _line(given.get("title"))
    if not title:
        raise Refused("A record needs a title.")
    if len(title) > TITLE_LONGEST:
        raise Refused("The title of a record has at most {n} characters.", n=TITLE_LONGEST)
    reference = _line(given.get("reference", ""))
    if len(reference) > REFERENCE_LONGEST:
        raise Refused("The reference of a record has at most {n} characters.", n=REFERENCE_LONGEST)
    return Card(title, _fields(given.get("fields", [])), _link(given.get("link", "")), reference)


def handed_over(text: str) -> Card:
    """The card that a page hands over as JSON, as pages write them: its fields an object or a list of pairs, its values
    texts, numbers, or true and false. What is anything else counts as nothing.

    :raises Refused: when there is no making sense of it, or as for `checked`
    """
    if len(text) > HANDED_OVER_LONGEST:
        raise Refused(UNCLEAR)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Refused(UNCLEAR)
    fields = given.get("fields") or []
    pairs = list(fields.items()) if isinstance(fields, dict) else fields
    if not isinstance(pairs, list) or not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise Refused(UNCLEAR)
    told = {name: _told(given.get(name)) for name in ("title", "link", "reference")}
    # A field without a value may have no name either.
    return checked({**told, "fields": [[_told(name), said] for name, value in pairs if (said := _told(value))]})


def _told(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, bool | int | float) else ""


def written(card: Card) -> str:
    """The card as the database keeps it."""
    return json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Card:
    """A card that `written` wrote."""
    kept = json.loads(text)
    return Card(kept["title"], tuple((name, value) for name, value in kept["fields"]), kept["link"], kept["reference"])


def _fields(given: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise Refused(UNCLEAR)
    if len(given) > FIELDS_MOST:
        raise Refused("A record has at most {n} fields.", n=FIELDS_MOST)
    return tuple((name, value) for name, value in map(_field, given) if value)


def _field(given: object) -> tuple[str, str]:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise Refused(UNCLEAR)
    name, value = map(_line, given)
    if not name:
        raise Refused("Each field of a record needs a name.")
    if len(name) > NAME_LONGEST:
        raise Refused("The name of a record’s field has at most {n} characters.", n=NAME_LONGEST)
    if len(value) > VALUE_LONGEST:
        raise Refused("A field of a record has at most {n} characters.", n=VALUE_LONGEST)
    return name, value


def _link(given: object) -> str:
    if not isinstance(given, str):
        raise Refused(UNCLEAR)
    if len(given) > LINK_LONGEST:
        raise Refused("The link of a record has at most {n} characters.", n=LINK_LONGEST)
    typed = without_controls(given).strip()
    if not typed:
        return ""
    link = links.web_address(typed)
    if link is None:
        raise Refused("The link of a record must be a complete web address: https://…")
    return link


def _line(given: object) -> str:
    """A text on one line, free of what cannot be seen; cut when far too long for anything that a card holds."""
    if not isinstance(given, str):
        raise Refused(UNCLEAR)
    return clean_name(given[: _SHRINKS * VALUE_LONGEST])
