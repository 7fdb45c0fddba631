"""Three things to do in a new office, in the pages of whoever founded it, until they are done."""

from __future__ import annotations

import asyncio
import json
import re
from html import unescape

import pytest

from app.components.asking import ask
from app.components.first.meeting import meet
from app.components.first.steps import FirstSteps
from app.store import Forbidden
from app.store.founding import found
from tests.components.conftest import client_of

PASSWORD = "moustaches et croquettes"


@pytest.fixture
async def founder(office):
    """In an office that others are in by now, whose founder has not begun yet."""
    return await found(office.store, "agathe", "Agathe", PASSWORD)


@pytest.fixture
def block(page_of):
    """`block(member)` is what stands in a page of theirs, if anything does."""

    def shown(member, lang="en"):
        page = page_of(member, lang)
        with client_of(page):
            meet(page)
        return next((each for each in client_of(page).elements.values() if isinstance(each, FirstSteps)), None)

    return shown


async def drawn(panel) -> str:
    await asyncio.sleep(0)
    return unescape("".join(panel._draw().values()))


async def gone(tabs) -> None:
    async with asyncio.timeout(10):
        while not all(tab.is_deleted for tab in tabs):  # noqa: ASYNC110 - they hear of it in their turn
            await asyncio.sleep(0)


def offers(html: str) -> list[str]:
    """What is still to be done, by what a press asks for."""
    return re.findall(r'data-action="([^"]+)"|form="(post-invite)"', html)


async def alone(store):
    """Nobody but the founder has ever been there."""
    for member in list(store.state.members.values()):
        if member.login != "agathe":
            del store.state.members[member.id]
    for canal in list(store.state.canals.values()):
        if canal.creator_id not in store.state.members:
            del store.state.canals[canal.id]


async def test_whoever_founds_an_office_sees_three_things_each_one_press(office, founder, block):
    await alone(office.store)
    html = await drawn(block(founder))
    assert offers(html) == [("", "post-invite"), ("new-canal", ""), ("change-image", "")]
    assert "0 of 3 done" in html and f'data-key="{founder.id}"' in html


async def test_each_is_ticked_as_soon_as_it_is_done_in_every_tab(office, founder, block):
    await alone(office.store)
    tabs = [block(founder), block(founder)]
    await office.store.canals.create(founder, "Atelier")
    for tab in tabs:
        html = await drawn(tab)
        assert offers(html) == [("", "post-invite"), ("change-image", "")]
        assert "1 of 3 done" in html and re.search(r'class="done".*Create a canal', html)


async def test_once_all_are_done_it_is_gone_for_good(office, founder, block):
    store = office.store
    tabs = [block(founder), block(founder, "fr")]
    # The others are there, and so are canals.
    assert "2 of 3 done" in await drawn(tabs[0])
    await store.members.set_image(founder, founder.id, b"large", b"small")
    await gone(tabs)
    await store.members.remove_image(founder, founder.id)
    assert block(founder) is None


async def test_whoever_wants_to_see_no_more_of_it_does_not_in_any_tab(office, founder, block):
    tabs = [block(founder), block(founder)]
    await ask(tabs[0], "dismiss", {})
    await gone(tabs)
    assert block(founder) is None


async def test_nobody_else_sees_it(office, founder, block):
    assert [block(member) for member in (office.lea, office.zoe)] == [None, None]


async def test_whose_session_has_ended_dismisses_nothing(office, founder, block):
    panel = block(founder)
    await office.store.members.deactivate(office.lea, founder.id)
    with pytest.raises(Forbidden):
        await ask(panel, "dismiss", {})


async def test_it_speaks_its_readers_language(office, founder, block):
    html = await drawn(block(founder, "fr"))
    assert "Trois choses pour commencer" in html and "2 sur 3" in html
    assert json.loads(block(founder, "fr")._props["slots"]).keys() == {"head", "steps", "out"}
