"""The data folder is one process's at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from app.store.refusal import Unusable


def take(folder: Path) -> FileLock:
    """Take the data folder, making it where there is none.

    :raises Unusable: when another process has it, or it cannot be made or written
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise Unusable("The data folder {path} is already used by a running Miaou.", path=folder) from None
    except OSError as error:
        raise Unusable(
            "The data folder {path} cannot be used: {error}.", path=folder, error=error.strerror or error
        ) from error
    return lock


@contextlib.contextmanager
def taken(folder: Path) -> Iterator[None]:
    """The folder is ours meanwhile."""
    lock = take(folder)
    try:
        yield
    finally:
        lock.release()
