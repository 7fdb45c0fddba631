"""By keyboard alone: skip links, regions, drawers, the switcher, and a focus that is never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, BUREAU, CAFE, Office
from tests.browser.tidy import at_canal
from tests.browser.tidy import order as order_of

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

AT = """
const at = document.activeElement;
const part = at.closest("[data-drawer]")?.dataset.drawer ?? (at.closest("#conversation") ? "log" : at.name);
return part ?? at.getAttribute("role") ?? at.localName;
"""


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "odile", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def odile(office, lasting) -> Browser:
    return at_canal(lasting, office.canals[BUREAU])


@pytest.fixture
def narrow(office, odile) -> Iterator[Browser]:
    """As on a window of 1440 pixels at 200 %."""
    odile.resize(720, 450)
    yield odile
    odile.resize(1280, 800)


def keys(tab: Browser, *pressed: str, held: str = "") -> None:
    """These keys, one after the other, wherever the focus is."""
    doing = ActionChains(tab.driver)
    for each in held:
        doing.key_down(each)
    doing.send_keys(*pressed)
    for each in held:
        doing.key_up(each)
    doing.perform()


def at(tab: Browser) -> str:
    return tab.js(AT)


def is_at(tab: Browser, where: str) -> None:
    tab.until(lambda: at(tab) == where, f"the focus is at {where!r}")


def focus(tab: Browser, css: str) -> None:
    tab.js("document.querySelector(arguments[0]).focus()", css)


def has_focus(tab: Browser, css: str) -> bool:
    return tab.js("return document.activeElement.matches(arguments[0])", css)


def has_left(tab: Browser, css: str) -> None:
    tab.until(lambda: not tab.all(css), f"{css} is there no more")


def test_the_first_keys_of_a_page_lead_past_it(office, odile):
    # Else one would go on writing in the page that comes.
    odile.js("document.activeElement.blur()")
    odile.open_window(f"/?canal={office.canals[BUREAU]}")
    skips = []
    for _ in range(4):
        keys(odile, Keys.TAB)
        assert odile.js("return document.activeElement.getBoundingClientRect().top") >= 0, "it shows"
        skips.append(odile.js("return document.activeElement.textContent"))
    assert skips == [
        "Aller à la conversation",
        "Aller au message à écrire",
        "Aller aux canaux",
        "Aller aux membres",
    ]
    for link, where in (("conversation", "log"), ("writing", "message"), ("canals", "canals"), ("members", "members")):
        focus(odile, f".skip[href='#{link}']")
        keys(odile, Keys.ENTER)
        is_at(odile, where)


def test_f6_goes_round_the_regions_both_ways(odile):
    odile.composer.click()
    for held, round_ in (("", ["members", "canals", "log", "message"]), (Keys.SHIFT, ["log", "canals", "members"])):
        for where in round_:
            keys(odile, Keys.F6, held=held)
            is_at(odile, where)


IN_LOG = """
return [...document.querySelectorAll("[role=log] :is(article, a)")].filter(({ tabIndex }) => tabIndex === 0).length;
"""
"""How many stops of Tab its messages and their links are; a long line of code that others said is one, too."""

STOPS = """
const stops = (css) => [...document.querySelectorAll(`${css} :is(a, button)`)].filter(({ tabIndex }) => !tabIndex);
return [".canals", "#members ul", ".kit"].map((css) => stops(css).length);
"""


def test_a_list_is_one_stop_of_tab_and_a_row_s_own_button_beside_the_row(office, odile):
    cafe, karim = office.canals[CAFE], office.members["karim"]
    lists = (
        (f"[data-canal-id='{cafe}']", "a", ".canal-arrow", Keys.ARROW_LEFT),
        (f"[data-member-id='{karim}']", ".row", ".member-arrow", Keys.ARROW_RIGHT),
    )
    for row, item, arrow, way in lists:
        focus(odile, f"{row} {item}")
        keys(odile, way)
        assert has_focus(odile, f"{row} {arrow}")
        keys(odile, Keys.ENTER)
        odile.find("dialog[open] h2")
        keys(odile, Keys.ESCAPE)
        has_left(odile, "dialog")
        assert has_focus(odile, f"{row} {arrow}")
        keys(odile, way)
        assert has_focus(odile, f"{row} {item}")
        keys(odile, way, Keys.ARROW_DOWN)
        assert has_focus(odile, f":not({row}) > {item}"), "from there, too, one goes on to the next row"
    focus(odile, "[name=emoji]")
    assert odile.js(STOPS) == [1, 1, 1]
    for _ in range(2):
        keys(odile, Keys.ARROW_RIGHT)
    assert has_focus(odile, "[data-format=bold]")
    keys(odile, Keys.TAB)
    assert at(odile) == "send"


def test_of_all_links_in_the_log_those_of_the_row_one_is_at_are_stops_of_tab(office, odile):
    for n in range(6):
        office.say("zoe", office.canals[BUREAU], f"[Un](https://a.example/{n}) et [deux](https://b.example/{n})")
    odile.reads("Un et deux")
    newest = "[role=log] article:has(a[href='https://a.example/5'])"
    odile.until(lambda: odile.all(newest), "all have come")
    focus(odile, newest)
    assert odile.js(IN_LOG) == 3
    for way, n in (("", 5), (Keys.ARROW_UP, 4)):
        keys(odile, *way)
        for link in (f"a.example/{n}", f"b.example/{n}"):
            keys(odile, Keys.TAB)
            assert has_focus(odile, f"[href='https://{link}']")
        keys(odile, Keys.TAB)
        assert not odile.js("return document.querySelector('[role=log]').contains(document.activeElement)")
        keys(odile, Keys.TAB, held=Keys.SHIFT)
        assert has_focus(odile, f"[href='https://b.example/{n}']")
        assert odile.js(IN_LOG) == 3
        keys(odile, Keys.TAB, Keys.TAB, held=Keys.SHIFT)
        assert has_focus(odile, f"article:has([href='https://b.example/{n}'])")


def test_those_one_writes_to_are_one_stop_of_tab(odile):
    for name in ("kar", "zo"):
        odile.find("[name=recipients]").send_keys(name, Keys.ENTER)
    odile.until(lambda: len(odile.all(".chip")) == 2, "both are chosen")
    keys(odile, Keys.TAB, held=Keys.SHIFT)
    assert has_focus(odile, ".chip:last-child button")
    keys(odile, Keys.ARROW_LEFT)
    assert has_focus(odile, ".chip:first-child button")
    keys(odile, Keys.TAB)
    assert at(odile) == "recipients"


def test_the_drawer_opens_at_the_canal_that_is_open(office, narrow):
    """Whichever row one walked to before."""
    keys(narrow, "k", held=Keys.CONTROL)
    narrow.until(lambda: has_focus(narrow, "[data-switcher] input"), "one types what one seeks")
    keys(narrow, "cafe", Keys.ENTER)
    narrow.until(lambda: narrow.canal_open() == office.canals[CAFE], "it is open")
    for _ in range(2):
        focus(narrow, "[data-opens-drawer=canals]")
        keys(narrow, Keys.ENTER)
        assert has_focus(narrow, f"[data-canal-id='{office.canals[CAFE]}'] a")
        keys(narrow, Keys.HOME)
        assert not has_focus(narrow, f"[data-canal-id='{office.canals[CAFE]}'] a")
        keys(narrow, Keys.ESCAPE)
        has_left(narrow, "[data-drawer][data-open]")


def test_f6_leads_into_the_drawers_and_out_of_them(narrow):
    narrow.composer.click()
    for where in ("members", "canals", "log", "message"):
        keys(narrow, Keys.F6)
        is_at(narrow, where)
        assert len(narrow.all("[data-drawer][data-open]")) == (where in ("members", "canals"))
    keys(narrow, Keys.F6, held=Keys.SHIFT)
    is_at(narrow, "log")


def test_esc_empties_what_one_seeks_in_a_drawer_before_it_closes_it(narrow):
    focus(narrow, "[data-opens-drawer=canals]")
    keys(narrow, Keys.ENTER)
    focus(narrow, ".quick input")
    keys(narrow, "arch", Keys.ESCAPE)
    assert narrow.js("return document.activeElement.value") == ""
    assert has_focus(narrow, "[data-drawer][data-open] input")
    keys(narrow, Keys.ESCAPE)
    has_left(narrow, "[data-drawer][data-open]")


def test_who_is_chosen_in_a_drawer_is_written_to_where_one_sees_it(office, narrow):
    focus(narrow, "[data-opens-drawer=members]")
    keys(narrow, Keys.ENTER)
    focus(narrow, f"[data-member-id='{office.members['karim']}'] .row")
    keys(narrow, Keys.ENTER)
    has_left(narrow, "[data-drawer][data-open]")
    assert (at(narrow), narrow.texts(".chip")) == ("message", ["Karim"])


def test_a_drawer_that_was_opened_by_a_key_holds_the_focus_and_gives_it_back(narrow):
    focus(narrow, "[data-opens-drawer=canals]")
    keys(narrow, Keys.ENTER)
    assert has_focus(narrow, "a[aria-current]"), "at once, while it slides in"
    seen = set()
    for _ in range(12):
        keys(narrow, Keys.TAB)
        seen.add(at(narrow))
    # The browser's own buttons are on the way round.
    assert seen <= {"canals", "body"}
    keys(narrow, Keys.ESCAPE)
    has_left(narrow, "[data-drawer][data-open]")
    assert has_focus(narrow, "[data-opens-drawer=canals]")


def test_so_do_those_of_the_widget(narrow):
    narrow.open_window("/widget")
    for name in ("canals", "members"):
        focus(narrow, f"[data-opens-drawer={name}]")
        keys(narrow, Keys.ENTER)
        assert at(narrow) == name, "at once, while it slides in"
        keys(narrow, Keys.ESCAPE)
        has_left(narrow, "[data-drawer][data-open]")
        assert has_focus(narrow, f"[data-opens-drawer={name}]")


def test_back_closes_the_drawer_and_then_leads_to_the_canal_before(office, narrow):
    narrow.press("[data-opens-drawer=canals]")
    narrow.press(f"[data-canal-id='{office.canals[CAFE]}'] a")
    narrow.until(lambda: narrow.canal_open() == office.canals[CAFE], "it is open")
    has_left(narrow, "[data-drawer][data-open]")
    narrow.press("[data-opens-drawer=members]")
    narrow.driver.back()
    has_left(narrow, "[data-drawer][data-open]")
    assert has_focus(narrow, "[data-opens-drawer=members]")
    assert narrow.canal_open() == office.canals[CAFE]
    narrow.driver.back()
    narrow.until(lambda: narrow.canal_open() == office.canals[BUREAU], "the canal before is open")


def test_back_closes_a_card_and_leaves_what_is_open_and_written(office, odile):
    odile.composer.send_keys("À demain")
    odile.press("[data-action=canal-card]").find("dialog[open]")
    odile.driver.back()
    has_left(odile, "dialog")
    assert (odile.canal_open(), odile.typed()) == (office.canals[BUREAU], "À demain")


def test_ctrl_k_leads_to_a_canal_and_to_a_person_and_leaves_what_is_written(office, odile):
    odile.composer.send_keys("À demain")
    keys(odile, "k", held=Keys.CONTROL)
    odile.until(lambda: has_focus(odile, "[data-switcher] input"), "one types what one seeks")
    keys(odile, "arch", Keys.ESCAPE)
    has_left(odile, "[data-switcher]")
    assert (at(odile), odile.typed()) == ("message", "À demain")
    for sought, found in (("arch", ARCHIVES), ("MACHINE A CAFE", CAFE), ("zoe", "Zoé")):
        keys(odile, "k", held=Keys.CONTROL)
        odile.until(lambda: has_focus(odile, "[data-switcher] input"), "one types what one seeks")
        keys(odile, sought, Keys.ENTER)
        odile.until(lambda found=found: odile.find("h1").text == found, f"{found} is open")
        has_left(odile, "[data-switcher]")
    odile.open_canal(office.canals[BUREAU])
    assert odile.typed() == "À demain"


def test_arrows_walk_what_the_switcher_found(odile):
    odile.press("[data-action=switcher]")
    odile.until(lambda: has_focus(odile, "[data-switcher] input"), "one types what one seeks")
    keys(odile, "ar", Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    # Where she went most stands first, and others of these tests have her go somewhere.
    shown = "return [...document.querySelectorAll('[data-switcher] .one .name')].filter((name) => name.offsetParent)"
    here = "document.activeElement.querySelector('.name')"
    assert {"Karim", "Marc"} <= set(odile.js(f"{shown}.map((name) => name.textContent)"))
    odile.until(lambda: odile.js(f"{shown}.indexOf({here})") == 1, "the second one has the focus")
    keys(odile, Keys.ARROW_UP, Keys.ARROW_UP)
    assert has_focus(odile, "[data-switcher] input")
    keys(odile, Keys.ESCAPE)
    has_left(odile, "[data-switcher]")
    assert has_focus(odile, "[data-action=switcher]")


def test_who_is_chosen_while_one_looks_at_the_preview_is_written_to(office, odile):
    odile.composer.send_keys("À demain")
    odile.press("[data-preview]").find(".preview p")
    focus(odile, f"[data-member-id='{office.members['karim']}'] .row")
    keys(odile, Keys.ENTER)
    is_at(odile, "message")
    assert (odile.texts(".chip"), odile.typed()) == (["Karim"], "À demain")


def test_the_focus_stays_where_somebody_was_taken_out_of_the_circle(odile):
    for way_out in (".chip button", ".to-all"):
        odile.find("[name=recipients]").send_keys("kar", Keys.ENTER)
        odile.find(".chip")
        focus(odile, way_out)
        keys(odile, Keys.SPACE)
        has_left(odile, ".chip")
        is_at(odile, "recipients")


def test_a_renamed_canal_keeps_the_focus_that_its_card_gives_back(office, odile):
    canal = office.canals[CAFE]
    row = f"[data-canal-id='{canal}']"
    for name in ("Salle de pause", CAFE):
        focus(odile, f"{row} .canal-arrow")
        keys(odile, Keys.ENTER)
        odile.until(lambda: has_focus(odile, "dialog [name=name]"), "a card's first field has the focus")
        keys(odile, "a", held=Keys.CONTROL)
        keys(odile, name, Keys.ENTER)
        has_left(odile, "dialog")
        odile.until(lambda name=name: odile.names(f"{row} .name") == [name], "it is called so")
        odile.until(lambda: has_focus(odile, f"{row} .canal-arrow"), "its arrow has the focus")


ROWS = "return [...document.querySelectorAll('[data-movable]')].map((row) => row.dataset.canalId)"


def test_a_canal_that_is_put_elsewhere_keeps_the_focus(odile):
    first = odile.js(ROWS)[0]
    focus(odile, f"[data-canal-id='{first}'] a")
    for key, place in ((Keys.ARROW_DOWN, 1), (Keys.ARROW_UP, 0)):
        keys(odile, key, held=Keys.CONTROL + Keys.SHIFT)
        odile.until(lambda place=place: odile.js(ROWS)[place] == first, "it stands there")
        assert has_focus(odile, f"[data-canal-id='{first}'] a")


def test_with_alt_arrows_lead_from_canal_to_canal_from_their_list_too_and_move_none(office, odile):
    at_canal(odile, office.canals[BUREAU])
    before = odile.js(ROWS)
    above = before[before.index(str(office.canals[BUREAU])) - 1]
    focus(odile, f"[data-canal-id='{office.canals[BUREAU]}'] a")
    keys(odile, Keys.ARROW_UP, held=Keys.ALT)
    odile.until(lambda: odile.canal_open() == int(above), "the canal above is open")
    assert odile.js(ROWS) == before
    at_canal(odile, office.canals[BUREAU])


def test_what_a_key_turned_it_turns_back_at_once(odile):
    """Only a second click may be a slip of the hand; a key that stays down was pressed once."""
    before = order_of(odile)
    focus(odile, "[data-action=flip-order]")
    for now in ({"newest-last", "newest-first"} - {before}, {before}):
        keys(odile, Keys.ENTER)
        odile.until(lambda now=now: order_of(odile) in now, "it is turned")
    held = "return !document.activeElement.dispatchEvent(new KeyboardEvent('keydown', arguments[0]))"
    for repeat in (False, True):
        pressed = {"key": "Enter", "repeat": repeat, "bubbles": True, "cancelable": True}
        assert odile.js(held, pressed) == repeat, "what is held down presses nothing more"


SELECTION = "const { selectionStart, selectionEnd } = arguments[0]; return [selectionStart, selectionEnd]"


def test_the_order_of_keys_follows_the_reading_direction(odile):
    """What is being written, and its selection, stay as they are."""
    both = "return [...document.querySelectorAll('[role=log], textarea')].map(({ localName }) => localName)"
    odile.composer.send_keys("À demain")
    odile.js("document.querySelector('textarea').setSelectionRange(2, 5)")
    for order, wanted in (("newest-first", ["textarea", "div"]), ("newest-last", ["div", "textarea"])):
        odile.press("[data-action=flip-order]")
        odile.find(f"[data-order={order}]")
        odile.find(f"[data-action=flip-order][aria-pressed={str(order == 'newest-first').lower()}]")
        odile.until(lambda wanted=wanted: odile.js(both) == wanted, "they stand as one reads them")
        if order == "newest-first":
            fresh = odile.js("return fetch('/').then((answer) => answer.text())")
            assert fresh.index('id="shell-composer"') < fresh.index('id="shell-log"')
        assert odile.typed() == "À demain"
        assert odile.js(SELECTION, odile.composer) == [2, 5]


def test_the_desktop_s_regions_are_its_bar_and_its_tiles(office: Office, odile):
    odile.open("/desktop").find("[data-widget]")
    odile.until(odile.is_online, "it has its connection")
    tiles = odile.js("return [...document.querySelectorAll('[data-widget]')].map((tile) => tile.dataset.widget)")
    region = "const at = document.activeElement.closest('[data-region]'); return at?.dataset.widget ?? at?.localName"
    seen = []
    for _ in range(len(tiles) + 1):
        keys(odile, Keys.F6)
        seen.append(odile.js(region))
    assert seen == ["header", *tiles]
    # Faces stand side by side.
    focus(odile, ".faces [tabindex='0']")
    for way, is_first in ((Keys.ARROW_RIGHT, False), (Keys.ARROW_LEFT, True)):
        keys(odile, way)
        assert has_focus(odile, ".faces > :first-child button") == is_first
    focus(odile, "[data-widget=miaou] textarea")
    ring = "return getComputedStyle(document.activeElement.closest('.sheet')).boxShadow"
    odile.until(lambda: odile.js(ring) != "none", "the sheet shows that one writes on it")
    keys(odile, "k", held=Keys.CONTROL)
    odile.until(lambda: has_focus(odile, "[data-switcher] input"), "one types what one seeks")
    keys(odile, "arch", Keys.ENTER)
    odile.until(lambda: odile.canal_open() == office.canals[ARCHIVES], "the window is open on it")
