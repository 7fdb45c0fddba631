"""What the emoji menu asks of the server, and what it is answered."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from app.components import asking
from app.components.emoji import menu
from app.components.emoji.calls import FOUND_MOST, EmojiCalls
from app.components.emoji.search import LONGEST_SOUGHT
from app.store import Forbidden
from app.store.habits import EmojiHabits

Ask = Callable[..., Awaitable[dict[str, object]]]


@pytest.fixture
def ask(office, page_of) -> Ask:
    """Zoé's French tab asks."""
    calls = EmojiCalls(page_of(office.zoe, "fr"))

    def asked(call: str, **payload: object) -> Awaitable[dict[str, object]]:
        return asking.ask(calls, call, {"drawn": 15, **payload})

    return asked


def cells(html: object) -> list[str]:
    return re.findall(r">([^<]+)</button>", str(html))


async def test_the_menu_is_the_member_s_own(office, ask):
    assert await ask("menu") == {"address": menu.address("fr", 0, 15.0), "recent": ""}
    await office.store.emoji_habits.use(office.zoe, "🚀")
    await office.store.emoji_habits.choose_tone(office.zoe, 4)
    answer = await ask("menu", drawn=13.1)
    assert answer["address"] == menu.address("fr", 4, 13.1)
    assert cells(answer["recent"]) == ["🚀"]


async def test_another_skin_colour_is_kept_and_the_menu_wears_it(office, ask):
    await office.store.emoji_habits.use(office.zoe, "👍")
    answer = await ask("tone", tone=2)
    assert answer["address"] == menu.address("fr", 2, 15.0)
    assert cells(answer["recent"]) == ["👍🏼"]
    assert office.store.emoji_habits.of(office.zoe).tone == 2


async def test_a_search_is_answered_in_the_skin_that_the_page_shows(office, ask):
    answer = await ask("find", text="pouce", tone=3)
    assert cells(answer["html"])[0] == "👍🏽"
    assert office.store.emoji_habits.of(office.zoe) == EmojiHabits()


async def test_a_search_says_how_many_it_found(ask):
    assert (await ask("find", text="zzzz"))["html"] == ""
    one = await ask("find", text="licorne")
    assert cells(one["html"]) == ["🦄"]
    many = await ask("find", text="e")
    assert len(cells(many["html"])) == FOUND_MOST
    assert len({str(answer["told"]) for answer in (one, many, await ask("find", text="zzzz"))}) == 3


async def test_nothing_is_proposed_to_whoever_wants_smileys_as_typed(office, ask):
    assert "🐱" in (await ask("begun", text="chat"))["html"]
    await office.store.members.set(office.zoe, "smileys", "off")
    assert await ask("begun", text="chat") == {"html": ""}


async def test_what_is_used_comes_first_without_its_skin(office, ask):
    await ask("used", text="🚀")
    answer = await ask("used", text="👍🏽")
    assert cells(answer["recent"]) == ["👍", "🚀"]
    assert office.store.emoji_habits.of(office.zoe).recent == ("👍", "🚀")


@pytest.mark.parametrize("text", ["chat", "", "<b>", None, 7])
async def test_what_is_no_emoji_is_not_remembered(office, ask, text):
    with pytest.raises(Forbidden):
        await ask("used", text=text)
    assert office.store.emoji_habits.of(office.zoe) == EmojiHabits()


@pytest.mark.parametrize("call", ["begun", "find"])
async def test_what_is_beyond_any_name_is_not_even_folded(ask, call):
    """A browser may send a megabyte, and signs that unfold into many more."""
    begun = "chat" + " " * (LONGEST_SOUGHT - len("chat"))
    assert await ask(call, text=begun + "\ufdfa" * 300_000, tone=0) == await ask(call, text=begun, tone=0)
