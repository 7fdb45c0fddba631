"""Before the store opens: is what lies in the data folder an office of ours, whole, and of this version?

A new database is made under another name and put in place when it is whole. So a file that is empty, or missing where
an office was, is damage and never a first start.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.exc import DatabaseError

from app.store import backups
from app.store.database import as_unavailable, connect, engine_for, full_disk, integrity, plain
from app.store.refusal import Unusable

_MIGRATIONS = Path(__file__).parent / "migrations"

_MAGIC = b"SQLite format 3\0"

ROOM = 1 << 20
"""Bytes that a database needs to be opened at all; with less, SQLite says one thing or another of it."""

TRACES = ("images", "logo", "office", "restoring")
"""What lies beside the database of an office that was in use."""


def prepare(path: Path, folder: Path, kept: Path) -> None:
    """Bring the database to this version's revision, keeping a copy of an older one, or make a new one.

    :param folder: the data folder, where the traces of an office lie
    :param kept: where its backups lie
    :raises Unusable: when the file cannot be read, is no database of ours, is damaged, or comes from a newer version;
        nothing has been changed then
    """
    try:
        if not path.exists():
            _refuse_lost(path, folder, kept)
            _make(path)
        else:
            _refuse_foreign(path, kept)
            _refuse_mixed(path, kept)
            _migrate(path, kept)
        (folder / "office").touch()
    except (DatabaseError, sqlite3.Error) as error:
        raise _unopened(path, kept, error) from error
    except OSError as error:
        raise Unusable("The database {path} cannot be opened: {error}.", path=path, error=plain(error)) from error


def damaged(path: Path, kept: Path, error: Exception | str) -> Unusable:
    """The refusal of a database that is broken, with what to do."""
    said = error if isinstance(error, str) else plain(error)
    return Unusable("The database {path} is damaged ({error}).", remedy=_remedy(kept), path=path, error=said)


def knows(revision: str) -> bool:
    """Whether a database of that revision is this version's or an older one's."""
    try:
        return _scripts().get_revision(revision) is not None
    except CommandError:
        return False


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def _refuse_lost(path: Path, folder: Path, kept: Path) -> None:
    journal = path.with_name(path.name + "-wal")
    # What a restore that was cut short has moved aside is an office, too.
    left = any((folder / trace).exists() for trace in TRACES) or any(folder.glob("before-restore-*"))
    left = left or backups.newest(kept) is not None
    if left or journal.exists():
        raise Unusable(
            "The database {path} is not there, but this folder was an office: a new one needs an empty folder.",
            remedy=_remedy(kept),
            path=path,
        )


def _refuse_foreign(path: Path, kept: Path) -> None:
    with path.open("rb") as file:
        magic = file.read(len(_MAGIC))
    if not magic:
        raise Unusable("The database {path} is empty: it has lost its content.", remedy=_remedy(kept), path=path)
    if magic != _MAGIC:
        raise Unusable("The file {path} is no database.", remedy=_remedy(kept), path=path)


def _refuse_mixed(path: Path, kept: Path) -> None:
    """Miaou stopped without closing its database, or something else lies beside it than its own journal: looked at as a
    reader, which changes neither, before SQLite makes one of the two."""
    journal = path.with_name(path.name + "-wal")
    if not journal.exists() or not journal.stat().st_size:
        return
    with contextlib.closing(connect(path, "ro")) as connection:
        found = integrity(connection)
    if found != "ok":
        raise Unusable(
            "The database {path} and its journal beside it do not go together, or are damaged ({error}).",
            remedy=_remedy(kept),
            path=path,
            error=found,
        )


def _make(path: Path) -> None:
    new = path.with_name("new.db")
    for left in (new, new.with_name("new.db-wal"), new.with_name("new.db-shm")):
        left.unlink(missing_ok=True)
    engine = engine_for(new, "rwc")
    try:
        with engine.begin() as connection:
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()
    new.replace(path)


def _migrate(path: Path, kept: Path) -> None:
    scripts, engine = _scripts(), engine_for(path)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return
        if current is None:
            raise Unusable("The file {path} is no database of Miaou.", remedy=_remedy(kept), path=path)
        if not knows(current):
            raise Unusable(
                "The database {path} comes from a newer version of Miaou (revision {revision}): install that version.",
                path=path,
                revision=current,
            )
        _keep_copy(path, current)
        with engine.begin() as connection:
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def _config(connection: object) -> Config:
    config = Config()
    # "%" begins a variable there.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _keep_copy(path: Path, revision: str) -> None:
    """Whole, or not at all under its name."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem}-before-migration-{revision}-{stamp}.db")
    half = copy.with_name(f"{copy.name}.half")
    half.unlink(missing_ok=True)
    with contextlib.closing(connect(path)) as source, contextlib.closing(connect(half, "rwc")) as target:
        source.backup(target)
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.replace(copy)


def _unopened(path: Path, kept: Path, error: Exception) -> Unusable:
    said = str(error).lower()
    if "malformed" in said or "not a database" in said or "disk image" in said:
        return damaged(path, kept, error)
    full = shutil.disk_usage(path.parent).free < ROOM
    why = full_disk() if full else as_unavailable(error)
    if full or "locked" in said or "full" in said or "readonly" in said:
        return Unusable("The database {path} cannot be opened now.", remedy=Unusable(why.sentence), path=path)
    return Unusable("The database {path} cannot be opened: {error}.", path=path, error=plain(error))


def _remedy(kept: Path) -> Unusable:
    """What to do, with the last good backup by its name."""
    last = backups.newest(kept)
    if last is None:
        return Unusable(
            "Put a backup in its place: python main.py restore FILE --replace (there is none in {folder}).",
            folder=kept,
        )
    return Unusable("Go back to the last good backup: python main.py restore {file} --replace", file=last)
