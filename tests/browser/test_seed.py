"""The page of Gestan that Miaou comes from, sentence by sentence and in its order: what it promises works, in French.

Each test is one sentence of it, told in our words. The menu that leads to the window, and the widget, are in
desktop/.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office
from tests.browser.instance import Instance, furnish
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

PEOPLE = {"lea": "Léa", "karim": "Karim", "zoe": "Zoé", "odile": "Odile"}
BUREAU, ADMINISTRATIF, MARKETING, CAFE = "Tout le bureau", "Administratif", "Service marketing", "Machine à café"
GREEN = "#2d7a46"


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login, nickname in PEOPLE.items():
        await store.members.create(login, nickname, PASSWORD, role="admin" if login == "lea" else "member")
    members = {member.login: member for member in store.members.all()}
    canals = [await store.canals.create(members["lea"], name) for name in (BUREAU, CAFE, "Courrier", "Nouvelles")]
    return {login: member.id for login, member in members.items()}, {canal.name: canal.id for canal in canals}


@pytest.fixture(scope="module")
def base(instances: Callable[..., Instance]) -> Office:
    """The page speaks of the users of one and the same base."""
    instance = instances()
    found = furnish(instance.folder, people)
    return Office(instance.start(), *found)


@pytest.fixture(scope="module")
def tab_of(base, lasting_browser) -> Callable[[str], Browser]:
    """`tab_of(login)`: theirs for all of this file's tests, from the first one that needs it."""
    return cache(lambda login: base.arrive(lasting_browser(), login, f"/?canal={base.canals[BUREAU]}"))


@pytest.fixture
def lea(base, tab_of) -> Browser:
    """Each test begins where everybody is, with nothing typed and nothing open."""
    return at_canal(tab_of("lea"), base.canals[BUREAU])


@pytest.fixture
def karim(base, tab_of) -> Browser:
    return at_canal(tab_of("karim"), base.canals[BUREAU])


@pytest.fixture
def zoe(base, tab_of) -> Browser:
    return at_canal(tab_of("zoe"), base.canals[BUREAU])


def make_canal(tab: Browser, name: str, *inside: int) -> int:
    """Through the dialog: private when members are given; returns its id once it is open."""
    tab.press("[data-action=new-canal]").fill(name=name)
    if inside:
        tab.press(".choice:has([value=private])")
    for member in inside:
        tab.press(f".pick:has([value='{member}']) label")
    tab.submit()
    canal = tab.canal_named(name)
    tab.until(lambda: tab.canal_open() == canal and not tab.all("dialog"), f"{name} is open")
    return canal


def left(tab: Browser, css: str) -> float:
    """Where an element begins, from the left of the screen."""
    return tab.js("return document.querySelector(arguments[0]).getBoundingClientRect().left", css)


# Discussing


def test_users_of_the_same_base_chat_with_each_other(lea, karim, zoe):
    lea.write("Qui vient déjeuner ?")
    karim.reads("Qui vient déjeuner ?").write("Moi !")
    for one in (lea, karim, zoe):
        one.reads("Moi !")


def test_all_of_it_is_in_one_window(lea):
    assert lea.js("return document.title").endswith("Miaou")
    assert [left(lea, css) for css in (".drawer", ".talk", ".people")] == sorted(
        left(lea, css) for css in (".drawer", ".talk", ".people")
    )
    assert left(lea, ".talk") <= left(lea, "textarea[name=message]")


# Discussions, or canals


def test_the_discussions_are_found_on_the_left(lea):
    assert lea.names(".drawer h2") == ["Canaux"]
    assert BUREAU in lea.canals()
    assert left(lea, "[data-canal-id]") < left(lea, "[role=log]")


def test_one_creates_a_canal_for_some_colleagues_and_not_for_others(base, lea, karim, zoe):
    canal = make_canal(lea, ADMINISTRATIF, base.members["karim"])
    karim.open_canal(karim.canal_named(ADMINISTRATIF))
    lea.write("Les salaires sont prêts")
    karim.reads("Les salaires sont prêts")
    # What is said after it has come: had the canal been hers to see, it would be there.
    base.say("karim", base.canals[BUREAU], "Bonjour Zoé")
    zoe.reads("Bonjour Zoé")
    assert ADMINISTRATIF not in zoe.driver.page_source
    assert not zoe.all(f"[data-canal-id='{canal}']")


def test_there_may_be_one_for_each_group_of_the_office(base, lea, zoe):
    make_canal(zoe, MARKETING, base.members["lea"])
    lea.canal_named(MARKETING)
    assert {BUREAU, MARKETING, CAFE} <= set(lea.canals()) & set(zoe.canals())


def test_the_arrow_left_of_the_name_changes_name_and_colour(base, lea, karim):
    row = f"[data-canal-id='{base.canals['Courrier']}']"
    assert left(lea, f"{row} .canal-arrow") < left(lea, f"{row} .name")
    lea.press(f"{row} .canal-arrow").press(f".swatch-choice:has([value='{GREEN}'])")
    lea.fill(name="Courrier du jour").submit()
    for one in (lea, karim):
        one.canal_named("Courrier du jour")
        one.until(lambda one=one: GREEN in (one.all(row)[0].get_attribute("style") or ""), "it has the new colour")


