"""Members' images, and the office's logo: small files in the data folder, named after what they hold."""

import asyncio
import contextlib
import os
import re
from pathlib import Path

from app.store.database import as_unavailable

SIZES = (256, 64)
LOGO_SIZE = 160
"""How high a logo is at most."""
_NAME = re.compile(r"[0-9a-f]{24}")


class Images:
    """:param sizes: in which each image is kept, the largest first"""

    def __init__(self, folder: Path, sizes: tuple[int, ...] = SIZES) -> None:
        self._folder = folder
        self._sizes = sizes

    async def keep(self, digest: str, *contents: bytes) -> None:
        """Keep an image, a file of each size.

        :raises Unavailable: when the disk does not take it
        """
        try:
            await asyncio.to_thread(self._write, digest, contents)
        except OSError as error:
            await self.drop(digest)
            raise as_unavailable(error) from error

    async def drop(self, digest: str) -> None:
        """Delete an image that nobody wears any more."""
        await asyncio.to_thread(self._delete, digest)

    def path(self, digest: str, size: int) -> Path | None:
        """The file of that image, or None when there is none: both parts may come from an address."""
        if not _NAME.fullmatch(digest) or size not in self._sizes:
            return None
        path = self._file(digest, size)
        return path if path.is_file() else None

    async def read(self, digest: str, size: int) -> bytes | None:
        """What that image's file holds, or None when there is none, or no longer."""
        path = self.path(digest, size)
        try:
            return await asyncio.to_thread(path.read_bytes) if path is not None else None
        except FileNotFoundError:
            return None

    def _file(self, digest: str, size: int) -> Path:
        return self._folder / f"{digest}-{size}.webp"

    def _half(self, digest: str, size: int) -> Path:
        return self._folder / f"{digest}-{size}.new"

    def _write(self, digest: str, contents: tuple[bytes, ...]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for size, content in zip(self._sizes, contents, strict=True):
            # In place only when it is whole and on the disk: the database is about to say that it is there.
            new = self._half(digest, size)
            with new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._file(digest, size))

    def _delete(self, digest: str) -> None:
        for size in self._sizes:
            # Windows keeps a file that somebody is just being shown: then a small one stays behind.
            with contextlib.suppress(OSError):
                self._file(digest, size).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self._half(digest, size).unlink(missing_ok=True)
