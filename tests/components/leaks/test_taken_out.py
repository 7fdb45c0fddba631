"""Whoever is taken out of a canal keeps nothing of it but what they wrote there themselves and did not send."""

from __future__ import annotations

import asyncio

import pytest
from nicegui import Client

from app.components.panel import Panel
from app.components.window.inbox_facts import INBOX
from tests.attaching import hold
from tests.changing import delete_for_good
from tests.components.leaks.asked import ASKED, OF_A_MESSAGE, about
from tests.components.leaks.world import NOWHERE, SECOND, SECRET

HOUR = 60 * 60 * SECOND
SOUND = {"kind": "audio", "media": "audio/mpeg", "drawn": False}


class Inside:
    """Karim was in it, and in all that can be: named, answered, told aside, reacted to, reminded, writing."""

    async def begin(self, w):
        self.w, store = w, w.store
        self.canal = await store.canals.create(
            w.lea, f"{SECRET} nom", kind="private", topic=SECRET, members=[w.karim.id, w.nour.id]
        )
        self.own = await w.say(w.karim, self.canal, f"Bonjour, {SECRET}")
        self.said = await w.say(w.lea, self.canal, f"{SECRET} @Karim", reply_to=self.own)
        self.aside = await w.say(w.lea, self.canal, f"{SECRET} en aparté", w.karim, files=[f"{SECRET}.pdf"])
        files = [await hold(store, w.lea, f"{SECRET}.png"), await hold(store, w.lea, f"{SECRET}.mp3", **SOUND)]
        self.sound = files[1].id
        ids = [file.id for file in files]
        self.brought = (await store.messages.post(w.lea, self.canal.id, "", (), "brought", files=ids)).message.id
        await w.react(w.lea, self.own, "👍")
        await w.edit(w.karim, self.own, f"Bonsoir, {SECRET}")
        written = {"text": "de moi", "to": [w.lea.id]}
        await store.drafts.keep(w.karim, self.canal.id, written, 0)
        await store.scheduled.add(w.karim, self.canal.id, written, w.wall.now + HOUR, "planned")
        await store.reminders.set(w.karim, self.said, w.wall.now + SECOND)
        await w.settle()
        await store.agenda.round()
        await store.reminders.set(w.karim, self.aside, w.wall.now + HOUR)
        self.tab = await w.tab(w.karim, self.canal)
        await self.tab.asks("open", {"key": self.canal.id})
        return self

    @property
    def panels(self):
        client = Client.instances[self.tab.tab.id]
        return [each for each in client.elements.values() if isinstance(each, Panel) and not each.is_deleted]

    @property
    def drawn(self):
        return "".join("".join(each._drawn.values()) for each in self.panels)

    async def taken_out(self):
        await self.w.store.canals.remove(self.w.lea, self.canal.id, self.w.karim.id)
        for _ in range(5):
            await self.w.settle()
        self.before = len(self.tab.received)

    @property
    def heard_since(self):
        return "".join(self.tab.received[self.before :])


@pytest.fixture
async def inside(office):
    return await Inside().begin(office)


async def until(what):
    """What is not in memory comes from the database in its time."""
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0)


CARDS = {
    "inbox": lambda inside: {},
    "later": lambda inside: {},
    "switcher": lambda inside: {},
    "search": lambda inside: {"text": SECRET},
    "remind": lambda inside: {"key": inside.aside},
    "history": lambda inside: {"key": inside.own},
    "lightbox": lambda inside: {"key": inside.brought, "shows": "1"},
    "listen": lambda inside: {"key": inside.brought, "shows": str(inside.sound)},
    "calendar": lambda inside: {"key": inside.canal.id},
    "canal-card": lambda inside: {"key": inside.canal.id},
}


@pytest.mark.parametrize("name", CARDS)
async def test_a_card_that_is_open_shows_nothing_of_it_any_more(office, inside, name):
    await inside.tab.asks(name, CARDS[name](inside))
    await until(lambda: SECRET in inside.drawn)
    await inside.taken_out()
    await until(lambda: SECRET not in inside.drawn)
    assert str(inside.canal.id) not in inside.drawn.replace(f'data-key="{inside.canal.id}"', "")


async def test_nothing_that_happens_there_reaches_them_and_nothing_is_counted(office, inside):
    assert inside.tab.facts[INBOX]["n"] == "4"
    await inside.taken_out()
    assert inside.tab.facts[INBOX]["n"] == ""
    await office.say(office.lea, inside.canal, f"{SECRET} @Karim @tous", reply_to=inside.own)
    await office.react(office.nour, inside.own, "🎉")
    await office.edit(office.lea, inside.said, f"{SECRET} @Karim, encore")
    await delete_for_good(office.store, office.lea, inside.aside)
    office.wall.now += HOUR
    await office.store.agenda.round()
    for _ in range(5):
        await office.settle()
    assert SECRET not in inside.heard_since
    assert inside.tab.facts[INBOX]["n"] == ""
    assert (await office.store.inbox.page(office.karim)).items == []
    (planned,) = office.store.scheduled.of(office.karim)
    assert planned.trouble
    fresh = await office.tab(office.karim, office.bureau)
    await fresh.asks("inbox", {})
    await fresh.asks("later", {})
    assert SECRET not in fresh.heard


@pytest.mark.parametrize("name", ASKED)
async def test_all_that_they_ask_is_answered_as_if_it_did_not_exist(office, inside, name):
    await inside.taken_out()
    said = {NOWHERE: {"said": NOWHERE, "whispered": NOWHERE + 1}}
    said[inside.canal.id] = {"said": inside.said, "whispered": inside.aside}
    for given in ASKED[name]:
        answers = [
            await inside.tab.asks(name, about(office, canal, given, said[canal]))
            for canal in (NOWHERE, inside.canal.id)
        ]
        assert answers[1:] == answers[:1]
    await office.settle()
    assert SECRET not in inside.heard_since + inside.drawn


@pytest.mark.parametrize("name", [*OF_A_MESSAGE, "quote", "react", "remind", "delete-message", "go-to-message"])
async def test_what_they_said_there_themselves_is_out_of_their_reach(office, inside, name):
    await inside.taken_out()
    keys = (NOWHERE, inside.own, inside.said, inside.aside)
    for given in ASKED[name]:
        answers = [await inside.tab.asks(name, {**given, "key": key}) for key in keys]
        assert answers[1:] == answers[:1] * 3
    await office.settle()
    assert SECRET not in inside.heard_since + inside.drawn


async def test_who_administers_the_office_no_more_sees_no_former_words_of_others(office):
    said = await office.say(office.karim, office.bureau, f"Bonjour, {SECRET}")
    await office.edit(office.karim, said, "Bonsoir")
    lea = Inside()
    lea.tab = await office.tab(office.lea, office.bureau)
    await lea.tab.asks("history", {"key": said})
    await until(lambda: SECRET in lea.drawn)
    await office.store.members.set_role(office.odile, office.lea.id, "member")
    await until(lambda: not lea.panels)
