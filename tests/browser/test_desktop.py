"""The desktop: the seed's four clicks, arranging it by pointer, keyboard and finger, its widgets, live in every tab."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store.layouts import FIRST, Layout
from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, BUREAU, CAFE, PASSWORD, Office, people
from tests.browser.instance import Instance, furnish

PLACE = ("--x", "--y", "--w", "--h")


@pytest.fixture(scope="module")
def house(instances: Callable[..., Instance]) -> Office:
    """Of its own: what one puts on a desktop stays there."""
    instance = instances()
    found = furnish(instance.folder, people)
    return Office(instance.start(), *found)


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


class Desk:
    """One tab with somebody's desktop in it."""

    def __init__(self, house: Office, browser: Browser, login: str = "", path: str = "/desktop") -> None:
        self.house, self.browser = house, browser
        if login:
            browser.at(house.instance.address, house.instance.sign_in(login, PASSWORD))
        browser.open(path)
        self.ready()

    def ready(self) -> Desk:
        self.browser.until(
            lambda: self.browser.all("[data-desktop] [data-widget], .empty:not([hidden])"), "it is there"
        )
        online = "return import('miaou/wire.js').then(({ wire }) => wire.online)"
        self.browser.until(lambda: self.browser.js(online), "it is connected")
        return self

    def title(self, kind: str = "miaou") -> str:
        """What stands at the head of the newest tile of that kind, with ordinary spaces."""
        return plain(self.browser.texts(f"[data-widget={kind}] h2")[-1])

    def told(self) -> str:
        """What was last said aloud."""
        return plain(self.browser.texts("[data-desktop] > [role=status]")[0])

    def still(self) -> Desk:
        """Returns when nothing glides any more."""
        moving = "return [...document.querySelectorAll('[data-tile], .menu')].some((e) => e.getAnimations().length)"
        self.browser.until(lambda: not self.browser.js(moving), "nothing moves any more")
        return self

    @property
    def editing(self) -> bool:
        return self.browser.all("[data-desktop]")[0].get_attribute("data-editing") == "true"

    def widgets(self) -> list[str]:
        return self.browser.js("return [...document.querySelectorAll('[data-widget]')].map((e) => e.dataset.widget)")

    def place(self, kind: str) -> tuple[int, ...]:
        """Column, row, width and height, counted from 1."""
        script = (
            "const tile = document.querySelector(`[data-widget='${arguments[0]}']`);"
            "return arguments[1].map((name) => Number(tile.style.getPropertyValue(name)))"
        )
        return tuple(self.browser.js(script, kind, PLACE))

    def becomes(self, kind: str, *place: int) -> Desk:
        self.browser.until(lambda: self.place(kind) == place, f"{kind} stands at {place}, not {self.place(kind)}")
        return self

    def free_spot(self) -> tuple[int, int]:
        """A point of the window where only the desktop is."""
        return tuple(
            self.browser.js(
                "for (let y = innerHeight - 20; y > 60; y -= 20) for (let x = 20; x < innerWidth - 20; x += 20)"
                " if (document.elementFromPoint(x, y)?.matches('.tiles')) return [x, y]"
            )
        )

    def right_click(self, css: str = "") -> Desk:
        actions = ActionChains(self.browser.driver)
        if css:
            actions.context_click(self.browser.find(css)).perform()
        else:
            actions.w3c_actions.pointer_action.move_to_location(*self.free_spot())
            actions.context_click().perform()
        return self

    def offered(self) -> list[str]:
        return list(map(plain, self.browser.names(".menu .menu-item")))

    def choose(self, label: str) -> Desk:
        def item():
            items = self.browser.all(".menu .menu-item")
            return next((each for each, name in zip(items, self.offered(), strict=False) if name == label), None)

        self.browser.until(item, f"the menu offers {label!r}, not {self.offered()}").click()
        return self.still()

    def keys(self, *keys: str) -> Desk:
        ActionChains(self.browser.driver).send_keys(*keys).perform()
        return self

    def with_shift(self, key: str) -> Desk:
        ActionChains(self.browser.driver).key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()
        return self

    def edit(self) -> Desk:
        self.right_click().choose("Mode Modification")
        assert self.editing
        return self

    def focus(self, kind: str) -> Desk:
        self.browser.js("document.querySelector(`[data-widget='${arguments[0]}']`).focus()", kind)
        return self

    def drag(self, css: str, right: int, down: int) -> Desk:
        grip = self.browser.find(css)
        actions = ActionChains(self.browser.driver)
        # In steps, as a hand does.
        actions.click_and_hold(grip).move_by_offset(right // 2, down // 2)
        actions.move_by_offset(right - right // 2, down - down // 2).release().perform()
        return self

    def cell(self) -> tuple[int, int]:
        width, height = self.browser.js(
            "const s = getComputedStyle(document.querySelector('.tiles'));"
            "return [parseFloat(s.gridTemplateColumns) + parseFloat(s.columnGap),"
            " parseFloat(s.gridAutoRows) + parseFloat(s.rowGap)]"
        )
        return round(width), round(height)

    def reload(self) -> Desk:
        self.browser.driver.refresh()
        return self.ready()


@pytest.fixture
def fresh(house: Office) -> Callable[[str], None]:
    """Puts a member's desktop back as it was at first, through their own tab."""

    def put_back(tab: Browser) -> None:
        # A script's promise is waited for.
        tab.js(
            "const [layout] = arguments; return import('miaou/wire.js').then(async ({ wire }) => {"
            " await wire.call('arrange-desktop', { layout: { ...layout, widgets: [] } });"
            " await wire.call('arrange-desktop', { layout }); })",
            FIRST.as_json(),
        )
        at_first = [[widget.id, str(widget.x + 1), str(widget.y + 1)] for widget in FIRST.widgets]
        shown = (
            "return [...document.querySelectorAll('[data-tile]')].map((tile) =>"
            " [tile.dataset.tile, tile.style.getPropertyValue('--x'), tile.style.getPropertyValue('--y')])"
        )
        tab.until(lambda: tab.js(shown) == at_first, "the desktop is as at first")

    return put_back


@pytest.fixture
def marc(house: Office, browser, fresh) -> Desk:
    desk = Desk(house, browser(), "marc")
    fresh(desk.browser)
    return desk


# The page of Gestan that Miaou comes from, in its own words


def test_right_click_mode_modification_right_click_again_ajouter_miaou(marc):
    """ "Faire un clic droit sur le bureau. Cliquer sur "Mode Modification". Recliquer droit sur le bureau. Cliquer sur
    "Ajouter" pour "Miaou !". Et le tour est joué !\""""
    before = marc.widgets().count("miaou")
    marc.right_click()
    marc.choose("Mode Modification")
    marc.right_click()
    marc.choose("Ajouter").choose("Miaou !")
    marc.browser.until(lambda: marc.widgets().count("miaou") == before + 1, "the widget stands on the desktop")
    marc.browser.until(lambda: marc.title() == f"Miaou ! · {ARCHIVES}", "with a canal")
    marc.right_click().choose("Quitter le mode modification")
    assert not marc.editing
    last = "(//*[@data-widget='miaou'])[last()]"
    field = marc.browser.driver.find_element("xpath", f"{last}//textarea[@name='message']")
    field.send_keys("Miaou, depuis le bureau", Keys.ENTER)
    marc.browser.until(
        lambda: "Miaou, depuis le bureau" in marc.browser.driver.find_element("xpath", last).text, "one talks in it"
    )


def test_metier_clavardage_opens_the_window(marc):
    marc.browser.press("[data-menu=work]")
    marc.choose("Clavardage")
    marc.browser.find("[role=log]")
    marc.browser.until(lambda: marc.browser.all(".drawer"), "the one window is open")
    assert marc.browser.path == "/"


# The context menu


def test_the_menu_offers_what_the_seed_names_and_ends_where_it_began(marc):
    marc.right_click()
    assert marc.offered() == ["Mode Modification", "Fond d’écran"]
    marc.choose("Mode Modification").right_click()
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
    assert marc.browser.js("return document.activeElement.dataset.widget") == "clock"


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
        "return [...document.querySelectorAll('.menu')].map((m) => m.getBoundingClientRect())"
        ".every((box) => box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight)"
    )
    assert inside


# Arranging


def test_a_tile_is_moved_by_the_pointer_and_others_make_room(marc):
    width, height = marc.edit().cell()
    assert marc.place("clock") == (9, 1, 4, 2)
    marc.drag("[data-widget=clock]", 0, 2 * height)
    marc.becomes("clock", 9, 3, 4, 2).becomes("people", 9, 5, 4, 3)
    marc.drag("[data-widget=clock]", -2 * width, -2 * height).becomes("clock", 7, 1, 4, 2)
    marc.reload().becomes("clock", 7, 1, 4, 2).becomes("people", 9, 5, 4, 3)


def test_a_drag_that_is_given_up_leaves_all_as_it_was(marc):
    width, height = marc.edit().cell()
    actions = ActionChains(marc.browser.driver)
    actions.click_and_hold(marc.browser.find("[data-widget=clock]")).move_by_offset(-width, 3 * height)
    actions.send_keys(Keys.ESCAPE).release().perform()
    assert marc.editing
    marc.becomes("clock", 9, 1, 4, 2).becomes("people", 9, 3, 4, 3)


def test_a_tile_is_resized_at_its_corner(marc):
    width, height = marc.edit().cell()
    corner = "[data-widget=people] .tile-handle"
    marc.drag(corner, -2 * width, -height).becomes("people", 9, 3, 2, 2).still()
    marc.drag(corner, width, 2 * height).becomes("people", 9, 3, 3, 4).becomes("memo", 9, 7, 4, 2).still()
    marc.drag(corner, -3 * width, -4 * height).becomes("people", 9, 3, 2, 2)


def test_a_tile_is_moved_and_resized_by_the_keyboard_which_is_told(marc):
    marc.edit().focus("clock").keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_DOWN)
    marc.becomes("clock", 7, 2, 4, 2)
    assert marc.told() == "Horloge : colonne 7, ligne 2"
    marc.with_shift(Keys.ARROW_RIGHT).with_shift(Keys.ARROW_DOWN).becomes("clock", 7, 2, 5, 3)
    assert marc.told() == "Horloge : 5 colonnes, 3 lignes"
    marc.keys(*[Keys.ARROW_UP] * 4)
    assert marc.told() == "Impossible d’aller plus loin."
    marc.reload()
    assert marc.place("clock")[0] == 7


