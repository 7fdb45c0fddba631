"""Whom a message is for: choosing them, what they and the others see, and who is told that one writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import FAILED, PASSWORD, Office
from tests.browser.tidy import CLEAR

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

PEOPLE = {"lea": "Léa", "karim": "Karim", "zoe": "Zoé", "helene.dupre": "Hélène", "jb": "Jean-Baptiste Roux"}
BUREAU, DIRECTION, CAFE = "Tout le bureau", "Direction", "Machine à café"
FIELD = "[name=recipients]"
LOCK = ".to use[href='#i-lock']"


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login, nickname in PEOPLE.items():
        await store.members.create(login, nickname, PASSWORD)
    members = {member.login: member for member in store.members.all()}
    lea = members["lea"]
    inside = [members[login].id for login in ("karim", "zoe")]
    made = [
        await store.canals.create(lea, BUREAU),
        await store.canals.create(lea, CAFE),
        await store.canals.create(lea, DIRECTION, kind="private", members=inside),
    ]
    return {login: member.id for login, member in members.items()}, {canal.name: canal.id for canal in made}


@pytest.fixture(scope="module")
def tab_of(house, lasting_browser) -> Callable[[str], Browser]:
    """`tab_of(login)`: theirs for all of this file's tests, from the first one that needs it."""
    return cache(lambda login: house.arrive(lasting_browser(), login, f"/?canal={house.canals[BUREAU]}"))


@pytest.fixture
def begins(house, tab_of, request) -> Iterator[Callable[[str], Browser]]:
    """`begins(login)` is their tab in the open canal, with nothing typed and nobody chosen."""
    begun: list[Browser] = []

    def begin(login: str) -> Browser:
        tab = tab_of(login)
        begun.append(tab)
        tab.js(CLEAR)
        if tab.canal_open() != house.canals[BUREAU]:
            tab.open_canal(house.canals[BUREAU])
            tab.js(CLEAR)
        return tab

    yield begin
    if request.node.stash.get(FAILED, False):
        for tab in begun:
            tab.open_window()


@pytest.fixture
def lea(begins) -> Browser:
    return begins("lea")


@pytest.fixture
def karim(begins) -> Browser:
    return begins("karim")


@pytest.fixture
def zoe(begins) -> Browser:
    return begins("zoe")


def circle(tab: Browser) -> list[str]:
    return tab.names(".to-line .chip")


def choose(tab: Browser, *names: str) -> Browser:
    for name in names:
        tab.find(FIELD).send_keys(name, Keys.ENTER)
        answered(tab)
    return tab


def answered(tab: Browser) -> Browser:
    """Returns when what is typed is what the proposals are for."""
    tab.until(
        lambda: tab.js("return document.querySelector('.suggestions').ariaBusy !== 'true'"), "the answer is there"
    )
    return tab


def options(tab: Browser) -> list[str]:
    return answered(tab).names(".suggestions:not([hidden]) [role=option] > span:last-child")


def suggested(tab: Browser, typed: str) -> list[str]:
    """Who is proposed for that."""
    field = tab.find(FIELD)
    field.clear()
    field.send_keys(typed)
    return options(tab)


def row(house: Office, login: str) -> str:
    return f"[data-member-id='{house.members[login]}']"


def focused(tab: Browser) -> str:
    return tab.js("return document.activeElement.getAttribute('name') ?? ''")


# Choosing


def test_nobody_named_means_everyone(lea):
    assert circle(lea) == []
    assert lea.find(FIELD).get_attribute("placeholder") == "tout le canal"


def test_a_nickname_is_completed_and_no_login_whatever_its_case_and_accents(lea):
    """Which names a beginning finds is tried in components/test_circle.py."""
    found = {"HÉL": ["Hélène"], "rou": ["Jean-Baptiste Roux"], "jb": []}
    assert {typed: suggested(lea, typed) for typed in found} == found


def test_only_those_in_the_canal_are_proposed(house, lea):
    lea.open_canal(house.canals[DIRECTION])
    assert suggested(lea, "hele") == []
    assert suggested(lea, "z") == ["Zoé"]


