"""What files hold, once each: a folder by its digest, with the original and its thumbnails.

A folder is there as a whole or not at all: it is moved into its place, and out of it, in one step.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from app.store.files.incoming import ORIGINAL, on_disk
from app.store.settling import settle

NEW = "new"
"""The folder of what is not whole yet, or about to go, beside those of what is kept."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Kept:
    """:param folder: where all of it lies"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.new = folder / NEW
        self._turns: dict[str, tuple[asyncio.Lock, int]] = {}

    def path(self, digest: str, name: str = ORIGINAL) -> Path:
        """Where the original lies, or a thumbnail; whether it is there is not said."""
        return self.place(digest) / name

    def place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest

    @contextlib.asynccontextmanager
    async def turn(self, digest: str) -> AsyncIterator[None]:
        """One at a time says of a content that it is needed, or no longer."""
        lock, waiting = self._turns.get(digest, (asyncio.Lock(), 0))
        self._turns[digest] = lock, waiting + 1
        try:
            async with lock:
                yield
        finally:
            _, waiting = self._turns.pop(digest)
            if waiting > 1:
                self._turns[digest] = lock, waiting - 1

    async def keep(self, digest: str, folder: Path) -> None:
        """Take over a folder; of what is here already, only what was missing. Call it in the content's turn.

        :raises Unavailable: when the disk does not take it
        """
        await on_disk(lambda: self._keep(digest, folder))

    async def remove(self, digest: str) -> int:
        """Nothing of it is kept any more; returns how many bytes its original had. Call it in the content's turn.

        What somebody holds open under Windows stays, and is swept at a later start.
        """
        return await on_disk(lambda: self._remove(digest))

    async def found(self) -> list[str]:
        """The digests of all that is kept."""
        return await on_disk(self._found)

    def _keep(self, digest: str, folder: Path) -> None:
        place = self.place(digest)
        for each in folder.iterdir():
            # The original is on the disk already, see `Arriving.finish`.
            if each.name != ORIGINAL and each.is_file():
                _settle(each)
        if (place / ORIGINAL).is_file():
            for each in folder.iterdir():
                if not (place / each.name).exists():
                    each.replace(place / each.name)
        else:
            self._move(folder, place)
        # Both ways, so that they take the same time.
        settle(place)
        settle(place.parent)

    def _move(self, folder: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            # What is left of a folder that somebody emptied by hand.
            place.replace(self.new / secrets.token_hex(16))
        folder.replace(place)

    def _remove(self, digest: str) -> int:
        place, away = self.place(digest), self.new / secrets.token_hex(16)
        try:
            size = (place / ORIGINAL).stat().st_size
        except OSError:
            size = 0
        self.new.mkdir(parents=True, exist_ok=True)
        try:
            place.replace(away)
        except OSError:
            return 0
        shutil.rmtree(away, ignore_errors=True)
        return size

    def _found(self) -> list[str]:
        return [
            each.name
            for shelf in self.folder.glob("[0-9a-f][0-9a-f]")
            for each in shelf.iterdir()
            if _DIGEST.fullmatch(each.name)
        ]


def _settle(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
