"""What store tests look through: the SQL that is sent, the feed, and trouble with the storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event, text

from app.store import Store
from app.store.doors import EmbedKey
from app.store.feed import Change
from tests.store.tokens import claims, signed


@pytest.fixture
def statements(store: Store) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as sent:` gathers the SQL statements of that time, transactions' own left out."""

    @contextmanager
    def gathering() -> Iterator[list[str]]:
        sent: list[str] = []

        def hear(_connection, _cursor, statement, *_rest) -> None:
            if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
                sent.append(statement)

        event.listen(store.database.engine, "before_cursor_execute", hear)
        try:
            yield sent
        finally:
            event.remove(store.database.engine, "before_cursor_execute", hear)

    return gathering


@pytest.fixture
def heard(store: Store) -> list[Change]:
    """The changes that the feed told so far."""
    changes: list[Change] = []
    store.feed.subscribe(changes.extend)
    return changes


@pytest.fixture
def rows(store: Store) -> Callable[..., list[tuple]]:
    """Asks the database itself."""

    def ask(query: str, **values: object) -> list[tuple]:
        with store.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    return ask


@pytest.fixture
async def key(office) -> EmbedKey:
    """A secret that a host signs with."""
    return await office.store.embedding.create_secret(office.lea, "ERP")


@pytest.fixture
def token(office, key) -> Callable[..., str]:
    """`token(sub=…)` is a good one with other claims."""

    def make(**changed: object) -> str:
        return signed(key.secret, claims(office.store.clock.now, **changed))

    return make
