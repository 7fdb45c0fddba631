"""Making canals, changing them, leaving them: through the dialogs, live for everyone concerned."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> tuple[Browser, Browser]:
    canal = office.canals[BUREAU]
    return tuple(office.arrive(lasting_browser(), login, f"/?canal={canal}") for login in ("lea", "karim"))


@pytest.fixture
def two(office, lasting) -> tuple[Browser, Browser]:
    """Léa and Karim in the open canal."""
    return tuple(at_canal(tab, office.canals[BUREAU]) for tab in lasting)


def color(tab: Browser, canal: int) -> str:
    return tab.js(
        "return document.querySelector(arguments[0]).style.getPropertyValue('--c')", f"[data-canal-id='{canal}']"
    )


def new_canal(tab: Browser, name: str, *members: int) -> int:
    """Make a canal through the dialog, a private one with these members; returns its id once it is open."""
    tab.press("[data-action=new-canal]").fill(name=name)
    if members:
        tab.press(".choice:has([value=private])")
    for member in members:
        tab.press(f".pick:has([value='{member}']) label")
    tab.submit()
    canal = tab.canal_named(name)
    tab.until(lambda: tab.canal_open() == canal, "the new canal is open")
    tab.until(lambda: not tab.all("dialog[open]"), "the dialog is closed")
    return canal


def test_a_new_canal_has_the_chosen_colour_in_every_drawer_once_its_name_is_free(two):
    lea, karim = two
    lea.press("[data-action=new-canal]").press(".swatch-choice:has([value='#5b4fc4'])")
    lea.fill(name="TOUT le bûreau").submit()
    lea.until(lambda: lea.shows("Il y a déjà un canal nommé"), "the refusal is told")
    assert lea.find("dialog input[name=name]").get_attribute("value") == "TOUT le bûreau", "it stays typed"
    lea.fill(name="Salon de Lyon").submit()
    canal = karim.canal_named("Salon de Lyon")
    assert color(karim, canal) == "#5b4fc4"
    lea.until(lambda: lea.canal_open() == canal, "it is open at whoever made it")
    assert lea.typed() == ""


def test_one_picks_among_the_others_and_who_cancels_makes_no_canal(two):
    """From eight people on there is a field that filters them; here there are fewer."""
    lea, _ = two
    lea.press("[data-action=new-canal]").press(".choice:has([value=private])").fill(name="Jamais")
    picks = lea.names(".pick .name")
    assert {"Karim", "Marc"} <= set(picks)
    assert "Léa" not in picks
    lea.press("dialog .actions [data-action=close-dialog]")
    lea.until(lambda: not lea.all("dialog"), "the dialog is gone")
    new_canal(lea, "Plutôt ceci")
    assert "Jamais" not in lea.canals()


def test_a_canal_s_card_changes_its_name_and_colour_for_everyone(two):
    lea, karim = two
    canal = new_canal(lea, "Fournisseurs")
    karim.open_canal(karim.canal_named("Fournisseurs"))
    lea.press(f"[data-canal-id='{canal}'] .canal-arrow").press(".swatch-choice:has([value='#2d7a46'])")
    lea.fill(name="Clients", topic="Ceux qui paient").submit()
    for one in (karim, lea):
        one.until(lambda one=one: one.find("h1").text == "Clients", "the header bears the new name")
        one.until(lambda one=one: color(one, canal) == "#2d7a46", "the drawer wears the new colour")
        assert one.find(".head p").text == "Ceux qui paient"
        assert "Fournisseurs" not in one.canals()
    window = "getComputedStyle(document.querySelector('.nicegui-content'))"
    assert karim.js(f"return {window}.getPropertyValue('--canal-color').trim()") == "#2d7a46"


def test_who_leaves_a_private_canal_sees_it_no_more(office, two):
    lea, karim = two
    canal = new_canal(lea, "Surprise", office.members["karim"])
    karim.open_canal(karim.canal_named("Surprise"))
    lea.write("Chut")
    karim.reads("Chut")
    karim.press(f"[data-canal-id='{canal}'] .canal-arrow").find("button[name=leave]")
    still_open = karim.driver.execute_async_script(
        "const [done] = arguments; const dialog = document.querySelector('dialog[open]');"
        "const press = () => dialog.querySelector('[name=leave]').click();"
        "const while_ = async (goes) => { while (goes()) await new Promise(requestAnimationFrame); };"
        "(async () => { press(); await while_(() => !dialog.querySelector('.trouble').textContent);"
        " press(); await while_(() => dialog.querySelector('form').ariaBusy === 'true');"
        " return dialog.open; })().then(done);"
    )
    assert still_open, "a double click does not leave"
    karim.until(lambda: karim.shows("Seul quelqu’un qui est dans ce canal pourra vous y ramener"), "it is asked first")
    karim.press("button[name=leave]")
    karim.until(lambda: "Surprise" not in karim.canals(), "the canal is gone from the drawer")
    karim.until(lambda: karim.find("h1").text == karim.canals()[0], "the first of the others is open")
    lea.write("Il est parti").reads("Il est parti")
    office.say("zoe", office.canals[BUREAU], "Quelqu’un a vu Karim ?")
    karim.open_canal(office.canals[BUREAU]).reads("Quelqu’un a vu Karim ?")
    assert not karim.shows("Chut")
    assert not karim.shows("Il est parti")
    karim.open_window(f"/?canal={canal}")
    assert karim.find("h1").text == BUREAU
    karim.until(lambda: karim.shows("Ce canal n’existe pas, ou vous n’en êtes pas"), "it is told")
    assert karim.path == f"/?canal={office.canals[BUREAU]}"


def test_what_one_writes_when_taken_out_of_a_canal_goes_nowhere_else_and_mixes_with_nothing_there(office, two):
    lea, karim = two
    canal = new_canal(lea, "Primes", office.members["karim"])
    first = karim.canals()[0]
    karim.open_canal(karim.canal_named(first)).composer.send_keys("Pour Léa seule")
    karim.find("[name=recipients]").send_keys("léa", Keys.ENTER)
    karim.until(lambda: karim.names(".to-line .chip") == ["Léa"], "she is chosen")
    karim.open_canal(karim.canal_named("Primes")).composer.send_keys("Pour tous ceux d’ici")
    lea.press(f"[data-canal-id='{canal}'] .canal-arrow").press(f"input[value='{office.members['karim']}']").submit()
    karim.until(lambda: karim.find("h1").text == first, "the first of the others is open")
    ActionChains(karim.driver).send_keys(" trop haut", Keys.ENTER).perform()
    assert karim.typed() == "Pour Léa seule"
    assert not any("Léa seule" in text or "trop haut" in text for text in karim.said() + karim.waiting())
    karim.until(lambda: karim.shows("Ce que vous y écriviez n’a pas été envoyé."), "it is told")
    karim.press(".toast button.button")
    karim.until(lambda: karim.shows("Envoyez ou effacez d’abord"), "it is said why not")
    assert (karim.typed(), karim.names(".to-line .chip")) == ("Pour Léa seule", ["Léa"])
    karim.composer.clear()
    karim.press(".toast button.button")
    karim.until(lambda: karim.typed() == "Pour tous ceux d’ici", "it is gone on with")
    assert karim.names(".to-line .chip") == ["Léa"], "never for more"
    karim.composer.clear()


def test_the_filter_leaves_the_canals_it_asks_for(two):
    lea, _ = two
    lea.find(".quick input").send_keys("CAFE")
    assert lea.canals() == ["Machine à café"]
    lea.find(".quick input").send_keys("xyz")
    assert lea.canals() == []
    assert lea.shows("Aucun canal de ce nom")


def test_an_administrator_finds_the_invitation_in_the_menu(two):
    lea, karim = two
    lea.own_menu().press("[role=menuitem][name=invite]")
    lea.until(lambda: lea.path == "/invite", "the invitation is there")
    karim.own_menu().find("[data-action=own-settings]")
    assert not karim.shows("Inviter des collègues")
