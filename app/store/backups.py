"""A backup: one file that holds an office whole, and is checked before it bears its name.

It is a zip archive: the database as it was at one moment, every other file of the data folder, and a manifest with the
versions and each file's size and SHA-256. Copying a running folder by hand is none: the database and its journal
change while they are copied, and most such copies cannot be read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import IO

from app.locale import N_
from app.store import zipped
from app.store.database import connect, integrity, plain
from app.store.gentle import Pace, at_once
from app.store.refusal import Refused
from app.store.settling import settle

FOLDER = "backups"
"""In the data folder, where the daily ones lie unless a setting says otherwise."""

FORMAT = 1
DATABASE = "miaou.db"
MANIFEST = "manifest.json"

LEFT_OUT = re.compile(
    r"lost\+found|lock|instance\.json|backups|restoring|before-restore-.*|.*-before-migration-.*|new\.db.*|.*\.half.*"
)
"""What lies in a data folder and belongs to no backup: what is of one process only, and what is kept aside."""

UPLOADS = ("files", "new")
"""Where lies, in the data folder, what is not whole yet or about to go."""

NOWHERE = re.compile(r".*\.half(\.db)?|miaou-\d{8}-\d{6}\.zip")
"""What is left out however deep it lies: a backup that held the one before it, or itself, would grow without end."""

PAGES = 64
"""Of the database that are copied at once: a quarter of a megabyte, as of a file."""
CHUNK = 1 << 18

_NAME = re.compile(r"miaou-(\d{8}-\d{6})\.zip")
_STAMP = "%Y%m%d-%H%M%S"

Progress = Callable[[str, float], None]
"""Hears what is being done (an English msgid) and how much of it is done, from 0 to 1; in the backup's own thread."""

COPYING = N_("Copying the database")
CHECKING = N_("Checking the copy")
PACKING = N_("Packing it")
VERIFYING = N_("Reading it again")


@dataclass(frozen=True)
class Backup:
    """A backup that was found good when it was made.

    :param made: epoch milliseconds
    :param size: in bytes
    """

    path: Path
    made: int
    size: int


def name_for(moment: int) -> str:
    """What the daily backup of that moment (epoch milliseconds) is called; the names sort in time."""
    return f"miaou-{datetime.fromtimestamp(moment / 1000, UTC).strftime(_STAMP)}.zip"


