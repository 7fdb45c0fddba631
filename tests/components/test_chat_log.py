"""What the log says of itself: its words, which messages close up, whose page it is, how far one has read."""

import asyncio
import re
from html import unescape

import pytest

from app.components.asking import offered, run
from app.components.window.chat_log import shell
from app.components.window.message import TOGETHER_MS
from app.components.window.own_facts import self_facts
from app.components.window.talk import Talk
from app.locale import catalogue
from app.store.posting import Posted
from tests.components.conftest import PageOf
from tests.conftest import Office

FR, EN = catalogue("fr"), catalogue("en")


def said(html: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', html)
    assert found, f"{name} is said"
    return unescape(found[1])


async def say(office: Office, text: str) -> Posted:
    return await office.store.messages.post(office.lea, office.bureau.id, text, (), text)


@pytest.mark.parametrize(
    ("words", "none", "one", "many"),
    [
        (FR, "Aller aux derniers messages", "{n}\u00a0nouveau message", "{n}\u00a0nouveaux messages"),
        (EN, "To the newest messages", "{n} new message", "{n} new messages"),
    ],
)
def test_the_way_back_says_how_many_came_in_the_reader_s_language(words, none, one, many):
    html = shell(words, "newest-last")
    assert [said(html, f"data-{each}") for each in ("none", "one", "many")] == [none, one, many]


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (FR, ("Nouveaux messages", "Messages plus anciens…", "Rien n’a encore été dit ici. Lancez-vous\u00a0!")),
        (EN, ("New messages", "Older messages…", "Nothing has been said here yet. Begin!")),
    ],
)
def test_its_lines_and_its_ends_speak_the_reader_s_language(words, sentences):
    html = unescape(shell(words, "newest-last"))
    assert [each for each in sentences if f">{each}<" not in html] == []


def test_it_stands_in_the_reader_s_order_and_says_when_messages_close_up():
    html = shell(FR, "newest-first")
    assert said(html, "data-order") == "newest-first"
    assert said(html, "data-gap") == str(TOGETHER_MS) == "300000"


def test_what_it_asks_for_and_tells_is_offered():
    html = shell(FR, "newest-last")
    assert {said(html, "data-older"), said(html, "data-seen")} <= offered().keys()


async def test_a_page_knows_by_a_fact_whose_messages_are_its_own(office: Office):
    assert self_facts(office.zoe, "connected")["@data-own"] == str(office.zoe.id)


async def test_who_looks_at_the_newest_end_sees_what_comes_until_they_look_away(office: Office, page_of: PageOf):
    page = page_of(office.zoe)
    canal, unseen = office.bureau.id, office.store.unseen

    async def seen(message_id: object, here: bool) -> None:
        await run(Talk(page), Talk.seen, {"canal": canal, "id": message_id, "here": here})

    first = await say(office, "Avant")
    assert unseen.of(office.zoe, canal).star
    await seen(first.message.id, here=True)
    await say(office, "Sous ses yeux")
    assert not unseen.of(office.zoe, canal).star
    second = await say(office, "Encore sous ses yeux")
    await seen(second.message.id, here=False)
    assert not unseen.of(office.zoe, canal).star
    await say(office, "Ailleurs")
    assert unseen.of(office.zoe, canal).star


async def test_what_is_no_id_says_nothing_of_how_far_one_has_read(office: Office, page_of: PageOf):
    await say(office, "Avant")
    await run(Talk(page_of(office.zoe)), Talk.seen, {"canal": office.bureau.id, "id": "all", "here": False})
    assert office.store.unseen.of(office.zoe, office.bureau.id).star


async def test_whoever_looks_away_and_back_at_once_goes_on_seeing_what_comes(office: Office, page_of: PageOf):
    page = page_of(office.zoe)

    async def seen(message_id: int, here: bool) -> None:
        await run(Talk(page), Talk.seen, {"canal": office.bureau.id, "id": message_id, "here": here})

    await seen(0, here=True)
    newest = (await say(office, "Un")).message.id
    # While it is being kept how far they got, they are back.
    await asyncio.gather(seen(newest, here=False), seen(newest, here=True))
    assert page.tab.watching == {office.bureau.id}
    await seen(newest, here=False)
    assert page.tab.watching == frozenset()
