"""Three members in three browsers: what one does, those concerned see by itself, and nobody else."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BUREAU, CAFE


@pytest.fixture
def bureau(office) -> int:
    return office.canals[BUREAU]


@pytest.fixture
def cafe(office) -> int:
    return office.canals[CAFE]


def test_a_message_appears_at_everyone_s_by_itself(office, browser, bureau):
    lea, karim, zoe = (office.arrive(browser(), login, f"/?canal={bureau}") for login in ("lea", "karim", "zoe"))
    lea.write("Bonjour à tous")
    karim.reads("Bonjour à tous")
    zoe.reads("Bonjour à tous")
    karim.write("Salut Léa")
    for one in (lea, karim, zoe):
        assert one.reads("Salut Léa").said()[-2:] == ["Bonjour à tous", "Salut Léa"]
    author = zoe.all("[role=log] [data-message-id]")[-1].get_attribute("data-author-id")
    assert int(author) == office.members["karim"]


def test_a_private_canal_never_shows_to_those_outside(office, browser, bureau):
    lea, karim, zoe = (office.arrive(browser(), login, f"/?canal={bureau}") for login in ("lea", "karim", "zoe"))
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

    def shown_at(canal: int) -> tuple[int, str, list[str]]:
        zoe.open_window(f"/?canal={canal}").until(lambda: zoe.canal_open() and zoe.said(), "a canal is open")
        return zoe.canal_open(), zoe.find("h1").text, zoe.said()

    assert shown_at(private) == shown_at(123456789)
    assert "Augmentations" not in zoe.driver.page_source
    assert "dix pour cent" not in zoe.driver.page_source


def test_a_star_shines_until_the_canal_is_seen_in_any_of_one_s_tabs(office, browser, bureau, cafe):
    karim = office.arrive(browser(), "karim", f"/?canal={cafe}")
    zoe_here, zoe_there = (office.arrive(browser(), "zoe", f"/?canal={bureau}") for _ in range(2))
    karim.write("Le café est prêt")
    for zoe in (zoe_here, zoe_there):
        zoe.until(lambda zoe=zoe: zoe.star(cafe), "the star shines in each tab")

    zoe_here.open_canal(cafe).reads("Le café est prêt")
    for zoe in (zoe_here, zoe_there):
        zoe.until(lambda zoe=zoe: not zoe.star(cafe), "the star is gone in each tab")

    # Seen for good: not only while somebody looks.
    zoe_here.open_canal(bureau)
    zoe_there.open_window(f"/?canal={bureau}")
    assert not zoe_there.star(cafe)


def test_one_s_own_message_gives_no_star(office, browser, bureau, cafe):
    marc_here, marc_there = (office.arrive(browser(), "marc", f"/?canal={canal}") for canal in (cafe, bureau))
    marc_here.write("Je descends")
    office.say("karim", bureau, "Marc est descendu ?")
    marc_there.reads("Marc est descendu ?")
    marc_here.reads("Je descends")
    assert not marc_there.star(cafe)


def test_an_aside_shows_to_its_recipients_and_to_nobody_else(office, browser, bureau):
    lea, karim, zoe = (office.arrive(browser(), login, f"/?canal={bureau}") for login in ("lea", "karim", "zoe"))
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


def test_a_name_that_changes_changes_in_every_tab_at_once(office, browser, bureau):
    office.say("odile", bureau, "Je me marie")
    lea, odile = (office.arrive(browser(), login, f"/?canal={bureau}") for login in ("lea", "odile"))
    lea.until(lambda: "Odile" in lea.texts("[role=log] .who b"), "old messages bear the name")
    odile.press(".self [data-action=own-menu]").press("dialog [data-action=member-card]")
    odile.fill(nickname="Odile Roux").submit()
    for one in (lea, odile):
        one.until(lambda one=one: "Odile Roux" in one.texts("[role=log] .who b"), "old messages bear the new name")
    mine = office.members["odile"]
    lea.until(lambda: "Odile Roux" in lea.find(f"[data-member-id='{mine}']").text, "the list bears the new name")


def test_members_stand_by_their_status(office, browser, bureau):
    lea = office.arrive(browser(), "lea", f"/?canal={bureau}")

    def status(login: str) -> str:
        row = lea.all(f"[data-list=m] [data-member-id='{office.members[login]}']")[0]
        return row.get_attribute("data-status")

    office.arrive(browser(), "karim")
    lea.until(lambda: status("karim") == "connected", "whoever has a tab open is connected")
    assert status("lea") == "self"
    order = lea.js("return [...document.querySelectorAll('[data-member-id]')].map((row) => row.dataset.status)")
    assert order == sorted(order, key=["connected", "absent", "self"].index)
