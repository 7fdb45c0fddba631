"""From an empty folder to two people in an office."""

from __future__ import annotations

import re

from tests.browser.conftest import BUREAU

PASSWORD = "moustaches et croquettes"


def test_an_office_is_set_up_and_a_colleague_joins(instances, browser):
    """The first start, as one story: each step needs the one before."""
    instance = instances().start()
    way_in = re.search(r"http\S+/setup\?code=\S+", instance.greeting)
    assert way_in, instance.greeting

    admin = browser().at(instance.address).open(way_in[0])
    admin.fill(office="Atelier Martin", login="lea", nickname="Léa", password=PASSWORD).submit()
    admin.until(lambda: admin.path == "/invite", "the invitation comes after the set-up")
    assert admin.find(".qr svg").size["width"] > 100
    link = admin.find("code").text
    assert re.fullmatch(re.escape(instance.address) + r"/join/\S{8,}", link)

    colleague = browser().at(instance.address).open(link)
    assert "Atelier Martin" in colleague.find("h1").text
    colleague.fill(login="karim", nickname="Karim", password=PASSWORD).submit()
    colleague.until(lambda: BUREAU in colleague.canals(), "the open canal is in the drawer")
    assert colleague.find("h1").text == BUREAU

    admin.open_window()
    admin.write("Bienvenue, Karim !")
    colleague.reads("Bienvenue, Karim !")


def test_who_signs_out_signs_in_again(office, browser):
    odile = office.arrive(browser(), "odile")
    odile.own_menu().press("button[name=sign-out]")
    odile.until(lambda: odile.path == "/login?ended", "the sign-in page is there, and says why")
    odile.open("/")
    assert odile.path == "/login"

    odile.fill(login="odile", password="not this one").submit()
    odile.until(lambda: odile.shows("ne vont pas ensemble"), "the refusal is told")
    assert odile.find("input[name=login]").get_attribute("value") == "odile"
    assert odile.find("input[name=password]").get_attribute("value") == ""

    odile.fill(password="un mot de passe du bureau").submit()
    odile.until(lambda: BUREAU in odile.canals(), "the window is open")


def test_one_lands_where_one_wanted_to_go(office, browser):
    canal = office.canals["Machine à café"]
    zoe = browser().at(office.instance.address).open(f"/?canal={canal}")
    assert zoe.path.startswith("/login")
    zoe.fill(login="zoe", password="un mot de passe du bureau").submit()
    zoe.until(lambda: zoe.canal_open() == canal, "the canal of the address is open")


def test_an_english_browser_is_answered_in_english(office, browser):
    karim = browser(lang="en").at(office.instance.address).open("/login")
    assert karim.find("button[name=submit]").text == "Sign in"
    office.arrive(karim, "karim")
    assert karim.find("textarea[name=message]").get_attribute("placeholder") == f"Write in {BUREAU}"
