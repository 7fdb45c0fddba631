"""What is read by a process of its own (`apart_reader`), which may die of it: PDFs, HEIC and AVIF."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app.store.files import apart_reader

PATIENCE_S = 30
"""For one file, on a machine that does other things too."""

FOUND_MOST = 8_000_000
"""Bytes of what the process found: a megabyte of letters, each written as `\\u1234`, and what goes before."""

_FLAGS = sys.platform == "win32" and subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
"""On Windows: without a window of its own, and giving way."""


@dataclass(frozen=True, slots=True)
class Found:
    """What such a process left, which is believed no more than the file.

    :param picture: where the picture lies that it drew, if it drew any
    """

    told: dict[str, Any]
    picture: Path

    def number(self, name: str, most: int) -> int:
        """A number that it told, from 0 to `most`; 0 when it told none."""
        told = self.told.get(name)
        return min(max(told, 0), most) if isinstance(told, int) else 0


@contextmanager
def read(path: Path, what: Literal["pdf", "heif"], longer: int) -> Iterator[Found]:
    """What is found in that file; nothing in one that cannot be read or takes too long. As long as one is in here,
    the picture is there. It waits for the process: call it in a thread.

    :param longer: pixels of the longer side of what is drawn, at most
    """
    path = path.absolute()
    # Beside the file: what is left when this process ends in the middle is swept with it at the next start.
    with tempfile.TemporaryDirectory(prefix="apart-", dir=path.parent, ignore_cleanup_errors=True) as folder:
        _run(str(path), folder, what, str(longer))
        yield Found(_told(Path(folder) / "found"), Path(folder) / "picture.png")


def _run(file: str, folder: str, *others: str) -> None:
    # By its path and alone (-I): as a module it would import the store first, and from a folder that others write to
    # it would import what lies there.
    line = [sys.executable, "-I", "-B", apart_reader.__file__, file, folder, *others]
    nobody = subprocess.DEVNULL
    with contextlib.suppress(subprocess.TimeoutExpired, OSError):
        subprocess.run(  # noqa: S603 - our own file, and paths of ours
            line,
            check=False,
            timeout=PATIENCE_S,
            cwd=folder,
            env=_environment(),
            stdin=nobody,
            stdout=nobody,
            stderr=nobody,
            creationflags=_FLAGS,
        )


def _environment() -> dict[str, str]:
    """What a program needs to start, and none of this one's settings: there are secrets among them."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "TEMP", "TMP", "TMPDIR") if name in os.environ}


def _told(told: Path) -> dict[str, Any]:
    """The last line that is whole: the process may have died within one."""
    try:
        with told.open("rb") as file:
            lines = file.read(FOUND_MOST).split(b"\n")
    except FileNotFoundError:
        return {}
    for line in reversed(lines):
        with contextlib.suppress(ValueError):
            found = json.loads(line)
            if isinstance(found, dict):
                return found
    return {}
