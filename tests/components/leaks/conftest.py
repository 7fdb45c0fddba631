"""The office in which some have secrets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.components.leaks.world import World, world

Worlds = Callable[[str], AbstractAsyncContextManager[World]]


@pytest.fixture
def worlds(tmp_path: Path, copied_to: Callable[..., Path]) -> Worlds:
    """`async with worlds(name) as w`: an office on a folder of that name."""
    return lambda name: world(copied_to(tmp_path / name, furnished=False))


@pytest.fixture
async def office(worlds: Worlds) -> AsyncIterator[World]:
    async with worlds("office") as living:
        yield living
