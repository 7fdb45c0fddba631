"""A file on its way in: from a line, of whatever speed, to the disk, whole and under no name that anybody gave.

Its bytes are counted, hashed and written in threads of its own, a piece of one file after a piece of another, and no
faster than an office's talk goes on beside them. What waits to be written is not read from the line either, so that of
a crowd of files little is in memory. A slow line holds nobody up: whoever has nothing to write takes no place.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from app.store.database import full_disk
from app.store.gentle import stand_back
from app.store.refusal import Refused, Unavailable

T = TypeVar("T")

ORIGINAL = "original"
"""What a file is called in its own folder, whatever its owner calls it."""

AT_ONCE = 2
"""Pieces of files that are written at a time."""

RATE = 20_000_000
"""Bytes a second, by each of these places. A full line of a fast office network would keep a core busy with nothing
but reading it."""

OF_ONE_MEMBER = 3
"""Files of one member that come in at a time; the others of theirs wait."""

PIECE = 128 * 1024
"""Bytes that are written at once."""

FILLS_S = 0.25
"""For a piece to fill; then what has come is written, however little."""

STALLED_S = 60.0
"""Without a byte, until a line is given up."""

SPARE = 100 * 1024 * 1024
"""Bytes that stay free on the disk: what is said must still be kept when files are not."""

HEAD = 64 * 1024

_disk = ThreadPoolExecutor(max_workers=2, thread_name_prefix="miaou-file", initializer=stand_back)


async def on_disk(work: Callable[[], T]) -> T:
    """Do it in the threads for files.

    :raises Unavailable: when the disk does not take it
    """
    try:
        return await asyncio.wrap_future(_disk.submit(work))
    except OSError as error:
        raise untaken(error) from error


def untaken(error: OSError) -> Unavailable:
    """The sentence for a disk that takes no file just now."""
    said = str(error).lower()
    if "no space" in said or "full" in said or "quota" in said:
        return full_disk()
    return Unavailable("This file cannot be kept just now: the disk does not take it.")


class Arriving:
    """One file that comes in, in a folder of its own, which goes with it unless it is moved elsewhere meanwhile.

    :param most: bytes that it may have
    """

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.path = folder / ORIGINAL
        self.size = 0
        self.head = b""
        self._most = most
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._last: Future[None] | None = None

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    async def begin(self) -> None:
        await self._do(self._open)

    async def write(self, piece: bytes) -> None:
        """:raises Refused: when it is heavier than a file may be; `Unavailable` when the disk does not take it"""
        self.size += len(piece)
        if self.size > self._most:
            raise too_heavy(self._most)
        if len(self.head) < HEAD:
            self.head = (self.head + piece)[:HEAD]
        await self._do(lambda: self._append(piece))

    async def finish(self) -> None:
        """It is whole, and on the disk for certain."""
        if not self.size:
            raise Refused("This file is empty.")
        await self._do(self._settle)

    async def replace(self, other: Path) -> None:
        """Another file in its place, which says the same with less."""

        def swap() -> None:
            self._hash = hashlib.sha256()
            with other.open("rb") as file:
                while piece := file.read(PIECE):
                    self._hash.update(piece)
                self.size = file.tell()
                os.fsync(file.fileno())
            other.replace(self.path)

        await self._do(swap)

    def leave(self) -> Future[None]:
        """Nothing of it stays where it came in. It need not be waited for: it is done even when nobody can."""
        last = self._last

        def clear() -> None:
            if last is not None:
                wait([last])
            if self._file is not None:
                with contextlib.suppress(OSError):
                    self._file.close()
            # What somebody holds open under Windows is swept at the next start.
            shutil.rmtree(self.folder, ignore_errors=True)

        return _disk.submit(clear)

    async def _do(self, work: Callable[[], None]) -> None:
        doing = _disk.submit(work)
        self._last = doing
        try:
            await asyncio.wrap_future(doing)
        except OSError as error:
            raise untaken(error) from error

    def _open(self) -> None:
        self.folder.mkdir(parents=True)
        self._file = self.path.open("xb")

    def _append(self, piece: bytes) -> None:
        assert self._file is not None
        if shutil.disk_usage(self.folder).free < SPARE + len(piece):
            raise full_disk()
        self._hash.update(piece)
        self._file.write(piece)

    def _settle(self) -> None:
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


class Incoming:
    """:param folder: where files lie until they are whole"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: set[Path] = set()
        """The folders of what comes in just now, which nobody may sweep."""
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, _Turns] = {}

    @contextlib.contextmanager
    def announced(self, member_id: int) -> Iterator[int]:
        """In here, a member's file is under way, whether it comes already or waits; how many of theirs are by then."""
        turns = self._turns.setdefault(member_id, _Turns())
        turns.announced += 1
        try:
            yield turns.announced
        finally:
            turns.announced -= 1
            if not turns.announced:
                del self._turns[member_id]

    @contextlib.asynccontextmanager
    async def taken(self, member_id: int, chunks: AsyncIterator[bytes], most: int) -> AsyncIterator[Arriving]:
        """A file that is announced, whole on the disk, as long as one is in here.

        :raises Refused: when it is empty or heavier than `most` bytes; `Unavailable` when the disk does not take it
        :raises TimeoutError: when nothing more comes
        """
        async with self._turns[member_id].places:
            arriving = Arriving(self.folder / secrets.token_hex(16), most)
            self.running.add(arriving.folder)
            try:
                await arriving.begin()
                await self._read(arriving, chunks)
                await arriving.finish()
                yield arriving
            finally:
                leaving = arriving.leave()
                leaving.add_done_callback(lambda _: self.running.discard(arriving.folder))
                await asyncio.shield(asyncio.wrap_future(leaving))

    async def _read(self, arriving: Arriving, chunks: AsyncIterator[bytes]) -> None:
        line = _Line(chunks)
        try:
            while await line.has_more():
                piece = await line.piece()
                async with self._places:
                    await arriving.write(piece)
                    await asyncio.sleep(len(piece) / RATE)
        finally:
            line.close()


@dataclass
class _Turns:
    """What one member brings: how many files are under way, and the places of those that come in."""

    announced: int = 0
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(OF_ONE_MEMBER))


class _Line:
    """What comes, gathered into pieces that are worth a write."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = aiter(chunks)
        self._next: asyncio.Future[bytes | None] | None = None

    async def has_more(self) -> bool:
        """Wait until something has come; False when it was all."""
        while True:
            if not await self._came(STALLED_S):
                raise TimeoutError
            chunk = self._peek()
            if chunk is None:
                return False
            if chunk:
                return True
            self._next = None

    async def piece(self) -> bytes:
        """What has come, and what follows soon."""
        until = asyncio.get_running_loop().time() + FILLS_S
        piece = bytearray()
        while len(piece) < PIECE and await self._came(until - asyncio.get_running_loop().time()):
            chunk = self._peek()
            if chunk is None:
                break
            self._next = None
            piece += chunk
        return bytes(piece)

    def close(self) -> None:
        if self._next is not None:
            self._next.cancel()
            # Somebody has looked at why it ended, if it has.
            self._next.add_done_callback(lambda ended: ended.cancelled() or ended.exception())

    async def _came(self, patience: float) -> bool:
        if self._next is None:
            self._next = asyncio.ensure_future(anext(self._chunks, None))
        if not self._next.done():
            await asyncio.wait({self._next}, timeout=max(patience, 0))
        return self._next.done()

    def _peek(self) -> bytes | None:
        assert self._next is not None
        return self._next.result()


def too_heavy(most: int) -> Refused:
    return Refused("This file is too heavy: a file has at most {n} MB.", n=most >> 20)
