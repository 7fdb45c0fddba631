"""The dial and the pause, on a clock that only counts."""

import asyncio

import pytest

from app.demo.pace import FACTORS, SPEEDS, Pace


class Clock:
    """Time that goes by as soon as nobody has anything else to do, up to `until`."""

    def __init__(self):
        self.now = 0.0
        self.until = float("inf")
        self.slept = []

    async def sleep(self, seconds):
        self.slept.append(seconds)
        if self.now + seconds > self.until:
            self.now = self.until
            await asyncio.Event().wait()
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(sleep=clock.sleep, clock=lambda: clock.now)


async def turn():
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize("speed", SPEEDS)
async def test_a_wait_lasts_as_long_as_the_dial_says(pace, clock, speed):
    pace.speed = speed
    assert await pace.wait(10) == 10
    assert clock.now == pytest.approx(10 * FACTORS[speed])


async def test_a_pause_holds_what_is_left_of_a_wait_for_as_long_as_it_lasts(pace, clock):
    clock.until = 4
    waiting = asyncio.ensure_future(pace.wait(10))
    await turn()
    pace.pause()
    await turn()
    clock.now, clock.until = 1000, float("inf")
    await turn()
    assert pace.paused and not waiting.done()
    pace.resume()
    assert await waiting == 10
    # What had passed before has passed.
    assert clock.slept == [10, 6]


async def test_what_waits_follows_the_dial_when_it_is_turned(pace, clock):
    clock.until = 4
    waiting = asyncio.ensure_future(pace.wait(10))
    await turn()
    clock.until = float("inf")
    pace.speed = "lively"
    assert await waiting == 10
    assert clock.now == pytest.approx(4 + 6 * FACTORS["lively"])


async def test_a_wait_that_is_woken_says_how_much_of_it_went_by(pace, clock):
    clock.until, woken = 3, asyncio.Event()
    waiting = asyncio.ensure_future(pace.wait(10, woken))
    await turn()
    woken.set()
    assert await waiting == pytest.approx(3)


async def test_nobody_is_woken_while_everything_stands_still(pace):
    woken = asyncio.Event()
    pace.pause()
    waiting = asyncio.ensure_future(pace.wait(10, woken))
    woken.set()
    await turn()
    assert not waiting.done()
    pace.resume()
    assert await waiting == 0
