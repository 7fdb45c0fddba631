"""The files of messages in an export: each content once, under a name that one knows again."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path

from app.store import zipped
from app.store.said import File
from app.text.typed import fold

FOLDER = "attachments"
"""Where they lie in the zip."""

CHUNK = 1 << 18


class Attachments:
    """Where each lies, by what it holds, in the order in which they are met."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}
        self._taken: set[str] = set()

    def path(self, file: File) -> str:
        """Where in the zip lies what that file holds. What another one holds as well lies there under its name."""
        if file.digest not in self._paths:
            self._paths[file.digest] = f"{FOLDER}/{self._free(file.name)}"
        return self._paths[file.digest]

    def add(self, archive: zipfile.ZipFile, original: Callable[[str], Path], went_on: Callable[[int], None]) -> None:
        """Write all that were met. What went meanwhile is not in it.

        :param original: where on the disk lies what a digest stands for
        :param went_on: told after each chunk; what it raises ends the writing
        """
        for digest, name in self._paths.items():
            with contextlib.suppress(FileNotFoundError):
                _add(archive, name, original(digest), went_on)

    def _free(self, name: str) -> str:
        """That name, or one with a number: some disks do not tell capitals apart, nor an accent that is written in
        another way."""
        stem, dot, ending = name.rpartition(".")
        if not stem:
            stem, dot, ending = name, "", ""
        names = chain([name], (f"{stem} ({n}){dot}{ending}" for n in count(2)))
        free = next(each for each in names if fold(each) not in self._taken)
        self._taken.add(fold(free))
        return free


def _add(archive: zipfile.ZipFile, name: str, path: Path, went_on: Callable[[int], None]) -> None:
    with path.open("rb") as source:
        beginning = source.read(CHUNK)
        with archive.open(zipped.entry(name, beginning), "w", force_zip64=True) as target:
            chunk = beginning
            while chunk:
                target.write(chunk)
                went_on(0)
                chunk = source.read(CHUNK)
