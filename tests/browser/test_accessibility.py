"""Every page, card, menu and drawer, empty, refused or without its server, before axe-core with all its rules: it finds
nothing, and what it leaves open is judged. In three sizes; what is read and seen, in both themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser import everything
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.everything import ARCHIVE, BUREAU, DIRECTION, EMPTY, RECORD
from tests.browser.handing_over import HAND_OVER
from tests.browser.looking import SIZES, looks_at, resized, wear
from tests.browser.tidy import at_canal, turn

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

people = everything.people
"""Who is in this file's `house`."""

DIALOG, COMPOSER, EMOJI, DRAWER, TALK = "dialog[open]", ".write", ".emoji-menu", ".drawer", ".talk"
MENU = ".menu:popover-open"


@pytest.fixture(scope="module")
def calm(lasting_browser) -> Iterator[Callable[..., Browser]]:
    """`calm()` is a browser for this file's tests whose owner wants it light, and little movement."""
    lent: list[Browser] = []

    def lend(phone: bool = False) -> Browser:
        lent.append(lasting_browser(phone=phone).open("about:blank"))
        return wear(lent[-1], "light")

    yield lend
    for tab in lent:
        wear(tab, "")


@pytest.fixture(scope="module")
def visitor(calm) -> Browser:
    return calm()


@pytest.fixture(scope="module")
def signed_in(house, calm) -> Browser:
    return calm().at(house.instance.address, house.instance.sign_in("lea", PASSWORD))


@pytest.fixture
def lea(house, signed_in) -> Browser:
    return at_canal(signed_in, house.canals[BUREAU])


@pytest.fixture(scope="module")
def pocket(house, calm) -> Browser:
    return calm(phone=True).at(house.instance.address, house.instance.sign_in("lea", PASSWORD))


@pytest.fixture
def phone(house, pocket) -> Browser:
    bureau = house.canals[BUREAU]
    if pocket.path != f"/?canal={bureau}":
        pocket.open_window(f"/?canal={bureau}")
    pocket.until(lambda: pocket.canal_open() == bureau, "it is open")
    return at_canal(without_a_drawer(pocket), bureau)


def without_a_drawer(phone: Browser) -> Browser:
    """The phone once no drawer is open."""
    phone.js("document.querySelector('.scrim')?.click()")
    phone.until(lambda: not phone.all("[data-drawer][data-open]"), "it has slid away")
    return phone


def opened(tab: Browser, *ways: str) -> Browser:
    for way in ways:
        tab.press(way)
    tab.find("dialog[open] h2")
    return tab


# The doors


@pytest.mark.slow
def test_setting_up_being_alone_and_joining(instances, visitor):
    """One's first pages, in the order in which one meets them: when nobody else is there yet, and nothing was said."""
    instance = instances().start()
    way_in = re.search(r"http\S+/setup\?code=\S+", instance.greeting)
    visitor.at(instance.address).open("/setup")
    looks_at(visitor)
    visitor.open("/setup?code=guess")
    looks_at(visitor)
    visitor.open(way_in[0])
    looks_at(visitor)
    visitor.fill(office="Atelier Martin", login="lea", nickname="Léa", password="court").submit()
    visitor.find(".error")
    looks_at(visitor)
    visitor.fill(login="lea", nickname="Léa", password="moustaches et croquettes").submit()
    visitor.until(lambda: visitor.path == "/invite", "the invitation is there")
    looks_at(visitor)
    link = visitor.find("code").text
    visitor.open_window().find("[role=log] > .empty")
    looks_at(visitor)
    visitor.open(link)
    looks_at(visitor)
    visitor.fill(login="lea", password="court").submit().find(".error")
    looks_at(visitor)
    visitor.open(link + "x")
    looks_at(visitor)
    instance.kill()


