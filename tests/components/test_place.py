"""Where a page is: which canal opens, under which address and title, and what is said of one that is not ours."""

from __future__ import annotations

import json

import pytest

from app.components.asking import ask
from app.components.installed.bar import bar
from app.components.window.canal_head import canal_head
from app.components.window.place import nowhere, place
from app.components.window.talk import LOST, Talk
from app.components.wire.ops import to_json
from app.locale import catalogue
from app.store import Forbidden
from tests.components.conftest import PageOf

EN = catalogue("en")


@pytest.fixture
def karim(office, page_of: PageOf):
    """A page of Karim's."""
    return page_of(office.karim)


async def test_a_canal_that_opens_says_its_address_its_title_its_colour_and_its_head(office, karim):
    answer = await ask(Talk(karim), "open", {"key": office.direction.id})
    there, fact = answer["place"], f"c{office.direction.id}"
    assert (there["key"], there["address"]) == (office.direction.id, f"?canal={office.direction.id}")
    assert there["title"] == f"{{all.title}}{{{fact}.name}} · Miaou"
    assert there["color"] == f"{fact}.color"
    assert f'data-fact="{fact}.name"' in there["html"]["head"]
    assert f'data-fact-content="{fact}.day"' in there["html"]["bar"]
    assert json.loads(to_json(answer["log"]))["key"] == karim.tab.canal_id == office.direction.id


async def test_a_canal_that_is_not_theirs_opens_for_nobody(office, page_of):
    page = page_of(office.zoe)
    with pytest.raises(Forbidden):
        await ask(Talk(page), "open", {"key": office.direction.id})
    assert page.tab.canal_id is None


async def test_in_a_site_s_frame_the_address_says_what_the_site_asked_for(office, karim):
    karim.tab.asked = "theme=dark&ask=1"
    assert place(karim.tab, office.bureau)["address"] == f"?canal={office.bureau.id}&theme=dark&ask=1"


async def test_a_page_that_shows_no_canal_is_called_after_the_house_alone(karim):
    told = {"key": None, "address": "?", "title": "{all.title}Miaou"}
    assert place(karim.tab, None) == {**told, "html": {"bar": str(bar())}}
    assert nowhere("Bureau") == {
        "title": "{all.title}Bureau · Miaou",
        "leads": "/?canal={key}",
        "leadsTo": "/?message={row}",
    }


async def test_in_the_place_of_a_lost_canal_the_first_of_the_drawer_opens_and_it_is_said(office, karim):
    await office.store.preferences.arrange(office.karim, [office.direction.id, office.bureau.id])
    assert await ask(Talk(karim), "elsewhere", {"lost": True}) == {"key": office.direction.id}
    assert karim.effects() == [["toast", LOST, "info"]]
    await office.store.canals.leave(office.karim, office.direction.id)
    assert await ask(Talk(karim), "elsewhere", {"lost": False}) == {"key": office.bureau.id}
    assert karim.effects() == []


async def test_the_head_of_a_private_canal_wears_a_lock(office):
    assert "i-lock" in str(canal_head(office.direction, EN))
    assert "i-lock" not in str(canal_head(office.bureau, EN))
    assert f'data-key="{office.bureau.id}"' in str(canal_head(office.bureau, EN))