def test_a_removed_tile_can_be_given_back(marc):
    marc.browser.find("[data-widget=memo] textarea").send_keys("À garder")
    marc.browser.until(lambda: not marc.browser.js(UNSAVED), "the memo is kept")
    marc.edit().focus("memo").keys(Keys.DELETE)
    marc.browser.until(lambda: "memo" not in marc.widgets(), "it is gone")
    marc.browser.press(".toast .button")
    marc.becomes("memo", 9, 6, 4, 2)
    assert marc.browser.js("return document.querySelector('[data-widget=memo] textarea').value") == "À garder"
    marc.browser.press("[data-widget=memo] [data-tool=remove]")
    marc.browser.until(lambda: "memo" not in marc.widgets(), "the button removes it too")
    assert "memo" not in marc.reload().widgets()


UNSAVED = "return Object.keys(localStorage).some((key) => key.startsWith('miaou:memo:'))"


def test_nothing_in_the_tiles_answers_while_they_are_arranged(marc):
    marc.edit()
    assert all(marc.browser.js("return [...document.querySelectorAll('.tile-body')].map((e) => e.inert)"))
    marc.keys(Keys.ESCAPE)
    assert not any(marc.browser.js("return [...document.querySelectorAll('.tile-body')].map((e) => e.inert)"))


