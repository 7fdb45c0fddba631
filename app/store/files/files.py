"""The files of an office, and who may have them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.files import listed
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store


class Kept:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str, name: str = "original") -> Path:
        """Where the original lies."""
        return self.folder / digest[:2] / digest / name


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.kept = Kept(store.folder / "files")

    async def in_canal(
        self, by: Member, canal_id: int, before: int = 0, limit: int = 40, kinds: Collection[str] = ()
    ) -> listed.Listed:
        """As `listed.in_canal`."""
        return await listed.in_canal(self._store, by, canal_id, before, limit, kinds)

    async def let_go(self, digests: Sequence[str]) -> None:
        """What no file holds any more is taken away."""
