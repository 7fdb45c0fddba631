"""Furnishes a data folder with years of talk: `python -m tests.bench.past FOLDER MESSAGES`.

250 members and 60 canals are made by the store; then so many messages of five years are put into the database at once,
as the store would have written them: one in twenty an aside, some that answer the one before, name somebody or bear
reactions. Prints, as JSON, a member's session token, another
one's login, and the id of a canal that everyone is in with that of the message in its middle, and the
month and the day of that.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.store import Store
from app.store.ids import id_at, time_of
from app.store.state import Canal, Member
from tests.bench.office import TALK

MEMBERS, OPEN, PRIVATE, DIRECT = 250, 20, 30, 10
YEARS_MS = 5 * 365 * 24 * 3600 * 1000
ASIDES = 0.05
ANSWERS = 0.1
MENTIONS = 0.03
REACTED = 0.05
MARKED = 200
"""Messages of each canal that nobody has seen yet are fewer."""

MESSAGE = (
    *("id", "canal_id", "author_id", "nonce", "text", "html", "is_aside", "event", "card", "at"),
    *("edited", "reply_to", "mentions", "gone"),
)
"""The columns of a message that has not changed since it was said, in the order in which they are filled."""


async def furnish(folder: Path, messages: int) -> dict[str, object]:
    store = await Store.open(folder)
    try:
        chance = random.Random(messages)
        members = [await store.members.create(f"member{n}", f"Membre n° {n}") for n in range(MEMBERS)]
        canals = [await store.canals.create(members[0], f"Canal ouvert {n}") for n in range(OPEN)]
        for n in range(PRIVATE):
            first, *others = chance.sample(members, chance.randint(3, 30))
            circle = [member.id for member in others]
            canals.append(await store.canals.create(first, f"Canal privé {n}", kind="private", members=circle))
        canals += [await store.canals.direct(members[n], [members[n + 1].id]) for n in range(DIRECT)]
        token = await store.sessions.start(members[0], "Bench/1.0", "127.0.0.1")
        path, until = store.database.path, store.clock()
    finally:
        await store.close()
    connection = sqlite3.connect(path, isolation_level=None)
    _fill(connection, chance, members, canals, messages, until)
    said = connection.execute("SELECT id FROM message WHERE canal_id = ? ORDER BY id", (canals[0].id,)).fetchall()
    connection.close()
    middle = said[len(said) // 2][0]
    day = datetime.fromtimestamp(time_of(middle) / 1000, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "session": token,
        "login": members[1].login,
        "canal": canals[0].id,
        "middle": middle,
        "month": f"{day:%Y-%m}",
        "day": int(day.timestamp() * 1000),
    }


def _fill(
    connection: sqlite3.Connection,
    chance: random.Random,
    members: list[Member],
    canals: list[Canal],
    messages: int,
    until: int,
) -> None:
    inside = {canal.id: list(canal.joined) or [member.id for member in members] for canal in canals}
    # A canal is busier than the next one: the first holds a quarter of all that is said.
    places = chance.choices(canals, [1 / (n + 1) for n in range(len(canals))], k=messages)
    circles = {n: 1 + chance.randrange(3) for n in range(messages) if chance.random() < ASIDES}
    recipients: list[tuple[int, int, int]] = []
    reactions: list[tuple[int, int, str, int]] = []
    said_openly: dict[int, int] = {}

    def said() -> Iterator[tuple[object, ...]]:
        for n, canal in enumerate(places):
            at = until - YEARS_MS + YEARS_MS * n // messages
            message_id, text = id_at(at) + chance.randrange(1024), TALK[n % len(TALK)]
            author, *circle = chance.sample(inside[canal.id], min(1 + circles.get(n, 0), len(inside[canal.id])))
            recipients.extend((message_id, canal.id, member_id) for member_id in circle)
            answered = said_openly.get(canal.id) if not circle and chance.random() < ANSWERS else None
            named = f"[{chance.choice(inside[canal.id])}]" if not circle and chance.random() < MENTIONS else ""
            if chance.random() < REACTED:
                reactions.append((message_id, author, "👍", at))
            if not circle:
                said_openly[canal.id] = message_id
            html = f"<p>{text}</p>"
            yield (
                message_id,
                canal.id,
                author,
                f"past-{n}",
                text,
                html,
                bool(circle),
                "",
                "",
                at,
                0,
                answered,
                named,
                False,
            )

    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-500000")
    connection.execute("BEGIN")
    _insert(connection, "message", MESSAGE, said())
    _insert(connection, "recipient", ("message_id", "canal_id", "member_id"), recipients)
    _insert(connection, "reaction", ("message_id", "member_id", "emoji", "at"), reactions)
    for canal in canals:
        newest = connection.execute(
            "SELECT id FROM message WHERE canal_id = ? ORDER BY id DESC LIMIT ?", (canal.id, MARKED)
        ).fetchall()
        marks = zip(inside[canal.id], itertools.repeat(canal.id), (chance.choice(newest)[0] for _ in itertools.count()))
        rows = ((*mark, 0) for mark in marks) if newest else ()
        _insert(connection, "readmark", ("member_id", "canal_id", "message_id", "at"), rows)
    connection.execute("COMMIT")
    # Also in an office that has just been furnished, a start begins with everything in the database file itself.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """By the columns' names: a table that gained one since must not make the past impossible."""
    marks = ", ".join("?" for _ in columns)
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(furnish(Path(sys.argv[1]), int(sys.argv[2])))))
