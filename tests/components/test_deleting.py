"""Deleting a message: what stands in its place, what one is offered, and what is told to whom."""

from __future__ import annotations

import asyncio
import json
import uuid

import pytest
from sqlalchemy import event

from app.components.admin.deeds import told
from app.components.asking import offered
from app.components.window.announcement import announcement
from app.components.window.canal_facts import key_of
from app.components.window.deleting import undoable
from app.components.window.message import message_row
from app.components.wire.fact_teller import FactTeller
from app.components.wire.ops import Ring
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.locale import catalogue
from app.store import Forbidden
from app.store.deletions import UNDO_MS
from app.store.said import Message
from tests.changing import holding, later
from tests.components.replica import Network, Replica

FR, EN = catalogue("fr"), catalogue("en")


class House:
    """The office, with a wire and its members' tabs."""

    def __init__(self, office):
        self.office, self.store, self.network = office, office.store, Network()
        self.wire, self.tabs = Wire(office.store, self.network.emit), Tabs(office.store, self.network)
        self.count = 0

    async def tab(self, member, canal, lang="fr"):
        self.count += 1
        tab = Replica(self.network, self.store, self.wire, self.tabs, member, f"tab-{self.count}", lang)
        await tab.open(canal.id)
        self.tabs.ring(tab.tab, True)
        return tab

    async def say(self, text, *to, reply_to=None):
        self.count += 1
        by, circle = self.office.lea, [member.id for member in to]
        posted = await self.store.messages.post(
            by, self.office.bureau.id, text, circle, f"n{self.count}", None, reply_to
        )
        await self.settle()
        return posted.message.id

    async def delete(self, message_id):
        await self.store.deletions.delete(self.office.lea, message_id)
        await self.settle()

    async def undo(self, message_id):
        await self.store.deletions.undo(self.office.lea, message_id)
        await self.settle()

    async def eight_seconds_later(self):
        later(self.store)
        assert await self.store.deletions.take_due()
        await self.settle()

    async def settle(self):
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture
async def house(office):
    house = House(office)
    yield house
    await house.wire.close()


def gone(**more) -> Message:
    return Message(1, 2, 3, "<p>Chut</p>", gone=True, card='{"title":"Devis"}', edited=7, **more)


# What stands in its place


@pytest.mark.parametrize(("words", "said"), [(FR, "message supprimé"), (EN, "message deleted")])
def test_in_the_place_of_a_deleted_message_stands_that_it_was_deleted_and_nothing_of_it(words, said):
    row = message_row(gone(reactions=(("👍", (3,)),)), words)
    assert 'data-message-id="1"' in row
    assert 'data-deleted="true"' in row
    assert said in row
    for left_out in ("Chut", "Devis", "message-body", "👍", "data-do", "edited", "<button"):
        assert left_out not in row


def test_a_deleted_aside_is_still_one_and_offers_no_answer():
    row = message_row(gone(recipients=(4,)), FR)
    assert 'data-aside="true"' in row
    assert "data-recipients" not in row
    assert "data-circle" not in row


def test_of_a_deleted_message_it_is_read_out_that_it_was_deleted():
    assert announcement(gone(), lambda _: "Léa", FR).replace("\u00a0", " ") == "Léa : message supprimé"


# What is told


async def test_every_tab_shows_it_at_once_and_it_goes_from_all_of_them_or_is_back(house, office):
    tabs = [await house.tab(member, office.bureau, lang) for member in office.members for lang in ("fr", "en")]
    said = await house.say("Bonjour")
    before = [tab.log["items"][said] for tab in tabs]
    await house.delete(said)
    for tab in tabs:
        assert "data-deleted" in tab.log["items"][said]
        assert ("message supprimé" if tab.tab.lang == "fr" else "message deleted") in tab.log["items"][said]
    await house.undo(said)
    assert [tab.log["items"][said] for tab in tabs] == before
    await house.delete(said)
    await house.eight_seconds_later()
    assert [tab.log["items"] for tab in tabs] == [{}] * len(tabs)


async def test_a_star_goes_with_it_and_comes_back_and_nothing_rings(house, office):
    elsewhere = await house.tab(office.karim, office.direction)
    star = lambda: elsewhere.facts[key_of(office.bureau.id)]["@data-unread"]  # noqa: E731
    said = await house.say("Bonjour")
    assert star() == "true"
    await house.delete(said)
    assert star() == "false"
    await house.undo(said)
    assert star() == "true"
    assert sum("ring" in each for each in elsewhere.received) == 1, "once, when it was said"


