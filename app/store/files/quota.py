"""How much room files take: of each at most so much, and of all together; and how much is left."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from app.locale import N_
from app.store import tables
from app.store.feed import Reloaded, SafetyChanged
from app.store.files.incoming import SPARE, on_disk, too_heavy
from app.store.refusal import Refused

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

NEARLY = 0.9
"""Of the quota, from which on administrators are warned."""

NO_ROOM = N_("The office has no room left for files: delete heavy ones, or ask an administrator.")
NEARLY_FULL = N_("Files take nine tenths of the room that they may have: soon no more can be sent.")
FULL = N_("Files take all the room that they may have: no more can be sent.")
DISK_FULL = N_("The disk is almost full: no more files can be sent.")


@dataclass(frozen=True)
class Limits:
    """In bytes: of one file, and of all together; 0: as much as the disk holds."""

    file: int = 25 << 20
    office: int = 20 << 30


@dataclass(frozen=True)
class Space:
    """In bytes: what files take, what they may take (0: as much as the disk holds), and what is free on the disk."""

    used: int
    quota: int
    free: int

    @property
    def trouble(self) -> str:
        """What administrators should know, as an English sentence; "" while there is room."""
        if self.free < 2 * SPARE:
            return DISK_FULL
        if not self.quota or self.used < NEARLY * self.quota:
            return ""
        return NEARLY_FULL if self.used < self.quota else FULL


_USED = select(
    func.coalesce(
        func.sum(
            select(func.max(col(tables.File.size)).label("size")).group_by(col(tables.File.digest)).subquery().c.size
        ),
        0,
    )
)


class Quota:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._used: int | None = None
        self._was_told = False
        self.limits = Limits()
        store.feed.listen([Reloaded], lambda _: self._forget())

    async def used(self) -> int:
        """Bytes of all that is kept, each content once."""
        if self._used is None:
            found = await self._store.database.read(lambda connection: connection.execute(_USED).scalar_one())
            # What came meanwhile is in it, or it is not; the next start counts anew.
            self._used = found if self._used is None else self._used
        return self._used

    async def space(self) -> Space:
        """:raises Unavailable: when the database or the disk does not answer"""
        used = await self.used()
        free = await on_disk(lambda: shutil.disk_usage(self._store.folder).free)
        return Space(used, self.limits.office, free)

    async def check(self, size: int) -> None:
        """Whether there is room for so many bytes more. What is here already is not told apart from what is not.

        :raises Refused: when there is none
        """
        if size > self.limits.file:
            raise too_heavy(self.limits.file)
        used = await self.used()
        if self.limits.office and used + size > self.limits.office:
            raise Refused(NO_ROOM)

    @property
    def is_little(self) -> bool:
        """Whether soon no more can be sent, as far as that was reckoned."""
        return bool(self.limits.office) and self._used is not None and self._used >= NEARLY * self.limits.office

    def more(self, size: int) -> None:
        """So many bytes are kept besides; none: less of them."""
        if self._used is not None:
            self._used = max(0, self._used + size)
            self._tell()

    def _tell(self) -> None:
        """On the terminal, once, when it begins to be little; what stands in the administration is drawn anew."""
        is_little = self.is_little
        if is_little and not self._was_told:
            log.warning("files take nine tenths of the room that they may have: see --files-quota")
        if is_little != self._was_told:
            self._was_told = is_little
            self._store.feed.publish([SafetyChanged()])

    def _forget(self) -> None:
        self._used = None
