"""On any screen, with text and pointer of any size: nothing scrolls sideways or lies under another, all can be hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.screens import Screen, finds, screens, show_on
from tests.browser.tidy import CLEAR

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

ZOOMED = Screen(320, 256)
"""What 1280 by 1024 is at 400 %."""

PHONE = Screen(390, 844, touch=True)
LARGE_TEXT = Screen(1280, 800, font=32)
FEW = (ZOOMED, Screen(390, 844, font=32, touch=True), Screen(768, 1024, touch=True), LARGE_TEXT)
MANY = (
    *FEW,
    Screen(320, 568, touch=True),
    PHONE,
    Screen(844, 390, touch=True, notch=47),
    Screen(667, 375, touch=True, notch=44),
    Screen(1440, 900, font=12),
    Screen(1440, 900, font=40),
    Screen(3840, 2160),
)
DESK = Screen(1280, 800)

LONG = "Anne-Sophie de la Rochefoucauld"
TEXT = """**Gras** et `code` : https://example.org/un/chemin/qui-ne-finit-pas?et=ses&parametres=12345678901234567890

```python
def miaou(n: int) -> str:  # un commentaire qui dépasse de la ligne, de loin, sur un téléphone en tout cas
```
"""
RECORD = {
    "title": "Facture d’un client au nom très long",
    "reference": "FA2024-0153",
    "fields": [["Client", "Au Beau Temps"]],
    "link": "https://gestan.example/FA2024-0153",
}


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Long names, many canals, and each kind of message."""
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    named = {"anne": LONG, "karim": "Karim", "zoe": "Zoé"} | {f"m{n}": f"Collègue {n}" for n in range(8)}
    for login, nickname in named.items():
        await store.members.create(login, nickname, PASSWORD)
    members = {member.login: member for member in store.members.all()}
    anne, karim, zoe = members["anne"], members["karim"], members["zoe"]
    await store.members.edit(karim, karim.id, note="Au téléphone jusqu’à midi, puis en réunion")
    await store.members.set(zoe, "reading_order", "newest-first")
    bureau = await store.canals.create(lea, "Tout le bureau", topic="Ce que tout le monde doit savoir et peut dire")
    await store.canals.create(lea, "Relations avec les collectivités", kind="private", members=[anne.id])
    for n in range(8):
        await store.canals.create(lea, f"Dossier {n}")
    await store.canals.direct(lea, [anne.id, karim.id])
    for n, (by, text, to, card) in enumerate(
        (
            (lea, TEXT, (), None),
            (anne, TEXT, (), None),
            (karim, "Un aparté", (lea.id, anne.id), None),
            (lea, "Une fiche", (karim.id,), RECORD),
        )
    ):
        await store.messages.post(by, bureau.id, text, to, f"n{n}", card)
    return {login: member.id for login, member in members.items()}, {"Tout le bureau": bureau.id}


@pytest.fixture(scope="module")
def lasting(house, lasting_browser) -> Iterator[Browser]:
    tab = lasting_browser().at(house.instance.address, house.instance.sign_in("lea", PASSWORD))
    with screens(tab):
        yield tab


@pytest.fixture
def lea(lasting) -> Browser:
    show_on(lasting, DESK)
    return lasting


def at_the_window(tab: Browser) -> Browser:
    """With nothing typed or open; it stays the same page where it is that already."""
    there = "return location.pathname === '/' && document.querySelector('[role=log] [data-message-id]') !== null"
    if not tab.js(there):
        tab.open_window().find("[role=log] [data-message-id]")
    tab.js(CLEAR + "document.querySelector('.scrim').click()")
    return tab


# What may stand on a screen


def window(tab: Browser) -> None:
    at_the_window(tab)


def writing_an_aside(tab: Browser) -> None:
    at_the_window(tab)
    for begun in ("kar", "anne"):
        tab.find("[name=recipients]").send_keys(begun, Keys.ENTER)
    tab.until(lambda: len(tab.all(".chips .chip")) == 2, "both are chosen")
    tab.composer.send_keys("Un message en cours, qui tient sur deux lignes au moins s’il le faut")


def canals(tab: Browser) -> None:
    at_the_window(tab)
    show_on(tab, PHONE)
    tab.press("[data-opens-drawer=canals]").find(".drawer[data-open]")


def members(tab: Browser) -> None:
    at_the_window(tab)
    show_on(tab, PHONE)
    tab.press("[data-opens-drawer=members]").find(".people[data-open]")


def smileys(tab: Browser) -> None:
    at_the_window(tab).press("button[name=emoji]").find(".emoji-menu [role=gridcell]")
    # Of many hundreds, all as large as the first, these stand for all.
    tab.js("[...document.querySelectorAll('.emoji-section button')].slice(20).forEach((cell) => cell.remove())")


