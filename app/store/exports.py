"""Exports: all that a member said and was told, their card, settings and files, as a zip."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from sqlalchemy.exc import DatabaseError

from app.locale import N_, Words, catalogue
from app.store import access, export_archive
from app.store.database import as_unavailable
from app.store.export_archive import READINGS
from app.store.export_contents import Contents, Office
from app.store.images import SIZES
from app.store.refusal import Refused, Unavailable
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store

DISK_FULL = N_("The disk is full: this file cannot be made until there is room again.")

Progress = Callable[[int, int], None]
"""Called in the export's own thread, now and then, with how much is done and how much there is to do."""


class _Stopped(Exception):
    """Whoever asked waits no more."""


class Watch:
    """Follows the work chunk by chunk: tells how far it is, ends it when nobody waits for it, and lets it rest.

    It rests for as long as it works: two threads of Python hinder each other, and the event loop's serves everybody.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.stop = threading.Event()
        self.total = 0
        self._done = 0
        self._progress = progress
        self._went_on = time.monotonic()

    def __call__(self, messages: int) -> None:
        self._done += messages
        if self._progress is not None:
            self._progress(self._done, self.total)
        if self.stop.wait(time.monotonic() - self._went_on):
            raise _Stopped
        self._went_on = time.monotonic()


async def export(
    store: Store,
    by: Member | None,
    member_id: int,
    file: IO[bytes],
    progress: Progress | None = None,
    lang: str = "",
) -> None:
    """Write all that belongs to a member into a file, as it stands in the database at one moment.

    In a thread of its own, with its own connection: readers and the writer go on meanwhile. When it is cancelled, the
    thread has let go of the file before this ends.

    :param by: who asks: the member; None for whoever runs the machine
    :param file: to write from its beginning; binary, such as an open temporary file
    :param lang: what to speak to a member who has chosen no language, else the office's
    :raises Refused: `Forbidden` unless it is their own; `Unavailable` when the database does not answer, or the file
        cannot be written; or when the member left a canal meanwhile
    """
    state = store.state
    member = access.access_export(state, by, member_id)
    office = Office(store.office.name, store.clock(), dict(state.members), dict(state.canals))
    words, watch = catalogue(member.lang or lang or store.office.lang), Watch(progress)
    await working(lambda: _write(store, office, member, words, file, watch), watch)
    _check_still(store, by, member, office)


async def working(write: Callable[[], None], watch: Watch) -> None:
    """Have it written in a thread of its own. When this is cancelled, the thread has let go of the file before it ends.

    :raises Unavailable: when the database does not answer, or the file cannot be written
    """
    work = asyncio.ensure_future(asyncio.to_thread(write))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        watch.stop.set()
        await asyncio.wait([work])
        # Looked at, or it would be reported as nobody's.
        work.exception()
        raise
    except DatabaseError as error:
        raise as_unavailable(error) from error
    except OSError as error:
        raise _unwritable(error) from error


@contextlib.asynccontextmanager
async def exported(store: Store, by: Member, member_id: int, lang: str) -> AsyncIterator[IO[bytes]]:
    """A member's export, to be read from its beginning.

    :param lang: as `export`

    :raises Refused: as `export`
    """
    async with passing_file(store) as file:
        await export(store, by, member_id, file, lang=lang)
        file.seek(0)
        yield file


@contextlib.asynccontextmanager
async def passing_file(store: Store) -> AsyncIterator[IO[bytes]]:
    """A file without a name in the data folder, gone afterwards.

    :raises Unavailable: when there can be none
    """
    try:
        file = cast(IO[bytes], await asyncio.to_thread(tempfile.TemporaryFile, dir=store.folder))
    except OSError as error:
        raise _unwritable(error) from error
    try:
        yield file
    finally:
        # What a full disk did not take is of no use to anybody.
        with contextlib.suppress(OSError):
            file.close()


async def export_to(store: Store, login: str, path: Path, progress: Progress | None = None) -> None:
    """Put a member's export into a new file, which only its owner may read: for whoever runs the machine.

    It is made beside its place and moved there when it is whole and on the disk.

    :raises Refused: when nobody has that login, the file is already there or cannot be written there, or as `export`
    """
    member = store.members.by_login(login)
    if member is None:
        raise Refused("There is no member with the login {login}.", login=login)
    try:
        file = await asyncio.to_thread(_begin, path)
        try:
            await export(store, None, member.id, file, progress)
            await asyncio.to_thread(_finish, file, path)
        finally:
            await asyncio.to_thread(_forget, file)
    except OSError as error:
        raise _unwritable(error, path) from error


def _begin(path: Path) -> IO[bytes]:
    # Nothing is written over: this very command, mistyped, would end a database.
    if path.exists():
        raise Refused("There is already something at {path}: choose another name.", path=path)
    made = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False)  # noqa: SIM115
    return cast(IO[bytes], made)


def _finish(file: IO[bytes], path: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()
    Path(file.name).replace(path)


def _forget(file: IO[bytes]) -> None:
    """Close and delete what was begun, unless it is finished."""
    with contextlib.suppress(OSError):
        file.close()
    with contextlib.suppress(OSError):
        Path(file.name).unlink()


def _write(store: Store, office: Office, member: Member, words: Words, file: IO[bytes], watch: Watch) -> None:
    images = {size: image for size in SIZES if (image := _image(store, member, size))}
    with store.database.engine.connect() as connection:
        # Its first query begins a transaction that sees one moment of the database until the connection is given back.
        contents = Contents(connection, office, member, words, watch)
        watch.total = READINGS * contents.count
        export_archive.write(file, contents, images, store.files.kept.path)
    file.flush()


def _image(store: Store, member: Member, size: int) -> bytes | None:
    path = store.images.path(member.image, size)
    try:
        return path.read_bytes() if path is not None else None
    except FileNotFoundError:
        # Changed in this very moment.
        return None


def _check_still(store: Store, by: Member | None, member: Member, office: Office) -> None:
    """:raises Refused: when the member lost a right to something of this while it was put together"""
    now = access.access_export(store.state, by, member.id)
    for canal_id, canal in office.canals.items():
        left = canal_id not in store.state.canals or not access.is_told_of(now, store.state.canals[canal_id])
        if left and access.is_told_of(member, canal):
            raise Refused("A canal was left while your data were put together: download them again.")


def _unwritable(error: OSError, path: Path | None = None) -> Unavailable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(DISK_FULL)
    reason = error.strerror or error
    if path is None:
        return Unavailable("This file cannot be made just now: {error}.", error=reason)
    return Unavailable("The file {path} cannot be written: {error}.", path=path, error=reason)