def test_a_star_stands_beside_canals_whose_new_messages_one_has_not_seen(base, lea, zoe):
    canal = base.canals["Nouvelles"]
    assert not zoe.star(canal)
    lea.open_canal(canal).write("Du nouveau")
    zoe.until(lambda: zoe.star(canal), "the star shines")
    assert "🌟" in zoe.all(f"[data-canal-id='{canal}'] .star")[0].text
    zoe.open_canal(canal).reads("Du nouveau")
    zoe.until(lambda: not zoe.star(canal), "the star is gone once it is seen")


# Users


def test_all_members_are_found_on_the_right_by_their_status(base, lea, karim, zoe):
    row = "[row.dataset.memberId, row.dataset.status]"
    rows = f"return [...document.querySelectorAll('[data-member-id]')].map((row) => {row})"
    statuses = {"karim": "connected", "zoe": "connected", "odile": "absent", "lea": "self"}
    expected = [[str(base.members[login]), status] for login, status in statuses.items()]
    lea.until(lambda: lea.js(rows) == expected, "they stand connected, absent, oneself")
    assert lea.names(".people h2") == ["Connectés · 2", "Absents · 1", "Vous"]
    assert left(lea, "[role=log]") < left(lea, "[data-member-id]")


def test_the_arrow_beside_a_name_changes_the_nickname(base, lea, zoe):
    hers = f"[data-member-id='{base.members['zoe']}']"
    zoe.write("Je signe de mon nom").reads("Je signe de mon nom")
    lea.reads("Je signe de mon nom")
    zoe.press(f"{hers} .member-arrow").fill(nickname="Zoé B.").submit()
    for one in (lea, zoe):
        one.until(lambda one=one: one.names(f"{hers} .nick") == ["Zoé B."], "the list bears the new name")
        one.until(lambda one=one: "Zoé B." in one.texts("[role=log] .who b"), "so do the messages")


def test_and_the_image(base, lea, karim, tmp_path: Path):
    mine = f"[data-member-id='{base.members['karim']}']"
    file = BytesIO()
    Image.new("RGB", (300, 300), (40, 60, 210)).save(file, "PNG")
    (tmp_path / "portrait.png").write_bytes(file.getvalue())
    assert not lea.all(f"{mine} .cat img")
    karim.press(f"{mine} .member-arrow").find("dialog .face")
    karim.press("dialog .face").find(".image-editor [type=file]").send_keys(str(tmp_path / "portrait.png"))
    karim.press("dialog [name=keep]")
    loaded = f'const image = document.querySelector("{mine} .cat img"); return Boolean(image?.naturalWidth)'
    for one in (lea, karim):
        one.until(lambda one=one: one.js(loaded), "the new image shows")


# Messages


def test_one_gives_one_s_message_a_form(lea, karim):
    lea.composer.send_keys("Urgent : la facture", Keys.CONTROL, "a", Keys.NULL)
    lea.press("[data-format=bold]")
    assert lea.typed() == "**Urgent : la facture**"
    lea.composer.send_keys(Keys.ENTER)
    karim.reads("Urgent : la facture")
    assert karim.texts("[role=log] .message-body strong")[-1] == "Urgent : la facture"


def chosen(tab: Browser) -> list[str]:
    return tab.texts(".to-line .chip")


def test_one_notes_the_recipients_in_their_place(lea, karim, zoe):
    lea.find("[name=recipients]").send_keys("kar", Keys.ENTER)
    lea.until(lambda: chosen(lea) == ["Karim"], "Karim is chosen")
    lea.write("Noté pour Karim")
    karim.reads("Noté pour Karim")
    assert "en aparté à Karim" in karim.all("[data-message-id][data-aside=true]")[-1].text
    lea.press(".to-all")
    lea.write("Et pour tous")
    zoe.reads("Et pour tous")
    assert "Noté pour Karim" not in zoe.said()


def test_or_by_a_double_click_on_a_user_s_name(base, lea):
    name = lea.find(f"[data-member-id='{base.members['karim']}'] .nick")
    ActionChains(lea.driver).double_click(name).perform()
    lea.until(lambda: chosen(lea) == ["Karim"], "Karim is chosen")


def test_some_smileys_make_it_fresher(lea, karim):
    lea.composer.send_keys("Bon week-end")
    lea.press("button[name=emoji]")
    lea.press(".emoji-section:first-child [role=gridcell]:first-child")
    emoji = lea.typed().removeprefix("Bon week-end").strip()
    assert emoji and not emoji.isascii()
    lea.composer.send_keys(Keys.ENTER)
    karim.reads(f"Bon week-end{emoji}")


def test_smileys_of_the_nostalgic_are_typed(lea, karim):
    lea.write("À demain :) <3")
    karim.reads("À demain 🙂 ❤️")


# Versions


def test_the_reading_direction_turns_round(lea):
    lea.write("La première").reads("La première")
    lea.write("La seconde").reads("La seconde")
    said = ["La première", "La seconde"]
    assert lea.said()[-2:] == said
    lea.press("[data-action=flip-order]")
    lea.until(lambda: lea.said()[:2] == said[::-1], "the newest is first")
    top = "return document.querySelector(arguments[0]).getBoundingClientRect().top"
    lea.until(lambda: lea.js(top, "textarea[name=message]") < lea.js(top, "[role=log]"), "one writes above")
    # A second click too soon after the first counts as part of it.
    lea.until(lambda: lea.press("[data-action=flip-order]").said()[-2:] == said, "the newest is last again")