def new_canal(tab: Browser) -> None:
    at_the_window(tab).press("[data-action=new-canal]").press(".choice:has([value=private])").find(".pick")


def own_card(tab: Browser) -> None:
    at_the_window(tab).press("[data-member-id][data-status=self] .member-arrow").find("dialog[open] .face")


def own_image(tab: Browser) -> None:
    own_card(tab)
    tab.press("dialog .face").find("dialog .image-editor .brings")


def colleague(tab: Browser) -> None:
    arrow = next(e for e in at_the_window(tab).all(".people .member-arrow") if LONG in e.get_attribute("aria-label"))
    arrow.click()
    tab.find("dialog[open] h2")


def desktop(tab: Browser) -> None:
    tab.open("/desktop").find("[data-widget=miaou] [role=log] [data-message-id]")


def desktop_in_edit_mode(tab: Browser) -> None:
    desktop(tab)
    tab.press("[aria-controls=menu-view]").press(".menu:popover-open .menu-item").find("[data-editing=true]")


def widget(tab: Browser) -> None:
    tab.open("/widget").find("[role=log] [data-message-id]")


def page(path: str) -> Callable[[Browser], None]:
    def opened(tab: Browser) -> None:
        tab.open(path).find("h1")
        for folded in tab.all("details:not([open]) > summary"):
            folded.click()

    return opened


@pytest.mark.parametrize("shown", [window, writing_an_aside, desktop], ids=lambda shown: shown.__name__)
def test_all_of_it_can_be_seen_and_reached_on_any_screen(lea, shown):
    shown(lea)
    assert [each for screen in MANY for each in finds(lea, screen)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "shown",
    [canals, members, smileys, new_canal, own_card, own_image, colleague, desktop_in_edit_mode, widget],
    ids=lambda shown: shown.__name__,
)
def test_all_of_it_can_be_seen_and_reached_on_the_most_unusual_screens(lea, shown):
    shown(lea)
    assert [each for screen in FEW for each in finds(lea, screen)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/admin", "/admin/canals", "/admin/embedding", "/admin/office", "/admin/data", "/admin/audit", "/invite"]
)
def test_every_sheet_can_be_seen_and_reached(lea, path):
    page(path)(lea)
    assert [each for screen in FEW for each in finds(lea, screen)] == []


def test_the_doors_can_be_seen_and_reached(house, fresh):
    fresh.at(house.instance.address).open("/login").find("h1")
    with screens(fresh):
        assert [each for screen in FEW for each in finds(fresh, screen)] == []


@pytest.mark.parametrize("screen", [ZOOMED, Screen(390, 844, font=32, touch=True)], ids=str)
def test_a_menu_and_what_it_leads_to_fit_the_screen(lea, screen):
    show_on(lea, screen)
    lea.open("/desktop").find("[data-widget]")
    lea.press("[aria-controls=menu-view]").find(".menu:popover-open")
    assert finds(lea, screen) == []
    lea.press(".menu:popover-open [aria-haspopup=menu]").find(".submenu:popover-open")
    assert finds(lea, screen) == []


def test_large_text_gets_the_screen_that_it_leaves_room_for(lea):
    """The columns are as wide as text asks for: where all three have no room, they are not there together."""
    window(lea)
    show_on(lea, LARGE_TEXT)
    talk, members = (lea.find(css).rect for css in (".talk", "[data-opens-drawer=members]"))
    assert talk["width"] > 30 * LARGE_TEXT.font
    assert members["width"] > 0


def test_signs_grow_with_the_text_beside_them(lea):
    """With their buttons, as long as these leave room for words."""
    window(lea)
    sign, tool = (lea.all(css)[0] for css in (".head [data-opens-drawer=members] svg", ".write .kit button"))
    for font, sizes in ((16, (20, 34)), (32, (40, 72))):
        show_on(lea, Screen(900, 700, font=font))
        assert (sign.rect["width"], tool.rect["width"]) == sizes


SAY = "import('miaou/toast.js').then(({ show }) => show('C’est fait.', 'info', { label: 'Annuler', run() {} }))"


@pytest.mark.parametrize(
    "shown", [window, new_canal, desktop, page("/admin")], ids=["window", "new_canal", "desktop", "admin"]
)
def test_what_is_said_for_a_moment_lies_over_nothing_that_cannot_be_brought_out_from_under_it(lea, shown):
    shown(lea)
    lea.js(SAY)
    lea.find(".toast")
    assert finds(lea, PHONE) == []


def test_what_is_said_of_the_connection_lies_over_nothing_that_one_writes_with(house, fresh):
    """Also where the newest come first, and one writes at the top."""
    zoe = house.arrive(fresh, "zoe")
    writing_an_aside(zoe)
    with screens(zoe):
        show_on(zoe, PHONE)
        with zoe.cut_off():
            zoe.find(".banner")
            assert finds(zoe, PHONE) == []
