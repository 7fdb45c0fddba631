"""A store on an empty folder, and a small furnished office in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from app.store import Store
from app.store.state import Canal, Member
from tests.quick_passwords import quick_passwords
from tests.untold import fail_where_untold

# How long an example takes says how busy the machine is, and nothing of what is promised.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

fail_where_untold()

MONDAY = 1_772_442_000_000
"""2 March 2026, 9:00 UTC."""


class Clock:
    """Epoch milliseconds, one more at each look, so that no two moments of a test are the same."""

    def __init__(self, now: int = MONDAY) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1
        return self.now

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        self.now += int(((days * 24 + hours) * 60 + minutes) * 60_000)


class Stores:
    """Opens stores on one folder, and closes those that a test leaves open."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock
        self._open: list[Store] = []

    async def open(self, folder: Path | None = None, **options: Any) -> Store:
        store = await Store.open(folder or self.folder, **{"clock": self._clock, **options})
        self._open.append(store)
        return store

    @property
    def newest(self) -> Store:
        return self._open[-1]

    async def close(self, store: Store) -> None:
        self._open.remove(store)
        await store.close()

    async def reopen(self, store: Store, **options: Any) -> Store:
        """What a restart of the process leaves."""
        await self.close(store)
        return await self.open(store.folder, **options)

    async def through_restart(self, store: Store) -> AsyncIterator[Store]:
        """The store as it is, then as a restart finds it."""
        yield store
        yield await self.reopen(store)

    async def close_all(self) -> None:
        for store in list(self._open):
            await self.close(store)


@dataclass(frozen=True)
class Office:
    """Léa administers; she and Karim are in "Direction"; Zoé and Odile are not, and must not learn of it."""

    store: Store
    lea: Member
    karim: Member
    zoe: Member
    odile: Member
    bureau: Canal
    direction: Canal

    @property
    def members(self) -> tuple[Member, ...]:
        return (self.lea, self.karim, self.zoe, self.odile)


async def furnish(store: Store) -> None:
    lea = await store.members.create("lea", "Léa", role="admin")
    karim = await store.members.create("karim", "Karim")
    await store.members.create("zoe", "Zoé")
    await store.members.create("odile", "Odile")
    await store.canals.create(lea, "Tout le bureau")
    await store.canals.create(lea, "Direction", kind="private", members=[karim.id])


@pytest.fixture(scope="session")
def copied_to(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`copied_to(folder, furnished=…)`: a data folder made once and copied, since making one takes longer than
    most tests."""

    async def make(folder: Path, furnished: bool) -> None:
        store = await Store.open(folder, clock=Clock(MONDAY - 3_600_000))
        if furnished:
            await furnish(store)
        await store.close()

    made = {furnished: tmp_path_factory.mktemp("office") for furnished in (True, False)}
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        for furnished, folder in made.items():
            runner.run(make(folder, furnished))

    def copy(folder: Path, *, furnished: bool) -> Path:
        folder.mkdir()
        shutil.copy(made[furnished] / "miaou.db", folder)
        return folder

    return copy


@pytest.fixture(name="quick_passwords")
def passwords_are_quick() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, copied_to: Callable[..., Path]) -> Path:
    """A data folder in which nobody is, or the office's when the test asks for it."""
    return copied_to(tmp_path / "data", furnished="office" in request.fixturenames)


@pytest.fixture
async def stores(folder: Path, clock: Clock) -> AsyncIterator[Stores]:
    stores = Stores(folder, clock)
    yield stores
    await stores.close_all()


@pytest.fixture
async def store(stores: Stores) -> Store:
    return await stores.open()


@pytest.fixture
def office(store: Store) -> Office:
    found = {member.login: member for member in store.members.all()}
    canals = {canal.name: canal for canal in store.canals.of(found["lea"])}
    return Office(store, **found, bureau=canals["Tout le bureau"], direction=canals["Direction"])


LONGEST_FIRST = ("components/test_replica_law", "browser/", "test_main", "test_stopping", "bench/", "pages/", "demo/")
"""The files that take longest, wherever they stand: handed out last, one of them would keep one process busy alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand the longest files out first; the order within a file stays."""

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(Path(__file__).parent).as_posix()
        return next((n for n, begins in enumerate(LONGEST_FIRST) if path.startswith(begins)), len(LONGEST_FIRST))

    items.sort(key=place)
