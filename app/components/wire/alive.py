"""Whether somebody is there at a page."""

from __future__ import annotations

from app.components.asking import Actions, action


class Alive(Actions):
    @action
    async def alive(self, active: object) -> None:
        """Somebody does something here, or has not for five minutes."""
        page = self.page
        change = page.store.presence.active if active is True else page.store.presence.idle
        change(page.member.id, page.tab.id)
