"""Files that members of an office bring, and what lies in the data folder by then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app.store import Store
from app.store.said import File

Brings = Callable[..., Awaitable[File]]


async def pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


@pytest.fixture
def bring(office) -> Brings:
    """`await bring(by, content)`: to "Tout le bureau", unless another canal is named."""

    async def bring(by, *chunks: bytes, name: str = "devis.pdf", canal=None, size: int | None = None) -> File:
        where = canal or office.bureau
        return await office.store.files.bring(by, where.id, name, pieces(*chunks), size)

    return bring


def lying(store: Store) -> list[str]:
    """All files under the folder for files, by their path in it; thumbnails left out."""
    folder = store.folder / "files"
    found = (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".webp")
    return sorted(each.relative_to(folder).as_posix() for each in found)


def halves(store: Store) -> list[Path]:
    """What has come in and is not whole."""
    new = store.files.kept.new
    return list(new.iterdir()) if new.is_dir() else []
