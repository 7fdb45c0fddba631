"""From canal to canal by keys, as they stand in the drawer."""

from __future__ import annotations

from app.components.asking import Actions, action
from app.store import access, drawer


class Steps(Actions):
    @action
    async def next_canal(self) -> None:
        self._step(1)

    @action
    async def previous_canal(self) -> None:
        self._step(-1)

    @action
    async def next_unread(self) -> None:
        self._step(1, unread=True)

    @action
    async def previous_unread(self) -> None:
        self._step(-1, unread=True)

    def _step(self, by: int, *, unread: bool = False) -> None:
        """To the one after, or before; after the last one stands the first.

        :param unread: to one with a star
        """
        state, member, here = self.page.store.state, self.page.member, self.page.tab.canal_id
        canals = sorted(access.canals_of(state, member), key=lambda canal: drawer.place(state, member, canal))
        ids = [canal.id for canal in canals]
        at = ids.index(here) if here in ids else -1 if by > 0 else 0
        around = [*ids[at + 1 :], *ids[: max(at, 0)]]
        starred = self.page.store.unseen.canals(member) if unread else ids
        found = [each for each in around if each in starred]
        if found:
            self.page.go_to(found[0 if by > 0 else -1])
