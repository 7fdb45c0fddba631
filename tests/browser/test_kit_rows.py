"""The kit's rows, on a page about fruit: their order, the filter, the arrow keys, and how one puts them in order."""

from __future__ import annotations

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser

SHELF = """
<div data-filtered>
<input type="search" data-filter=".fruit"><p data-none="Nothing" data-one="{n} fruit" data-many="{n} fruits"></p>
<ul data-list="m" data-own="m3" data-rove="a" data-reorder="shelve" data-own-row='<li class="fruit" data-key="3"
 data-facts="m3" data-status="self" data-sort="2 a" data-pinned="data-status data-sort" data-movable>
 <a href="#fruit-3" tabindex="-1" data-fact="m3.name" data-named></a> <i>5</i></li>'>
<li data-sort="0">Ripe</li><li data-sort="1">Green</li><li data-sort="2">Yours</li></ul>
</div>"""

FILL = """
const [html, names, done] = arguments;
document.body.innerHTML = html;
const parts = ["facts", "wire", "rows", "filter"].map((name) => import(`miaou/${name}.js`));
Promise.all(parts).then(([{ facts }, { wire }, { attach }]) => {
  const row = (key) => `<li class="fruit" data-key="${key}" data-facts="m${key}" ${key === 4 ? "" : "data-movable"}>
    <a href="#fruit-${key}" tabindex="-1" data-fact="m${key}.name" data-named></a> <i>5</i></li>`;
  const factsOf = ([key, [name, sort]]) => [`m${key}`, { name, "@data-sort": sort, row: row(Number(key)) }];
  const told = Object.entries(names).map(factsOf);
  facts.load({ at: 1, told: Object.fromEntries(told) });
  wire.online = true;
  wire.call = async (...asked) => ((window.asked = asked), {});
  attach(document.querySelector("ul"));
  window.tell = (at, told) => facts.tell(at, told);
  window.rowOf = row;
  done();
}, (error) => done(String(error)));
"""
NAMES = {1: ("Pear", "0 p"), 2: ("Äpfel", "0 a"), 3: ("Plum", "0 z"), 4: ("Fig", "1 f")}


@pytest.fixture
def shelf(browser, address) -> Browser:
    page = browser().at(address)
    page.open("/")
    assert page.driver.execute_async_script(FILL, SHELF, NAMES) is None
    return page


def shown(page: Browser) -> list[str]:
    return page.js(
        "return [...document.querySelectorAll('li')].filter((row) => !row.hidden)"
        ".map((row) => row.querySelector('a')?.textContent ?? row.textContent)"
    )


def left(page: Browser) -> str:
    """How many a filter leaves, as it says."""
    return page.js("return document.querySelector('[data-none]').textContent")


def focused(page: Browser) -> str:
    return page.js("return document.activeElement.textContent")


def press(page: Browser, *keys: str) -> None:
    ActionChains(page.driver).send_keys(*keys).perform()


def test_rows_stand_in_order_under_their_headings_and_one_s_own_where_it_is_said(shelf):
    assert shown(shelf) == ["Ripe", "Äpfel", "Pear", "Green", "Fig", "Yours", "Plum"]
    assert shelf.js("return document.querySelector('[data-key=\"3\"]').dataset.status") == "self"
    shelf.js("tell(2, { m1: { '@data-sort': '1 p' }, m3: { '@data-sort': '0 a' } })")
    moved = ["Ripe", "Äpfel", "Green", "Fig", "Pear", "Yours", "Plum"]
    shelf.until(lambda: shown(shelf) == moved, "the row stands where it belongs")


def test_however_many_rows_change_at_once_they_stand_in_order_and_the_focus_stays(shelf):
    shelf.js("document.querySelector('[data-key=\"1\"] a').focus()")
    for at, order in enumerate(("421", "142", "214"), 2):
        told = {f"m{key}": {"@data-sort": f"1 {place}"} for place, key in enumerate(order)}
        shelf.js("tell(...arguments)", at, told)
        stand = ["Ripe", "Green", *(NAMES[int(key)][0] for key in order), "Yours", "Plum"]
        shelf.until(lambda stand=stand: shown(shelf) == stand, "the rows stand where they belong")
        assert focused(shelf) == "Pear"