# In all of one's tabs


def test_what_one_does_in_one_tab_shows_in_the_other(house, browser, fresh):
    here, there = Desk(house, browser(), "karim"), Desk(house, browser(), "karim")
    fresh(here.browser)
    here.edit().focus("clock").keys(Keys.ARROW_LEFT)
    there.becomes("clock", 8, 1, 4, 2)
    here.right_click().choose("Fond d’écran").choose("Vagues")
    there.browser.find(".wallpaper[data-wallpaper=waves]")
    there.browser.find("[data-widget=memo] textarea").send_keys("Écrit ailleurs")
    memo = "return document.querySelector('[data-widget=memo] textarea').value"
    here.browser.until(lambda: here.browser.js(memo) == "Écrit ailleurs", "the memo is the same in both")
    here.focus("memo").keys(Keys.DELETE)
    there.browser.until(lambda: "memo" not in there.widgets(), "it is gone in both")


def test_two_tabs_that_arrange_at_once_end_up_the_same(house, browser, fresh):
    one, two = Desk(house, browser(), "karim"), Desk(house, browser(), "karim")
    fresh(one.browser)
    for desk in (one, two):
        desk.browser.until(lambda desk=desk: len(desk.widgets()) == 4, "both are as at first")
        desk.edit().focus("clock")
    for _ in range(4):
        one.keys(Keys.ARROW_LEFT)
        two.keys(Keys.ARROW_DOWN)
    one.browser.until(lambda: one.place("clock") == two.place("clock"), "they show the same")
    assert one.reload().place("clock") == two.place("clock")


