"""A store on an empty folder, and a small furnished office in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.store import Store
from app.store.state import Canal, Member

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

    async def close(self, store: Store) -> None:
        self._open.remove(store)
        await store.close()

    async def reopen(self, store: Store, **options: Any) -> Store:
        """What a restart of the process leaves."""
        await self.close(store)
        return await self.open(store.folder, **options)

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
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    """Data folders made once and copied for each test, since making one takes longer than most tests."""

    async def make(folder: Path, furnished: bool) -> None:
        store = await Store.open(folder, clock=Clock(MONDAY - 3_600_000))
        if furnished:
            await furnish(store)
        await store.close()

    made: dict[bool, Path] = {}

    def folder(furnished: bool) -> Path:
        if furnished not in made:
            made[furnished] = tmp_path_factory.mktemp("furnished" if furnished else "empty")
            with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
                runner.run(make(made[furnished], furnished))
        return made[furnished]

    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path, drawer: Callable[[bool], Path]) -> Path:
    """A data folder in which nobody is, or the office's when the test asks for it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(drawer("office" in request.fixturenames) / "miaou.db", folder)
    return folder


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
