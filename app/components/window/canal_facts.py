"""What a member's tabs show of their canals: names, places, stars and counts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from htpy import li

from app.components import fragments
from app.components.canal_panel.description import described_in_short
from app.components.first.tries import how_it_is
from app.components.installed.shades import day, night
from app.components.window.badged_icon import badged_icon
from app.components.window.circle import circle_told
from app.components.window.invitation import invitation_facts
from app.components.window.member_facts import status_name
from app.components.wire.facts import Facts, Told
from app.locale import N_, Words, listed
from app.store import Store, access, drawer
from app.store.newcomers import is_alone
from app.store.put_by import Draft
from app.store.reading import COUNTED
from app.store.state import Canal, Member
from app.store.unseen import Unseen

log = logging.getLogger(__name__)

ALL = "all"
"""The key of what is unseen in all canals together."""

_GROUPS = ("", N_("Direct"), N_("Archived"))
"""The drawer's groups, from the top. The first one needs no heading."""


def key_of(canal_id: int) -> str:
    return f"c{canal_id}"


class CanalFacts:
    """:param status: how each member's cat looks just now"""

    def __init__(self, store: Store, status: Callable[[int], str]) -> None:
        self._store = store
        self._status = status
        self._people: dict[int, int] = {}
        self._circles: dict[int, str] = {}
        self._alone: bool | None = None
        self._rows: dict[int, str] = {}

    def count_anew(self) -> None:
        """Somebody has come into a canal, or has left one."""
        self._people.clear()
        self._circles.clear()
        self._alone = None

    def draw_anew(self, canal_id: int | None = None) -> None:
        """A canal looks otherwise; None: all of them may."""
        for each in list(self._rows) if canal_id is None else [canal_id]:
            self._rows.pop(each, None)
        self.count_anew()

    def about(self, canal: Canal, words: Words) -> str:
        """Its topic, or the beginning of what it is for, or how many are in it."""
        if canal.topic or canal.description:
            return canal.topic or described_in_short(canal.description)
        n = self._people.get(canal.id)
        if n is None:
            n = self._people[canal.id] = sum(1 for _ in access.members_of(self._store.state, canal))
        return words.plural("{n} member", "{n} members", n)

    def whole(self, member: Member, words: Words) -> Told:
        """Everything, for a page that opens."""
        canals = access.canals_of(self._store.state, member)
        told: Told = {key_of(canal.id): self.of(member, canal, words) for canal in canals}
        told[ALL] = self.total(member)
        return told

    def of(self, member: Member, canal: Canal, words: Words) -> Facts:
        """All that a canal is and how much of it is unseen."""
        name = self.name(member, canal)
        group = _GROUPS[drawer.group(canal)]
        facts: Facts = {
            "name": name,
            "row": self._row(canal),
            "card": words("Card of {name}", name=name),
            "color": canal.color,
            "day": day(canal.color),
            "night": night(canal.color),
            "@data-sort": drawer.place(self._store.state, member, canal),
            "@data-heading": words(group),
        }
        facts |= self.crowd(canal, words) | invitation_facts(canal, name, words)
        if canal.kind == "direct":
            facts |= self.company(member, canal, words)
            facts["names"] = fragments.names(drawer.others(self._store.state, member, canal))
        return facts | self.pins(canal, words) | self.star(member, canal, words) | self.writing(member, canal, words)

    def _row(self, canal: Canal) -> str:
        """Its place in the drawer; an empty one when it cannot be drawn: it is not the others' trouble."""
        row = self._rows.get(canal.id)
        if row is None:
            try:
                row = fragments.canal_row(canal)
            except Exception:
                log.exception("a canal could not be drawn")
                row = str(li(hidden=True))
            self._rows[canal.id] = row
        return row

    def crowd(self, canal: Canal, words: Words) -> Facts:
        """What changes of a canal with who is in it."""
        told = self._circles.get(canal.id)
        if told is None:
            told = self._circles[canal.id] = circle_told(self._store.state, canal)
        if self._alone is None:
            self._alone = is_alone(self._store.state)
        return {"about": self.about(canal, words), "circle": told, "begins": how_it_is(canal, self._alone)}

    def pins(self, canal: Canal, words: Words) -> Facts:
        """How many messages are pinned to it."""
        n = self._store.pins.count(canal)
        told = words.plural("About this canal: {n} pinned message", "About this canal: {n} pinned messages", n)
        return {"pins": str(n) if n else "", "panel": told if n else words("About this canal")}

    def star(self, member: Member, canal: Canal, words: Words) -> Facts:
        """Whether a canal wears a star, and how many messages are unseen."""
        return star_facts(self._store.unseen.of(member, canal.id), words) | self._label(member, canal, words)

    def writing(self, member: Member, canal: Canal, words: Words) -> Facts:
        """What they are writing there, the newest first: what each answers, and when it was typed last; and how much is
        sent there later."""
        drafts = self._store.drafts.there(member, canal.id)
        n = self._store.scheduled.waiting(member, canal.id)
        return {
            # Of several, one at least is not where one writes: also the canal that is open says so.
            "@data-draft": "many" if len(drafts) > 1 else "true" if drafts else "false",
            "draft": stamp(drafts),
            "planned": words.plural("{n} scheduled message", "{n} scheduled messages", n) if n else "",
        } | self._label(member, canal, words)

    def _label(self, member: Member, canal: Canal, words: Words) -> Facts:
        """All that its row shows, in words: "Direction, 5 unread messages, private canal"."""
        signs = {"private": words("private canal"), "direct": words("direct conversation")}
        others = drawer.others(self._store.state, member, canal) if canal.kind == "direct" else []
        told = (
            self.name(member, canal),
            # In the order of what one sees: whoever says to a computer what stands there is understood.
            _in_words(self._store.unseen.of(member, canal.id), words),
            signs.get(canal.kind),
            words("archived") if canal.archived else "",
            words("draft") if self._store.drafts.there(member, canal.id) else "",
            status_name(self._status(others[0].id), words) if len(others) == 1 else "",
        )
        return {"label": listed(filter(None, told))}

    def total(self, member: Member) -> Facts:
        """How much is unseen in all canals together: what stands in the tab's title, and on its icon, and what a host's
        page shows."""
        unseen = self._store.unseen.total(member)
        title = f"({unseen.label}) " if unseen.star else ""
        return {"title": title, "n": unseen.n, "icon": badged_icon(unseen)}

    def name(self, member: Member, canal: Canal) -> str:
        """What a canal is called here."""
        return drawer.called(self._store.state, member, canal)

    def company(self, member: Member, canal: Canal, words: Words) -> Facts:
        """A direct conversation wears the first other one's cat."""
        first = next(iter(drawer.others(self._store.state, member, canal)), member)
        return {"cat": str(fragments.cat(first, self._status(first.id)))} | self._label(member, canal, words)

    def named_after(self, member_id: int) -> Iterable[tuple[Member, Canal]]:
        """The members who see a direct conversation that bears this member's name, and that conversation."""
        state = self._store.state
        for canal in state.canals.values():
            if canal.kind == "direct" and canal.holds(member_id):
                for other in access.members_of(state, canal):
                    if other.id != member_id:
                        yield other, canal


def stamp(drafts: Iterable[Draft]) -> str:
    """By which a browser knows whether something of what is written in a canal has become otherwise."""
    return " ".join(f"{draft.reply_to}:{draft.typed}" for draft in drafts)


def star_facts(unseen: Unseen, words: Words) -> Facts:
    """The star of one canal, as its row and whatever else shows the canal points to it."""
    return {
        "@data-unread": "true" if unseen.star else "false",
        "@data-mentioned": "true" if unseen.named else "false",
        "n": unseen.label,
        "unread": _in_words(unseen, words),
    }


def _in_words(unseen: Unseen, words: Words) -> str:
    n = COUNTED if unseen.is_beyond else unseen.n
    told = words.plural("{n} unread message", "{n} unread messages", n, n=unseen.label) if n else ""
    return ", ".join((told, words("you are mentioned"))) if unseen.named else told
