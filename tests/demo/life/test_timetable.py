"""One clock, one heap: what is due is done in its turn, and what fails does not stop the rest."""

import asyncio
import logging

from app.demo.life.timetable import Timetable
from app.demo.pace import Pace
from app.store.refusal import Refused


async def notes(done, table, *waits):
    for wait in waits:
        done.append(table.now)
        yield wait
    done.append(table.now)


async def test_each_course_goes_on_when_its_pause_is_over():
    table, done = Timetable(), []
    table.begin(notes(done, table, 2.0, 3.0), after=1.0)
    table.begin(notes(done, table, 1.5))
    await table.advance(3.0)
    assert done == [0.0, 1.0, 1.5, 3.0]
    assert table.now == 3.0
    await table.advance(10.0)
    assert done[-1] == 6.0
    assert table.now == 13.0


async def test_of_what_is_due_at_once_the_first_begun_is_the_first_done():
    table, done = Timetable(), []

    async def says(what):
        done.append(what)
        yield 0.0

    for what in "abc":
        table.begin(says(what), after=1.0)
    await table.advance(1.0)
    assert done == ["a", "b", "c"]


async def test_news_is_taken_in_at_its_moment():
    table, done = Timetable(), []
    await table.advance(5.0)
    table.tell(lambda: table.begin(notes(done, table), after=1.0))
    await table.advance(0.0)
    await table.advance(2.0)
    assert done == [6.0]


async def test_what_is_refused_or_fails_ends_alone(caplog):
    table, done = Timetable(), []

    async def fails(error):
        yield 1.0
        raise error

    table.begin(fails(Refused("No.")))
    table.begin(fails(ValueError("broken")))
    table.begin(notes(done, table, 2.0))
    with caplog.at_level(logging.ERROR):
        await table.advance(5.0)
    assert done == [0.0, 2.0]
    assert [record.exc_info[0] for record in caplog.records] == [ValueError]


async def test_news_that_nobody_can_make_sense_of_stops_nothing(caplog):
    table, done = Timetable(), []
    table.tell(lambda: {}["nothing"])
    table.tell(lambda: table.begin(notes(done, table)))
    with caplog.at_level(logging.ERROR):
        await table.advance(0.0)
        await table.advance(1.0)
    assert done == [0.0]
    assert len(caplog.records) == 1


async def test_it_follows_the_pace_and_wakes_for_news():
    table, done, said = Timetable(), [], asyncio.Event()

    async def sleeps(seconds):
        # Nothing is due for long: only news wakes it.
        if seconds > 100:
            await asyncio.Event().wait()

    async def tells():
        done.append(table.now)
        said.set()
        yield 0.0

    keeping = asyncio.ensure_future(table.keep(Pace(sleep=sleeps)))
    await asyncio.sleep(0)
    table.tell(lambda: table.begin(tells(), after=2.0))
    await asyncio.wait_for(said.wait(), 10)
    assert done[0] >= 2.0
    keeping.cancel()
    await table.close()


async def test_closed_it_does_nothing_more_and_what_was_begun_is_tidied_up():
    table, tidied = Timetable(), []

    async def tidies():
        try:
            yield 5.0
        finally:
            tidied.append(True)

    table.begin(tidies())
    await table.advance(1.0)
    await table.close()
    await table.advance(10.0)
    assert tidied == [True]