def test_the_filter_leaves_what_it_asks_for_whatever_comes_meanwhile(shelf):
    field = shelf.find("input")
    field.send_keys("p")
    assert [name for name in shown(shelf) if name in "Äpfel Pear Fig Plum"] == ["Äpfel", "Pear", "Plum"]
    assert left(shelf) == "3 fruits"
    shelf.js("tell(2, { m4: { name: 'Papaya' }, m5: { name: 'Cherry', '@data-sort': '1 z', row: rowOf(5) } })")
    shelf.until(lambda: "Papaya" in shown(shelf), "what is called otherwise is looked at again")
    assert "Cherry" not in shown(shelf)
    shelf.until(lambda: left(shelf) == "4 fruits", "it says how many there are now")
    field.send_keys("5")
    shelf.until(lambda: left(shelf) == "Nothing", "nothing is found")
    field.send_keys(Keys.ESCAPE)
    assert {"Äpfel", "Pear", "Papaya", "Cherry", "Plum"} <= set(shown(shelf))
    assert left(shelf) == ""


def test_enter_in_the_filter_follows_the_first_row_s_link(shelf):
    field = shelf.find("input")
    field.send_keys("fig", Keys.ENTER)
    shelf.until(lambda: shelf.js("return location.hash") == "#fruit-4", "its link is followed")
    assert field.get_attribute("value") == ""


def test_the_arrow_keys_go_over_the_rows_that_show_and_one_of_them_is_in_the_tab_order(shelf):
    field = shelf.find("input")
    field.send_keys("p", Keys.ARROW_DOWN)
    assert focused(shelf) == "Äpfel"
    press(shelf, Keys.END)
    assert focused(shelf) == "Plum"
    press(shelf, Keys.ARROW_UP)
    assert focused(shelf) == "Pear"
    assert shelf.js("return [...document.querySelectorAll('a[tabindex=\"0\"]')].map((a) => a.textContent)") == ["Pear"]
    press(shelf, Keys.HOME, Keys.ARROW_UP)
    assert shelf.js("return document.activeElement === document.querySelector('input')")


def move(page: Browser, key: str) -> None:
    held = (Keys.CONTROL, Keys.SHIFT)
    doing = ActionChains(page.driver).key_down(held[0]).key_down(held[1]).send_keys(key)
    doing.key_up(held[0]).key_up(held[1]).perform()


def test_a_row_is_moved_by_control_shift_and_the_arrows_and_one_that_may_not_stays(shelf):
    shelf.js("document.querySelector('[data-key=\"1\"] a').focus()")
    move(shelf, Keys.ARROW_UP)
    assert shelf.js("return window.asked") == ["shelve", {"moved": 1, "step": -1}]
    shelf.js("window.asked = null; document.querySelector('[data-key=\"4\"] a').focus()")
    move(shelf, Keys.ARROW_DOWN)
    assert shelf.js("return window.asked") is None


def test_a_row_that_is_dragged_asks_for_its_place_and_goes_back_where_it_is_not_given(shelf):
    pear, plum = (shelf.find(f"[data-key='{key}']") for key in (1, 3))
    ActionChains(shelf.driver).click_and_hold(pear).move_by_offset(0, 8).move_to_element(plum).move_by_offset(
        0, 30
    ).release().perform()
    shelf.until(
        lambda: shelf.js("return window.asked") == ["shelve", {"keys": [2, 3, 1], "moved": 1}], "it is asked for"
    )
    before = ["Ripe", "Äpfel", "Pear", "Green", "Fig", "Yours", "Plum"]
    shelf.until(lambda: shown(shelf) == before, "the server did not say so")
