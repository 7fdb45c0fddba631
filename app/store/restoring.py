"""Going back to a backup: it is checked whole before anything is touched, and what was there is kept aside."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.locale import N_
from app.store import preparing
from app.store.backups import CHUNK, DATABASE, FORMAT, LEFT_OUT, MANIFEST, Progress
from app.store.database import connect, integrity, plain
from app.store.locking import taken
from app.store.refusal import Refused

UNPACKING = N_("Unpacking and checking the backup")

MANIFEST_LARGEST = 64 << 20
"""Bytes: what a folder of some hundred thousand files takes."""

_NAME = re.compile(r"(?!/)(?!(?:.*/)?\.\.(?:/|$))[^\\:\x00-\x1f]+")
"""A file below the folder, on any system: no way up, no drive, no root."""

_FORGOTTEN = ("session", "passwordreset")
"""What opens doors and may have been taken away since the backup: people sign in anew."""


def restore(
    file: Path, database: Path, folder: Path, replace: bool, tell: Progress = lambda _what, _done: None
) -> Path | None:
    """Put the office that a backup holds into the data folder of a stopped instance.

    Returns where what had been there is kept, None when there was nothing.

    :param replace: whether there may be an office in the folder already
    :raises Refused: when the file is not a whole backup of this version or an older one, or the folder is not empty;
        nothing has been changed then
    :raises Unusable: when the folder cannot be used, or Miaou runs on it
    """
    database, folder = database.absolute(), folder.absolute()
    listed = _look(file)
    existed = folder.exists()
    with taken(folder):
        try:
            if not replace and any(_owned(folder, database)):
                raise Refused(
                    "There is something in {folder} already: with --replace, it is kept aside.", folder=folder
                )
            unpacked = folder / "restoring"
            try:
                _unpack(file, listed, unpacked, tell)
                _check(file, unpacked / DATABASE)
                return _put_in_place(unpacked, database, folder)
            finally:
                shutil.rmtree(unpacked, ignore_errors=True)
        except (OSError, sqlite3.Error) as error:
            raise Refused("The backup {file} could not be restored: {error}.", file=file, error=plain(error)) from error
        finally:
            if not existed and not any(_owned(folder, database)):
                shutil.rmtree(folder, ignore_errors=True)


def _look(file: Path) -> dict[str, dict[str, Any]]:
    """What the backup says that it holds, as far as that can be so."""
    foreign = Refused("The file {file} is no backup of Miaou.", file=file)
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > MANIFEST_LARGEST:
                raise foreign
            manifest = json.loads(archive.read(MANIFEST))
            packed = {entry.filename for entry in archive.infolist()}
    except FileNotFoundError as error:
        raise Refused("There is no file {file}.", file=file) from error
    except OSError as error:
        raise Refused("The file {file} cannot be read: {error}.", file=file, error=plain(error)) from error
    except zipfile.BadZipFile as error:
        raise (_damaged(file) if _begins_as_one(file) else foreign) from error
    except (KeyError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise foreign from error
    try:
        listed, version_of, revision = manifest["files"], manifest["format"], manifest["revision"]
        sound = DATABASE in listed and listed.keys() | {MANIFEST} == packed and all(map(_NAME.fullmatch, listed))
        sound = sound and all(isinstance(told["size"], int) and len(told["sha256"]) == 64 for told in listed.values())
    except (KeyError, TypeError, AttributeError) as error:
        raise foreign from error
    if version_of != FORMAT or not preparing.knows(str(revision)):
        raise Refused("The backup {file} comes from a newer version of Miaou: install that version.", file=file)
    if not sound:
        raise _damaged(file)
    found: dict[str, dict[str, Any]] = listed
    return found


def _begins_as_one(file: Path) -> bool:
    """Whether it is the beginning of an archive: a backup that was cut short."""
    with contextlib.suppress(OSError), file.open("rb") as opened:
        return opened.read(4) == b"PK\x03\x04"
    return False


def _damaged(file: Path) -> Refused:
    return Refused("The backup {file} is damaged or cut short: nothing was changed.", file=file)


def _unpack(file: Path, listed: dict[str, dict[str, Any]], into: Path, tell: Progress) -> None:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(mode=0o700)
    needed, done = sum(told["size"] for told in listed.values()), 0
    if needed > shutil.disk_usage(into).free:
        raise Refused("There is no room for {file}: it unpacks to {n} MB.", file=file, n=needed >> 20)
    try:
        with zipfile.ZipFile(file) as archive:
            for name, told in listed.items():
                target, digest, size = into / name, hashlib.sha256(), 0
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, target.open("xb") as written:
                    # No more than was announced, whatever it would unpack to.
                    while size <= told["size"] and (chunk := packed.read(CHUNK)):
                        size += len(chunk)
                        digest.update(chunk)
                        written.write(chunk)
                        tell(UNPACKING, (done + size) / max(needed, 1))
                    written.flush()
                    os.fsync(written.fileno())
                if size != told["size"] or digest.hexdigest() != told["sha256"]:
                    raise _damaged(file)
                done += size
    except (zipfile.BadZipFile, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _damaged(file) from error
    except OSError as error:
        if "zlib" in str(error).lower():
            raise _damaged(file) from error
        raise


def _check(file: Path, database: Path) -> None:
    """Whole, and nobody signed in."""
    try:
        with contextlib.closing(connect(database)) as connection:
            if integrity(connection) != "ok":
                raise _damaged(file)
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            for table in tables.intersection(_FORGOTTEN):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of our own two names
            connection.commit()
    except sqlite3.DatabaseError as error:
        raise _damaged(file) from error


def _put_in_place(unpacked: Path, database: Path, folder: Path) -> Path | None:
    there = list(_owned(folder, database))
    aside = folder / f"before-restore-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S')}"
    if there:
        aside.mkdir()
    moved: list[tuple[Path, Path]] = []

    def move(path: Path, to: Path) -> None:
        path.replace(to)
        moved.append((path, to))

    try:
        for path in there:
            # A database elsewhere may be on another disk: it stays there, under another name.
            move(path, aside / path.name if path.parent == folder else path.with_name(f"{path.name}.{aside.name}"))
        # The database last: until it is there, the folder is no office that opens.
        for path in sorted(unpacked.iterdir(), key=lambda entry: entry.name == DATABASE):
            if path.name == DATABASE:
                _place(path, database)
            else:
                move(path, folder / path.name)
    except OSError:
        # All back to where it was: an office that is half of two is none.
        for path, to in reversed(moved):
            with contextlib.suppress(OSError):
                to.replace(path)
        with contextlib.suppress(OSError):
            aside.rmdir()
        raise
    return aside if there else None


def _place(path: Path, database: Path) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    half = database.with_name(f"{database.name}.half")
    try:
        path.replace(half)
    except OSError:
        # Another disk.
        shutil.copyfile(path, half)
    half.replace(database)


def _owned(folder: Path, database: Path) -> list[Path]:
    """All in the folder that is the office's, and its database."""
    lasting = [entry for entry in folder.iterdir() if not LEFT_OUT.fullmatch(entry.name)] if folder.exists() else []
    beside = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]
    within = {path for path in lasting if path.is_dir()}
    return sorted({*lasting, *(path for path in beside if path.exists() and not within.intersection(path.parents))})
