"""A desktop is arranged by pointer and keyboard, and follows in all of one's tabs."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.desktop.desk import plain


def test_a_tile_is_moved_by_the_pointer_and_others_make_room(marc):
    width, height = marc.edit().cell()
    assert marc.place("clock") == (9, 1, 4, 2)
    marc.drag("[data-widget=clock]", 0, 2 * height)
    marc.becomes("clock", 9, 3, 4, 2).becomes("people", 9, 5, 4, 3)
    marc.drag("[data-widget=clock]", -2 * width, -2 * height).becomes("clock", 7, 1, 4, 2)
    marc.reload().becomes("clock", 7, 1, 4, 2).becomes("people", 9, 5, 4, 3)


def test_a_drag_that_is_given_up_leaves_all_as_it_was(marc):
    width, height = marc.edit().cell()
    actions = marc.actions.click_and_hold(marc.browser.find("[data-widget=clock]"))
    actions.move_by_offset(-width, 3 * height).send_keys(Keys.ESCAPE).release().perform()
    assert marc.editing
    marc.becomes("clock", 9, 1, 4, 2).becomes("people", 9, 3, 4, 3)


def test_a_sentence_that_comes_meanwhile_does_not_break_off_a_drag(marc):
    _, height = marc.edit().cell()
    marc.actions.click_and_hold(marc.browser.find("[data-widget=clock]")).move_by_offset(0, height).perform()
    marc.browser.js("return import('miaou/toast.js').then(({ show }) => void show('Du nouveau'))")
    marc.actions.move_by_offset(0, height).release().perform()
    marc.becomes("clock", 9, 3, 4, 2)


def test_edit_mode_ends_without_a_connection_too(marc):
    marc.edit().browser.js("window.socket.disconnect()")
    gone = "return import('miaou/wire.js').then(({ wire }) => !wire.online)"
    marc.browser.until(lambda: marc.browser.js(gone), "it is not connected")
    marc.keys(Keys.ESCAPE)
    marc.browser.until(lambda: not marc.editing, "it has ended")
    marc.browser.find("[data-widget=memo] textarea").send_keys("Sans réseau")
    marc.browser.js("window.socket.connect()")
    marc.memo_kept()
    assert not marc.editing


def test_what_was_written_on_a_memo_without_a_connection_does_not_overwrite_what_came_later(marc):
    marc.browser.find("[data-widget=memo] textarea").send_keys("Le plus récent")
    marc.memo_kept()
    marc.browser.js(
        """
        const { draft } = document.querySelector("[data-widget=memo] textarea").dataset;
        localStorage[draft] = JSON.stringify({ text: "Écrit hier", at: Date.now() - 86_400_000 });
        """
    )
    marc.reload().memo_kept()
    marc.browser.until(lambda: marc.memo() == "Le plus récent", "it stays")


def test_a_tile_is_resized_at_its_corner(marc):
    width, height = marc.edit().cell()
    corner = "[data-widget=people] .tile-handle"
    marc.drag(corner, -2 * width, -height).becomes("people", 9, 3, 2, 2).still()
    marc.drag(corner, width, 2 * height).becomes("people", 9, 3, 3, 4).becomes("memo", 9, 7, 4, 2).still()
    marc.drag(corner, -3 * width, -4 * height).becomes("people", 9, 3, 2, 2)


def test_a_tile_is_moved_and_resized_by_the_keyboard_which_is_told(marc):
    marc.edit().focus("clock").keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_DOWN)
    marc.becomes("clock", 7, 2, 4, 2)
    marc.tells("Horloge : colonne 7, ligne 2")
    marc.with_shift(Keys.ARROW_RIGHT).with_shift(Keys.ARROW_DOWN).becomes("clock", 7, 2, 5, 3)
    marc.tells("Horloge : 5 colonnes, 3 lignes")
    marc.keys(*[Keys.ARROW_UP] * 4)
    marc.tells("Impossible d’aller plus loin.").becomes("clock", 7, 1, 5, 3)


def test_a_removed_tile_can_be_given_back(marc):
    # What was removed before is offered still.
    marc.browser.js("for (const toast of document.querySelectorAll('.toast')) toast.remove()")
    marc.browser.find("[data-widget=memo] textarea").send_keys("À garder")
    marc.memo_kept().edit().focus("memo").keys(Keys.DELETE)
    marc.browser.until(lambda: "memo" not in marc.widgets(), "it is gone")
    marc.browser.find(".toast .button")
    assert marc.told() != plain(marc.browser.texts(".toast span")[0]), "the toast says it, and nothing else does"
    marc.browser.press(".toast .button")
    marc.becomes("memo", 9, 6, 4, 2)
    assert marc.memo() == "À garder"
    marc.browser.press("[data-widget=memo] [data-tool=remove]")
    marc.browser.until(lambda: "memo" not in marc.widgets(), "the button removes it too")
    marc.browser.find(".toast [data-offer]")
    marc.with_control("z").becomes("memo", 9, 6, 4, 2).tells("Ajouté : Mémo")
    assert marc.memo() == "À garder"
    assert not marc.browser.all(".toast [data-offer]"), "it is given back once"


def test_nothing_in_the_tiles_answers_while_they_are_arranged(marc):
    marc.edit()
    inert = "return [...document.querySelectorAll('.tile-body')].map((e) => e.inert)"
    assert all(marc.browser.js(inert))
    marc.keys(Keys.ESCAPE)
    marc.browser.until(lambda: not any(marc.browser.js(inert)), "they answer again")


# In all of one's tabs


def test_what_one_does_in_one_tab_shows_in_the_other(marc, elsewhere):
    marc.edit().focus("clock").keys(Keys.ARROW_LEFT)
    elsewhere.becomes("clock", 8, 1, 4, 2)
    marc.right_click().choose("Fond d’écran").choose("Vagues")
    elsewhere.browser.find(".wallpaper[data-wallpaper=waves]")
    elsewhere.browser.find("[data-widget=memo] textarea").send_keys("Écrit ailleurs")
    marc.browser.until(lambda: marc.memo() == "Écrit ailleurs", "the memo is the same in both")
    marc.focus("memo").keys(Keys.DELETE)
    elsewhere.browser.until(lambda: "memo" not in elsewhere.widgets(), "it is gone in both")


def test_two_tabs_that_arrange_at_once_end_up_the_same(marc, elsewhere):
    for desk in (marc, elsewhere):
        desk.edit().focus("clock")
    for _ in range(4):
        marc.keys(Keys.ARROW_LEFT)
        elsewhere.keys(Keys.ARROW_DOWN)
    for desk in (marc, elsewhere, marc.reload()):
        desk.becomes("clock", 5, 5, 4, 2)


def test_a_memo_is_not_taken_from_under_who_writes_it(marc, elsewhere):
    field = marc.browser.find("[data-widget=memo] textarea")
    elsewhere.edit().focus("clock")
    for word in ("Relancer ", "Blanchard ", "avant ", "jeudi"):
        field.send_keys(word)
        elsewhere.keys(Keys.ARROW_LEFT)
    assert field.get_attribute("value") == "Relancer Blanchard avant jeudi"
    elsewhere.browser.until(lambda: elsewhere.memo() == "Relancer Blanchard avant jeudi", "it came over")
    assert marc.memo() == "Relancer Blanchard avant jeudi"


def test_a_tab_that_slept_too_long_to_catch_up_shows_the_desktop_as_it_is(marc, elsewhere):
    elsewhere.browser.js(
        "return import('miaou/facts.js').then(({ facts }) => { facts.load({ at: 1, told: {} }); "
        "window.socket.disconnect(); })"
    )
    marc.edit().focus("clock").keys(Keys.ARROW_LEFT).becomes("clock", 8, 1, 4, 2)
    elsewhere.browser.js("window.socket.connect()")
    elsewhere.becomes("clock", 8, 1, 4, 2)


def test_what_cannot_be_kept_goes_back_to_where_it_was(marc):
    marc.edit().browser.js("window.socket.disconnect()")
    marc.browser.until(lambda: marc.browser.all(".banner:not([hidden])"), "the connection is lost")
    marc.focus("clock").keys(Keys.ARROW_LEFT)
    marc.browser.find(".toast.error")
    marc.becomes("clock", 9, 1, 4, 2)
    marc.browser.find(".banner")
    marc.browser.js("window.socket.connect()")