def test_a_memo_is_not_taken_from_under_who_writes_it(house, browser, fresh):
    writer, mover = Desk(house, browser(), "zoe"), Desk(house, browser(), "zoe")
    fresh(writer.browser)
    mover.browser.until(lambda: len(mover.widgets()) == 4, "both are as at first")
    field = writer.browser.find("[data-widget=memo] textarea")
    mover.edit().focus("clock")
    for word in ("Relancer ", "Blanchard ", "avant ", "jeudi"):
        field.send_keys(word)
        mover.keys(Keys.ARROW_LEFT)
    assert field.get_attribute("value") == "Relancer Blanchard avant jeudi"
    memo = "return document.querySelector('[data-widget=memo] textarea').value"
    mover.browser.until(lambda: mover.browser.js(memo) == "Relancer Blanchard avant jeudi", "it came over")
    assert writer.reload().browser.js(memo) == "Relancer Blanchard avant jeudi"


def test_a_tab_that_slept_too_long_to_catch_up_shows_the_desktop_as_it_is(house, browser, fresh):
    here, there = Desk(house, browser(), "karim"), Desk(house, browser(), "karim")
    fresh(here.browser)
    there.becomes("clock", 9, 1, 4, 2)
    there.browser.js(
        "return import('miaou/wire.js').then(({ wire }) => {"
        " for (const topic of wire.state.topics.keys()) wire.state.topics.set(topic, 1);"
        " window.socket.disconnect(); })"
    )
    here.edit().focus("clock").keys(Keys.ARROW_LEFT).becomes("clock", 8, 1, 4, 2)
    there.browser.js("window.socket.connect()")
    there.becomes("clock", 8, 1, 4, 2)


def test_what_cannot_be_kept_goes_back_to_where_it_was(marc):
    marc.edit().browser.js("window.socket.disconnect()")
    marc.browser.until(lambda: marc.browser.all(".banner:not([hidden])"), "the connection is lost")
    marc.focus("clock").keys(Keys.ARROW_LEFT)
    marc.browser.find(".toast.error")
    marc.becomes("clock", 9, 1, 4, 2)
    marc.browser.find(".banner")
    marc.browser.js("window.socket.connect()")


# The widgets


def test_a_memo_survives_a_reload_in_the_middle_of_a_word(marc):
    field = marc.browser.find("[data-widget=memo] textarea")
    field.send_keys("Clés du stand chez Aga")
    marc.reload()
    memo = "return document.querySelector('[data-widget=memo] textarea').value"
    assert marc.browser.js(memo) == "Clés du stand chez Aga"
    marc.browser.until(lambda: not marc.browser.js(UNSAVED), "it is kept")


def test_who_is_there_shows_colleagues_come_and_go_and_opens_their_card(house, browser, marc):
    def status(login):
        faces = "return document.querySelector(`.faces [data-login='${arguments[0]}']`)?.dataset.status"
        return marc.browser.js(faces, login)

    assert (status("odile"), status("marc")) == ("absent", "self")
    house.arrive(browser(), "odile")
    marc.browser.until(lambda: status("odile") == "connected", "Odile's cat has woken up")
    marc.browser.press(".faces [data-login=odile] button")
    marc.browser.until(lambda: marc.browser.texts("dialog[open] h2") == ["Odile"], "her card is open")


