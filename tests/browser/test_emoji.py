"""The emoji menu, the completion of names, and typed smileys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD, Office
from tests.browser.instance import Instance, furnish
from tests.browser.tidy import CLEAR, at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

SEARCH = ".emoji-menu [role=searchbox]"
CELLS = ".emoji-menu [role=gridcell]"
FIRST = ".emoji-section:first-child [role=gridcell]:first-child"
"""Of two thousand: finding them all takes long."""
RECENT = ".emoji-section:first-child [role=gridcell]"
NAMES = ".emoji-names [role=option]"

# By the second frame after the click: counted in frames, since how long one takes is the machine's affair.
OPEN_AT_ONCE = """
const done = arguments[0];
document.querySelector("button[name=emoji]").click();
requestAnimationFrame(() => requestAnimationFrame(() =>
  done(document.querySelector(".emoji-menu:popover-open [role=gridcell]") !== null)));
"""


WRITERS = [f"lea{n}" for n in range(5)]
"""One for each test that begins where no emoji was used: they are remembered wherever one writes next."""


async def writers(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login in (*WRITERS, "karim", "zoe"):
        await store.members.create(login, login.capitalize(), PASSWORD)
    await store.members.set(store.members.by_login("zoe"), "lang", "en")
    bureau = await store.canals.create(store.members.all()[0], BUREAU)
    return {member.login: member.id for member in store.members.all()}, {BUREAU: bureau.id}


@pytest.fixture(scope="module")
def office(instances: Callable[..., Instance]) -> Office:
    instance = instances()
    found = furnish(instance.folder, writers)
    return Office(instance.start(), *found)


@pytest.fixture(scope="module")
def logins() -> Iterator[str]:
    return iter(WRITERS)


@pytest.fixture
def login(logins) -> str:
    """Somebody who has never used an emoji."""
    return next(logins)


@pytest.fixture
def lea(office, fresh, login) -> Browser:
    """Somebody who has never used an emoji, in a page where the menu was never open."""
    return office.arrive(fresh, login, f"/?canal={office.canals[BUREAU]}")


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "karim", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture(scope="module")
def fetched_at_first(lasting) -> dict[str, int]:
    """What a page fetched in which the menu was never open, of what is there for emoji alone: bytes by the file's
    name."""
    return dict(
        lasting.js(
            "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('emoji'))"
            ".map(({ name, decodedBodySize }) => [name.split('/').at(-1), decodedBodySize])"
        )
    )


@pytest.fixture
def karim(office, lasting, fetched_at_first) -> Browser:
    """Where it is all the same which emoji were used before, and whether the menu was open."""
    return at_canal(lasting, office.canals[BUREAU])


@pytest.fixture(scope="module")
def phone(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(phone=True), "zoe", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def zoe(phone) -> Browser:
    """On a phone, and in English; she stays in her canal."""
    phone.js(CLEAR)
    return phone


def open_menu(writer: Browser) -> Browser:
    writer.press("button[name=emoji]")
    there = "return document.querySelector('.emoji-menu:popover-open [role=gridcell]') !== null"
    writer.until(lambda: writer.js(there), "the menu is open")
    return writer


def first_cell(writer: Browser) -> str:
    return writer.js("return document.querySelector(arguments[0]).textContent", FIRST)


def is_open(writer: Browser) -> bool:
    return bool(writer.all(".emoji-menu:popover-open"))


def focused(writer: Browser) -> str:
    """What has the focus: a cell's glyph, or else the name of a control."""
    return writer.js(
        "const at = document.activeElement;"
        "return at.role === 'gridcell' ? at.textContent : at.name || at.dataset.part || at.tagName"
    )


def rests(writer: Browser) -> bool:
    """Whether some frames pass in which nothing is laid out anew."""

    def layouts() -> int:
        found = writer.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return next(each["value"] for each in found if each["name"] == "LayoutCount")

    writer.driver.execute_cdp_cmd("Performance.enable", {})
    before = layouts()
    writer.driver.execute_async_script(
        "const [done] = arguments; let left = 10;"
        "const next = () => (left-- ? requestAnimationFrame(next) : done()); next();"
    )
    return layouts() == before


def press(writer: Browser, *keys: str) -> None:
    """Keys for whatever has the focus."""
    ActionChains(writer.driver).send_keys(*keys).perform()


