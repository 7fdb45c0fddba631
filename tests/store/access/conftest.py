"""The office in which each file's commands are tried."""

import pytest_asyncio

from app.store import Store
from tests.store.access.scene import Stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory):
    store = await Store.open(tmp_path_factory.mktemp("access"))
    stage = Stage(store)
    await stage.set()
    yield stage
    await store.close()
