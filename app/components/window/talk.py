"""An open canal's talk, as a page asks for it: its newest messages, older ones, and how far one has read."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from app.components.asking import Actions, Answer, Id, Ids, action, is_id
from app.components.canal_panel.panel import follow
from app.components.search.results_panel import moved_on
from app.components.window.canal_head import canal_head, no_head
from app.components.window.place import place, showing
from app.components.wire.catching_up import opening, piece_around
from app.components.wire.ops import Json
from app.components.wire.tabs import SHOWN_MOST
from app.locale import N_
from app.store import access, drawer

LOST = N_("You are no longer in this canal.")


class Talk(Actions):
    @action
    async def open(self, key: Id, row: Id | None) -> Answer:
        """That canal's log, and where the page is then; it is the page's open one from now on.

        :param row: the message that one goes there for
        """
        page = self.page
        # First it hears what is said from now on: nothing is lost between the page of messages and that.
        page.tabs.show(page.tab, page.member, key)
        page.tab.canal_id = key
        piece = None if row is None else await piece_around(page.store, page.member, key, row)
        canal = access.access_canal(page.store.state, page.member, key)
        page.tabs.open_eyes(page.tab.member_id, key)
        page.store.haunts.go(page.member, key)
        follow(page, key)
        moved_on(page, key)
        there = showing(place(page.tab, canal), head=str(canal_head(canal, page.words)))
        return {**opening(page.store, page.wire, page.member, page.tab.lang, canal, piece), "place": there}

    @action
    async def elsewhere(self, lost: object = False) -> Answer:
        """Which canal to open, in a page that shows none.

        :param lost: whether the one that it showed is no longer the member's
        """
        if lost is True:
            self.page.toast(self.page.words(LOST))
        first = drawer.top(self.page.store.state, self.page.member)
        if first:
            return {"key": first.id}
        return {"key": None, "place": showing(place(self.page.tab, None), head=str(no_head(self.page.words)))}

    @action
    async def shows(self, keys: Annotated[list[int], Ids(SHOWN_MOST)]) -> None:
        """These canals are open in the page, and no others are any more."""
        self.page.tabs.keep_shown(self.page.tab, keys)

    @action
    async def older(self, canal: Id, before: Id) -> Answer:
        page = self.page
        found = await page.store.messages.before(page.member, canal, before)
        return {"items": Json(page.wire.rows.items(found, page.tab.lang)), "older": found.older}

    @action
    async def newer(self, canal: Id, after: Id) -> Answer:
        page = self.page
        found = await page.store.messages.after(page.member, canal, after)
        return {"items": Json(page.wire.rows.items(found, page.tab.lang)), "newer": found.newer}

    @action
    async def around(self, canal: Id, row: Id | None, after: Id | None, marks: bool = True) -> Answer:
        """Another piece of an open canal's history: around a message, around the first that is news after an id, or
        the newest.

        :param marks: whether one goes there for that message, or was reading there before
        """
        page, piece = self.page, None
        if after is not None:
            row = await page.store.messages.first(page.member, canal, after + 1, news=True)
        if row is not None:
            found = await piece_around(page.store, page.member, canal, row)
            piece = found if marks else replace(found, goal=None)
        of = access.access_canal(page.store.state, page.member, canal)
        return opening(page.store, page.wire, page.member, page.tab.lang, of, piece)

    @action
    async def seen(self, canal: Id, id: object, here: bool = False) -> None:
        """All up to that message has been in view; what is no id says nothing. `here`: the newest end is now."""
        page = self.page
        leaving = page.tab.leaving
        if canal in page.tab.blind:
            page.tab.blind[canal] = here
            return
        if here:
            page.tabs.open_eyes(page.tab.member_id, canal)
            page.tabs.watch(page.tab, page.member, canal)
            leaving.discard(canal)
        else:
            leaving.add(canal)
        try:
            await page.store.reading.mark(page.member, canal, id if is_id(id) else 0)
        finally:
            # Also when it could not be written; but not when they have come back meanwhile.
            if not here and canal in leaving:
                leaving.discard(canal)
                page.tabs.look_away(page.tab, canal)

    @action
    async def flip_order(self) -> None:
        """Read the other way round: newest last, or newest first with the composer on top."""
        member = self.page.member
        flipped = "newest-first" if member.reading_order == "newest-last" else "newest-last"
        await self.page.store.members.set(member, "reading_order", flipped)