async def test_what_is_deleted_before_it_was_told_rings_for_nobody(office):
    teller = FactTeller(office.store, lambda _: "absent")
    office.store.feed.subscribe(lambda changes: [teller.hear(change) for change in changes])
    teller.whole(office.karim, "fr")
    said = (await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")).message
    await office.store.deletions.delete(office.lea, said.id)
    assert [op for _, op in teller.tellings() if isinstance(op, Ring)] == []


async def test_a_deletion_is_told_once_for_all_tabs_of_a_language_and_asks_the_database_nothing_for_any(house, office):
    async def cost():
        said = await house.say("Bonjour")
        await house.say("Oui", reply_to=said)
        sent, told = [], []
        emit, engine = house.wire._emit, house.store.database.engine

        async def counting(rooms, op):
            told.append(op)
            await emit(rooms, op)

        def hear(_connection, _cursor, statement, *_rest):
            sent.append(statement)

        house.wire._emit = counting
        event.listen(engine, "before_cursor_execute", hear)
        await house.delete(said)
        event.remove(engine, "before_cursor_execute", hear)
        house.wire._emit = emit
        return len(sent), [op.called for op in told]

    await house.tab(office.zoe, office.bureau)
    one = await cost()
    for _ in range(25):
        await house.tab(office.zoe, office.bureau)
    assert await cost() == one
    assert one[1] == ["rows", "facts", "quiet"], "the message and its answer leave as one, and ring no more"


async def test_nothing_of_its_words_is_left_in_what_the_wire_holds(house, office):
    # Backwards, so that this very line does not hold it.
    backwards = uuid.uuid4().hex
    tabs = [await house.tab(member, office.bureau, lang) for member in office.members for lang in ("fr", "en")]
    said = await house.say(f"Chut {backwards[::-1]}")
    answer = await house.say("Oui", reply_to=said)
    tabs += [await house.tab(office.zoe, office.bureau, lang) for lang in ("fr", "en")]
    await tabs[0].ask("older", {"canal": office.bureau.id, "before": 2**53 - 1})
    assert holding(backwards)
    await house.delete(said)
    for tab in tabs:
        # What came to them is theirs.
        tab.received.clear()
        assert set(tab.log["items"]) == {said, answer}
    assert not holding(backwards)
    await house.eight_seconds_later()
    assert not holding(backwards)


async def test_who_was_away_hears_what_is_left_of_it(house, office):
    tab = await house.tab(office.zoe, office.bureau)
    house.tabs.detach(tab.tab)
    said, other = await house.say("Chut"), await house.say("Psst")
    await house.delete(said)
    await house.delete(other)
    await house.store.deletions.undo(office.lea, other)
    await tab.catch_up()
    assert "Chut" not in "".join(tab.received)
    assert "data-deleted" in tab.log["items"][said]
    assert "Psst" in tab.log["items"][other]


# What one is offered


async def asks(page, name, **payload):
    await offered()[name](page, payload)
    return list(page.effects())


async def test_whoever_deletes_is_offered_to_undo_it_for_eight_seconds(house, office, page_of):
    said, page = await house.say("Bonjour"), page_of(office.lea, "fr")
    office.store.deletions.steady = lambda: 0
    (toast,) = await asks(page, "delete-message", key=said)
    offer = {"label": "Annuler", "action": "undo-delete", "key": said, "lasts": UNDO_MS}
    assert toast == ["toast", "Message supprimé.", "info", offer]
    office.store.deletions.steady = lambda: 3_000
    ((*_, again),) = await asks(page, "delete-message", key=said)
    assert again == {**offer, "lasts": UNDO_MS - 3_000}
    assert await asks(page, "undo-delete", key=said) == [["aloud", "Le message est rétabli."]]
    assert [each.gone for each in office.store.messages.newest(office.zoe, office.bureau.id).messages] == [False]


async def test_a_page_that_opens_meanwhile_offers_its_member_to_undo_it_for_what_is_left_of_the_time(house, office):
    said, other, store = await house.say("Bonjour"), await house.say("Bonsoir"), office.store
    store.deletions.steady = lambda: 0
    await house.delete(said)
    store.deletions.steady = lambda: 3_000
    await house.delete(other)
    offers = [
        {"label": "Annuler", "action": "undo-delete", "key": key, "lasts": left}
        for key, left in ((said, UNDO_MS - 3_000), (other, UNDO_MS))
    ]
    assert undoable(store, office.lea, FR) == [["toast", "Message supprimé.", "info", offer] for offer in offers]
    assert undoable(store, office.zoe, FR) == [], "it was not she who deleted them"
    await house.undo(other)
    assert len(undoable(store, office.lea, FR)) == 1
    store.deletions.steady = lambda: UNDO_MS
    assert undoable(store, office.lea, FR) == []


async def test_what_somebody_else_deleted_before_one_cannot_undo(house, office, page_of):
    posted = await office.store.messages.post(office.karim, office.bureau.id, "Bonjour", (), "n")
    await office.store.deletions.delete(office.karim, posted.message.id)
    page = page_of(office.lea)
    assert await asks(page, "delete-message", key=posted.message.id) == [["toast", "Message deleted.", "info"]]
    with pytest.raises(Forbidden):
        await asks(page, "undo-delete", key=posted.message.id)


@pytest.mark.parametrize("key", [None, "1", -1, 2**53, True, [1]])
async def test_what_is_no_id_is_refused(office, page_of, key):
    for name in ("delete-message", "undo-delete"):
        with pytest.raises(Forbidden):
            await asks(page_of(office.lea), name, key=key)


# The journal


async def test_the_journal_says_whose_message_was_deleted_and_where_to_those_who_are_there(office, page_of):
    for canal, to in ((office.bureau, []), (office.direction, []), (office.bureau, [office.lea.id])):
        posted = await office.store.messages.post(office.karim, canal.id, "Chut", to, f"n{canal.id}{to}")
        await office.store.deletions.delete(office.lea, posted.message.id)
        await office.store.deletions.undo(office.lea, posted.message.id)
    entries = await office.store.audits.newest(office.lea)
    assert [told(page_of(office.lea, "fr"), each) for each in entries[::-1]] == [
        "Message de Karim supprimé dans Tout le bureau",
        "Message de Karim rétabli dans Tout le bureau",
        "Message de Karim supprimé dans Direction",
        "Message de Karim rétabli dans Direction",
        "Message de Karim supprimé",
        "Message de Karim rétabli",
    ]
    outside = [told(page_of(office.zoe, "fr"), each) for each in entries[::-1]]
    assert outside[2:] == ["Message de Karim supprimé", "Message de Karim rétabli"] * 2
    assert "Chut" not in json.dumps([each.details for each in entries])
