"""Three members in three browsers: what one does, those concerned see by itself, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")


@pytest.fixture
def bureau(office) -> int:
    return office.canals[BUREAU]


@pytest.fixture
def cafe(office) -> int:
    return office.canals[CAFE]


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Callable[..., Browser]:
    """Each member's own browser, or one more of theirs, made when it is first asked for."""
    path = f"/?canal={office.canals[BUREAU]}"
    return cache(lambda login, where="": office.arrive(lasting_browser(), login, path))


@pytest.fixture
def lea(lasting, bureau) -> Browser:
    return at_canal(lasting("lea"), bureau)


@pytest.fixture
def karim(lasting, bureau) -> Browser:
    return at_canal(lasting("karim"), bureau)


@pytest.fixture
def zoe(lasting, bureau) -> Browser:
    return at_canal(lasting("zoe"), bureau)


@pytest.fixture
def zoe_there(lasting, bureau) -> Browser:
    """Zoé in another browser."""
    return at_canal(lasting("zoe", "there"), bureau)


def test_a_message_appears_at_everyone_s_by_itself(office, lea, karim, zoe):
    lea.write("Bonjour à tous")
    karim.reads("Bonjour à tous")
    zoe.reads("Bonjour à tous")
    karim.write("Salut Léa")
    for one in (lea, karim, zoe):
        assert one.reads("Salut Léa").said()[-2:] == ["Bonjour à tous", "Salut Léa"]
    author = zoe.all("[role=log] [data-message-id]")[-1].get_attribute("data-author-id")
    assert int(author) == office.members["karim"]


def test_a_private_canal_never_shows_to_those_outside(office, bureau, lea, karim, zoe):
    lea.press("[data-action=new-canal]").fill(name="Augmentations")
    lea.press(".choice:has([value=private])").press(f".pick:has([value='{office.members['karim']}']) label")
    lea.submit()

    private = karim.canal_named("Augmentations")
    lea.until(lambda: lea.canal_open() == private, "the new canal is open at whoever made it")
    karim.open_canal(private)
    lea.write("Entre nous : dix pour cent")
    karim.reads("Entre nous : dix pour cent")

    # What comes after it has come: had the rest been for her, it would be there.
    office.say("marc", bureau, "Réunion à dix heures")
    zoe.reads("Réunion à dix heures")
    assert "Augmentations" not in zoe.canals()
    assert "Augmentations" not in zoe.driver.page_source

    # As a canal that does not exist: see pages/test_place.py.
    zoe.open_window(f"/?canal={private}").until(lambda: zoe.canal_open() and zoe.said(), "a canal is open")
    assert (zoe.canal_open(), zoe.find("h1").text) == (bureau, BUREAU)
    assert "Augmentations" not in zoe.driver.page_source
    assert "dix pour cent" not in zoe.driver.page_source


def test_a_star_shines_until_the_canal_is_seen_in_any_of_one_s_tabs(bureau, cafe, karim, zoe, zoe_there):
    zoe_here = zoe
    karim.open_canal(cafe).write("Le café est prêt")
    for tab in (zoe_here, zoe_there):
        tab.until(lambda tab=tab: tab.star(cafe), "the star shines in each tab")

    zoe_here.open_canal(cafe).reads("Le café est prêt")
    for tab in (zoe_here, zoe_there):
        tab.until(lambda tab=tab: not tab.star(cafe), "the star is gone in each tab")

    # Seen for good: not only while somebody looks.
    zoe_here.open_canal(bureau)
    zoe_there.open_window(f"/?canal={bureau}")
    assert not zoe_there.star(cafe)


def test_one_s_own_message_gives_no_star(office, bureau, cafe, zoe, zoe_there):
    zoe.open_canal(cafe).write("Je descends").reads("Je descends")
    office.say("karim", bureau, "Zoé est descendue ?")
    zoe_there.reads("Zoé est descendue ?")
    assert not zoe_there.star(cafe)


def test_an_aside_shows_to_its_recipients_and_to_nobody_else(office, bureau, lea, karim, zoe):
    aside = office.say("marc", bureau, "Un gâteau pour Zoé demain ?", [office.members["lea"], office.members["karim"]])
    office.say("marc", bureau, "Bon appétit")
    for one in (lea, karim):
        one.reads("Bon appétit")
        shown = one.all(f"[data-message-id='{aside}'][data-aside=true]")
        assert len(shown) == 1
        assert "Un gâteau" in shown[0].text
        assert "Léa, Karim" in shown[0].text
    zoe.reads("Bon appétit")
    assert "gâteau" not in zoe.driver.page_source
    zoe.open_window(f"/?canal={bureau}")
    assert "gâteau" not in zoe.driver.page_source


def test_members_stand_by_their_status(office, lea, karim):
    def status(login: str) -> str:
        row = lea.all(f"[data-list=m] [data-member-id='{office.members[login]}']")[0]
        return row.get_attribute("data-status")

    lea.until(lambda: status("karim") == "connected", "whoever has a tab open is connected")
    assert status("lea") == "self"
    order = lea.js("return [...document.querySelectorAll('[data-member-id]')].map((row) => row.dataset.status)")
    assert order == sorted(order, key=["connected", "absent", "self"].index)
