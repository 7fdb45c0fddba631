"""Naming somebody: the completion behind an `@`, how it looks to whoever is meant, and in the drawer."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

DIRECTION = "Direction"
OPTIONS = ".suggestions[data-picked]:not([hidden]) [role=option]"
ON = "[role=log] .msg:last-of-type .mention"


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login, nickname in {"lea": "Léa", "karim": "Karim", "zoe": "Zoé", "jb": "Jean-Baptiste Roux"}.items():
        await store.members.create(login, nickname, PASSWORD)
    members = {member.login: member for member in store.members.all()}
    made = [
        await store.canals.create(members["lea"], BUREAU),
        await store.canals.create(members["lea"], DIRECTION, kind="private", members=[members["karim"].id]),
    ]
    return {login: member.id for login, member in members.items()}, {canal.name: canal.id for canal in made}


@pytest.fixture(scope="module")
def tabs(house, lasting_browser) -> dict[str, Browser]:
    return {login: house.arrive(lasting_browser(), login) for login in ("lea", "karim")}


@pytest.fixture
def lea(house, tabs) -> Browser:
    return at_canal(tabs["lea"], house.canals[BUREAU])


@pytest.fixture
def karim(house, tabs) -> Browser:
    return at_canal(tabs["karim"], house.canals[BUREAU])


def proposed(tab: Browser) -> list[str]:
    return tab.names(f"{OPTIONS} > span:nth-of-type(2)")


def mentions(tab: Browser) -> list[list[str]]:
    """Of the newest message."""
    return tab.js(
        "return [...[...document.querySelectorAll('[data-message-id]')].at(-1).querySelectorAll('.mention')]"
        ".map(({ dataset, textContent }) => [textContent, dataset.member, dataset.me])"
    )


def test_a_name_is_completed_by_the_keyboard_and_shows_to_whoever_is_meant(house, lea, karim):
    lea.composer.send_keys("Bonjour @")
    lea.until(lambda: proposed(lea)[-1:] == ["tous"], "all are proposed")
    lea.composer.send_keys("roux")
    lea.until(lambda: proposed(lea) == ["Jean-Baptiste Roux"], "one is left")
    chosen = lea.js("return document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))")
    assert chosen.get_attribute("aria-selected") == "true"
    lea.composer.send_keys(Keys.TAB, "et @k")
    lea.until(lambda: proposed(lea) == ["Karim"], "somebody else is")
    lea.composer.send_keys(Keys.ENTER)
    assert lea.typed() == "Bonjour @Jean-Baptiste Roux et @Karim "
    lea.composer.send_keys("!", Keys.ENTER)
    ids = [str(house.members[login]) for login in ("jb", "karim")]
    for tab, me in ((lea, "false"), (karim, "true")):
        tab.reads("Bonjour @Jean-Baptiste Roux et @Karim !")
        assert mentions(tab) == [["@Jean-Baptiste Roux", ids[0], "false"], ["@Karim", ids[1], me]]


def test_escape_leaves_a_name_as_it_is_typed_and_what_is_no_name_is_sent_at_once(lea):
    lea.composer.send_keys("@k")
    lea.until(lambda: proposed(lea), "somebody is proposed")
    lea.composer.send_keys(Keys.ESCAPE)
    assert not lea.all(OPTIONS)
    lea.composer.send_keys("ilo ?", Keys.ENTER)
    lea.reads("@kilo ?")
    assert mentions(lea) == []


def test_the_drawer_says_that_one_is_named_until_that_is_seen(house, lea, karim):
    direction = house.canals[DIRECTION]

    def signs() -> tuple[str, str]:
        row = f"[data-canal-id='{direction}']"
        return (
            karim.find(row).get_attribute("data-mentioned"),
            karim.find(f"{row} .canal-link").get_attribute("aria-label"),
        )

    house.say("lea", direction, "Rien de particulier")
    karim.until(lambda: karim.star(direction), "a star rises")
    assert signs()[0] == "false"
    house.say("lea", direction, "Et @tous, et @zoe ?")
    karim.until(lambda: signs()[0] == "true", "it says that he is named")
    assert "on vous nomme" in signs()[1]
    karim.open_canal(direction).reads("Et @tous, et @zoe ?")
    karim.until(lambda: signs()[0] == "false", "it is seen")
    assert mentions(karim) == [["@tous", "0", "true"]]


def test_who_is_not_in_the_canal_is_added_at_a_press(house, lea):
    lea.open_canal(house.canals[DIRECTION]).write("Qu’en dit @Zoé ?")
    lea.press(".toasts [data-offer]")
    lea.until(lambda: "Léa a ajouté Zoé" in lea.texts("[role=log] .event"), "she is in it")
    lea.write("Bienvenue @zoé !")
    lea.reads("Bienvenue @Zoé !")