def test_the_keyboard_chooses_and_takes_out(lea):
    field = lea.find(FIELD)
    field.send_keys(Keys.ARROW_DOWN)
    assert options(lea) == ["Hélène", "Jean-Baptiste Roux", "Karim", "Zoé"]
    assert field.get_attribute("aria-expanded") == "true"
    field.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    answered(lea)
    active = field.get_attribute("aria-activedescendant")
    assert lea.find(f"#{active}").text.endswith("Karim")
    assert lea.find(f"#{active}").get_attribute("aria-selected") == "true"
    field.send_keys(Keys.ENTER)
    assert circle(lea) == ["Karim"]
    assert (options(lea), field.get_attribute("aria-expanded")) == ([], "false")
    field.send_keys("zo,")
    answered(lea)
    assert circle(lea) == ["Karim", "Zoé"]
    assert "Karim" not in suggested(lea, "ka")
    field.send_keys(Keys.ESCAPE)
    assert options(lea) == []
    field.send_keys(Keys.BACKSPACE * 2)
    assert circle(lea) == ["Karim", "Zoé"]
    field.send_keys(Keys.BACKSPACE)
    assert circle(lea) == ["Karim"]
    field.send_keys(Keys.BACKSPACE)
    assert circle(lea) == []
    field.send_keys(Keys.ENTER)
    assert focused(lea) == "message"


def test_the_field_says_whom_it_reaches_and_the_button_stays_in_view_however_many_they_are(lea):
    before = lea.find("[name=message]").get_attribute("aria-label")
    choose(lea, "kar", "zoe")
    assert lea.find("[name=message]").get_attribute("aria-label") == "Écrire à Karim, Zoé en aparté"
    lea.js(
        "const chips = document.querySelector('.chips');"
        "for (let n = 0; n < 200; n++) chips.append(chips.lastElementChild.cloneNode(true))"
    )
    assert lea.js("return document.querySelector('[name=send]').getBoundingClientRect().bottom <= innerHeight")
    lea.press(".to-all")
    assert lea.find("[name=message]").get_attribute("aria-label") == before


def test_the_cross_takes_one_out_and_the_button_all(house, lea):
    choose(lea, "kar", "zoe", "hele")
    lea.press(f".chip[data-key='{house.members['zoe']}'] button")
    assert circle(lea) == ["Karim", "Hélène"]
    assert lea.find(".to-all").text == "À tout le canal"
    lea.press(".to-all")
    assert circle(lea) == []
    assert not any(button.is_displayed() for button in lea.all(".to-all"))


def test_a_double_click_on_a_member_adds_them_once(house, lea):
    for _ in range(2):
        ActionChains(lea.driver).double_click(lea.find(f"{row(house, 'karim')} .nick")).perform()
    assert circle(lea) == ["Karim"]
    assert focused(lea) == "message"
    ActionChains(lea.driver).double_click(lea.find(f"{row(house, 'lea')} .nick")).perform()
    assert circle(lea) == ["Karim"]


def test_enter_on_a_member_adds_them(lea):
    lea.js("document.querySelector(\"[data-member-id] [tabindex='0']\").focus()")
    names = (
        "return [...document.querySelectorAll('[data-member-id]')].map((row) => row.querySelector('.nick').textContent)"
    )
    down = [Keys.ARROW_DOWN] * lea.js(names).index("Zoé")
    ActionChains(lea.driver).send_keys(Keys.HOME, *down, Keys.ENTER).perform()
    assert circle(lea) == ["Zoé"]


def test_a_draft_and_its_circle_stay_one_thing_whatever_another_tab_does(house, lea):
    ActionChains(lea.driver).double_click(lea.find(f"{row(house, 'karim')} .nick")).perform()
    lea.composer.send_keys("Secret pour Karim")
    here = lea.driver.current_window_handle
    lea.open_canal(house.canals[DIRECTION]).open_canal(house.canals[BUREAU])
    lea.driver.switch_to.new_window("tab")
    lea.open_window(f"/?canal={house.canals[BUREAU]}").press(".to-all").composer.clear()
    lea.write("Bonjour à tous").reads("Bonjour à tous")
    lea.driver.close()
    lea.driver.switch_to.window(here)
    # That one has emptied it elsewhere is newer, and may have come here by now.
    whole, nothing = ("Secret pour Karim", ["Karim"]), ("", [])
    for leave in (lambda: lea.open_canal(house.canals[DIRECTION]).open_canal(house.canals[BUREAU]), lea.driver.refresh):
        leave()
        lea.until(lambda: (lea.typed(), circle(lea)) in (whole, nothing), "text and circle are one thing")


def test_who_is_not_in_the_canal_cannot_be_added(house, lea):
    lea.open_canal(house.canals[DIRECTION])
    ActionChains(lea.driver).double_click(lea.find(f"{row(house, 'helene.dupre')} .nick")).perform()
    lea.until(lambda: lea.shows("Hélène ne fait pas partie de ce canal."), "it is said why")
    assert circle(lea) == []


