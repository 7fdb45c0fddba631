"""The filters of a query (`de:léa`): how each is called, and who or what its words mean to whoever searches.

A name that they may not know means what a name means that nobody bears: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from app.locale import N_
from app.store import access
from app.store.state import Canal, Member, State
from app.text.typed import fold

Key = Literal["from", "in", "before", "after", "since", "on", "has", "received", "pinned"]

CALLED: dict[str, dict[Key, str]] = {
    "fr": {
        "from": "de:",
        "in": "dans:",
        "on": "le:",
        "before": "avant:",
        "after": "après:",
        "since": "depuis:",
        "has": "a:",
        "received": "reçus:",
        "pinned": "épinglés:",
    },
    "en": {
        "from": "from:",
        "in": "in:",
        "on": "on:",
        "before": "before:",
        "after": "after:",
        "since": "since:",
        "has": "has:",
        "received": "received:",
        "pinned": "pinned:",
    },
}
"""How a filter is offered, by language; all of them are understood in any."""

MEANT: dict[str, Key] = {
    **{fold(name).removesuffix(":"): key for names in CALLED.values() for key, name in names.items()},
    **{"recu": "received", "epingle": "pinned", "pin": "pinned", "avec": "has"},
}
"""What a word before a colon means."""

ALONE: frozenset[Key | None] = frozenset({"received", "pinned"})
"""Filters behind which nothing stands."""

EXPLAINED: dict[Key, str] = {
    "from": N_("Said by somebody"),
    "in": N_("Said in a canal"),
    "on": N_("Said on a day"),
    "before": N_("Said before a day"),
    "after": N_("Said after a day"),
    "since": N_("Said since a day"),
    "has": N_("With a file, a link, a picture…"),
    "received": N_("Meant for me"),
    "pinned": N_("Pinned"),
}

HOLDINGS: dict[str, dict[str, str]] = {
    "fr": {
        "file": "fichier",
        "link": "lien",
        "image": "image",
        "pdf": "pdf",
        "card": "fiche",
        "document": "document",
        "audio": "son",
        "video": "vidéo",
    },
    "en": {
        "file": "file",
        "link": "link",
        "image": "image",
        "pdf": "pdf",
        "card": "card",
        "document": "document",
        "audio": "sound",
        "video": "video",
    },
}
"""What a message may hold, as it is written behind `a:`, by language."""

HOLDS: dict[str, str] = {
    **{fold(name): what for names in HOLDINGS.values() for what, name in names.items()},
    **{"fichiers": "file", "piece": "file", "liens": "link", "images": "image", "photo": "image", "audio": "audio"},
}

HOLDINGS_EXPLAINED: dict[str, str] = {
    "file": N_("A file"),
    "link": N_("A link"),
    "image": N_("A picture"),
    "pdf": N_("A PDF"),
    "card": N_("A record"),
    "document": N_("An office document"),
    "audio": N_("A sound"),
    "video": N_("A film"),
}

MYSELF = frozenset({"moi", "me"})


def members_called(state: State, by: Member, name: str) -> frozenset[int]:
    """Whom a name means: whose nickname or login it is; else, whose begins so."""
    key = fold(name).removeprefix("@")
    if key in MYSELF:
        return frozenset({by.id})
    if not key:
        return frozenset()
    exact = {each.id for each in state.members.values() if key in (each.nickname_fold, fold(each.login))}
    return frozenset(exact or {each.id for each in state.members.values() if _begins(key, each.nickname_fold)})


def canals_called(state: State, by: Member, name: str) -> frozenset[int]:
    """Which of the searcher's canals a name means: those that are called so; else, those whose name begins so."""
    key = fold(name).removeprefix("#")
    if not key:
        return frozenset()
    named = {canal.id: fold(name_of(state, by, canal)) for canal in access.canals_of(state, by)}
    exact = {canal_id for canal_id, called in named.items() if called == key}
    return frozenset(exact or {canal_id for canal_id, called in named.items() if _begins(key, called)})


def name_of(state: State, by: Member, canal: Canal) -> str:
    """What its member calls a canal: a direct conversation by the others in it."""
    if canal.kind != "direct":
        return canal.name
    others = [state.nickname(each) for each in sorted(canal.joined) if each != by.id and each in state.members]
    return ", ".join(others)


def as_written(name: str) -> str:
    """A name as it stands behind a filter's colon: in quotes when it is several words."""
    return f'"{name}"' if re.search(r"\s", name) else name


def words_of(name: str) -> Iterator[str]:
    """The name from each of its words on, folded."""
    parts = name.split(" ")
    return (" ".join(parts[n:]) for n in range(len(parts)))


def _begins(key: str, name: str) -> bool:
    return any(each.startswith(key) for each in words_of(name))
