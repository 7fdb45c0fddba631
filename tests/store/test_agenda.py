"""What is done at its time: when it is looked at, whatever the clock does."""

import asyncio

import pytest

from app.store import agenda
from app.store.agenda import LOOK_S

HOUR = 3_600_000


def content(text):
    return {"text": text, "to": [], "half": "", "card": None}


async def plan(office, text, due):
    return await office.store.scheduled.add(office.zoe, office.bureau.id, content(text), due, text)


def said(office):
    return [message.html for message in office.store.state.window(office.bureau.id).messages if not message.event]


async def until(what):
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)


async def test_what_should_have_been_done_is_done_as_it_begins(office, clock):
    await plan(office, "tot", clock.now + HOUR)
    clock.advance(hours=2)
    office.store.agenda.begin()
    await until(lambda: said(office) == ["<p>tot</p>"])


async def test_it_waits_for_what_comes_next_and_never_longer_than_a_look(office, clock):
    assert office.store.agenda.pause_s() == LOOK_S
    row = await plan(office, "tard", clock.now + HOUR)
    assert office.store.agenda.pause_s() == LOOK_S
    clock.now = row.due - 5_000
    assert 4.9 < office.store.agenda.pause_s() < 5.1
    clock.now = row.due + 5_000
    assert office.store.agenda.pause_s() == 0, "it came due since the last look"


async def test_what_could_not_be_done_is_not_tried_again_at_once(office, clock, monkeypatch):
    await plan(office, "tard", clock.now + HOUR)
    clock.advance(hours=2)

    async def broken(*_args):
        raise RuntimeError("an error of our own")

    monkeypatch.setattr(office.store.messages, "post", broken)
    await office.store.agenda.round()
    assert office.store.agenda.pause_s() == LOOK_S


async def test_what_is_planned_for_sooner_wakes_it(office, clock, monkeypatch):
    # It is an hour later, and no clock was set.
    monkeypatch.setattr(agenda, "steady_ms", lambda: clock.now)
    office.store.agenda.begin()
    await until(lambda: office.store.agenda._done_until > 0)
    row = await plan(office, "bientot", clock.now + HOUR)
    clock.now = row.due
    # Another change is enough: it looks at the clock anew.
    await plan(office, "plustard", clock.now + HOUR)
    await until(lambda: said(office) == ["<p>bientot</p>"])


@pytest.mark.parametrize("stays", [True, False])
async def test_a_clock_that_jumps_ahead_is_given_a_moment_to_be_put_right(office, clock, monkeypatch, stays):
    steady = [0]
    monkeypatch.setattr(agenda, "steady_ms", lambda: steady[0])
    looks = asyncio.Queue()
    real = asyncio.sleep

    async def sleep(seconds):
        if seconds < 1:
            await real(seconds)
            return
        assert seconds == LOOK_S
        assert said(office) == [], "nothing is sent yet"
        clock.advance(days=0 if stays else -3)
        looks.put_nowait(seconds)

    monkeypatch.setattr(agenda.asyncio, "sleep", sleep)
    await plan(office, "demain", clock.now + 24 * HOUR)
    office.store.agenda.begin()
    await until(lambda: office.store.agenda._done_until > 0)
    before = office.store.agenda._done_until
    clock.advance(days=3)
    office.store.agenda.wake()
    await asyncio.wait_for(looks.get(), 20)
    await until(lambda: office.store.agenda._done_until != before)
    if stays:
        await until(lambda: said(office) == ["<p>demain</p>"])
    else:
        assert said(office) == []
