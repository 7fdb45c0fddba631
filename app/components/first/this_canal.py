"""The card of the canal in which nothing has been said yet, asked for from where that is told."""

from __future__ import annotations

from app.components.asking import Actions, Id, action
from app.components.cards.canal_card import CanalCard


class ThisCanal(Actions):
    @action
    async def this_canal(self, key: Id | None) -> None:
        """
        :param key: of a tile's canal; None: what the page shows
        :raises Forbidden: when that is none of theirs
        """
        shown = self.page.tab.canal_id if key is None else key
        CanalCard.open(self.page, key=shown or 0)