def test_somebody_half_typed_keeps_the_message_from_going_to_everyone(lea, zoe):
    lea.find(FIELD).send_keys("kar")
    lea.write("Rien que pour Karim")
    assert "Un destinataire n’est écrit qu’à moitié" in lea.find(".trouble").text
    assert (lea.typed(), lea.waiting(), focused(lea)) == ("Rien que pour Karim", [], "recipients")
    lea.find(FIELD).send_keys(Keys.ENTER)
    answered(lea)
    assert not any(trouble.is_displayed() for trouble in lea.all(".trouble"))
    lea.composer.send_keys(Keys.ENTER)
    lea.reads("Rien que pour Karim")
    lea.press(".to-all")
    lea.write("Pour tous").reads("Pour tous")
    assert "Rien que pour Karim" not in zoe.reads("Pour tous").said()


def test_somebody_half_typed_stays_with_what_is_written_for_them(house, lea):
    lea.composer.send_keys("Entre nous")
    lea.find(FIELD).send_keys("kar")
    lea.open_canal(house.canals[CAFE])
    assert (lea.typed(), lea.find(FIELD).get_attribute("value")) == ("", "")
    lea.open_canal(house.canals[BUREAU])
    assert (lea.typed(), lea.find(FIELD).get_attribute("value")) == ("Entre nous", "kar")
    lea.composer.send_keys(Keys.ENTER)
    assert "Un destinataire n’est écrit qu’à moitié" in lea.find(".trouble").text
    assert lea.waiting() == []


def test_without_the_server_nobody_is_proposed_and_what_is_typed_stays(lea):
    banner = ".banner:not([hidden], :empty)"
    lea.js("window.socket.disconnect()")
    lea.until(lambda: lea.all(banner), "the loss of the connection is told")
    lea.find(FIELD).send_keys("kar", Keys.ENTER)
    assert "La connexion est perdue" in lea.find(".trouble").text
    lea.write("Rien que pour Karim")
    assert (lea.find(FIELD).get_attribute("value"), lea.typed(), lea.waiting()) == ("kar", "Rien que pour Karim", [])
    lea.press(".banner .button")
    lea.until(lambda: "Connexion perdue" not in "".join(lea.texts(".banner")), "it is back")
    lea.find(FIELD).send_keys(Keys.BACKSPACE)
    assert options(lea) == ["Karim"]


# What is seen of it


def test_an_aside_shows_tinted_with_a_lock_and_its_names_to_its_circle_only(house, lea, karim, zoe):
    zoe.open_canal(house.canals[CAFE])
    choose(lea, "kar", "hele").write("Le cadeau de Zoé est là").reads("Le cadeau de Zoé est là")
    karim.reads("Le cadeau de Zoé est là")
    for tab in (lea, karim):
        aside = tab.all("[data-message-id][data-aside=true]")[-1]
        assert "en aparté à Karim, Hélène" in aside.text
        assert aside.find_elements("css selector", LOCK)
        ids = aside.get_attribute("data-recipients").split(",")
        assert {int(each) for each in ids} == {house.members["karim"], house.members["helene.dupre"]}
        border = tab.js(
            "return ['.aside .bubble', '[data-message-id]:not(.aside) .bubble'].map((css) =>"
            " [...document.querySelectorAll(css)].map((bubble) => getComputedStyle(bubble).backgroundColor))"
        )
        assert not set(border[0]) & set(border[1])
    lea.press(".to-all").write("Bon après-midi")
    zoe.until(lambda: zoe.star(house.canals[BUREAU]), "what is for all gives a star")
    assert zoe.names(f"[data-canal-id='{house.canals[BUREAU]}'] .n") == ["1"]
    zoe.open_canal(house.canals[BUREAU]).reads("Bon après-midi")
    assert "cadeau" not in zoe.driver.page_source


def test_an_answer_goes_to_the_same_circle(lea, karim, zoe):
    choose(lea, "kar", "zoe").write("Réunion à trois ?").reads("Réunion à trois ?")
    karim.reads("Réunion à trois ?").press("[data-message-id]:last-of-type .reply")
    assert sorted(circle(karim)) == ["Léa", "Zoé"]
    assert focused(karim) == "message"
    karim.write("À midi")
    for tab in (lea, karim, zoe):
        # The row takes the place of what was on its way.
        tab.reads("À midi").until(lambda tab=tab: "en aparté à" in tab.texts("[data-message-id]")[-1], "it is an aside")
    lea.press("[data-message-id]:last-of-type .reply")
    assert sorted(circle(lea)) == ["Karim", "Zoé"]
    assert circle(zoe) == []


