"""One's own menu, without a browser: what it offers to whom, what is chosen in it, and what a choice does."""

from __future__ import annotations

import asyncio
import re
from typing import get_args

import pytest

from app.components.asking import ask
from app.components.cards.own_settings import Choosing, OwnSettings, Ringing
from app.components.menu import Entry
from app.components.sounds import sound_address
from app.components.window.own_facts import OWN_CARD, SETTINGS, SMILEYS, settings_facts
from app.components.window.own_menu import ADMINISTERS, NAME, OwnChoices, Where, homes, own_menu, themes
from app.locale import catalogue
from app.store import Forbidden, Refused, members
from app.store.members import setting
from tests.components import offered
from tests.components.conftest import client_of
from tests.components.offered import called, labels

EN = catalogue("en")
ALL = tuple(get_args(Where))


def offers(where: Where = "window", words=EN):
    return offered.menus(str(own_menu(words, where)))[NAME]


def choices(where: Where = "window"):
    """All that is chosen in it, by label: of several, under what."""
    found = {each.label: each for each in offers(where) if each["aria-checked"]}
    for under in (each for each in offers(where) if each["aria-haspopup"]):
        found |= {f"{under.label}: {each.label}": each for each in under.submenu}
    return found


def chosen(store, member) -> list[str]:
    """What is chosen, as the facts of their pages say it."""
    known = settings_facts(store, member)
    return [label for label, each in choices().items() if known[each["data-facts"]]["@aria-checked"] == "true"]


def test_it_leads_to_what_is_one_s_own_and_holds_what_one_sets():
    assert labels(offers()) == [
        *("My card", "For later", "Desktop", "—"),
        *("Appearance", "Language", "Home page", "Newest at the top", "Typed smileys as emoji", "—"),
        *("Settings", "Guided tour", "Keyboard shortcuts", "Sign out"),
    ]
    french = labels(offers(words=catalogue("fr")))
    assert french[4:9] == [
        *("Apparence", "Langue", "Page d’accueil", "Les plus récents en haut", "Smileys tapés en émojis")
    ]


def test_only_where_one_administers_one_is_offered_that():
    assert labels(offers(), ADMINISTERS)[:5] == [
        *("My card", "For later", "Invite colleagues", "Administration", "Desktop")
    ]
    assert "Administration" not in labels(offers())


async def test_who_administers_is_said_from_the_moment_they_do(office):
    def administers(member) -> str:
        return settings_facts(office.store, office.store.members.get(member.id))[SETTINGS]["@data-administers"]

    assert (administers(office.lea), administers(office.zoe)) == ("true", "false")
    await office.store.members.set_role(office.lea, office.zoe.id, "admin")
    await office.store.members.set_role(office.zoe, office.lea.id, "member")
    assert (administers(office.lea), administers(office.zoe)) == ("false", "true")


def test_the_desktop_leads_to_the_window_also_for_those_who_are_at_home_there():
    assert called(offers("desktop"), "Chat")["href"] == "/?window"
    shown_round = [label for label in labels(offers("window")) if label != "Guided tour"]
    assert labels(offers("desktop")) == [label.replace("Desktop", "Chat") for label in shown_round]


def test_in_another_site_s_page_it_leads_nowhere_else():
    assert labels(offers("frame"), ADMINISTERS) == [
        *("My card", "For later", "—", "Appearance", "Language", "Newest at the top", "Typed smileys as emoji", "—"),
        *("Settings", "Keyboard shortcuts"),
    ]
    html = str(own_menu(EN, "frame"))
    assert [way for way in ("<a ", "post-", "set-home") if way in html] == []
    assert [way for way in ("<a ", "post-", "set-home") if way in str(own_menu(EN, "window"))] != []


@pytest.mark.parametrize("where", ALL)
def test_each_choice_says_what_it_is_whether_it_is_chosen_and_what_it_is_done_with(office, where):
    known = settings_facts(office.store, office.zoe)
    for label, each in choices(where).items():
        assert each["role"] == ("menuitemradio" if ": " in label else "menuitemcheckbox")
        assert {"@aria-checked"} <= known[each["data-facts"]].keys()
        assert each["data-key"] or known[each["data-facts"]]["@data-key"]


def test_every_value_of_what_is_set_in_it_can_be_chosen():
    found = {(each["data-action"], each["data-key"]) for each in choices().values()}
    for name in ("theme", "lang", "home"):
        keys = {key for action, key in found if action == f"set-{name}"}
        assert keys == {value or "auto" for value in members.SETTINGS[name]}


async def test_a_choice_is_kept_at_once_and_the_facts_say_so(office, page_of):
    page = page_of(office.zoe)
    before = ["Typed smileys as emoji", "Appearance: Automatic", "Language: Automatic", "Home page: Chat"]
    assert chosen(office.store, page.member) == before
    for label in ("Appearance: Dark", "Language: Français", "Home page: Desktop"):
        each = choices()[label]
        await ask(OwnChoices(page), each["data-action"].replace("-", "_"), {"key": each["data-key"]})
    await ask(OwnChoices(page), "set_smileys", {"key": settings_facts(office.store, page.member)[SMILEYS]["@data-key"]})
    assert chosen(office.store, page.member) == ["Appearance: Dark", "Language: Français", "Home page: Desktop"]
    assert [setting(page.member, name) for name in ("theme", "lang", "home", "smileys")] == [
        *("dark", "fr", "desktop", "off")
    ]
    for name in ("theme", "lang"):
        await ask(OwnChoices(page), f"set_{name}", {"key": "auto"})
    assert (page.member.theme, page.member.lang) == ("", "")


