"""Nothing stays of what was deleted, not even where the database's file is used for nothing.

SQLite overwrites what it deletes. But as rows grow it moves them about, and may leave a copy in a part of a page that
is unused then, out of reach of whatever is said in SQL. So in the night after something was deleted the file is written
anew (`VACUUM`), all of it and nothing else. Up to which deletion that was done stands in the file itself, in a number
that SQLite keeps for applications: the second, since 2020, of the latest.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.store.ids import EPOCH, id_at, time_of
from app.store.night import DAY_MS
from app.store.search.index import merge_all

if TYPE_CHECKING:
    from app.store.store import Store

_GONE = """
SELECT {which}(revision) FROM (
    SELECT revision FROM tombstone UNION ALL SELECT revision FROM message WHERE revision IS NOT NULL AND gone IS 1
) WHERE revision >= ?
"""
_OLDEST, _NEWEST = _GONE.format(which="min"), _GONE.format(which="max")


class Tidying:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def waits(self, until: int) -> bool:
        """Whether something was deleted before that moment (epoch milliseconds), and the file not written anew since.

        :raises Unavailable: when the database does not answer
        """

        def oldest(connection: Connection) -> int | None:
            done = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            found: int | None = connection.exec_driver_sql(_OLDEST, (_after(done),)).scalar()
            return found

        found = await self._store.database.read(oldest)
        # One from the future was dated by a clock that was wrong.
        return found is not None and not until <= time_of(found) <= self._store.clock() + DAY_MS

    async def tidy(self) -> None:
        """Write the file anew. What is to be written waits meanwhile: some seconds for some hundred megabytes, for
        which there must be room beside the file and in the folder for temporary files.

        :raises Unavailable: when it cannot be done just now; all is as it was
        """
        now = self._store.clock()
        await self._store.writer.alone(lambda connection: _write_anew(connection, now))
        self._store.deletions.empty_journal()


def _write_anew(connection: sqlite3.Connection, now: int) -> None:
    with contextlib.closing(connection.execute(_NEWEST, (0,))) as found:
        newest = time_of(found.fetchone()[0] or 0)
    # An index that cannot be merged is made anew, and keeps nobody from tidying up.
    with contextlib.suppress(sqlite3.Error):
        merge_all(connection)
    connection.execute("VACUUM").close()
    # What is deleted within this very second may come after it: that is for the next night.
    done = (newest - EPOCH) // 1000 - (abs(now - newest) < 2_000)
    connection.execute(f"PRAGMA application_id={max(done, 0) % 2**31}").close()


def _after(done: int) -> int:
    """The first revision that may not be among what was done up to that second."""
    return id_at((done + 1) * 1000 + EPOCH) if done else 0
