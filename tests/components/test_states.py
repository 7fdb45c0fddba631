"""Where there is nothing to show or to do stands a drawing, a sentence and one button that leads on."""

from __future__ import annotations

import re

import pytest
from htpy import p

from app.components.cards import switcher
from app.components.cards.people import found
from app.components.drawings import Name, drawing
from app.components.emoji import menu
from app.components.forms import secondary
from app.components.overlays import overlays
from app.components.states import state, stop
from app.components.widget import door
from app.components.window import canal_drawer, chat_log, composer
from app.components.window.canal_head import no_head
from app.components.window.invitation import invitation_facts
from app.locale import Words, catalogue

LANGUAGES = ("fr", "en")


@pytest.fixture(params=LANGUAGES)
def words(request) -> Words:
    return catalogue(request.param)


def drawn(html: str, name: Name) -> bool:
    return str(drawing(name)) in html


def buttons(html: str) -> list[str]:
    """What the buttons say, and the links that look like one."""
    return re.findall(r'<(?:a|button)[^>]*class="button[^>]*>([^<]+)<', html)


def block(html: str, kind: str) -> str:
    """That state's part of the page."""
    return re.search(rf'<div class="drawn {kind}">.*?</div>', html, re.DOTALL)[0]


def test_a_state_is_its_drawing_and_what_one_makes_of_it(words):
    html = str(state("alone", p["Nobody"], secondary("Invite", "invite"), kind="here"))
    assert html.startswith('<div class="drawn here"><svg')
    assert drawn(html, "alone") and buttons(html) == ["Invite"]


def test_a_page_that_leads_no_further_has_one_button_and_says_in_the_tab_what_it_is(words):
    html = str(stop(words, "lost", words("Nobody here"), "…", (words("To the chat"), "/"), theme="dark"))
    assert drawn(html, "lost") and "peeking" not in html
    assert buttons(html) == [words("To the chat")]
    assert f"<title>{words('Nobody here')} · Miaou</title>" in html
    assert 'data-theme="dark"' in html


def test_whoever_finds_no_canal_can_create_it(words):
    for html in (canal_drawer._shell(words, False), str(switcher._found(words))):
        nothing = block(html, "nothing left")
        assert drawn(nothing, "seeking") and buttons(nothing) == [words("Create a canal")]
    # In a form one has other things to do than to begin another.
    assert buttons(str(found(words))) == []
    assert drawn(str(found(words)), "seeking")


def test_no_emoji_by_a_name_is_drawn(words):
    assert drawn(block(menu.content(words.lang, 0, 15.0), "emoji-none"), "seeking")


def test_in_no_canal_at_all_one_is_led_to_a_first_one(words):
    html = block(chat_log.shell(words, "newest-last"), "no-canal")
    assert drawn(html, "empty") and buttons(html) == [words("Create a canal")]
    # By that the style sheet knows when it is to show.
    assert 'class="here nowhere"' in str(no_head(words))


async def test_where_an_archived_canal_is_not_written_in_stands_why_and_the_way_to_its_card(office, words):
    store, direction = office.store, office.direction
    assert invitation_facts(direction, "Direction", words)["shut"] == ""
    await store.canals.archive(office.lea, direction.id, True)
    told = invitation_facts(store.state.canals[direction.id], "Direction", words)
    assert words("This canal is archived: it can be read only.") in told["shut"]
    assert buttons(told["shut"]) == [words("About this canal")]
    assert f'data-key="{direction.id}"' in told["shut"]
    assert drawn(composer.shell(words, 1), "archived")


def test_a_lost_connection_is_drawn_and_can_be_tried_at_once(words):
    banner = str(overlays(words)).partition('<div class="toasts"')[0]
    assert drawn(banner, "asleep") and buttons(banner) == [words("Try again")]
    # Only the sentence is read out: not what the button says.
    assert re.search(r'<span role="status"></span>', banner)


def test_a_frame_that_cannot_open_says_so_at_a_closed_door_and_leads_on(words):
    ended = str(door.ended_page(words, "dark", ()))
    fault = str(door.fault_page(words, "dark", (), "expired", "…"))
    assert drawn(ended, "closed") and buttons(ended) == [words("Sign in again")]
    assert drawn(fault, "closed") and buttons(fault) == [words("Try again")]
    assert 'href="/widget?ask=1&amp;theme=dark"' in fault
    # Which of the two shows, the kind of trouble says: the page's script knows it.
    waiting = str(door.waiting_page(words, "", ()))
    assert buttons(waiting) == [words("Try again"), words("To the chat")]