def test_unread_lists_the_canals_with_a_star_and_opens_one(house, marc):
    marc.edit().right_click().choose("Ajouter").choose("Non lus").keys(Keys.ESCAPE)
    house.say("lea", house.canals[CAFE], "Un croissant ?")
    link = f"[data-widget=unread] a[href='/?canal={house.canals[CAFE]}']"
    marc.browser.until(lambda: marc.browser.all(f"{link} .star"), "the canal is listed")
    assert CAFE in marc.browser.find(link).text
    marc.browser.press(link)
    marc.browser.until(lambda: marc.browser.canal_open() == house.canals[CAFE], "the window shows it")


def test_a_miaou_widget_wears_a_star_and_takes_another_canal(house, marc):
    assert marc.title() == f"Miaou ! · {BUREAU}"
    marc.browser.press("[data-widget=miaou] .picker")
    marc.choose(CAFE)
    marc.browser.until(lambda: marc.title() == f"Miaou ! · {CAFE}", "its name")
    house.say("lea", house.canals[CAFE], "Tu me lis ?")
    marc.browser.reads("Tu me lis ?")
    assert marc.reload().title() == f"Miaou ! · {CAFE}"


def test_a_widget_whose_canal_is_no_longer_ones_own_says_so_and_offers_another(house, browser, fresh):
    lea, zoe = house.arrive(browser(), "lea"), Desk(house, browser(), "zoe")
    fresh(zoe.browser)
    lea.press("[data-action=new-canal]").fill(name="Éphémère").press(".choice:has([value=private])")
    lea.press(f".pick:has([value='{house.members['zoe']}']) label").submit()
    canal = lea.canal_named("Éphémère")
    zoe.browser.until(
        lambda: zoe.browser.press("[data-widget=miaou] .picker") and "Éphémère" in zoe.offered(), "offered"
    )
    zoe.choose("Éphémère")
    zoe.browser.until(lambda: zoe.title() == "Miaou ! · Éphémère", "it is shown")
    lea.press(f"[data-canal-id='{canal}'] .canal-arrow").press(f".pick:has([value='{house.members['zoe']}']) label")
    lea.submit()
    notice = "[data-widget=miaou] .tile-notice"
    zoe.browser.until(lambda: "n’êtes plus dans ce canal" in "".join(zoe.browser.texts(notice)), "it says so")
    assert "Éphémère" not in zoe.browser.driver.page_source
    zoe.reload()
    zoe.browser.until(lambda: "n’êtes plus dans ce canal" in "".join(zoe.browser.texts(notice)), "after a reload too")
    zoe.edit().focus("miaou").keys(Keys.ARROW_RIGHT, Keys.ESCAPE).becomes("miaou", 2, 1, 5, 7)
    zoe.browser.press(f"{notice} button")
    zoe.choose(BUREAU)
    zoe.browser.until(lambda: zoe.title() == f"Miaou ! · {BUREAU}", "another canal")
    assert not "".join(zoe.browser.texts(notice))


def test_whoever_reads_the_newest_still_does_when_the_window_shrinks(house, marc):
    for n in range(12):
        house.say("lea", house.canals[BUREAU], f"Une phrase assez longue pour passer à la ligne, et même deux, {n}")
    log = "[data-widget=miaou] [role=log]"
    place = f"const log = document.querySelector('{log}'); return log.scrollHeight - log.scrollTop - log.clientHeight"
    marc.browser.press("[data-widget=clock]")
    marc.browser.until(lambda: marc.browser.js(place) < 2, "it is at its end")
    size = marc.browser.driver.get_window_size()
    for width in (1100, 820, 600):
        marc.browser.driver.set_window_size(width, 700)
        marc.browser.until(lambda width=width: marc.browser.js("return innerWidth") <= width, "it is narrower")
        marc.browser.until(lambda: marc.browser.js(place) < 2, "it is at its end again")
    marc.browser.driver.set_window_size(size["width"], size["height"])


