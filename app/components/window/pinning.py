"""Pinning a message to its canal, and taking it down."""

from __future__ import annotations

from app.components.asking import Actions, Id, action
from app.locale import N_

PINNED = N_("Pinned to the canal.")
TAKEN_DOWN = N_("No longer pinned to the canal.")


class Pinning(Actions):
    @action
    async def pin(self, key: Id) -> None:
        """:raises Forbidden: when they may not"""
        await self._turn(key, on=True)

    @action
    async def unpin(self, key: Id) -> None:
        """:raises Forbidden: when they may not"""
        await self._turn(key, on=False)

    async def _turn(self, message_id: int, *, on: bool) -> None:
        page = self.page
        await page.store.pins.pin(page.member, message_id, on)
        page.toast(page.words(PINNED if on else TAKEN_DOWN))
