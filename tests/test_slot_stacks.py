"""Tests that stand in a page's client are not disturbed by the house that runs in another thread."""

import asyncio
import threading

from nicegui import Client
from nicegui.page import page
from nicegui.slot import Slot

from tests.slot_stacks import keep_apart

keep_apart()


async def test_what_another_loop_tidies_up_leaves_our_slots():
    client = Client(page(""))
    with client:
        elsewhere = threading.Thread(target=lambda: asyncio.run(Slot.prune_stacks()))
        elsewhere.start()
        await asyncio.to_thread(elsewhere.join)
        assert Slot.get_stack(), "the slot is gone"
    client.delete()


async def test_what_is_over_in_our_own_loop_is_tidied_up():
    async def left() -> int:
        Slot.get_stack()
        return id(asyncio.current_task())

    task = asyncio.create_task(left())
    number = await task
    await Slot.prune_stacks()
    assert number not in Slot.stacks
