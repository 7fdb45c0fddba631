"""All facts of a page, whole: what the server holds of them, and puts into a page that opens or was away."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from app.components import fragments
from app.components.window.canal_facts import CanalFacts
from app.components.window.inbox_facts import inbox_facts
from app.components.window.member_facts import key_of, member_facts
from app.components.window.member_list import PEOPLE, people_facts
from app.components.window.own_facts import (
    LATER,
    OFFICE,
    SELF,
    later_facts,
    office_facts,
    self_facts,
    settings_facts,
)
from app.components.window.receipt import all_receipts
from app.components.wire.facts import Told, spare
from app.components.wire.ops import as_json
from app.locale import catalogue
from app.store import Store
from app.store.state import Member

log = logging.getLogger(__name__)


@cache
def _rows() -> str:
    """How what has no row of its own stands in a list, by the letter with which the keys of its facts begin."""
    return as_json({"rows": {"m": fragments.member_row()}})[1:-1]


class FactsKnown:
    """:param status: how each member's cat looks just now"""

    def __init__(self, store: Store, canals: CanalFacts, status: Callable[[int], str]) -> None:
        self._store = store
        self._canals = canals
        self._status = status
        # By language: every member's facts as JSON, the same in every page.
        self._members: dict[str, dict[int, str]] = {}

    def whole(self, member: Member, lang: str, arrives: bool = False) -> str:
        """Everything that this member's page points to, as JSON.

        :param arrives: whether they are just opening it: then they are there, which nobody has been told yet
        """
        status = "connected" if arrives else self._status(member.id)
        own = self._canals.whole(member, catalogue(lang))
        own |= {
            OFFICE: office_facts(self._store),
            SELF: self_facts(member, status),
            LATER: later_facts(self._store, member),
            PEOPLE: people_facts(self.people(), self._status(member.id), catalogue(lang)),
        }
        own |= inbox_facts(self._store, member, catalogue(lang))
        own |= all_receipts(self._store, member, catalogue(lang))
        settings = as_json(settings_facts(self._store, member))[1:-1]
        members = self._all_members(lang)
        if arrives:
            members = members | {member.id: _told(self.members([member.id], lang, status))}
        parts = [_told(own), settings, _rows(), *members.values()]
        return f"{{{','.join(filter(None, parts))}}}"

    def people(self) -> Counter[str]:
        """How many cats look how, of all who have an account."""
        return Counter(self._status(member.id) for member in self._store.state.active_members())

    def members(self, member_ids: Iterable[int], lang: str, status: str = "") -> Told:
        """All that these are to everybody.

        :param status: how their cats look, if not as just now
        """
        told, words = Told(), catalogue(lang)
        for each in member_ids:
            try:
                told[key_of(each)] = member_facts(self._store.state.members[each], status or self._status(each), words)
            except Exception:
                # It is not the others' trouble.
                log.exception("a member could not be drawn")
        return told

    def forget(self, member_id: int) -> None:
        """What is known of a member is no longer so."""
        for known in self._members.values():
            known.pop(member_id, None)

    def forget_all(self) -> None:
        self._members.clear()

    def _all_members(self, lang: str) -> dict[int, str]:
        known = self._members.setdefault(lang, {})
        for member_id in self._store.state.members.keys() - known.keys():
            known[member_id] = _told(self.members([member_id], lang))
        return known


def _told(facts: Told) -> str:
    """As JSON, without the braces."""
    return as_json(spare(facts))[1:-1]
