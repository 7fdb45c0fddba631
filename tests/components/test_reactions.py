"""What shows of reactions, the same for all who see them, and what is offered to whoever reacts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from app.components import asking
from app.components.window.message import message_row
from app.components.window.reactions import NAMED, OFFERED, Reacting
from app.locale import catalogue
from app.store import Forbidden
from app.store.said import Message
from tests.components.test_message_row import read

FR, EN = catalogue("fr"), catalogue("en")
Ask = Callable[..., Awaitable[dict[str, object]]]


@pytest.fixture
def ask(office, page_of) -> Ask:
    """Zoé's French tab asks."""
    calls = Reacting(page_of(office.zoe, "fr"))
    return lambda call, **payload: asking.ask(calls, call, payload)


@pytest.fixture
async def said(office) -> Message:
    return (await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")).message


def row(*reactions, words=FR) -> str:
    return message_row(Message(1, 2, 3, "<p>Bonjour</p>", reactions=reactions), words)


def tips(html) -> list[str]:
    return [re.sub(r" ,", ",", read(tip)) for tip in re.findall(r'<span class="tip".*?</span>', html)]


def test_each_says_which_it_is_how_many_there_are_and_whose_they_are():
    html = row(("👍", (3, 5)), ("❤️", (4,)))
    assert re.findall(r'class="reaction"[^>]* data-emoji="([^"]+)" data-whose="([^"]+)" data-marks="mine"', html) == [
        ("👍", "3 5"),
        ("❤️", "4"),
    ]
    assert [read(found) for found in re.findall(r'<button class="reaction".*?</button>', html)] == ["👍 2", "❤️ 1"]


def test_who_reacted_is_told_by_today_s_names():
    assert tips(row(("👍", (3, 5)), ("❤️", (4,)))) == ["Léa, Zoé", "Karim"]


@pytest.mark.parametrize(("words", "others"), [(FR, "et {} autres"), (EN, "and {} others")])
def test_of_many_the_first_are_named_and_the_others_counted(words, others):
    def tip(count):
        (found,) = re.findall(r'<span class="tip".*?</span>', row(("👍", range(10, 10 + count)), words=words))
        return found

    assert [tip(count).count("data-fact") for count in (NAMED, NAMED + 1, NAMED + 2)] == [NAMED, NAMED + 1, NAMED]
    assert [others.format(200 - NAMED) in tip(count) for count in (NAMED + 1, 200)] == [False, True]


def test_where_nobody_reacted_nothing_shows():
    assert "reaction" not in row()


async def glyphs(ask, message) -> list[str]:
    menu = str((await ask("react", key=message.id))["menu"])
    return re.findall(r'data-emoji="([^"]+)"', menu)


async def test_six_are_offered_one_s_most_used_first_and_in_one_s_skin_colour(office, ask, said):
    assert await glyphs(ask, said) == list(OFFERED)
    for glyph in ("🚀", "🚀", "🦄", "🙏"):
        await office.store.emoji_habits.use(office.zoe, glyph)
    await office.store.emoji_habits.choose_tone(office.zoe, 3)
    assert await glyphs(ask, said) == ["🚀", "🙏🏽", "🦄", "👍🏽", "❤️", "😂"]


async def test_one_s_own_is_chosen_there_and_pressing_it_takes_it_away(office, ask, said):
    await office.store.reactions.put(office.zoe, said.id, "🎉", True)
    await office.store.reactions.put(office.karim, said.id, "👍", True)
    menu = str((await ask("react", key=said.id))["menu"])
    assert re.findall(r'aria-checked="true"[^>]*data-emoji="([^"]+)" data-mine="true"', menu) == ["🎉"]
    await ask("react_with", key=said.id, emoji="🎉", mine="true")
    assert office.store.state.held(office.bureau.id, said.id).reactions == (("👍", (office.karim.id,)),)


async def test_a_reaction_is_a_use_of_that_emoji_and_its_end_is_none(office, ask, said):
    await ask("react_with", key=said.id, emoji="👍🏽", mine="false")
    await ask("react_picked", key=said.id, text="🦄")
    assert office.store.emoji_habits.of(office.zoe).recent == ("🦄", "👍")
    await ask("react_with", key=said.id, emoji="👍🏽", mine="true")
    assert office.store.emoji_habits.of(office.zoe).recent == ("🦄", "👍")
    assert office.store.state.held(office.bureau.id, said.id).reactions == (("🦄", (office.zoe.id,)),)


@pytest.mark.parametrize("key", [None, "1", -1, 2**60, [], True])
async def test_a_forged_one_is_refused(ask, said, key):
    for call, more in (("react", {}), ("react_with", {"emoji": "👍"}), ("react_picked", {"text": "👍"})):
        with pytest.raises(Forbidden):
            await ask(call, key=key, **more)
    with pytest.raises(Forbidden):
        await ask("react_with", key=said.id, emoji=["👍"])


async def test_nothing_is_offered_in_an_archived_canal(office, ask, said):
    await office.store.canals.archive(office.lea, office.bureau.id)
    with pytest.raises(Forbidden):
        await ask("react", key=said.id)