def sought(writer: Browser, text: str) -> list[str]:
    """What the menu shows for a search, put into the field at one go."""
    writer.js(
        "const field = document.querySelector(arguments[0]);"
        "field.value = arguments[1];"
        "field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        SEARCH,
        text,
    )
    writer.until(lambda: searched(writer), "it has searched")
    return writer.texts(CELLS)


def searched(writer: Browser) -> bool:
    """Whether the menu shows what is sought, and nothing more is on its way."""
    return writer.js(
        "const grid = document.querySelector('.emoji-grid');"
        "return grid.ariaBusy === 'false' && grid.children.length < 2"
    )


def proposed(writer: Browser) -> list[str]:
    """What is proposed for a name, once no answer is on its way."""
    writer.until(lambda: not writer.all(".emoji-names[aria-busy=true]"), "it is answered")
    return writer.texts(NAMES)


def test_the_menu_opens_at_once_and_leaves_what_one_writes_in_view(karim):
    open_menu(karim)
    ends, begins = karim.js(
        "const [menu, sheet] = ['.emoji-menu', '.sheet'].map((css) => document.querySelector(css));"
        "return [menu.getBoundingClientRect().bottom, sheet.getBoundingClientRect().top]"
    )
    assert ends <= begins
    press(karim, Keys.ESCAPE)
    karim.until(lambda: not is_open(karim), "it is closed")
    assert karim.driver.execute_async_script(OPEN_AT_ONCE)


def test_a_page_that_never_opens_it_fetches_nothing_for_it(fetched_at_first):
    assert fetched_at_first == {}


def test_an_emoji_goes_to_the_caret_and_undo_takes_it_back(karim):
    karim.composer.send_keys("Bravo Zoé", *[Keys.ARROW_LEFT] * 4)
    open_menu(karim)
    karim.until(lambda: focused(karim) == "search", "one may search at once")
    first = first_cell(karim)
    karim.press(FIRST)
    assert karim.typed() == f"Bravo{first} Zoé"
    assert focused(karim) == "message"
    assert not is_open(karim)
    press(karim, "!")
    assert karim.typed() == f"Bravo{first}! Zoé"
    ActionChains(karim.driver).key_down(Keys.CONTROL).send_keys("zz").key_up(Keys.CONTROL).perform()
    assert karim.typed() == "Bravo Zoé"


def test_it_is_searched_in_french_and_in_english(karim):
    open_menu(karim)
    assert sought(karim, "chat")[:2] == ["🐱", "🐈"]
    assert karim.find(".emoji-named small").text == ":chat:"
    assert sought(karim, "cœur")[0] == "❤️"
    assert sought(karim, "thank you")[0] == "🙏"
    assert sought(karim, "coeur br")[0] == "💔"
    assert sought(karim, "zzzz") == []
    assert karim.find(".emoji-none").text == "Aucun émoji de ce nom"
    karim.find(SEARCH).send_keys(Keys.ESCAPE)
    assert not is_open(karim)


def test_it_is_used_without_a_mouse(lea):
    lea.composer.send_keys("Oui ")
    lea.js("document.querySelector('button[name=emoji]').focus()")
    press(lea, Keys.ENTER)
    lea.until(lambda: focused(lea) == "search", "the search field has the focus")
    moves = [
        (Keys.ARROW_DOWN, "😀"),
        (Keys.ARROW_RIGHT, "😃"),
        (Keys.END, "🙂"),
        (Keys.ARROW_RIGHT, "🙃"),
        (Keys.ARROW_UP, "😀"),
        (Keys.ARROW_LEFT, "😀"),
        (Keys.ARROW_DOWN, "🙃"),
        (Keys.HOME, "🙃"),
    ]
    for key, reached in moves:
        press(lea, key)
        assert focused(lea) == reached
    press(lea, *[Keys.PAGE_DOWN] * 4)
    assert focused(lea) not in dict(moves).values()
    ActionChains(lea.driver).key_down(Keys.CONTROL).send_keys(Keys.END).key_up(Keys.CONTROL).perform()
    assert focused(lea) == lea.js(
        "return [...document.querySelectorAll('.emoji-menu [role=gridcell]')].at(-1).textContent"
    )
    ActionChains(lea.driver).key_down(Keys.CONTROL).send_keys(Keys.HOME).key_up(Keys.CONTROL).perform()
    press(lea, Keys.ARROW_UP)
    assert focused(lea) == "search"
    press(lea, Keys.ARROW_DOWN, "m")
    assert focused(lea) == "search"
    press(lea, "erci", Keys.ENTER)
    lea.until(lambda: lea.typed() == "Oui 🙏", "what was found first is in the text")
    assert not is_open(lea)

    lea.js("document.querySelector('button[name=emoji]').focus()")
    press(lea, Keys.ENTER)
    lea.until(lambda: focused(lea) == "search", "it is open again")
    press(lea, Keys.ESCAPE)
    assert focused(lea) == "emoji"