async def test_a_switch_that_is_pressed_in_two_tabs_at_once_is_thrown_once(office, page_of):
    tabs = [page_of(office.zoe), page_of(office.zoe)]
    key = settings_facts(office.store, office.zoe)[SMILEYS]["@data-key"]
    for page in tabs:
        await ask(OwnChoices(page), "set_smileys", {"key": key})
    known = settings_facts(office.store, tabs[0].member)[SMILEYS]
    assert known == {"@aria-checked": "false", "@data-key": "on"}


@pytest.mark.parametrize("name", ["home", "lang", "smileys", "theme"])
@pytest.mark.parametrize("key", ["elsewhere", "Dark", "true", "x" * 5000])
async def test_what_is_no_choice_is_refused_and_nothing_changes(office, page_of, name, key):
    page = page_of(office.zoe)
    before = settings_facts(office.store, page.member)
    with pytest.raises(Refused):
        await ask(OwnChoices(page), f"set_{name}", {"key": key})
    assert settings_facts(office.store, page.member) == before


@pytest.mark.parametrize("key", [None, 7, True, [], {}])
async def test_what_is_no_text_is_no_choice(office, page_of, key):
    with pytest.raises(Forbidden):
        await ask(OwnChoices(page_of(office.zoe)), "set_theme", {"key": key})


def test_my_card_is_one_s_own(office):
    card = called(offers(), "My card")
    assert (card["data-action"], card["data-facts"]) == ("member-card", OWN_CARD)
    assert settings_facts(office.store, office.zoe)[OWN_CARD] == {"@data-key": str(office.zoe.id)}


def test_other_menus_offer_the_same_choices():
    for entry in (themes(EN), homes(EN)):
        assert isinstance(entry, Entry)
        same = called(offers(), entry.label).submenu
        assert [each.label for each in entry.offers] == [each.label for each in same]


@pytest.mark.parametrize("framed", [False, True])
def test_the_card_of_settings_holds_what_is_not_one_of_a_few(office, page_of, framed):
    page = page_of(office.zoe)
    page.tab.framed = framed
    with client_of(page):
        body = OwnSettings.open(page)._drawn["body"]
    assert "My sessions" in body
    # In another site's page nothing is loaded, and nothing rings.
    assert [way in body for way in ('href="/export"', 'data-action="notifications"')] == [not framed] * 2


async def test_the_settings_say_whether_this_browser_tells_of_what_rings_as_soon_as_that_changes(office, page_of):
    page, other = page_of(office.zoe), page_of(office.zoe)
    cards = []
    for each in (page, other):
        with client_of(each):
            cards.append(OwnSettings.open(each))

    def told(card) -> tuple[str, str]:
        body = card._drawn["body"]
        now = re.search(r'<p id="(notifications-now)">([^<]+)', body)
        button = re.search(rf'<button[^>]*aria-describedby="{now[1]}"[^>]*>([^<]+)', body)
        return now[2], button[1]

    off = ("Notifications are off in this browser.", "Switch notifications on")
    assert told(cards[0]) == off
    await ask(Ringing(page), "ring", {"on": True})
    assert told(cards[0]) == ("Notifications are on in this browser.", "Switch notifications off")
    assert told(cards[1]) == off, "another browser is asked by itself"
    await ask(Ringing(page), "ring", {"on": False})
    assert told(cards[0]) == off


TRIED = {"secure": True, "allowed": True, "on": True, "shown": True, "heard": True}


@pytest.mark.parametrize("fails", [*TRIED, ""])
async def test_a_trial_of_notifications_tells_each_step_up_to_the_one_that_fails(office, page_of, fails):
    page = page_of(office.zoe)
    with client_of(page):
        card = OwnSettings.open(page)
    await ask(Ringing(page), "notifications_tested", {step: step != fails for step in TRIED})
    steps = re.findall(r'<li class="(\w+)"><svg.*?</svg>([^<]+)', card._drawn["body"])
    well = list(TRIED).index(fails) if fails else len(TRIED)
    assert [how for how, _ in steps] == ["well"] * well + ["ill"] * bool(fails)
    assert len({said for _, said in steps}) == len(steps)


async def test_without_a_sound_its_trial_is_no_failure(office, page_of):
    await office.store.members.set(office.zoe, "sound", "none")
    page = page_of(office.zoe)
    with client_of(page):
        card = OwnSettings.open(page)
    await ask(Ringing(page), "notifications_tested", {**TRIED, "heard": False})
    assert "You chose no sound." in card._drawn["body"]
    assert 'class="ill"' not in card._drawn["body"]


async def test_a_sound_that_is_chosen_is_heard_and_chosen_in_all_of_one_s_tabs(office, page_of):
    page, other = page_of(office.zoe), page_of(office.zoe)
    with client_of(other):
        card = OwnSettings.open(other)
    await ask(Choosing(page), "set_sound", {"key": "bell"})
    assert list(page.effects()) == [["sound", sound_address("bell")]]
    await asyncio.sleep(0)
    assert re.findall(r'aria-checked="true" data-action="set-sound" data-key="(\w+)"', card._drawn["body"]) == ["bell"]
    assert settings_facts(office.store, office.store.members.get(office.zoe.id))[SETTINGS]["sound"] == sound_address(
        "bell"
    )


async def test_receipts_are_switched_where_they_are_explained(office, page_of):
    page = page_of(office.zoe)
    with client_of(page):
        card = OwnSettings.open(page)
    for key, checked in (("off", "false"), ("on", "true")):
        assert f'data-action="set-receipts" data-key="{key}"' in card._drawn["body"]
        await ask(Choosing(page), "set_receipts", {"key": key})
        await asyncio.sleep(0)
        assert f'role="switch" aria-checked="{checked}"' in card._drawn["body"]
    with pytest.raises(Refused):
        await ask(Choosing(page), "set_receipts", {"key": "perhaps"})
