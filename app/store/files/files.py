"""Files: bringing one, having it, and letting it go."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, select
from sqlmodel import col

from app.store import access, tables
from app.store.files import drawing, kinds, listed, raster, text_excerpt
from app.store.files.census import Counted, count
from app.store.files.drawing import SIZES, Drawn
from app.store.files.held import HELD_MOST, Drop, Forget, Hold, held_by, reachable, too_many
from app.store.files.incoming import Arriving, Incoming, on_disk
from app.store.files.kept import Kept
from app.store.files.names import fit_name
from app.store.files.quota import Quota, Space
from app.store.files.rows import file_of
from app.store.files.sendable import sendable
from app.store.files.sweep import Sweep
from app.store.files.taking_out import take_out
from app.store.ids import LARGEST
from app.store.message_rows import columns as message_columns
from app.store.message_rows import read as read_messages
from app.store.refusal import Forbidden, Refused, Unavailable
from app.store.said import File, Message
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store

T = TypeVar("T")

log = logging.getLogger(__name__)

FOLDER = "files"
"""In the data folder."""

TEXT_MOST = 200_000
"""Bytes of a text that are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file, and where on the disk lies what of it is to be shown."""

    path: Path
    file: File


class Files:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.kept = Kept(store.folder / FOLDER)
        self.incoming = Incoming(self.kept.new)
        self.quota = Quota(store)
        self.sweep = Sweep(store)

    async def bring(
        self, by: Member, canal_id: int, name: str, chunks: AsyncIterator[bytes], size: int | None = None
    ) -> File:
        """Take a file in, for a message of that canal. It is theirs alone until it is sent.

        What is known already is drawn again all the same: how long it takes tells nobody that somebody else has it.

        :param name: as its owner calls it
        :param size: what is claimed of it, in bytes; it is counted as it comes
        :raises Refused: when it is empty or too heavy, there is no room, or they hold too many; `Forbidden`: where they
            may say nothing; `Unavailable`: when the disk does not take it
        :raises TimeoutError: when nothing more comes
        """
        access.access_post(self._store.state, by, canal_id, ())
        await self.quota.check(size or 0)
        with self.incoming.announced(by.id) as under_way:
            held, bare = await self._store.database.read(lambda connection: _before(connection, by.id))
            # Not their sum: one that has just been kept is both for a moment. `Hold` counts for good.
            if max(held + 1, under_way) > HELD_MOST:
                raise too_many()
            async with self.incoming.taken(by.id, chunks, self.quota.limits.file) as arriving:
                access.access_post(self._store.state, by, canal_id, ())
                return await self._keep(by, canal_id, name, arriving, bare)

    async def _keep(self, by: Member, canal_id: int, name: str, arriving: Arriving, bare: bool) -> File:
        kind = await on_disk(lambda: kinds.recognise(arriving.head, arriving.path, name))
        drawn = await self._drawn(arriving, kind, bare)
        if not drawn.drawn and raster.is_apart(kind.media):
            # Nobody has seen yet whether it is more than the beginning of one.
            kind = kinds.OTHER
        await self.quota.check(arriving.size)
        file = File(
            id=0,
            digest=arriving.digest,
            name=fit_name(name, kind.media),
            kind=kind.kind,
            media=kind.media,
            size=arriving.size,
            owner_id=by.id,
            at=self._store.clock(),
            width=drawn.width,
            height=drawn.height,
            pages=drawn.pages,
            drawn=drawn.drawn,
            excerpt=drawn.excerpt,
        )
        async with self.kept.turn(file.digest):
            await self.kept.keep(file.digest, arriving.folder)
            try:
                kept, _ = await self._store.writer.run(Hold(self._store, by, canal_id, file, drawn.text))
            except Refused:
                with contextlib.suppress(Refused):
                    # What no row has named yet is not counted, either.
                    await self._remove(file.digest)
                raise
        return kept

    async def _drawn(self, arriving: Arriving, kind: kinds.Kind, bare: bool) -> Drawn:
        try:
            drawn = await drawing.draw(arriving.path, kind.kind, kind.media, arriving.folder, bare)
        except Exception:
            # Whatever it holds, its owner may send it.
            log.exception("a file could not be drawn")
            return Drawn()
        if drawn.stripped is not None:
            await arriving.replace(drawn.stripped)
        return drawn

    async def drop(self, by: Member, file_id: int) -> None:
        """What somebody brought is not to be sent after all.

        :raises Forbidden: unless it is theirs, and held
        """
        file, _ = await self._found(by, file_id)
        await self.let_go([await self._store.writer.run(Drop(self._store, by, file))])

    async def open(self, by: Member, file_id: int) -> Shown:
        """The original, for whoever may have it now.

        :raises Forbidden: when it does not exist, or not for them
        """
        file = await self.find(by, file_id)
        return Shown(self.kept.path(file.digest), file)

    async def thumbnail(self, by: Member, file_id: int, size: int) -> Shown:
        """A WebP picture of it, whose longer side has at most so many pixels: one of `SIZES`.

        :raises Forbidden: as `open`, and when there is none
        """
        file = await self.find(by, file_id)
        if not file.drawn or size not in SIZES:
            raise Forbidden(access.UNKNOWN_FILE)
        return Shown(self.kept.path(file.digest, f"{size}.webp"), file)

    async def text(self, by: Member, file_id: int) -> str:
        """The beginning of a text or of a program, up to `TEXT_MOST` bytes.

        :raises Refused: `Forbidden`: as `open`, and when it is none; `Unavailable`: when the disk does not give it
        """
        shown = await self.open(by, file_id)
        if shown.file.kind not in ("text", "code"):
            raise Forbidden(access.UNKNOWN_FILE)
        return await looked_at(lambda: text_excerpt.beginning(shown.path, TEXT_MOST))

    async def find(self, by: Member, file_id: int) -> File:
        """What is known of a file.

        :raises Forbidden: when it does not exist, or not for them
        """
        return access.access_file(self._store.state, by, *await self._found(by, file_id))

    async def in_canal(
        self, by: Member, canal_id: int, before: int = 0, limit: int = 40, kinds: Collection[str] = ()
    ) -> listed.Listed:
        """As `listed.in_canal`."""
        return await listed.in_canal(self._store, by, canal_id, before, limit, kinds)

    async def take_out(self, by: Member, message_id: int, file_id: int) -> None:
        """As `taking_out.take_out`."""
        await take_out(self._store, by, message_id, file_id)

    async def sendable(self, by: Member, ids: Sequence[int]) -> list[File]:
        """As `sendable.sendable`."""
        return await sendable(self._store, by, ids)

    async def space(self) -> Space:
        """How much room files take, may take and have.

        :raises Unavailable: when the database or the disk does not answer
        """
        return await self.quota.space()

    async def census(self, by: Member) -> tuple[Counted, ...]:
        """How many files there are of each kind, and what room they take: no names, and no word of where they are.

        :raises Forbidden: unless `by` is an administrator
        """
        access.access_admin(self._store.state, by)
        return await self._store.database.read(count)

    async def let_go(self, digests: Iterable[str], *, counted: bool = True) -> tuple[int, int]:
        """What no file holds any more is taken away; how many contents, and how many bytes.

        What cannot be taken away just now is swept at the next start.

        :param counted: whether it was part of what files take
        """
        count, size = 0, 0
        for digest in set(digests):
            # The database or the disk does not let it go just now; others it may.
            with contextlib.suppress(Refused):
                async with self.kept.turn(digest):
                    freed = await self._remove(digest)
                    self.quota.more(-freed if counted else 0)
                count, size = count + bool(freed), size + freed
        return count, size

    async def _remove(self, digest: str) -> int:
        """In its turn: returns how many bytes are free by that."""
        return await self.kept.remove(digest) if await self._store.writer.run(Forget(digest)) else 0

    def begin(self) -> None:
        """From now on, remove what nobody has any more."""
        self.sweep.begin()

    async def close(self) -> None:
        await self.sweep.close()

    async def _found(self, by: Member, file_id: int) -> tuple[File | None, Message | None]:
        """A file and the message that holds it, for a rule to decide; nothing of what is not theirs to know of: how
        long it takes to be told so is the same as if there were none."""
        now = access.current(self._store.state, by)
        canals = list(access.canals_of(self._store.state, now))

        def look(connection: Connection) -> tuple[File | None, Message | None]:
            row = connection.execute(reachable(now, canals, min(max(file_id, 0), LARGEST))).first()
            file = file_of(row) if row is not None else None
            if file is None or file.message_id is None:
                return file, None
            query = message_columns().where(col(tables.Message.id) == file.message_id)
            return file, next(iter(read_messages(connection, query)), None)

        return await self._store.database.read(look)


async def looked_at(work: Callable[[], T]) -> T:
    """Do that with what is kept.

    :raises Refused: `Forbidden`: when it is gone by now; `Unavailable`: when the disk does not give it
    """
    try:
        return await asyncio.to_thread(work)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Forbidden(access.UNKNOWN_FILE) from error
    except OSError as error:
        raise Unavailable("This file cannot be read just now: try again in a moment.") from error


def _before(connection: Connection, member_id: int) -> tuple[int, bool]:
    """How many files a member holds; and whether pictures lose what their camera wrote into them."""
    bare = connection.execute(select(col(tables.Office.bare_photos))).scalar()
    return held_by(connection, member_id), bool(bare)
