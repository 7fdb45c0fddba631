"""The first page of a PDF, and its text: read by a process of its own (`pdf_reader`), which may die of it."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.store.files import pdf_reader, raster, text_excerpt, thumbnails

log = logging.getLogger(__name__)

PATIENCE_S = 30
"""For one file, on a machine that does other things too."""

FOUND_MOST = 8_000_000
"""Bytes of what the process found: a megabyte of letters, each written as `\\u1234`, and what goes before."""

_PAGES_MOST = 1_000_000

_FLAGS = sys.platform == "win32" and subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
"""On Windows: without a window of its own, and giving way."""


@dataclass(frozen=True, slots=True)
class Page:
    """:param drawn: whether there are thumbnails of the first page, whose size the others are"""

    width: int = 0
    height: int = 0
    pages: int = 0
    text: str = ""
    drawn: bool = False


def read(path: Path, target: Path) -> Page:
    """Draw a PDF's first page into `target`, and read its text. It waits for the process: call it in a thread.

    A file that cannot be read, wants a password or takes too long gives an empty page.
    """
    path = path.absolute()
    # Beside the file: what is left when this process ends in the middle is swept with it at the next start.
    with tempfile.TemporaryDirectory(prefix="pdf-", dir=path.parent, ignore_cleanup_errors=True) as folder:
        _run(path, folder)
        found = _found(Path(folder) / "found")
        if not found:
            return Page()
        size = _drawn(Path(folder) / "page.png", target)
        pages, text = found.get("pages"), found.get("text")
        return Page(
            *(size or (0, 0)),
            pages=min(max(pages, 0), _PAGES_MOST) if isinstance(pages, int) else 0,
            text=text_excerpt.clean(text)[: text_excerpt.TEXT_MOST] if isinstance(text, str) else "",
            drawn=size is not None,
        )


def _run(file: Path, folder: str) -> None:
    # By its path and alone (-I): as a module it would import the store first, and from a folder that others write to
    # it would import what lies there.
    line = [sys.executable, "-I", "-B", pdf_reader.__file__, str(file), folder]
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


def _found(told: Path) -> dict[str, Any]:
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


def _drawn(page: Path, target: Path) -> thumbnails.Size | None:
    """The page that the process drew, which is no more trusted than any other picture."""
    try:
        return thumbnails.make(page, raster.PNG.media, target)
    except Exception as error:
        log.info("a first page could not be drawn", exc_info=error)
        return None