def test_the_circle_stays_until_one_leaves_it_deliberately(house, lea, zoe):
    choose(lea, "kar").write("Premier secret").reads("Premier secret")
    assert circle(lea) == ["Karim"]
    lea.open_canal(house.canals[CAFE])
    assert circle(lea) == []
    lea.open_canal(house.canals[BUREAU])
    assert circle(lea) == ["Karim"]
    lea.write("Second secret").reads("Second secret").press(".to-all")
    lea.open_window(f"/?canal={house.canals[BUREAU]}")
    lea.write("À vous tous").reads("À vous tous")
    zoe.reads("À vous tous")
    assert not any("secret" in said for said in zoe.said())


def test_when_one_of_the_circle_leaves_the_message_is_refused_and_kept(house, lea, karim, zoe):
    direction = house.canals[DIRECTION]
    for tab in (lea, karim, zoe):
        tab.open_canal(direction)
    choose(lea, "kar", "zoe").write("Tant que nous sommes trois")
    karim.reads("Tant que nous sommes trois")
    karim.press(f"[data-canal-id='{direction}'] .canal-arrow").press("dialog button[name=leave]")
    karim.until(lambda: karim.shows("pourra vous y ramener"), "it is asked first")
    karim.press("dialog button[name=leave]")
    lea.until(lambda: lea.names(".chip.gone") == ["Karim"], "Karim is struck out")
    assert circle(lea) == ["Karim", "Zoé"]
    lea.write("Et maintenant ?")
    lea.until(lambda: "ne fait pas partie de ce canal" in lea.find(".trouble").text, "it is said why")
    assert (lea.typed(), lea.waiting()) == ("Et maintenant ?", [])
    assert "Et maintenant ?" not in zoe.said() + karim.said()
    lea.press(f".chip[data-key='{house.members['karim']}'] button")
    lea.composer.send_keys(Keys.ENTER)
    zoe.reads("Et maintenant ?")
    assert "Et maintenant ?" not in karim.driver.page_source


# Who is told that one writes


def notice(tab: Browser) -> str:
    return tab.names(".typing")[0]


def test_those_whom_it_will_reach_see_that_one_writes_for_five_seconds(house, lea, karim, zoe):
    choose(lea, "kar").composer.send_keys("Je t’écris")
    karim.until(lambda: notice(karim) == "Léa écrit…", "Karim is told")
    # What was said after it has come: had the notice been for her, it would be there.
    house.say("jb", house.canals[BUREAU], "Quelqu’un écrit ?")
    zoe.reads("Quelqu’un écrit ?")
    assert notice(zoe) == ""
    karim.until(lambda: notice(karim) == "", "it is gone by itself", patience=8)
    lea.press(".to-all").composer.send_keys(" à tous")
    for tab in (karim, zoe):
        tab.until(lambda tab=tab: notice(tab) == "Léa écrit…", "everyone is told")
    assert notice(lea) == ""
    lea.composer.send_keys(Keys.ENTER)
    for tab in (karim, zoe):
        tab.reads("Je t’écris à tous")
        tab.until(lambda tab=tab: notice(tab) == "", "what was written has come")
    zoe.open_canal(house.canals[CAFE])
    lea.composer.send_keys("Ici seulement")
    karim.until(lambda: notice(karim) == "Léa écrit…", "Karim is told again")
    house.say("jb", house.canals[CAFE], "Et là ?")
    zoe.reads("Et là ?")
    assert notice(zoe) == "", "whoever reads another canal is not"


# By touch


def test_a_long_press_on_a_member_adds_them(house, lasting_browser):
    # Somebody without another tab: what one sees on a phone is seen.
    phone = house.arrive(lasting_browser(phone=True), "jb", f"/?canal={house.canals[BUREAU]}")
    phone.press("[data-opens-drawer=members]")
    name = phone.find(f"{row(house, 'karim')} .nick")
    settled = "return document.getAnimations().every((each) => each.playState !== 'running')"
    phone.until(lambda: phone.js(settled), "the members have slid in")
    x, y = name.rect["x"] + 20, name.rect["y"] + 8

    def touch(kind: str, *points: dict[str, float]) -> None:
        phone.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    phone.until(lambda: circle(phone) == ["Karim"], "the press has lasted long enough")
    touch("touchEnd")
    # A finger that moves scrolls, and chooses nobody.
    touch("touchStart", {"x": x, "y": y})
    touch("touchMove", {"x": x, "y": y + 60})
    touch("touchEnd")
    touch("touchStart", {"x": 10, "y": 400})
    touch("touchEnd")
    phone.until(lambda: not phone.all("[data-drawer][data-open]"), "the members have slid away")
    assert circle(phone) == ["Karim"]
    phone.composer.send_keys("Du bout du doigt")
    phone.press("button[name=send]").reads("Du bout du doigt")
    assert "en aparté à Karim" in phone.all("[data-message-id]")[-1].text
