"""The kit's menus, on a page about fruit: buttons and a bar that open them, right clicks, submenus, keys."""

from __future__ import annotations

import pytest
from htpy import button, div, fragment, main, style
from markupsafe import Markup
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.components import assets
from app.components.menu import LINE, Entry, Line, menu, opens
from tests.browser.chromium import Browser

KINDS = [Entry(label=label, action="take", key=label.lower(), checked=label == "Plum") for label in ("Pear", "Plum")]
SHELF = [
    Entry(label="Polish", action="polish"),
    LINE,
    Entry(label="Another", offers=KINDS),
    Entry(label="Élan", action="elan"),
    Line(where="[data-fruit]"),
    Entry(label="Eat the {fruit}", about="fruit", action="eat", where="[data-fruit]"),
]
SHEET = Markup((assets.FOLDER / "css/menu.css").read_text("utf-8") + "[hidden] { display: none !important }")
PAGE = fragment[
    style[SHEET],
    div(role="menubar", data_rove="button")[
        [
            button(
                role="menuitem",
                tabindex="-1" if n else "0",
                **opens(name),
            )[name.title()]
            for n, name in enumerate(("shelf", "shop"))
        ]
    ],
    button("#alone", **opens("alone-menu"))["Alone"],
    main(data_context_menu="shelf", tabindex="0", style="height:400px")[
        div("#pear", data_fruit="pear", tabindex="0", style="width:80px;height:80px")["Pear"],
        "Read ",
        button["press"],
    ],
    menu("shelf", "Shelf", SHELF),
    menu("shop", "Shop", [Entry(label="Open it", href="#shop")]),
    menu("alone-menu", "Alone", [Entry(label="Wash", action="wash")]),
]
BEGIN = """
const [html, done] = arguments; document.body.innerHTML = html; window.did = [];
document.addEventListener("click", ({ target }) => {
  const { action, key } = target.closest("[data-action]")?.dataset ?? {};
  if (action) window.did.push(key ? `${action} ${key}` : action);
});
Promise.all(["menu", "board"].map((name) => import(`miaou/${name}.js`))).then(() => done());
"""


@pytest.fixture
def page(browser, address) -> Browser:
    tab = browser().at(address).open("/")
    tab.driver.execute_async_script(BEGIN, str(PAGE))
    return tab


def shown(page: Browser) -> list[str]:
    return page.js(
        "return [...document.querySelectorAll(':popover-open [role^=menuitem]')]"
        ".filter((e) => e.checkVisibility()).map((e) => e.textContent)"
    )


def focused(page: Browser) -> str:
    return page.js("return document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")


def did(page: Browser) -> list[str]:
    return page.js("return window.did")


def keys(page: Browser, *pressed: str) -> None:
    ActionChains(page.driver).send_keys(*pressed).perform()


def on_bar(page: Browser) -> Browser:
    page.js("document.querySelector('[role=menubar] button').focus()")
    return page


def test_a_bar_is_walked_by_arrows_menus_and_all(page):
    keys(on_bar(page), Keys.ARROW_DOWN)
    assert focused(page) == "Polish"
    assert page.js("return document.querySelector('[aria-controls=shelf]').ariaExpanded") == "true"
    keys(page, Keys.ARROW_LEFT)
    assert (focused(page), shown(page)) == ("Open it", ["Open it"])
    keys(page, Keys.ARROW_RIGHT, Keys.END, Keys.ARROW_UP, Keys.ARROW_RIGHT)
    assert focused(page) == "Pear"
    keys(page, Keys.ARROW_LEFT)
    assert focused(page) == "Another"
    keys(page, Keys.ESCAPE)
    assert (focused(page), shown(page)) == ("Shelf", [])
    keys(page, Keys.ARROW_RIGHT, Keys.HOME, Keys.END)
    assert focused(page) == "Shop"
    assert page.js("return [...document.querySelectorAll('[role=menubar] button')].map((e) => e.tabIndex)") == [-1, 0]


def test_a_chosen_entry_is_a_button_pressed_once_the_menu_is_closed(page):
    keys(on_bar(page), Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER, Keys.ARROW_DOWN, Keys.ENTER)
    assert (did(page), shown(page), focused(page)) == (["take plum"], [], "Shelf")
    keys(page, Keys.ARROW_DOWN, " ")
    assert (did(page), shown(page)) == (["take plum", "polish"], [])
    keys(page, Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ENTER)
    assert page.js("return location.hash") == "#shop"