def test_signing_in(house, visitor):
    visitor.at(house.instance.address).open("/login")
    looks_at(visitor)
    visitor.fill(login="lea", password="pas le bon").submit()
    visitor.until(lambda: visitor.shows("ne vont pas ensemble"), "it is refused")
    looks_at(visitor)


def test_where_there_is_nothing_or_nobody_has_come_in(house, visitor):
    for path in ("/nulle-part", "/setup?code=guess", "/widget", "/widget/ended"):
        visitor.at(house.instance.address).open(path).find("h1")
        looks_at(visitor)


def test_inviting_where_no_invitation_stands_and_where_one_may_not(house, signed_in, visitor):
    looks_at(signed_in.open("/invite"))
    visitor.at(house.instance.address, house.instance.sign_in("karim", PASSWORD)).open("/invite")
    looks_at(visitor)
    visitor.clean()


def test_what_is_shared_and_what_waits_no_more(signed_in):
    signed_in.open("/manifest.webmanifest").js(HAND_OVER, "Un lien : https://exemple.fr/salon")
    signed_in.find(".where-to button")
    looks_at(signed_in)
    signed_in.open("/share/none")
    looks_at(signed_in)


def test_choosing_who_to_be_in_the_demo(instances, visitor):
    instance = instances("--demo").start()
    visitor.at(instance.address).open("/login")
    looks_at(visitor)
    instance.kill()


# The admin page

ADMIN = ("/admin/canals", "/admin/office", "/admin/data", "/admin/audit")
"""The sections that are looked at as they are; the others stand below, with what is made and refused there."""


def at_the_desk(tab: Browser, path: str) -> Browser:
    tab.open(path).find("h1")
    for folded in tab.all("details:not([open]) > summary"):
        folded.click()
    return tab


@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_page(signed_in, path):
    looks_at(at_the_desk(signed_in, path))


def test_the_admin_page_without_its_server(signed_in):
    with at_the_desk(signed_in, "/admin").cut_off():
        signed_in.find(".banner")
        looks_at(signed_in)


@pytest.mark.parametrize("path", ["/admin", "/admin/embedding"])
def test_the_phone_s_admin_page(pocket, path):
    looks_at(at_the_desk(pocket, path))


def test_the_members_and_an_invitation(signed_in):
    looks_at(at_the_desk(signed_in, "/admin"))
    signed_in.fill(uses="3").press("#invites form.line button")
    signed_in.until(lambda: signed_in.all("#invites details[open]"), "the invitation is there")
    looks_at(signed_in, "#invites")
    signed_in.press("#invites .thing .danger").find(DIALOG)
    looks_at(signed_in, DIALOG)


def test_the_embedding_and_a_site_that_is_none(signed_in):
    looks_at(at_the_desk(signed_in, "/admin/embedding"))
    signed_in.fill(origin="erp").press("#sites form.line button")
    signed_in.until(lambda: signed_in.all("[aria-invalid]"), "it is refused")
    looks_at(signed_in, "#sites")


@pytest.mark.slow
def test_a_member_s_page_and_a_password_to_choose(house, signed_in):
    looks_at(at_the_desk(signed_in, f"/admin/members/{house.members['zoe']}"))
    signed_in.press("#password button")
    link = signed_in.find("#password-link").get_attribute("value")
    looks_at(signed_in, "#password")
    signed_in.open(link)
    looks_at(signed_in)
    signed_in.fill(password="court").submit().find(".error")
    looks_at(signed_in)
    signed_in.open(link + "x")
    looks_at(signed_in)


# The window


def test_the_open_window(lea):
    looks_at(lea)


def test_a_private_canal_of_a_bright_colour(house, lea):
    lea.open_canal(house.canals[DIRECTION])
    looks_at(lea)


def test_a_record_to_send(lea):
    lea.js("window.dispatchEvent(new CustomEvent('miaou:share', { detail: arguments[0] }))", RECORD)
    lea.find(".attached .record")
    looks_at(lea, COMPOSER)