def test_a_link_is_asked_for_and_leads_elsewhere(marc):
    marc.edit().right_click().choose("Ajouter").choose("Lien")
    marc.browser.fill(title="Gestan", address="javascript:alert(1)").submit()
    assert marc.browser.js("return !document.querySelector('dialog [name=address]').validity.valid")
    marc.browser.fill(address="erp.example/menu").submit()
    link = marc.browser.find("[data-widget=link] a")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("https://erp.example/menu", "_blank")
    assert "noopener" in link.get_attribute("rel")
    marc.browser.press("[data-widget=link] [data-tool=options]").fill(title="L’ERP").submit()
    marc.browser.until(lambda: "L’ERP" in marc.browser.find("[data-widget=link]").text, "it has the new title")
    assert "L’ERP" in marc.reload().browser.find("[data-widget=link]").text


def test_the_clock_tells_the_time_and_the_french_date(marc):
    expected = marc.browser.js(
        "return new Intl.DateTimeFormat('fr', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.now())"
    )
    assert marc.browser.js("return document.querySelector('.clock-date').textContent") == expected
    assert ":" in marc.browser.find(".clock-time").text


# The menu bar, and where one is at home


def test_the_menu_bar_is_walked_by_the_keyboard(marc):
    marc.browser.js("document.querySelector('[data-menu=work]').focus()")
    marc.keys(Keys.ARROW_DOWN)
    active = "return document.activeElement.textContent"
    marc.browser.until(lambda: marc.browser.js(active) == "Clavardage", "the first menu is open")
    marc.keys(Keys.ARROW_RIGHT)
    marc.browser.until(lambda: marc.browser.js(active) == "Mode Modification", "the next one")
    marc.keys(Keys.ARROW_LEFT, Keys.ESCAPE)
    marc.browser.until(lambda: marc.browser.js(active) == "Métier", "the focus is back in the bar")


def test_the_help_says_what_one_can_do_here(marc):
    marc.browser.press("[data-menu=help]")
    marc.choose("Ce que l’on peut faire ici")
    marc.browser.until(lambda: "Maj+F10" in marc.browser.find("dialog[open]").text, "it names the keys")


def test_who_is_at_home_on_the_desktop_comes_there_first_and_still_reaches_the_window(house, marc):
    marc.browser.press("[data-menu=view]")
    marc.choose("Page d’accueil").choose("Bureau")
    marc.browser.until(lambda: marc.browser.open("/").path == "/desktop", "the desktop is home")
    marc.ready()
    marc.browser.press("[data-menu=work]")
    marc.choose("Clavardage")
    marc.browser.find("[role=log]")
    assert marc.browser.path == "/?window"
    marc.browser.open_window(f"/?canal={house.canals[CAFE]}")
    marc.browser.press("[data-action=own-menu]").press(".choice:has([name=home][value=window])").submit()
    marc.browser.until(lambda: marc.browser.open("/").path == "/", "the window is home again")


def test_an_administrator_makes_their_desktop_the_one_that_others_start_with(house, browser, fresh):
    lea = Desk(house, browser(), "lea")
    fresh(lea.browser)
    lea.right_click().choose("Fond d’écran").choose("Pattes").right_click().choose("Disposition de départ")
    lea.browser.press("dialog[open] button[name=submit]")
    lea.browser.until(lambda: lea.browser.shows("commenceront avec ce bureau"), "it is done")
    Desk(house, browser(), "odile").browser.find(".wallpaper[data-wallpaper=paws]")
    assert Layout(FIRST.wallpaper, FIRST.widgets) == FIRST


# By touch


def test_a_tile_follows_a_finger_on_a_tablet(marc):
    tab = marc.browser
    tab.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        width, height = marc.edit().cell()
        box = tab.js("return document.querySelector('[data-widget=clock]').getBoundingClientRect()")
        x, y = box["left"] + 40, box["top"] + 40
        touch(tab, "touchStart", x, y)
        for part in (0.3, 0.7, 1):
            touch(tab, "touchMove", x - 2 * width * part, y + height * part)
        touch(tab, "touchEnd")
        marc.becomes("clock", 7, 2, 4, 2)
        assert not marc.offered(), "that was no long press"
    finally:
        tab.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