def test_typing_goes_to_what_begins_so_whatever_its_accents(page):
    keys(on_bar(page), Keys.ARROW_DOWN, "el")
    assert focused(page) == "Élan"


def test_tab_leaves_a_menu_and_gives_the_focus_back(page):
    keys(on_bar(page), Keys.ARROW_UP, Keys.TAB)
    assert (focused(page), shown(page)) == ("Shelf", [])


def test_a_pointer_opens_closes_and_goes_along_the_bar(page):
    page.press("[aria-controls=shelf]")
    assert len(shown(page)) == 3
    ActionChains(page.driver).move_to_element(page.find("[aria-controls=shop]")).perform()
    assert shown(page) == ["Open it"]
    page.press("[aria-controls=shop]")
    assert shown(page) == ["Open it"], "the pointer that came from another menu means this one"
    page.press("[aria-controls=shop]")
    assert shown(page) == []
    page.press("#alone")
    assert shown(page) == ["Wash"]
    page.press("#alone")
    assert shown(page) == []


def test_a_submenu_opens_under_the_pointer_and_a_press_elsewhere_closes_all(page):
    page.press("[aria-controls=shelf]")
    ActionChains(page.driver).move_to_element(page.find("[aria-controls=shelf-2]")).perform()
    assert shown(page)[-2:] == ["Pear", "Plum"]
    ActionChains(page.driver).move_to_element(page.find("[data-action=polish]")).perform()
    assert len(shown(page)) == 3
    page.press("main")
    assert shown(page) == []


def test_a_right_click_offers_what_is_meant_where_it_is(page):
    ActionChains(page.driver).context_click(page.find("#pear")).perform()
    assert shown(page)[-1] == "Eat the pear"
    page.press("[data-action=eat]")
    opened = "return import('miaou/menu.js').then(({ originNow }) => originNow().on.id)"
    assert (did(page), page.js(opened)) == (["eat"], "pear")
    ActionChains(page.driver).context_click(page.find("main")).perform()
    assert shown(page) == ["Polish", "Another", "Élan"]
    assert page.js("return [...document.querySelectorAll('#shelf hr')].map((e) => e.hidden)") == [False, True]


def test_the_menu_key_opens_it_at_what_has_the_focus(page):
    page.js("document.getElementById('pear').focus()")
    ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.F10).key_up(Keys.SHIFT).perform()
    assert (focused(page), shown(page)[-1]) == ("Polish", "Eat the pear")
    keys(page, Keys.ESCAPE)
    assert page.js("return document.activeElement.id") == "pear"


@pytest.mark.parametrize("height", [600, 200])
@pytest.mark.parametrize("corner", ["right", "bottom", "middle"])
def test_all_of_it_stays_inside_the_window(page, corner, height):
    page.resize(1000, height)
    page.js(
        """const corners = { right: [997, 70], bottom: [500, innerHeight - 3], middle: [500, innerHeight / 2] };
        const [clientX, clientY] = corners[arguments[0]];
        document.getElementById("pear").dispatchEvent(
          new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, clientX, clientY }));""",
        corner,
    )
    page.press("[aria-controls=shelf-2]")
    boxes = page.js(
        "return [...document.querySelectorAll(':popover-open')].map((e) => e.getBoundingClientRect())"
        ".map(({ left, top, right, bottom }) => [left, top, innerWidth - right, innerHeight - bottom])"
    )
    assert len(boxes) == 2
    assert all(edge >= 0 for box in boxes for edge in box)


def test_where_there_is_no_room_beside_an_entry_its_submenu_opens_below_it(page):
    page.resize(390, 844)
    page.press("[aria-controls=shelf]").press("[aria-controls=shelf-2]")
    entry, submenu = page.js(
        "return ['[aria-controls=shelf-2]', '#shelf-2']"
        ".map((css) => document.querySelector(css).getBoundingClientRect())"
    )
    assert submenu["top"] >= entry["bottom"] - 8
    assert submenu["left"] >= 0 and submenu["right"] <= 390


def test_a_menu_that_was_brought_is_gone_once_it_is_closed(page):
    page.js(
        """return import("miaou/menu.js").then(({ offerMenu }) => {
          offerMenu(arguments[0], document.getElementById("alone"), { detail: 0 });
        });""",
        str(menu("fresh", "Fresh", KINDS)),
    )
    assert focused(page) == "Pear"
    keys(page, Keys.ENTER)
    page.until(lambda: not page.all("#fresh"), "it is gone")
    assert did(page) == ["take pear"]