def test_every_category_is_one_click_away(karim):
    open_menu(karim)
    current_cell = "return document.querySelector('.emoji-menu [role=gridcell][tabindex=\"0\"]').textContent"
    for category, first in {"animals": "🐵", "flags": "🏁", "food": "🍇"}.items():
        karim.press(f".emoji-tabs [data-category={category}]")
        assert karim.js(current_cell) == first
        current = f".emoji-tabs [data-category={category}][aria-current=true]"
        karim.until(lambda current=current: karim.all(current), "its tab is marked")


def test_what_was_used_last_and_one_s_skin_colour_are_there_in_every_browser_and_are_one_s_own(
    office, login, lea, karim
):
    for word in ("fusée", "licorne"):
        open_menu(lea)
        sought(lea, word)
        press(lea, Keys.ENTER)
    lea.until(lambda: lea.typed() == "🚀🦄", "both are in the text, and nothing else is")
    lea.until(lambda: open_menu(lea).texts(RECENT) == ["🦄", "🚀"] or press(lea, Keys.ESCAPE), "it is remembered")
    lea.press(".emoji-tone option:nth-of-type(4)")
    assert sought(lea, "pouce")[0] == "👍🏽"
    assert sought(lea, "chat")[0] == "🐱"
    assert sought(lea, "developer")[0] == "🧑🏽‍💻"

    lea.clean()
    other = office.arrive(lea, login)
    other.composer.send_keys(":poing")
    other.until(lambda: "✊🏽" in other.texts(".emoji-names .glyph"), "names have the colour")
    assert open_menu(other).texts(RECENT) == ["🦄", "🚀"]

    assert not {"🦄", "🚀"} & set(open_menu(karim).texts(RECENT))
    assert sought(karim, "pouce")[0] == "👍"


def test_with_shift_several_go_in_a_row(karim):
    open_menu(karim)
    first, cell = first_cell(karim), karim.find(FIRST)
    ActionChains(karim.driver).key_down(Keys.SHIFT).click(cell).click(cell).key_up(Keys.SHIFT).perform()
    assert karim.typed() == first * 2
    assert is_open(karim)
    karim.press("button[name=emoji]")
    assert not is_open(karim)


def test_a_name_is_completed_and_enter_sends_only_when_the_list_is_closed(karim):
    karim.composer.send_keys("Un :ch")
    karim.until(lambda: karim.texts(NAMES), "names are suggested")
    assert len(karim.texts(NAMES)) <= 8
    karim.composer.send_keys("at")
    karim.until(lambda: "Tête de chat" in karim.texts(NAMES)[0], "the best comes first")
    active = karim.composer.get_attribute("aria-activedescendant")
    assert karim.find(f"#{active}").get_attribute("aria-selected") == "true"
    karim.composer.send_keys(Keys.ENTER)
    assert karim.typed() == "Un 🐱"
    karim.composer.send_keys(" passe", Keys.ENTER)
    karim.reads("Un 🐱 passe")


def test_arrows_and_tab_take_another_name_and_escape_none(karim):
    karim.composer.send_keys(":coeur")
    karim.until(lambda: karim.texts(NAMES), "names are suggested")
    second = karim.texts(".emoji-names .glyph")[1]
    karim.composer.send_keys(Keys.ARROW_DOWN, Keys.TAB)
    assert karim.typed() == second
    karim.composer.send_keys(" :coeur")
    karim.until(lambda: karim.texts(NAMES), "names are suggested again")
    karim.composer.send_keys(Keys.ESCAPE, "s")
    assert not proposed(karim)
    karim.composer.send_keys(Keys.ENTER)
    karim.reads(f"{second} :coeurs")


