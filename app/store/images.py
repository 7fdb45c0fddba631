"""Members' images: small files in the data folder, named after what they hold."""

import asyncio
import re
from pathlib import Path

SIZES = (256, 64)
_NAME = re.compile(r"[0-9a-f]{24}")


class Images:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, digest: str, large: bytes, small: bytes) -> None:
        await asyncio.to_thread(self._write, digest, large, small)

    def _write(self, digest: str, large: bytes, small: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for size, content in zip(SIZES, (large, small), strict=True):
            (self._folder / f"{digest}-{size}.webp").write_bytes(content)

    def path(self, digest: str, size: int) -> Path | None:
        """The file of that image, or None when there is none: both parts may come from an address."""
        if not _NAME.fullmatch(digest) or size not in SIZES:
            return None
        path = self._folder / f"{digest}-{size}.webp"
        return path if path.is_file() else None
