"""Answers, as they are drawn, read out and written."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from app.components import asking
from app.components.window.announcement import announcement
from app.components.window.composer import Writing
from app.components.window.message import message_row, pending_row
from app.components.window.quote import Quoting
from app.locale import catalogue
from app.store import Forbidden
from app.store.said import Message, Quote
from tests.changing import alter, alter_quoted, remove
from tests.components.test_message_row import NAMES, read

FR, EN = catalogue("fr"), catalogue("en")
Ask = Callable[..., Awaitable[dict[str, object]]]


@pytest.fixture
def ask(office, page_of) -> Ask:
    """Zoé's French tab asks."""
    page = page_of(office.zoe, "fr")
    kinds = {"quote": Quoting(page), "say": Writing(page)}
    return lambda call, **payload: asking.ask(kinds[call], call, payload)


@pytest.fixture
async def said(office) -> Message:
    return (await office.store.messages.post(office.lea, office.bureau.id, "Qui **vient** ?", (), "n")).message


def answer(text="Qui vient ?", gone=False, **more) -> Message:
    return Message(9, 2, 4, "<p>Moi</p>", quote=Quote(7, 5, (text,) if text else (), gone), **more)


def test_an_answer_shows_whom_and_what_it_answers_and_leads_there():
    row = message_row(answer(), FR)
    (quote,) = re.findall(r'<button class="quote".*?</button>', row)
    assert read(quote) == "En réponse à Zoé Qui vient ?"
    assert 'data-quotes="7"' in quote
    assert re.search(r'data-action="go-to-message" data-key="7"', quote)


@pytest.mark.parametrize(("words", "told"), [(FR, "Message supprimé"), (EN, "Message deleted")])
def test_once_that_is_gone_it_says_so_and_leads_nowhere(words, told):
    row = message_row(answer("", gone=True), words)
    (quote,) = re.findall(r'<div class="quote".*?</div>', row)
    assert read(quote) == told
    assert 'data-quotes="7"' in quote
    assert "go-to-message" not in row


def test_who_is_named_in_it_bears_todays_name_and_marks_the_answer_for_nobody():
    row = message_row(Message(9, 2, 4, "<p>Moi</p>", quote=Quote(7, 5, ("Et ", 6, " ?"))), FR)
    (said,) = re.findall(r'<span class="said".*?</span>', row)
    assert said == '<span class="said" dir="auto">Et @<bdi data-fact="m6.name"></bdi> ?</span>'


def test_what_somebody_typed_into_what_is_quoted_is_text():
    assert "<img" not in message_row(answer("<img src=x onerror=alert(1)>"), FR)


def test_what_is_on_its_way_shows_what_it_answers():
    assert re.search(r"\{html:reply\}.*\{text\}", str(pending_row(FR)))


@pytest.mark.parametrize(
    ("more", "words", "told"),
    [
        ({}, FR, "Karim répond à Zoé\u00a0: Moi"),
        ({}, EN, "Karim answers Zoé: Moi"),
        ({"recipients": (5,)}, FR, "Karim, en aparté, répond à Zoé\u00a0: Moi"),
    ],
)
def test_it_is_read_out_whom_somebody_answers(more, words, told):
    assert announcement(answer(**more), NAMES.__getitem__, words) == told


async def test_what_is_written_shows_what_it_answers_as_that_is_now(office, ask, said):
    def shown(found):
        return read(found["reply"]["shown"].replace("data-fact=", "data-of="))

    found = await ask("quote", key=said.id)
    assert found["reply"]["key"] == said.id
    assert shown(found) == "En réponse à Qui vient ?"
    assert f'data-fact="m{office.lea.id}.name"' in found["reply"]["shown"]
    assert "data-action" not in found["reply"]["shown"]
    await alter(office.store, said.id, html="<p>Qui part ?</p>")
    assert shown(await ask("quote", key=said.id)) == "En réponse à Qui part ?"
    await alter(office.store, said.id, gone=True)
    gone = await ask("quote", key=said.id)
    assert (gone["reply"], "partira sans la citation" in gone["news"]) == (None, True)
    assert await ask("quote", key=said.id + 1) == gone, "it may be one that they must not know of"


async def test_an_answer_is_sent_with_what_it_answers(office, ask, said):
    reply = {"key": said.id, "shown": "<b>forged</b>"}
    found = await ask("say", canal=office.bureau.id, text="Moi", nonce="a", card=None, to=[], reply=reply)
    kept = office.store.state.held(office.bureau.id, found["id"])
    assert kept.quote == Quote(said.id, office.lea.id, ("Qui vient ?",))
    again = await ask("say", canal=office.bureau.id, text="Moi", nonce="a", card=None, to=[], reply=reply)
    assert again == found


@pytest.mark.parametrize("reply", [1, "7", [], {"key": "7"}, {"key": -1}, {"key": True}, {"key": [7]}, {"key": 1}])
async def test_a_forged_answer_is_refused_and_not_sent_without_what_it_answers(office, ask, reply):
    with pytest.raises(Forbidden):
        await ask("say", canal=office.bureau.id, text="Moi", nonce="a", card=None, to=[], reply=reply)
    assert office.store.messages.newest(office.zoe, office.bureau.id).messages == []


async def test_what_changes_in_a_message_changes_in_its_answers_which_are_told_as_changed(office, said):
    post = office.store.messages.post
    first = (await post(office.zoe, office.bureau.id, "Moi", (), "a", reply_to=said.id)).message
    second = (await post(office.lea, office.bureau.id, "Et toi ?", (), "b", reply_to=first.id)).message
    found = await alter_quoted(office.store, said.id, html="<p>Qui part ?</p>")
    assert [each.id for each in found] == [said.id, first.id]
    held = {each.id: each for each in office.store.messages.newest(office.karim, office.bureau.id).messages}
    assert (held[first.id].quote.said, held[second.id].quote.said) == (("Qui part ?",), ("Moi",))
    changed = await office.store.revisions.since(office.karim, office.bureau.id, second.revision)
    assert [each.id for each in changed] == [said.id, first.id]
    await alter_quoted(office.store, said.id, html="", gone=True)
    assert office.store.state.held(office.bureau.id, first.id).quote == Quote(said.id, office.lea.id, gone=True)
    await remove(office.store, second.id)