def test_an_archived_canal(house, lea):
    lea.open_canal(house.canals[ARCHIVE])
    looks_at(lea, f"{DRAWER}, {TALK}")


def test_a_canal_in_which_nothing_was_said(house, lea):
    lea.open_canal(house.canals[EMPTY])
    looks_at(lea, TALK)


def test_the_window_read_from_the_newest(lea):
    try:
        turn(lea, "newest-first")
        looks_at(lea, TALK)
    finally:
        turn(lea, "newest-last")


def test_a_filter_that_leaves_no_canal(lea):
    lea.find(".quick input").send_keys("xyz")
    looks_at(lea, DRAWER)


def test_news_in_another_canal_and_somebody_who_writes(house, lea):
    house.say("karim", house.canals[DIRECTION], "Du nouveau")
    lea.until(lambda: lea.star(house.canals[DIRECTION]), "the star shines")
    lea.js("document.querySelector('.typing').textContent = 'Karim écrit…'")
    looks_at(lea, f"{DRAWER}, {TALK}")
    lea.js("document.querySelector('.typing').textContent = ''")


def test_what_one_can_search_by_and_what_is_found(lea):
    lea.press("[name=search]").find(".found-panel .hints")
    looks_at(lea, ".found-panel")
    lea.find("[name=search]").send_keys("une", Keys.ENTER)
    lea.find("[data-result-id]")
    looks_at(lea, ".search, .found-panel")
    lea.find("[name=search]").send_keys(Keys.ESCAPE)
    lea.until(lambda: not lea.all(".found-panel > *"), "the search is closed")


def test_a_message_that_waits_and_one_that_is_too_long(lea):
    lea.js(
        "const field = document.querySelector('textarea[name=message]');"
        "field.value = 'x'.repeat(10_001); field.dispatchEvent(new InputEvent('input', { bubbles: true }))"
    )
    looks_at(lea, COMPOSER)
    with lea.cut_off():
        lea.composer.send_keys(Keys.CONTROL, "a", Keys.NULL, "Plus tard", Keys.ENTER)
        lea.until(lea.waiting, "it waits")
        lea.find(".banner")
        looks_at(lea, f".banner, {TALK}")


def test_the_window_in_another_page(house, signed_in):
    signed_in.open(f"/widget?canal={house.canals[BUREAU]}").find("[role=log] [data-message-id]")
    looks_at(signed_in)


# What one chooses and writes


def test_the_suggested_recipients(lea):
    lea.find("[name=recipients]").send_keys(Keys.ARROW_DOWN)
    lea.find(".suggestions [role=option]")
    looks_at(lea, COMPOSER)


def test_a_circle_one_of_whom_is_not_in_the_canal(house, lea):
    lea.find("[name=recipients]").send_keys("kar", Keys.ENTER, "zo", Keys.ENTER)
    lea.until(lambda: len(lea.all(".to-line .chip")) == 2, "both are chosen")
    lea.js("document.querySelector('.chip').classList.add('gone')")
    lea.find("[name=recipients]").send_keys("moitié")
    lea.write("À eux seuls")
    lea.find(".trouble")
    looks_at(lea, COMPOSER)


def test_the_preview(lea):
    lea.composer.send_keys("**Gras** et `code`")
    lea.press(".preview-toggle").find(".preview strong")
    looks_at(lea, COMPOSER)


A_FEW_OF_EACH = "document.querySelectorAll('.emoji-row > :nth-child(n + 9)').forEach((cell) => cell.remove())"
"""Of many hundreds that are alike some of each kind stand for all, also wherever else this page is looked at."""