def test_nothing_is_suggested_where_no_name_begins(karim):
    for text in ("Rendez-vous à 10:30", "voir https://a.example/:chat", "a:chat", ":zzzz", "C:ch"):
        karim.composer.send_keys(":ch")
        karim.until(lambda: karim.texts(NAMES), "names are at hand")
        karim.composer.send_keys(*[Keys.BACKSPACE] * 3, text)
        assert not proposed(karim)
        karim.composer.send_keys(Keys.ENTER)
        karim.reads(text)


def test_typed_smileys_become_emoji_for_all_unless_one_wants_none(lea, karim):
    lea.write("Merci :) <3 :café:  `:)`")
    karim.reads("Merci 🙂 ❤️ ☕ :)")
    lea.own_menu().press("[data-action=set-smileys]")
    lea.until(lambda: "Smileys tapés en émojis" not in lea.chosen(), "it is kept")
    lea.write("Sans :) :café:")
    karim.reads("Sans :) :café:")
    lea.composer.send_keys(":ch")
    assert not proposed(lea)
    # Enter would take what is proposed.
    lea.composer.send_keys(Keys.ENTER)
    karim.reads(":ch")


def test_on_a_phone_it_is_a_sheet_and_the_keyboard_stays_away(zoe):
    open_menu(zoe)
    where = (
        "const { left, width, bottom } = document.querySelector('.emoji-menu').getBoundingClientRect();"
        "return [left, width, bottom]"
    )
    zoe.until(lambda: zoe.js(where) == [0, 390, 844], "it has risen from the bottom")
    assert focused(zoe) != "search"
    zoe.until(lambda: rests(zoe), "it is laid out no more")
    first, cell = first_cell(zoe), zoe.find(FIRST)
    assert min(cell.size.values()) >= 40
    cell.click()
    assert zoe.typed() == first
    assert not is_open(zoe)


def test_it_speaks_english_too(zoe):
    open_menu(zoe)
    assert sought(zoe, "chat")[0] == "🐱"
    assert zoe.find(CELLS).get_attribute("aria-label") == "Cat face"
    assert zoe.find(CELLS).get_attribute("data-name") == ":cat:"


def test_whoever_types_fast_need_not_wait_for_the_list(karim):
    karim.composer.send_keys(":coe")
    assert proposed(karim)
    karim.composer.send_keys(Keys.ESCAPE, *[Keys.BACKSPACE] * 4)
    # Enter follows at the next moment: no answer can have come over the wire by then.
    at_once = """
        const field = document.querySelector("textarea[name=message]");
        const enter = new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true});
        field.focus();
        document.execCommand("insertText", false, arguments[0]);
        setTimeout(() => field.dispatchEvent(enter));
    """
    # On a busy machine the answer may come later than one would wait for it.
    karim.js("window.usual = setTimeout; window.setTimeout = (run, ms = 0) => usual(run, 50 * ms)")
    karim.js(at_once, "Un :chat")
    karim.until(lambda: karim.typed() == "Un 🐱", "the best is taken as soon as it is known")
    karim.js("window.setTimeout = usual")
    karim.composer.send_keys(Keys.ENTER)
    karim.reads("Un 🐱")
    karim.js(at_once, "Rien :zzzz")
    karim.reads("Rien :zzzz")
    assert karim.typed() == ""


def test_without_a_connection_one_browses_and_is_told_that_searching_needs_it(karim):
    open_menu(karim)
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    karim.driver.execute_cdp_cmd("Network.enable", {})
    karim.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        karim.js("window.dispatchEvent(new Event('offline'))")
        karim.until(lambda: karim.all(".banner:not([hidden])"), "the page knows that it is alone")
        karim.find(SEARCH).send_keys("chat")
        assert karim.find(".emoji-unreachable").text
        first = first_cell(karim)
        karim.press(FIRST)
        assert karim.typed() == first
    finally:
        karim.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**offline, "offline": False})
        karim.driver.execute_cdp_cmd("Network.disable", {})
    # The next page has its connection, and finds no draft.
    karim.js(CLEAR)
    karim.open("about:blank")
