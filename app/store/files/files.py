"""The files of an office, and who may have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.store import Store


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def let_go(self, digests: Sequence[str]) -> None:
        """What no file holds any more is taken away."""