def test_the_emoji_menu(lea):
    lea.press("button[name=emoji]").find(".emoji-menu [role=gridcell]")
    lea.js(A_FEW_OF_EACH)
    looks_at(lea, EMOJI)
    lea.find(".emoji-menu input").send_keys("zzzz")
    lea.find(".emoji-none")
    assert not lea.all(".emoji-tabs [aria-current=true]"), "what was found is in no category"
    looks_at(lea, EMOJI)
    lea.js("document.querySelector('.emoji-menu').dataset.state = 'unreachable'")
    looks_at(lea, ".emoji-unreachable")


def test_the_names_of_emoji(lea):
    lea.composer.send_keys(":cha")
    lea.find(".emoji-names [role=option]")
    looks_at(lea, COMPOSER)


def test_a_toast(house, lea):
    lea.js("import('miaou/toast.js').then(({ show }) => show('Cela ne se peut pas.', 'error'))")
    lea.find(".toast")
    looks_at(lea, ".toasts")


# Cards and menus


IT_FITS = """
const body = document.querySelector("dialog[open] .body");
const rows = new Set([...body.querySelectorAll(".swatch-choice")].map((colour) => colour.offsetTop));
return body.scrollHeight <= body.clientHeight && rows.size === 1;
"""


def test_the_card_of_a_new_canal(lea):
    opened(lea, "[data-action=new-canal]")
    looks_at(lea, DIALOG)
    lea.press(".choice:has([value=private])").find(".pick")
    assert resized(lea, *SIZES[0]).js(IT_FITS), "all of it shows at once, the colours in one row"
    looks_at(lea, DIALOG)
    lea.fill(name=BUREAU).submit()
    lea.until(lambda: lea.shows("Il y a déjà un canal"), "it is refused")
    looks_at(lea, DIALOG)


@pytest.mark.parametrize("name", [BUREAU, DIRECTION, ARCHIVE])
def test_the_card_of_a_canal(house, lea, name):
    opened(lea, f"[data-canal-id='{house.canals[name]}'] .canal-arrow")
    looks_at(lea, DIALOG)


def test_the_card_of_a_member(house, lea):
    opened(lea, f"[data-member-id='{house.members['karim']}'] .member-arrow")
    looks_at(lea, DIALOG)


def test_the_card_of_a_colleague_that_one_may_only_read(house, visitor):
    karim = house.arrive(visitor, "karim")
    opened(karim, f"[data-member-id='{house.members['lea']}'] .member-arrow")
    looks_at(karim, DIALOG)


def test_the_image_editor(house, lea, tmp_path: Path):
    file = BytesIO()
    Image.new("RGB", (300, 200), (40, 60, 210)).save(file, "PNG")
    (tmp_path / "portrait.png").write_bytes(file.getvalue())
    (tmp_path / "portrait.txt").write_text("Ceci n’est pas une image")
    opened(lea, f"[data-member-id='{house.members['lea']}'] .member-arrow")
    lea.press("dialog .face").find(".image-editor")
    looks_at(lea, DIALOG)
    for brought, state in (("portrait.txt", "empty"), ("portrait.png", "placing")):
        lea.all(".image-editor [type=file]")[0].send_keys(str(tmp_path / brought))
        lea.find(f".image-editor[data-state={state}]")
        looks_at(lea, DIALOG)


def test_one_s_own_menu_and_settings(lea):
    lea.own_menu().find("[data-action=own-settings]")
    looks_at(lea, MENU)
    lea.own_menu().press("[data-action=own-settings]").find("dialog .session")
    looks_at(lea, DIALOG)


def test_the_cards_of_what_one_puts_by(house, lea):
    lea.open_canal(house.canals[BUREAU])
    for text in ("Pour demain", "Un brouillon"):
        lea.composer.send_keys(text)
        lea.press("button[name=later]").find("dialog .times")
        looks_at(lea, DIALOG)
        if text == "Pour demain":
            lea.press("dialog button[name=tomorrow]")
            lea.until(lambda: lea.typed() == "", "it is planned")
    lea.press("dialog [data-action=close-dialog]")
    said = lea.all("[data-message-id]")[-1].get_attribute("data-message-id")
    lea.js(f"$use('actions.js').ask('remind', {{ key: {said} }})")
    lea.find("dialog .put-by")
    looks_at(lea, DIALOG)
    lea.press("dialog button[name=tomorrow]")
    lea.press(".planned").find("dialog [data-action=discard-draft]")
    looks_at(lea, DIALOG)
    lea.press("dialog [data-action=planned]").find("dialog textarea")
    looks_at(lea, DIALOG)
    lea.press("dialog [data-action=close-dialog]")
    lea.composer.clear()


