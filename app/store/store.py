"""The store: opens all of it, and reads as its table of contents."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from app.store import desktops, tables
from app.store.arrivals import Arrivals
from app.store.attempts import Attempts
from app.store.audit import Audits
from app.store.canals import Canals
from app.store.clock import Watch, compare
from app.store.database import Database
from app.store.desktops import Desktops
from app.store.embedding import Embedding, load
from app.store.feed import Feed
from app.store.ids import MessageIds, id_at
from app.store.images import LOGO_SIZE, Images
from app.store.invites import Invites
from app.store.members import Members
from app.store.messages import Messages, read_windows
from app.store.office import Office
from app.store.preferences import Preferences
from app.store.presence import GRACE_S, Presence
from app.store.reading import Readings
from app.store.references import References
from app.store.refusal import Unavailable, Unusable
from app.store.resets import Resets
from app.store.sessions import Sessions
from app.store.state import Canal, Invite, Member, Preference, Reference, Reset, Session, State
from app.store.writer import Writer

log = logging.getLogger(__name__)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Store:
    """All that an instance knows. Make one with `Store.open`; use it on one event loop only."""

    def __init__(
        self, folder: Path, database: Database, lock: FileLock, clock: Callable[[], int], grace: float
    ) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.state = State()
        self.feed = Feed()
        self.message_ids = MessageIds(0, self._now)
        self.images = Images(folder / "images")
        self.logos = Images(folder / "logo", (LOGO_SIZE,))
        self.office = Office(self)
        self.members = Members(self)
        self.sessions = Sessions(self)
        self.invites = Invites(self)
        self.resets = Resets(self)
        self.audits = Audits(self)
        self.attempts = Attempts()
        self.canals = Canals(self)
        self.references = References(self)
        self.messages = Messages(self)
        self.reading = Readings(self)
        self.preferences = Preferences(self)
        self.desktops = Desktops(self)
        self.presence = Presence(self, grace)
        self.embedding = Embedding(self)
        self.arrivals = Arrivals(self)
        self.writer = Writer(database, self.feed)
        self.integrity: str = ""
        self._lock = lock
        self._checking = asyncio.create_task(self._check_integrity(), name="integrity check")
        # A clock of a test's own may well stand still beside the steady one.
        self._watching = asyncio.create_task(Watch(clock).keep(), name="the clock") if clock is now_ms else None

    @classmethod
    async def open(
        cls, folder: Path, url: str = "", clock: Callable[[], int] = now_ms, presence_grace: float = GRACE_S
    ) -> Store:
        """Open the data folder, making or migrating its database.

        :raises Unusable: when the folder cannot be written, another process has it, or its database is not usable
        """
        lock = _take(folder)
        try:
            database = Database(url or f"sqlite:///{folder / 'miaou.db'}")
            await asyncio.to_thread(database.prepare)
            store = cls(folder, database, lock, clock, presence_grace)
            await database.read(store._load)
        except BaseException as error:
            lock.release()
            if isinstance(error, SQLAlchemyError):
                raise Unusable("The database in {path} cannot be read.", path=folder) from error
            raise
        compare(clock(), *store.state.newest_signs())
        with contextlib.suppress(Unavailable):
            await store.sessions.end_forgotten()
        return store

    async def close(self) -> None:
        """Write what waits, then let go of the data folder."""
        self.presence.close()
        if self._watching is not None:
            self._watching.cancel()
        await self.arrivals.close()
        await self.writer.close()
        await asyncio.to_thread(self.database.stop_checking)
        await asyncio.gather(self._checking, return_exceptions=True)
        await asyncio.to_thread(self.database.close)
        self._lock.release()

    async def alive(self) -> bool:
        """Whether the database answers: a real query, and no damage found at the start."""
        await self.database.read(lambda connection: connection.execute(select(col(tables.Office.id))).first())
        return self.integrity in ("", "ok")

    def _now(self) -> int:
        return self.clock()

    async def _check_integrity(self) -> None:
        self.integrity = await asyncio.to_thread(self.database.check_integrity)
        if self.integrity not in ("", "ok"):
            log.error("the database is damaged, restore a backup: %s", self.integrity)

    def _load(self, connection: Connection) -> None:
        """Take into memory what pages need."""
        state = self.state
        for office in connection.execute(select(tables.Office.__table__)).mappings():  # type: ignore[attr-defined]
            state.office_name, state.office_lang, state.office_logo = office["name"], office["lang"], office["logo"]
        for row in connection.execute(select(tables.Member.__table__)).mappings():  # type: ignore[attr-defined]
            kept = {name: row[name] for name in Member.__dataclass_fields__}
            state.members[row["id"]] = Member(**kept)
        joined: dict[int, dict[int, int]] = {}
        for membership in connection.execute(select(tables.Membership.__table__)).mappings():  # type: ignore[attr-defined]
            joined.setdefault(membership["canal_id"], {})[membership["member_id"]] = membership["joined"]
        for row in connection.execute(select(tables.Canal.__table__)).mappings():  # type: ignore[attr-defined]
            state.canals[row["id"]] = Canal(**row, joined=joined.get(row["id"], {}))
        for row in connection.execute(select(tables.ReadMark.__table__)).mappings():  # type: ignore[attr-defined]
            state.marks.setdefault(row["member_id"], {})[row["canal_id"]] = row["message_id"]
        for row in connection.execute(select(tables.Preference.__table__)).mappings():  # type: ignore[attr-defined]
            kept_preferences = state.preferences.setdefault(row["member_id"], {})
            kept_preferences[row["canal_id"]] = Preference(row["level"], row["place"])
        for row in connection.execute(select(tables.Session.__table__)).mappings():  # type: ignore[attr-defined]
            state.sessions[row["token_hash"]] = Session(**row)
        for row in connection.execute(select(tables.Invite.__table__)).mappings():  # type: ignore[attr-defined]
            state.invites[row["code"]] = Invite(**row)
        for row in connection.execute(select(tables.PasswordReset.__table__)).mappings():  # type: ignore[attr-defined]
            state.resets[row["code_hash"]] = Reset(**row)
        references = select(tables.Reference.__table__).order_by(col(tables.Reference.id))  # type: ignore[attr-defined]
        state.references = tuple(Reference(**row) for row in connection.execute(references).mappings())
        load(state, connection)
        desktops.load(state, connection)
        state.windows = read_windows(connection, list(state.canals))
        last = connection.execute(select(func.max(col(tables.Message.id)))).scalar()
        self.message_ids = MessageIds(max(last or 0, id_at(state.newest_arrival)), self._now)


def _take(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise Unusable("The data folder {path} is already used by a running Miaou.", path=folder) from None
    except OSError as error:
        raise Unusable(
            "The data folder {path} cannot be used: {error}.", path=folder, error=error.strerror or error
        ) from error
    return lock
