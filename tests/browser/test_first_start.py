"""From an empty folder to two people in an office."""

from __future__ import annotations

import re

from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU
from tests.browser.looking import looks_at, wear

PASSWORD = "moustaches et croquettes"


def test_an_office_is_set_up_and_a_colleague_joins(instances, browser, tmp_path):
    """The first start, as one story: each step needs the one before."""
    instance = instances().start()
    way_in = re.search(r"http\S+/setup\?code=\S+", instance.greeting)
    assert way_in, instance.greeting

    admin = browser().at(instance.address).open(way_in[0])
    admin.fill(office="Atelier Martin", login="lea", nickname="Léa", password=PASSWORD).submit()
    admin.until(lambda: admin.path == "/invite", "the invitation comes after the set-up")
    assert admin.find(".invite > .qr svg").size["width"] > 100
    link = admin.find("code").text
    assert re.fullmatch(re.escape(instance.address) + r"/join/\S{8,}", link)
    shows_a_large_code(admin)

    admin.open_window().until(lambda: to_do(admin) == [*THINGS], "there are three things to do")
    looks_at(admin, ".conversation")
    admin.press("[data-when=alone] .says")
    assert admin.typed() == "Bienvenue à tous\u00a0! "
    assert admin.js("return document.activeElement.ariaLabel") == f"Écrire dans {BUREAU}"
    admin.write("Ici, on se parle.")

    colleague = browser().at(instance.address).open(link)
    assert "Atelier Martin" in colleague.find("h1").text
    colleague.fill(login="karim", nickname="Karim", password=PASSWORD).submit()
    colleague.until(lambda: BUREAU in colleague.canals(), "the open canal is in the drawer")
    assert colleague.find("h1").text == BUREAU
    colleague.until(lambda: colleague.texts(".greeting h2") == ["Bienvenue, Karim\u00a0!"], "the cat greets")
    looks_at(colleague, ".greeting")
    admin.until(lambda: admin.texts(".log .event") == ["Karim a rejoint le bureau"], "an open tab hears of it")
    admin.until(lambda: to_do(admin) == [*THINGS][1:], "and that somebody was invited is done")

    colleague.press(".greeting [data-send=hello] button")
    colleague.until(lambda: colleague.typed() == "Bonjour à tous, ici Karim\u00a0!", "a greeting is to be sent")
    colleague.until(lambda: not colleague.all(".greeting"), "they were greeted")
    colleague.composer.send_keys(Keys.ENTER)
    admin.reads("Bonjour à tous, ici Karim\u00a0!")
    colleague.open_window()
    assert not colleague.all(".first"), "nobody is greeted twice"

    admin.press(THINGS["Créer un canal"]).fill(name="Factures").press("dialog [type=submit]")
    admin.until(lambda: to_do(admin) == [*THINGS][2:], "so is that")
    assert admin.texts("[data-when=open] .says") == ["Bonjour à tous\u00a0!", "Ici, nous parlerons de"]
    admin.press(THINGS["Mettre votre image"])
    Image.new("RGB", (600, 400), (220, 30, 30)).save(tmp_path / "me.png")
    admin.find(".image-editor [type=file]").send_keys(str(tmp_path / "me.png"))
    admin.press(".image-editor [name=keep]:enabled")
    admin.until(lambda: not admin.all(".first"), "all are done")
    admin.open_window()
    assert not admin.all(".first"), "and gone for good"


THINGS = {
    "Inviter des collègues": ".first [form=post-invite]",
    "Créer un canal": ".first [data-action=new-canal]",
    "Mettre votre image": ".first [data-action=change-image]",
}


def to_do(tab: Browser) -> list[str]:
    """What is left of them."""
    return [thing for thing, css in THINGS.items() if tab.texts(css) == [thing]]


MODULES = """
const code = document.querySelector(".large-code svg");
const { width, height } = code.getBoundingClientRect();
const across = code.viewBox.baseVal.width;
const { backgroundColor } = getComputedStyle(code.parentElement);
return [width / across, width / Math.min(innerWidth, innerHeight), width === height, backgroundColor];
"""
"""Of the large code: how many pixels a module has, and how much of the screen's shorter side it takes."""


def shows_a_large_code(tab: Browser) -> None:
    tab.press(".invite [popovertarget]")
    for size, theme in (((1440, 900), "light"), ((390, 844), "dark"), ((844, 390), "dark")):
        tab.resize(*size)
        wear(tab, theme)
        module, share, is_square, colour = tab.js(MODULES)
        assert module >= 4 and share >= 0.6 and is_square and colour == "rgb(255, 255, 255)", size
    wear(tab, "light")
    looks_at(tab, ".large-code")
    ActionChains(tab.driver).send_keys(Keys.ESCAPE).perform()
    assert not tab.js("return document.querySelector('.large-code').matches(':popover-open')")


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