def test_a_message_s_bar_and_menus_and_what_they_lead_to(house, lea):
    lea.open_canal(house.canals[EMPTY]).write("Un mot").reads("Un mot")
    lea.until(lambda: not lea.waiting(), "it is sent, and can be edited")
    row = ".msg.mine"

    def does(what: str) -> Browser:
        ActionChains(lea.driver).move_to_element(lea.find(f"{row} .bubble")).perform()
        return lea.press(f"{row} [data-do={what}]")

    does("more").press("[data-do=edit]").find("[data-attached=edits] .what")
    looks_at(lea, COMPOSER)
    lea.composer.send_keys(" de plus", Keys.ENTER)
    lea.find(f"{row} .edited")
    for menu in ("react", "more"):
        does(menu).find(MENU)
        # Another size closes it.
        looks_at(lea, MENU)
    does("more").press("[data-do=history]").find("dialog .versions")
    looks_at(lea, DIALOG)
    lea.press("dialog [data-action=close-dialog]")
    does("reply").find(".attached .quote")
    looks_at(lea, COMPOSER)


@pytest.mark.parametrize(
    "opens", ["button[name=inbox]", ".here [data-action=calendar]", "[data-action=switcher]", "[data-action=shortcuts]"]
)
def test_the_cards_by_which_one_finds_one_s_way(lea, opens):
    lea.js("document.querySelector(arguments[0]).click()", opens)
    lea.find("dialog[open]")
    looks_at(lea, DIALOG)


# On a phone


def test_the_phone_s_window_and_drawers(phone):
    looks_at(phone)
    for name, part in (("canals", "html"), ("members", "[data-drawer=members]")):
        phone.press(f"[data-opens-drawer={name}]").find(f"[data-drawer={name}]")
        looks_at(phone, part)
        without_a_drawer(phone)


def test_the_phone_s_cards(house, phone):
    for way in (f"[data-canal-id='{house.canals[DIRECTION]}'] .canal-arrow", "[data-action=new-canal]"):
        opened(phone, "[data-opens-drawer=canals]", way)
        looks_at(phone, DIALOG)
        phone.press("[data-action=close-dialog]")
        without_a_drawer(phone)


def test_the_phone_s_emoji_menu(phone):
    phone.press("button[name=emoji]").find(".emoji-menu [role=gridcell]")
    phone.js(A_FEW_OF_EACH)
    looks_at(phone, EMOJI)
    phone.js("document.querySelector('.emoji-menu').hidePopover()")


# The desktop


LIES_OVER = """
const [one, other] = [...arguments].map((part) => document.querySelector(part).getBoundingClientRect());
return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
"""


def desktop(tab: Browser) -> Browser:
    tab.open("/desktop").find("[data-widget=miaou] [role=log] [data-message-id]")
    return tab


AT_REST = """
for (const popover of document.querySelectorAll("[popover=auto]:popover-open")) popover.hidePopover();
return location.pathname === "/desktop" && document.querySelector("[data-editing=false]") !== null
  && document.querySelector("[data-widget=miaou] [role=log] [data-message-id]") !== null
  && document.querySelector("dialog[open]") === null;
"""


@pytest.fixture
def desk(signed_in) -> Browser:
    """The desktop with nothing open, not being arranged; it stays the same page where it is that already."""
    return signed_in if signed_in.js(AT_REST) else desktop(signed_in)


