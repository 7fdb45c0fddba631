"""The desktop's menus: the seed's clicks, the context menu, the menu bar, and where one is at home."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from app.store.layouts import FIRST, Layout
from tests.browser.conftest import ARCHIVES, CAFE
from tests.browser.desktop.desk import Desk

LEADS_TO = "return fetch(arguments[0]).then(({ url }) => new URL(url).pathname)"
"""To which path an address leads in the end."""

# The page of Gestan that Miaou comes from, in its own words


def test_right_click_mode_modification_right_click_again_ajouter_miaou(marc):
    """ "Faire un clic droit sur le bureau. Cliquer sur "Mode Modification". Recliquer droit sur le bureau. Cliquer sur
    "Ajouter" pour "Miaou !". Et le tour est joué !\""""
    before = marc.widgets().count("miaou")
    marc.right_click()
    marc.choose("Mode Modification")
    marc.browser.until(lambda: marc.editing, "edit mode has begun")
    marc.right_click()
    marc.choose("Ajouter").choose("Miaou !")
    marc.browser.until(lambda: marc.widgets().count("miaou") == before + 1, "the widget stands on the desktop")
    marc.browser.until(lambda: marc.title() == f"Miaou ! · {ARCHIVES}", "with a canal")
    marc.right_click().choose("Quitter le mode modification")
    marc.browser.until(lambda: not marc.editing, "edit mode has ended")
    last = "(//*[@data-widget='miaou'])[last()]"
    field = marc.browser.driver.find_element("xpath", f"{last}//textarea[@name='message']")
    field.send_keys("Miaou, depuis le bureau", Keys.ENTER)
    marc.browser.until(
        lambda: "Miaou, depuis le bureau" in marc.browser.driver.find_element("xpath", last).text, "one talks in it"
    )


def test_metier_clavardage_opens_the_window(marc):
    marc.browser.press("[aria-controls=menu-work]")
    marc.choose("Clavardage")
    marc.browser.find("[role=log]")
    marc.browser.until(lambda: marc.browser.all(".drawer"), "the one window is open")
    assert marc.browser.path == "/"
    marc.browser.open_canal(marc.house.canals[CAFE])
    assert marc.browser.js("return location.search") == f"?canal={marc.house.canals[CAFE]}"


# The context menu


def test_the_menu_offers_what_the_seed_names_and_ends_where_it_began(marc):
    marc.right_click()
    assert marc.offered() == ["Mode Modification", "Fond d’écran"]
    marc.choose("Mode Modification")
    marc.browser.until(lambda: marc.editing, "edit mode has begun")
    marc.right_click()
    assert marc.offered() == ["Quitter le mode modification", "Ajouter", "Fond d’écran"]
    marc.choose("Ajouter")
    assert marc.offered()[3:] == ["Miaou !", "Qui est là ?", "Horloge", "Mémo", "Non lus", "Lien"]
    marc.keys(Keys.ESCAPE)
    marc.browser.until(lambda: len(marc.offered()) == 3, "the submenu is closed")
    marc.keys(Keys.ESCAPE)
    marc.browser.until(lambda: not marc.offered(), "the menu is closed")
    assert marc.editing, "Esc closed the menu alone"
    marc.keys(Keys.ESCAPE)
    marc.browser.until(lambda: not marc.editing, "Esc ends edit mode")


def test_the_menu_opens_by_the_keyboard_and_is_walked_by_it(marc):
    marc.browser.js("document.querySelector('[data-desktop]').focus()")
    marc.with_shift(Keys.F10)
    active = "return document.activeElement.textContent"
    marc.browser.until(lambda: marc.browser.js(active) == "Mode Modification", "its first item has the focus")
    marc.keys(Keys.ENTER)
    marc.browser.until(lambda: marc.editing, "edit mode")
    marc.with_shift(Keys.F10).keys("aj", Keys.ARROW_RIGHT, Keys.END)
    marc.browser.until(lambda: marc.browser.js(active) == "Lien", "the submenu's last item")
    marc.keys(Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    marc.browser.until(lambda: marc.widgets().count("clock") == 2, "a second clock")
    focused = "return document.activeElement.dataset.widget"
    marc.browser.until(lambda: marc.browser.js(focused) == "clock", "it has the focus")


def test_text_fields_keep_the_browsers_own_menu(marc):
    marc.right_click("[data-widget=memo] textarea")
    assert not marc.offered()


def test_in_edit_mode_the_menu_of_a_tile_removes_it(marc):
    marc.edit().right_click("[data-widget=clock]").choose("Retirer : Horloge")
    marc.browser.until(lambda: "clock" not in marc.widgets(), "the clock is gone")


@pytest.mark.parametrize("corner", ["right", "bottom"])
def test_a_menu_stays_inside_the_window(marc, corner):
    script = """
      const [clientX, clientY] = arguments[0] === "right" ? [innerWidth - 3, 70] : [500, innerHeight - 3];
      document.querySelector(".tiles").dispatchEvent(
        new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, clientX, clientY }));
    """
    marc.edit().browser.js(script, corner)
    marc.choose("Ajouter")
    inside = marc.browser.js(
        "return [...document.querySelectorAll('.menu:popover-open')].map((m) => m.getBoundingClientRect())"
        ".every((box) => box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight)"
    )
    assert inside


# The menu bar, and where one is at home


def test_the_menu_bar_is_walked_by_the_keyboard(marc):
    marc.browser.js("document.querySelector('[aria-controls=menu-work]').focus()")
    marc.keys(Keys.ARROW_DOWN)
    active = "return document.activeElement.textContent"
    marc.browser.until(lambda: marc.browser.js(active) == "Clavardage", "the first menu is open")
    marc.keys(Keys.ARROW_RIGHT)
    marc.browser.until(lambda: marc.browser.js(active) == "Mode Modification", "the next one")
    marc.keys(Keys.ARROW_LEFT, Keys.ESCAPE)
    marc.browser.until(lambda: marc.browser.js(active) == "Métier", "the focus is back in the bar")


def test_the_help_says_what_one_can_do_here(marc):
    marc.browser.press("[aria-controls=menu-help]")
    marc.choose("Ce que l’on peut faire ici")
    marc.browser.until(lambda: "Maj+F10" in marc.browser.find("dialog[open]").text, "it names the keys")


def test_who_is_at_home_on_the_desktop_comes_there_first_and_still_reaches_the_window(house, marc):
    tab = marc.browser
    tab.press("[aria-controls=menu-view]")
    marc.choose("Page d’accueil").choose("Bureau")
    try:
        tab.until(lambda: tab.js(LEADS_TO, "/") == "/desktop", "the desktop is home")
        assert tab.js(LEADS_TO, f"/?canal={house.canals[CAFE]}") == "/"
        tab.press("[aria-controls=menu-work]")
        marc.choose("Clavardage")
        tab.find("[role=log]")
        assert tab.path == "/?window"
        tab.choose("home", "window")
        tab.until(lambda: tab.js(LEADS_TO, "/") == "/", "the window is home again")
    finally:
        tab.js("return import('miaou/wire.js').then(({ wire }) => wire.call('set-home', { key: 'window' }))")


def test_an_administrator_makes_their_desktop_the_one_that_others_start_with(house, visitor):
    lea = Desk(house, visitor, "lea")
    lea.right_click().choose("Fond d’écran").choose("Pattes").right_click().choose("Disposition de départ")
    visitor.press("dialog[open] button[name=submit]")
    visitor.until(lambda: visitor.shows("commenceront avec ce bureau"), "it is done")
    Desk(house, visitor, "odile")
    visitor.find(".wallpaper[data-wallpaper=paws]")
    assert Layout(FIRST.wallpaper, FIRST.widgets) == FIRST
