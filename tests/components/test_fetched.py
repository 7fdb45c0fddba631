"""A panel of what memory does not hold: it shows what is so now, whatever happens while it asks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from htpy import p

from app.components.fetched import Fetched
from app.store import Refused
from app.store.feed import OfficeChanged
from tests.components.conftest import client_of


class Word(Fetched[str]):
    """One word, for which each question waits until it is answered."""

    hears = (OfficeChanged,)
    questions: list[tuple[tuple[Any, ...], asyncio.Future[str]]]

    @classmethod
    async def fetch(cls, _page, *which):
        cls.questions.append((which, asyncio.get_running_loop().create_future()))
        return await cls.questions[-1][1]

    def render(self):
        return {"word": p[self.held]}


@pytest.fixture
def word(office, page_of):
    Word.questions = []
    page = page_of(office.lea)
    with client_of(page):
        return Word(page, "before", "first")


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


def shown(word):
    return word._drawn["word"]


async def test_what_changes_while_it_asks_is_asked_for_once_more_however_much_it_is(office, word):
    for name in ("Un", "Deux", "Trois"):
        await office.store.office.rename(office.lea, name)
        await settled()
    (_, first), *others = word.questions
    assert not others
    first.set_result("one")
    await settled()
    assert shown(word) == "<p>one</p>"
    _, (_, second) = word.questions
    second.set_result("three")
    await settled()
    assert shown(word) == "<p>three</p>"
    assert len(word.questions) == 2


async def test_what_was_asked_for_last_is_what_shows(office, word):
    await office.store.office.rename(office.lea, "Ailleurs")
    await settled()
    turning = asyncio.create_task(word.fetch_again("second"))
    await settled()
    # Were both asked for at once, the first might well be answered last.
    while waiting := [each for each in word.questions if not each[1].done()]:
        (which,), answer = waiting[-1]
        answer.set_result(f"of the {which}")
        await settled()
    await turning
    assert (shown(word), word.which) == ("<p>of the second</p>", ("second",))


async def test_when_it_cannot_be_fetched_it_stays_as_it_is_and_whoever_asked_is_told(office, word):
    await office.store.office.rename(office.lea, "Ailleurs")
    turning = asyncio.create_task(word.fetch_again("second"))
    for n in range(2):
        await settled()
        word.questions[n][1].set_exception(Refused("The database does not answer."))
    with pytest.raises(Refused):
        await turning
    await settled()
    assert (shown(word), word.which) == ("<p>before</p>", ("first",))


@pytest.mark.parametrize("comes", [True, False])
async def test_one_that_is_closed_meanwhile_draws_nothing_more(office, word, comes):
    await office.store.office.rename(office.lea, "Ailleurs")
    await settled()
    word.page.tabs.dismiss(word.page.tab)
    word.delete()
    answer = word.questions[0][1]
    answer.set_result("after") if comes else answer.set_exception(Refused("You are not signed in any more."))
    await word._fetching
    assert shown(word) == "<p>before</p>"
    assert len(word.questions) == 1


async def test_one_whose_session_has_ended_goes_even_if_nothing_more_can_be_fetched(office, word):
    word.page.tabs.dismiss(word.page.tab)
    await office.store.office.rename(office.lea, "Ailleurs")
    await settled()
    word.questions[0][1].set_exception(Refused("You are not signed in any more."))
    await settled()
    assert word.is_deleted