def chosen(tab: Browser, *labels: str) -> Browser:
    """Opens the bar's menu and goes through it."""
    tab.press("[aria-controls=menu-view]")
    items = (
        "return [...document.querySelectorAll('.menu:popover-open .menu-item:not([hidden])')]"
        ".find((e) => e.textContent === arguments[0])"
    )
    for label in labels:
        tab.until(lambda label=label: tab.js(items, label), f"the menu offers {label!r}").click()
    return tab


def test_the_desktop_and_its_menus(desk):
    looks_at(desk)
    chosen(desk, "Fond d’écran")
    looks_at(desk, f"[role=menubar], {MENU}")


def test_the_desktop_in_edit_mode_with_all_its_widgets(desk):
    chosen(desk, "Mode Modification").find("[data-editing=true]")
    chosen(desk, "Ajouter", "Non lus")
    chosen(desk, "Ajouter", "Lien")
    desk.fill(title="L’ERP", address="erp.example")
    looks_at(desk, DIALOG)
    desk.submit().find("[data-widget=link] a")
    desk.until(lambda: not desk.all(DIALOG), "its card is closed")
    assert desk.js(LIES_OVER, "[data-widget=miaou] .tile-handle", "[data-widget=miaou] .send") is False
    looks_at(desk)
    desk.press("[data-widget=clock] [data-tool=remove]").find(".toast")
    looks_at(desk, ".toasts")
    chosen(desk, "Quitter le mode modification").find("[data-editing=false]")
    looks_at(desk, "[role=menubar], [data-widget=unread], [data-widget=link]")


@pytest.mark.slow
def test_a_drawn_wallpaper(desk):
    chosen(desk, "Fond d’écran", "Toits")
    looks_at(desk)


def test_a_widget_whose_canal_is_archived(house, desk):
    desk.press("[data-widget=miaou] .picker").find(".menu [role=menuitemradio]")
    looks_at(desk, MENU)
    desk.js("document.querySelector('.menu:popover-open')?.hidePopover()")
    desk.js(
        "const [canal] = arguments;"
        "return import('miaou/wire.js').then(({ wire }) =>"
        " wire.call('desktop-show', { tile: 'miaou', key: canal }))",
        house.canals[ARCHIVE],
    )
    desk.find("[data-widget=miaou] .tile-notice button")
    looks_at(desk, "[data-widget=miaou]")


def test_the_desktop_s_help(desk):
    desk.press("[aria-controls=menu-help]").press(".menu .menu-item").find("dialog[open] h2")
    looks_at(desk, DIALOG)


def test_the_desktop_without_its_server(desk):
    with desk.cut_off():
        desk.find(".banner")
        looks_at(desk)


def test_an_empty_desktop(house, visitor):
    visitor.at(house.instance.address, house.instance.sign_in("zoe", PASSWORD)).open("/desktop").find(".desk .empty")
    looks_at(visitor)


def test_the_phone_s_desktop(phone):
    looks_at(desktop(phone))
    chosen(phone, "Mode Modification").find("[data-editing=true]")
    looks_at(phone)


# Forced colours

FRAMED = """
const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement.closest(arguments[0]));
return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
"""


def test_forced_colours_leave_it_seen_where_one_is(lea):
    """The system draws no shadow: the focus of a field that has none of its own would be its caret alone."""
    forced = [{"name": "forced-colors", "value": "active"}]
    lea.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": forced})
    try:
        for field, frame in (("textarea[name=message]", ".sheet"), (".quick input", ".quick")):
            lea.js("document.querySelector(arguments[0]).focus()", field)
            assert lea.js(FRAMED, frame), f"{field} shows its focus"
        opened(lea, "[data-action=new-canal]").press("dialog input[name=name]")
        assert lea.js(FRAMED, "input"), "so does a field of a card"
    finally:
        wear(lea, "light")
