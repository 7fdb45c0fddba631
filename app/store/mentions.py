"""Mentions: whom `@Léa` means in a message, and whom it may.

Whoever is named is one of those who read the message: a name of somebody else stays text, and tells them nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.store import access
from app.store.feed import Change, MemberChanged, OfficeChanged, Reloaded
from app.store.state import Canal, Member
from app.text.mentions import EVERYBODY, Mentions, Names

if TYPE_CHECKING:
    from app.store.store import Store

CALLED = {"fr": ("tous",), "en": ("tous", "all")}
"""How everybody is called, by the office's language. A member of that name comes first."""


class Rendered(NamedTuple):
    """A text as its readers get it; whom it names; and whom it would, were they among its readers."""

    html: str
    mentions: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


class Naming:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: Names | None = None
        store.feed.subscribe(self.hear)

    def hear(self, changes: Sequence[Change]) -> None:
        if any(isinstance(change, MemberChanged | OfficeChanged | Reloaded) for change in changes):
            self._names = None

    def everybody(self) -> Sequence[str]:
        """What stands for everybody in this office."""
        return CALLED.get(self._store.state.office_lang, CALLED["fr"])

    def in_text(self, text: str, by: Member, canal: Canal, circle: Sequence[int]) -> Mentions | None:
        """Whom a text may name that this member says there, to these alone if there are any; None when nobody."""
        if "@" not in text:
            return None
        return Mentions(self._all_names(), self.among(by, canal, circle))

    def among(self, by: Member, canal: Canal, circle: Sequence[int]) -> frozenset[int]:
        """Those who may be named: in an aside its circle, which they themselves are of, else who is in the canal."""
        if circle:
            return frozenset({by.id, EVERYBODY, *circle})
        inside = {member.id for member in access.members_of(self._store.state, canal)}
        everybody = access.may(access.access_everybody, self._store.state, by, canal.id)
        return frozenset(inside | {EVERYBODY} if everybody else inside)

    def rendered(self, html: str, mentions: Mentions | None, by: Member, circle: Sequence[int]) -> Rendered:
        """A text that was rendered, and what came of those whom it may name."""
        if mentions is None:
            return Rendered(html)
        named = mentions.named - {by.id}
        if circle and EVERYBODY in named:
            named = {*circle} - {by.id}
        return Rendered(html, tuple(sorted(named)), tuple(sorted(mentions.others)))

    def _all_names(self) -> Names:
        """Everybody's, also of those whose account is closed: theirs means nobody else."""
        if self._names is None:
            members = self._store.state.members.values()
            called = [(EVERYBODY, name) for name in self.everybody()]
            self._names = Names([*called, *((member.id, member.nickname) for member in members)])
        return self._names