@pytest.fixture
def phone(house: Office, browser, fresh) -> Desk:
    desk = Desk(house, browser(phone=True), "karim")
    fresh(desk.browser)
    return desk


def touch(tab: Browser, kind: str, x: int = 0, y: int = 0) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    tab.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_on_a_phone_the_tiles_stand_in_one_column(phone):
    boxes = phone.browser.js(
        "return [...document.querySelectorAll('[data-widget]')].map((e) => e.getBoundingClientRect())"
        ".map(({ left, right, top }) => [left, right, top])"
    )
    assert len({(left, right) for left, right, _ in boxes}) == 1
    assert [top for *_, top in boxes] == sorted(top for *_, top in boxes)
    assert phone.browser.js("return document.documentElement.scrollWidth") <= 390
    assert phone.widgets() == ["miaou", "clock", "people", "memo"]


def test_on_a_phone_one_arranges_with_buttons(phone):
    phone.browser.press("[data-menu=view]")
    phone.choose("Mode Modification")
    phone.browser.press("[data-widget=clock] [data-tool=up]")
    phone.browser.until(lambda: phone.widgets() == ["clock", "miaou", "people", "memo"], "the clock is first")
    phone.still()
    phone.browser.press("[data-widget=clock] [data-tool=taller]")
    phone.browser.until(lambda: phone.place("clock")[3] == 3, "it is taller")
    phone.browser.press("[data-widget=clock] [data-tool=remove]")
    phone.browser.until(lambda: "clock" not in phone.widgets(), "it is gone")
    phone.browser.press("[data-menu=view]")
    phone.choose("Ajouter").choose("Horloge")
    phone.browser.until(lambda: phone.widgets() == ["miaou", "people", "memo", "clock"], "a new one stands below")
    assert phone.reload().widgets() == ["miaou", "people", "memo", "clock"]


def test_a_long_press_opens_the_menu(phone):
    x, y = phone.browser.js(
        "document.querySelector('[data-widget=clock]').scrollIntoView();"
        "const { left, top, width, height } = document.querySelector('[data-widget=clock]').getBoundingClientRect();"
        "return [left + width / 2, top + height / 2]"
    )
    touch(phone.browser, "touchStart", x, y)
    phone.browser.until(lambda: "Mode Modification" in phone.offered(), "the menu is open")
    touch(phone.browser, "touchEnd")
    assert "Mode Modification" in phone.offered(), "lifting the finger chooses nothing"
    phone.choose("Mode Modification")
    phone.browser.until(lambda: phone.editing, "edit mode")


def test_what_one_touches_is_large_enough(phone):
    phone.browser.press("[data-menu=view]")
    phone.choose("Mode Modification")
    small = phone.browser.js(
        """
        return [...document.querySelectorAll(".menu-bar button, .tile-tools button, .tile-head button")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 0)
          .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.max(width, height) < 40 || Math.min(width, height) < 24)
          .map(([html]) => html)
        """
    )
    assert small == []


def test_in_one_column_each_tile_goes_where_it_is_sent(marc):
    """Whatever the layout: the neighbour is passed, the others keep their order, nothing lies on anything."""
    wrong = marc.browser.js(
        """
        return import("miaou/desktop_grid.js").then(({ fits, inOrder, settled, swapped, within }) => {
          let state = 1;
          const random = (n) => (state = (state * 48271) % 2147483647) % n;
          for (let round = 0; round < 1200; round++) {
            const some = Array.from({ length: 2 + random(7) }, (_, id) =>
              within({ id, x: random(12), y: random(9), w: 1 + random(12), h: 1 + random(4) }));
            const before = settled(some);
            const [from, step] = [random(before.length), random(2) ? 1 : -1];
            const to = from + step;
            const expected = before.map(({ id }) => id);
            if (to >= 0 && to < before.length) [expected[from], expected[to]] = [expected[to], expected[from]];
            const after = swapped(before, before[from].id, step);
            const found = inOrder(after).map(({ id }) => id);
            const settledToo = JSON.stringify(settled(after)) === JSON.stringify(inOrder(after));
            if (String(found) !== String(expected) || !settledToo || !fits(after)) return { before, from, step, after };
          }
          return null;
        });
        """
    )
    assert wrong is None