def found_in(folder: Path) -> list[Backup]:
    """The backups that bear such a name, the newest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            # What only looks like one, or is gone by now, is none.
            with contextlib.suppress(OSError, ValueError):
                if named is not None:
                    moment = datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC)
                    found.append(Backup(path, int(moment.timestamp() * 1000), path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def newest(folder: Path) -> Path | None:
    """The latest of them."""
    return next((backup.path for backup in found_in(folder)), None)


def make(
    database: Path,
    folder: Path,
    target: Path,
    tell: Progress = lambda _what, _done: None,
    pace: Pace = at_once,
) -> int:
    """Back an office up, running or not; takes a while: call it off the loop.

    What was at the target stays until the new one is whole. Returns its size in bytes.

    :param pace: how the work spares those who write meanwhile
    :raises Refused: when it cannot be made, or the database is damaged; nothing is left behind then
    """
    # As one says them, they may be relative: compared, they must not be.
    database, folder, target = database.absolute(), folder.absolute(), target.absolute()
    _refuse_to_replace(target)
    half, copy = target.with_name(f"{target.name}.half"), target.with_name(f"{target.name}.half.db")
    try:
        with _removed(half, copy):
            with open(half, "xb", opener=_for_its_owner) as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    _Packing(archive, database, folder, target, tell, pace).pack(copy)
                file.flush()
                os.fsync(file.fileno())
            _verify(half, tell, pace)
            size = half.stat().st_size
            half.replace(target)
            settle(target.parent)
    except sqlite3.Error as error:
        raise Refused("The backup could not be made: {error}.", error=plain(error)) from error
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise Refused("The backup {file} could not be made: {error}.", file=target, error=plain(error)) from error
    return size


def _refuse_to_replace(target: Path) -> None:
    """Only a backup gives way to a backup: this very command, mistyped, would end a database."""
    if target.exists() and not zipfile.is_zipfile(target):
        raise Refused("There is already something at {path}: choose another name.", path=target)


def owned(folder: Path, database: Path, target: Path) -> Iterator[Path]:
    """Every file in the data folder that belongs to the office, but its database and the backup that is made."""
    own = {database.name, f"{database.name}-wal", f"{database.name}-shm"}
    for entry in sorted(folder.iterdir()):
        if LEFT_OUT.fullmatch(entry.name) or (entry.name in own and entry.parent == database.parent):
            continue
        for each in _within(entry, folder.joinpath(*UPLOADS)) if entry.is_dir() else (entry,):
            if each.is_file() and each != target and not NOWHERE.fullmatch(each.name):
                yield each


def _within(folder: Path, left_out: Path) -> Iterator[Path]:
    """All that lies in a folder, however deep; a folder that goes while it is read held nothing that is needed."""

    def missed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError | PermissionError):
            raise error

    for place, folders, names in os.walk(folder, onerror=missed):
        here = Path(place)
        folders[:] = sorted(each for each in folders if here / each != left_out)
        yield from (here / name for name in sorted(names))


class _Packing:
    """One backup on its way into its archive."""

    def __init__(
        self, archive: zipfile.ZipFile, database: Path, folder: Path, target: Path, tell: Progress, pace: Pace
    ) -> None:
        self._archive, self._database, self._folder, self._target = archive, database, folder, target
        self._tell, self._pace = tell, pace
        self._listed: dict[str, dict[str, object]] = {}

    def pack(self, copy: Path) -> None:
        """:param copy: where the database is copied to on the way"""
        # Files before the database and after it: one that is worn in the copy was there at one of the two times.
        self._pack_files()
        self._copy(copy)
        revision = self._checked(copy)
        self._pack_files()
        self._add(DATABASE, copy, lambda done: self._tell(PACKING, done))
        manifest = {
            "format": FORMAT,
            "miaou": _version(),
            "revision": revision,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": self._listed,
        }
        self._archive.writestr(MANIFEST, json.dumps(manifest, indent=1))

    def _pack_files(self) -> None:
        for path in owned(self._folder, self._database, self._target):
            name = path.relative_to(self._folder).as_posix()
            if name not in self._listed:
                # An image that is worn no more may go while the folder is read.
                with contextlib.suppress(FileNotFoundError):
                    self._add(name, path)

    def _add(self, name: str, path: Path, tell: Callable[[float], None] = lambda _done: None) -> None:
        digest, written, size = hashlib.sha256(), 0, path.stat().st_size
        with path.open("rb") as source:
            chunks = _chunks(source, self._pace)
            beginning = next(chunks, b"")
            with self._archive.open(zipped.entry(name, beginning), "w", force_zip64=True) as target:
                for chunk in chain([beginning], chunks):
                    digest.update(chunk)
                    target.write(chunk)
                    written += len(chunk)
                    tell(written / max(size, written, 1))
        self._listed[name] = {"size": written, "sha256": digest.hexdigest()}

    def _copy(self, copy: Path) -> None:
        """The database as it is at one moment: what is written meanwhile is not seen."""

        def told(_status: int, remaining: int, total: int) -> None:
            self._tell(COPYING, 1 - remaining / max(total, 1))
            self._pace()

        with contextlib.closing(connect(self._database)) as source:
            source.isolation_level = None
            # SQLite begins the copy anew whenever somebody writes, unless a transaction of ours holds the moment.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with contextlib.closing(connect(copy)) as target:
                # A copy that is lost with the machine is made again.
                target.execute("PRAGMA synchronous=OFF")
                source.backup(target, pages=PAGES, progress=told)
                # One file, without a journal beside it.
                target.execute("PRAGMA journal_mode=DELETE")

    def _checked(self, copy: Path) -> str:
        """The copy's revision, when it is whole."""
        self._tell(CHECKING, 0)
        with contextlib.closing(connect(copy, "ro")) as connection:
            found = integrity(connection, self._pace)
            if found != "ok":
                raise Refused("The database is damaged ({error}): no backup was made of it.", error=found)
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        self._tell(CHECKING, 1)
        return str(revision[0])


def _verify(file: Path, tell: Progress, pace: Pace) -> None:
    """:raises zipfile.BadZipFile: unless everything reads back as it was written"""
    with zipfile.ZipFile(file) as archive:
        listed = json.loads(archive.read(MANIFEST))["files"]
        for done, (name, told) in enumerate(listed.items()):
            tell(VERIFYING, done / len(listed))
            digest = hashlib.sha256()
            with archive.open(name) as packed:
                for chunk in _chunks(packed, pace):
                    digest.update(chunk)
            if digest.hexdigest() != told["sha256"]:
                raise zipfile.BadZipFile(f"{name} does not read back as it was written")
    tell(VERIFYING, 1)


def _chunks(file: IO[bytes], pace: Pace) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
        pace()


@contextlib.contextmanager
def _removed(*paths: Path) -> Iterator[None]:
    """What is only needed on the way is gone before and afterwards, however it ends."""
    for path in paths:
        path.unlink(missing_ok=True)
    try:
        yield
    finally:
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _version() -> str:
    try:
        return version("miaou")
    except PackageNotFoundError:
        return ""
