"""An open canal's talk, as a page asks for it: its newest messages, older ones, and how far one has read."""

from __future__ import annotations

import json
from typing import Annotated

from app.components.asking import Actions, Answer, Id, Ids, action, is_id
from app.components.window.canal_head import canal_head
from app.components.window.place import place
from app.components.wire.tabs import WATCHED_MOST
from app.locale import N_
from app.store import drawer

LOST = N_("You are no longer in this canal.")


class Talk(Actions):
    @action
    async def open(self, key: Id) -> Answer:
        """That canal's log, and where the page is then; it is the page's open one from now on."""
        page = self.page
        # First it hears what is said from now on: nothing is lost between the page of messages and that.
        page.tabs.show(page.tab, page.member, key)
        newest = page.store.messages.newest(page.member, key)
        page.tab.canal_id = newest.canal.id
        log = json.loads(page.wire.log(page.member, page.tab.lang, newest))
        html = {"head": str(canal_head(newest.canal, page.words))}
        return {"log": log, "place": {**place(page.tab, newest.canal), "html": html}}

    @action
    async def elsewhere(self, lost: object = False) -> Answer:
        """Which canal to open, in a page that shows none.

        :param lost: whether the one that it showed is no longer the member's
        """
        if lost is True:
            self.page.toast(self.page.words(LOST))
        first = drawer.top(self.page.store.state, self.page.member)
        return {"key": first.id if first else None}

    @action
    async def shows(self, canals: Annotated[list[int], Ids(WATCHED_MOST)]) -> None:
        """These canals are open in the page, and no others are any more."""
        self.page.tabs.keep_shown(self.page.tab, canals)

    @action
    async def older(self, canal: Id, before: Id) -> Answer:
        page = self.page
        found = await page.store.messages.before(page.member, canal, before)
        return {"items": json.loads(page.wire.items(found, page.tab.lang)), "older": found.older}

    @action
    async def watch(self, canal: Id) -> None:
        """The newest end of that canal is in view."""
        self.page.tabs.watch(self.page.tab, self.page.member, canal)

    @action
    async def unwatch(self, canal: Id, seen: object) -> None:
        """It is no longer; all up to `seen` was."""
        await self.seen(canal, seen)
        self.page.tabs.look_away(self.page.tab, canal)

    @action
    async def seen(self, canal: Id, id: object) -> None:
        """All up to that message has been in view; what is no id says nothing."""
        seen = id if is_id(id) else 0
        await self.page.store.reading.mark(self.page.member, canal, seen)

    @action
    async def flip_order(self) -> None:
        """Read the other way round: newest last, or newest first with the composer on top."""
        member = self.page.member
        flipped = "newest-first" if member.reading_order == "newest-last" else "newest-last"
        await self.page.store.members.set(member, "reading_order", flipped)
