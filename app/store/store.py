"""The store: opens all of it, and reads as its table of contents."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from filelock import FileLock
from sqlalchemy.exc import SQLAlchemyError

from app.store import backups
from app.store.abandoned import Abandoned
from app.store.agenda import Agenda
from app.store.arrivals import Arrivals, may_stay
from app.store.attempts import Attempts
from app.store.audit import Audits
from app.store.canals import Canals
from app.store.clock import compare
from app.store.database import Database, plain
from app.store.days import Days
from app.store.deletions import Deletions
from app.store.desktops import Desktops
from app.store.drafts import Drafts
from app.store.edits import Edits
from app.store.embedding import Embedding
from app.store.emoji_habits import EmojiMemory
from app.store.feed import Feed, Reloaded
from app.store.files.files import Files
from app.store.haunts import HauntMemory
from app.store.health import Health
from app.store.ids import MessageIds
from app.store.images import LOGO_SIZE, Images
from app.store.inbox import Inbox
from app.store.invites import Invites
from app.store.links import Links
from app.store.loading import load
from app.store.locking import take
from app.store.members import Members
from app.store.mentions import Naming
from app.store.messages import Messages
from app.store.newcomers import Newcomers
from app.store.night import Night
from app.store.office import Office
from app.store.pins import Pins
from app.store.preferences import Preferences
from app.store.preparing import damaged, prepare
from app.store.presence import GRACE_S, Presence
from app.store.reactions import Reacting
from app.store.reading import Readings
from app.store.references import References
from app.store.refusal import Unavailable
from app.store.reminders import Reminders
from app.store.resets import Resets
from app.store.revisions import Revisions
from app.store.safekeeping import Safekeeping
from app.store.scheduled import ScheduledMessages
from app.store.search import Search
from app.store.sessions import Sessions
from app.store.state import State
from app.store.tidying import Tidying
from app.store.tours import Tours
from app.store.unseen import UnseenCounts
from app.store.writer import Writer

log = logging.getLogger(__name__)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Store:
    """All that an instance knows. Make one with `Store.open`; use it on one event loop only."""

    def __init__(  # noqa: PLR0915 - a table of contents
        self, folder: Path, database: Database, lock: FileLock, clock: Callable[[], int], grace: float
    ) -> None:
        self.folder = folder
        self.database = database
        self.clock = clock
        self.state = State()
        self.feed = Feed()
        self.message_ids = MessageIds(0, self._now)
        self.received_ids = count(1)
        self.images = Images(folder / "images")
        self.logos = Images(folder / "logo", (LOGO_SIZE,))
        self.office = Office(self)
        self.members = Members(self)
        self.newcomers = Newcomers(self)
        self.sessions = Sessions(self)
        self.invites = Invites(self)
        self.resets = Resets(self)
        self.audits = Audits(self)
        self.attempts = Attempts()
        self.canals = Canals(self)
        self.abandoned = Abandoned(self)
        self.references = References(self)
        self.naming = Naming(self)
        self.messages = Messages(self)
        self.files = Files(self)
        self.edits = Edits(self)
        self.days = Days(self)
        self.revisions = Revisions(self)
        self.deletions = Deletions(self)
        self.reading = Readings(self)
        self.unseen = UnseenCounts(self)
        self.inbox = Inbox(self)
        self.preferences = Preferences(self)
        self.desktops = Desktops(self)
        self.emoji_habits = EmojiMemory(self)
        self.reactions = Reacting(self)
        self.pins = Pins(self)
        self.links = Links(self)
        self.haunts = HauntMemory(self)
        self.tours = Tours(self)
        self.drafts = Drafts(self)
        self.scheduled = ScheduledMessages(self)
        self.reminders = Reminders(self)
        self.agenda = Agenda(self)
        self.search = Search(self)
        self.presence = Presence(self, grace)
        self.embedding = Embedding(self)
        self.arrivals = Arrivals(self)
        self.writer = Writer(database, self.feed, self._recover, self._give_up)
        self.health = Health(self)
        self.safekeeping = Safekeeping(self)
        self.tidying = Tidying(self)
        self.night = Night(self)
        self.lost = asyncio.Event()
        """Set when this process can no longer be trusted to write or to know the truth: it should end, and be started
        anew."""
        self._lock = lock

    @classmethod
    async def open(
        cls,
        folder: Path,
        database: Path | None = None,
        clock: Callable[[], int] = now_ms,
        presence_grace: float = GRACE_S,
        kept_in: Path | None = None,
    ) -> Store:
        """Open the data folder, making or migrating its database.

        :param database: where that lies, when not in the folder
        :param kept_in: where its backups lie, when not in the folder
        :raises Unusable: when the folder cannot be written, another process has it, or its database is not usable
        """
        lock = take(folder)
        path, kept = database or folder / "miaou.db", kept_in or folder / backups.FOLDER
        try:
            await asyncio.to_thread(prepare, path, folder, kept)
            database_file = Database(path)
            state, last = await database_file.read(load)
            store = cls(folder, database_file, lock, clock, presence_grace)
            store.state = state
            store.message_ids = MessageIds(last, store._now)
            store.received_ids = count(last + 1)
        except (Unavailable, SQLAlchemyError) as error:
            lock.release()
            raise damaged(path, kept, plain(error.__cause__ or error)) from error
        except BaseException:
            lock.release()
            raise
        compare(clock(), *store.state.newest_signs())
        with contextlib.suppress(Unavailable):
            await store.sessions.end_forgotten()
        return store

    def begin(self) -> None:
        """From now on, do what the office does by itself. Begun by a process that serves it, not by one that does a
        single thing to it."""
        self.files.begin()
        self.night.begin()
        self.deletions.begin()
        self.agenda.begin()
        self.search.begin()

    async def close(self) -> None:
        """Write what waits, then let go of the data folder."""
        self.presence.close()
        self.database.stop_checking()
        await self.night.close()
        await self.search.close()
        await self.deletions.close()
        await self.files.close()
        await self.agenda.close()
        await self.arrivals.close()
        await self.writer.close()
        await asyncio.to_thread(self.database.close)
        self._lock.release()

    def _now(self) -> int:
        return self.clock()

    async def _recover(self) -> None:
        """Read memory anew from the database, and tell everybody."""
        try:
            fresh, _ = await self.database.read(load)
        except Exception:
            log.exception("memory could not be read anew")
            self._give_up()
            return
        # Which embedded pages are open is known here only; what no longer lets them in may just have been learnt.
        fresh.page_sessions = {page.id: page for page in self.state.page_sessions.values() if may_stay(fresh, page)}
        fresh.anew_since = self.state.anew_since
        self.state = fresh
        self.feed.publish([Reloaded()])

    def _give_up(self) -> None:
        self.lost.set()
