"""What a private canal holds and what is said aside reaches nobody outside, by no way out: not even a count.

The same days are lived twice, with the secrets and without them: whoever is outside must be told the very same.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from nicegui import Client
from nicegui.page import page as nicegui_page

from app.components.asking import offered
from app.components.window.canal_facts import key_of
from app.components.wire.ops import to_json
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store import Refused, Store
from app.store.ids import LARGEST
from app.store.state import Canal, Member
from tests.changing import alter_quoted, delete_for_good, later, remove
from tests.components.replica import Network, Replica
from tests.conftest import MONDAY

SECRET = "chuchotis"
"""Stands in whatever an outsider must not read."""

NOWHERE = 4_242_424_242
"""The id of no canal."""

INSIDE, HALF_INSIDE, OUTSIDE = ("lea", "karim"), ("nour",), ("zoe", "odile")
"""In all the secrets, one of them an administrator; in the private canal, but in no circle; in nothing, one of them an
administrator."""

ONE_OUTSIDE = (OUTSIDE[0], *(pytest.param(each, marks=pytest.mark.slow) for each in OUTSIDE[1:]))
"""The same: of each call, one of them asks; `-m slow` has the others ask."""

SECOND = 1_000


class Wall:
    """A clock on the wall: it shows the same time however often one looks."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> int:
        return self.now


class Outsider(Replica):
    """A tab that also keeps the answers to its calls, and can tell all that it heard."""

    async def asks(self, name: object, payload: object) -> dict[str, Any]:
        answer = json.loads(to_json(await self.calls.answer(self.sid, name, payload)))
        self.received.append(json.dumps(answer))
        return answer

    @property
    def heard(self) -> str:
        return "\n".join(json.dumps(json.loads(each), ensure_ascii=False) for each in self.received)


class World:
    """An office in one process, and the tabs of its members. Nothing happens by itself: `settle` lets all arrive."""

    def __init__(self, store: Store, wall: Wall) -> None:
        self.store, self.wall = store, wall
        self.network = Network()
        # However long it takes here, nobody is forgotten who writes.
        self.wire = Wire(store, self.network.emit, now=lambda: 0.0)
        self.tabs = Tabs(store, self.network)
        self.count = 0

    async def furnish(self) -> None:
        store = self.store
        for login in (*INSIDE, *HALF_INSIDE, *OUTSIDE):
            role = "admin" if login in ("lea", "odile") else "member"
            setattr(self, login, await store.members.create(login, login.title(), role=role))
        self.bureau = await store.canals.create(self.lea, "Tout le bureau", color="#0e7490")

    async def tab(self, member: Member, canal: Canal | None = None) -> Outsider:
        self.count += 1
        client = Client(nicegui_page(""))
        tab = Outsider(self.network, self.store, self.wire, self.tabs, member, client.id)
        await tab.open(canal and canal.id)
        return tab

    async def say(
        self, by: Member, canal: Canal, text: str, *to: Member, card: object = None, reply_to: int | None = None
    ) -> int:
        recipients, nonce = [member.id for member in to], f"nonce-{self.wall.now}"
        posted = await self.store.messages.post(by, canal.id, text, recipients, nonce, card, reply_to)
        await self.settle()
        return posted.message.id

    async def answer(self, by: Member, canal: Canal, text: str, answered: int, *to: Member) -> None:
        recipients, nonce = [member.id for member in to], f"nonce-{self.wall.now}"
        await self.store.messages.post(by, canal.id, text, recipients, nonce, reply_to=answered)
        await self.settle()

    async def react(self, by: Member, message_id: int, emoji: str) -> None:
        await self.store.reactions.put(by, message_id, emoji, on=True)
        await self.settle()

    async def aside(self, canal: Canal) -> int:
        """The newest aside of Léa's to Karim."""
        held = reversed(self.store.state.window(canal.id).messages)
        return next(each.id for each in held if each.author_id == self.lea.id and each.recipients)

    async def change(self, message_id: int, text: str) -> None:
        await alter_quoted(self.store, message_id, html=f"<p>{text}</p>")
        await self.settle()

    async def edit(self, by: Member, message_id: int, text: str) -> None:
        await self.store.edits.edit(by, message_id, text, f"edit-{self.wall.now}")
        await self.settle()

    async def take_away(self, message_id: int) -> None:
        await remove(self.store, message_id)
        await self.settle()

    async def delete(self, by: Member, message_id: int) -> None:
        """Delete it, undo that, delete it again, and let it be taken away."""
        await self.store.deletions.delete(by, message_id)
        await self.settle()
        await self.store.deletions.undo(by, message_id)
        await self.settle()
        # Nothing at the same moment as something else: chance would decide which comes first.
        await self.store.deletions.delete(by, message_id)
        await self.settle()
        later(self.store)
        await self.store.deletions.take_due()
        await self.settle()

    async def settle(self) -> None:
        self.wall.now += SECOND
        self.wire.statuses.tell()
        for _ in range(20):
            await asyncio.sleep(0)

    def at(self, minute: int) -> None:
        """Public things happen at the same moments, whatever happened in secret between them."""
        assert self.wall.now <= MONDAY + minute * 60 * SECOND
        self.wall.now = MONDAY + minute * 60 * SECOND

    def told(self, tab: Outsider) -> list[str]:
        """All that a tab received, with what chance decides said in words: ids, and when facts were told."""
        names = {canal.id: canal.name or "direct" for canal in self.store.state.canals.values()}

        def said(number: re.Match[str]) -> str:
            n = int(number[0])
            # What is left of a message's id is its second: of several at once, chance makes some a moment later.
            return names.get(n, f"said at {n // 1024 // SECOND}" if n > MONDAY * 10 else number[0])

        return [re.sub(r"\d+", said, json.dumps(_without_stamps(json.loads(each)))) for each in tab.received]


def _without_stamps(value: Any) -> Any:
    """Facts bear the time of this machine, which counts nothing."""
    match value:
        case ["facts", int(), told]:
            return ["facts", told]
        case {"at": _, "told": told}:
            return told
        case dict():
            return {name: _without_stamps(each) for name, each in value.items()}
        case list():
            return [_without_stamps(each) for each in value]
    return value


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    wall = Wall()
    store = await Store.open(folder, clock=wall, presence_grace=0.0)
    living = World(store, wall)
    try:
        # Who came and went is told when all is to arrive, however long the rest takes here.
        with patch("app.components.wire.statuses.PAUSE_S", 3600.0):
            await living.furnish()
            yield living
    finally:
        await living.wire.close()
        await store.close()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path / "office") as living:
        yield living


# The same days, twice


async def live(w: World, *, private: bool, asides: bool) -> dict[str, list[Outsider]]:
    """Some days of the office; returns the tabs of those who are not in every secret, by login."""
    seen: dict[str, list[Outsider]] = {login: [] for login in (*HALF_INSIDE, *OUTSIDE)}
    for login, tabs in seen.items():
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        await tabs[0].asks("alive", {"active": True})
    await w.tab(w.lea, w.bureau)
    inside = await w.tab(w.karim, w.bureau)
    await w.settle()
    secret = await _in_secret(w, private, asides)
    for login, tabs in seen.items():
        for tab in tabs:
            for canal in w.store.canals.of(getattr(w, login)):
                await tab.asks("open", {"key": canal.id})

    w.at(10)
    first = await w.say(w.lea, w.bureau, "Bonjour")
    second = await w.say(w.lea, w.bureau, "Il fait beau")
    await secret(inside)
    w.at(20)
    for tabs in seen.values():
        w.tabs.detach(tabs[1].tab)
    await secret(inside)
    w.at(30)
    await w.say(w.zoe, w.bureau, "Quelqu’un a vu Karim ?")
    await w.change(first, "Bonjour à tous")
    await w.edit(w.lea, first, "Bonjour à toutes et à tous")
    await w.react(w.zoe, first, "👍")
    await w.say(w.zoe, w.bureau, "Bonjour aussi", reply_to=first)
    await w.take_away(second)
    await w.delete(w.lea, await w.say(w.lea, w.bureau, "À tout à l’heure"))
    await secret(inside)
    w.at(40)
    for tabs in seen.values():
        for tab in tabs:
            await _look_everywhere(w, tab)
    await secret(inside)
    w.at(50)
    await w.store.canals.edit(w.zoe, w.bureau.id, topic="Ce qui regarde tout le monde")
    await w.settle()
    for login, tabs in seen.items():
        await tabs[1].catch_up()
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        await _look_everywhere(w, tabs[-1])
    return seen


async def _look_everywhere(w: World, tab: Outsider) -> None:
    """All that one can ask about a canal in which others whisper."""
    canal = w.bureau.id
    for name, payload in (
        ("open", {"key": canal}),
        ("older", {"canal": canal, "before": LARGEST}),
        ("newer", {"canal": canal, "after": 0}),
        ("around", {"canal": canal, "after": 0}),
        ("around", {"canal": canal, "row": LARGEST}),
        ("open", {"key": canal, "row": 0}),
        ("seen", {"canal": canal, "id": 0, "here": True}),
        ("seen", {"canal": canal, "id": LARGEST, "here": True}),
        ("mark-all-read", {}),
        ("next-unread", {}),
        ("shows", {"keys": [canal]}),
        ("seen", {"canal": canal, "id": LARGEST, "here": False}),
        ("typing", {"canal": canal, "to": []}),
        ("arrange", {"keys": [canal]}),
        ("inbox", {}),
        ("older-received", {}),
    ):
        await tab.asks(name, payload)
        for _ in range(20):
            await asyncio.sleep(0)


async def _in_secret(w: World, private: bool, asides: bool) -> Callable[[Outsider], Awaitable[None]]:
    """What some do behind the others' backs: a private canal, a direct conversation, and asides, each in their time."""
    canal: Canal | None = None
    if private:
        inside = [w.karim.id, w.nour.id]
        canal = await w.store.canals.create(w.lea, f"{SECRET} nom", kind="private", topic=SECRET, members=inside)
        await w.settle()

    async def once(karim: Outsider) -> None:
        if canal is not None:
            said = await w.say(w.lea, canal, f"{SECRET} à ceux du canal, @Zoe, @Odile et @tous")
            await w.react(w.karim, said, "🎉")
            await w.say(w.karim, canal, f"{SECRET} en réponse", reply_to=said)
            await w.change(said, f"{SECRET} à ceux du canal, autrement")
            await w.edit(w.lea, said, f"{SECRET} à ceux du canal, enfin")
            await w.take_away(await w.say(w.lea, canal, SECRET))
            await w.delete(w.lea, await w.say(w.karim, canal, SECRET))
            await w.store.canals.edit(w.karim, canal.id, name=f"{SECRET} {w.wall.now}")
            await w.settle()
            await w.store.preferences.ring(w.karim, canal.id, "none")
            for name, payload in (
                ("open", {"key": canal.id}),
                ("seen", {"canal": canal.id, "id": 0, "here": True}),
                ("typing", {"canal": canal.id}),
                ("arrange", {"keys": [canal.id, w.bureau.id]}),
                ("seen", {"canal": canal.id, "id": LARGEST, "here": False}),
            ):
                await karim.asks(name, payload)
            await _put_by(w, canal)
            for archived in (True, False):
                await w.store.canals.archive(w.lea, canal.id, archived)
                await w.settle()
            left = await w.store.canals.create(w.karim, f"{SECRET} laissé", kind="private")
            await w.say(w.karim, left, f"{SECRET} pour personne")
            await w.store.canals.leave(w.karim, left.id)
            await w.store.abandoned.take_over(w.lea, left.id)
            await w.store.canals.leave(w.lea, left.id)
            await w.settle()
        if asides:
            for where in filter(None, (w.bureau, canal)):
                await karim.asks("typing", {"canal": where.id, "to": [w.lea.id]})
                await w.say(w.lea, where, f"{SECRET} en aparté : @tous, @Karim, @Nour, @Zoe", w.karim)
                record = {"title": SECRET, "fields": [[SECRET, SECRET]], "link": f"https://{SECRET}.example/"}
                said = await w.say(w.lea, where, "", w.karim, card=record)
                answer = await w.say(w.karim, where, f"{SECRET} en réponse, en aparté", w.lea, reply_to=said)
                for on in (True, False, True):
                    await karim.asks("react-with", {"key": answer, "emoji": "👍", "mine": str(not on).lower()})
                    await w.settle()
                await w.change(said, f"{SECRET} en aparté, autrement")
                await w.edit(w.lea, said, f"{SECRET} en aparté, enfin")
                for name in ("message-menu", "edit", "history"):
                    await karim.asks(name, {"key": said})
                await w.take_away(said)
                said = await w.say(w.karim, where, f"{SECRET} en aparté", w.lea)
                await w.answer(w.lea, where, f"{SECRET} en aparté, en réponse", said, w.karim)
                await w.delete(w.lea, said)
                await w.delete(w.karim, await w.say(w.karim, where, f"{SECRET} en aparté", w.lea))
                answered = await w.say(w.karim, where, f"{SECRET} en réponse", w.lea, reply_to=await w.aside(where))
                await w.store.reading.mark(w.karim, where.id, LARGEST)
                await w.store.reading.mark(w.lea, where.id, LARGEST)
                await w.take_away(answered)
                await w.store.inbox.look(w.lea, LARGEST)
                await karim.asks("inbox", {})
                await w.settle()
                await _put_by(w, where, w.lea)
            await w.say(w.karim, await w.store.canals.direct(w.lea, [w.karim.id]), f"{SECRET} à deux")

    return once


async def _put_by(w: World, canal: Canal, *to: Member) -> None:
    """What Karim writes for some, plans, and wants to be reminded of."""
    content = {"text": f"{SECRET} pour plus tard", "to": [member.id for member in to]}
    store, nonce = w.store, f"n{w.wall.now}"
    await store.drafts.keep(w.karim, canal.id, content, 0)
    await w.settle()
    await store.drafts.discard(w.karim, canal.id)
    await store.scheduled.add(w.karim, canal.id, content, w.wall.now + SECOND, nonce)
    taken_back = await store.scheduled.add(w.karim, canal.id, content, w.wall.now + 60 * 60 * SECOND, f"{nonce}b")
    said = next(each for each in reversed(store.state.window(canal.id).messages) if not each.event)
    await store.reminders.set(w.karim, said.id, w.wall.now + SECOND)
    await w.settle()
    await store.agenda.round()
    await store.scheduled.take_back(w.karim, taken_back.id)
    await store.reminders.cancel(w.karim, said.id)
    await w.settle()


@pytest.mark.parametrize(
    ("login", "without"),
    [
        *((login, {"private": False, "asides": False}) for login in OUTSIDE),
        *((login, {"private": True, "asides": False}) for login in HALF_INSIDE),
    ],
)
async def test_one_is_told_the_same_whether_others_have_secrets_or_not(tmp_path, login, without):
    async with world(tmp_path / "with") as w:
        with_secrets = [w.told(tab) for tab in (await live(w, private=True, asides=True))[login]]
    async with world(tmp_path / "without") as w:
        without_them = [w.told(tab) for tab in (await live(w, **without))[login]]
    for heard, expected in zip(with_secrets, without_them, strict=True):
        assert heard == expected


async def test_no_secret_word_reaches_those_outside(office):
    seen = await live(office, private=True, asides=True)
    for login in OUTSIDE:
        for tab in seen[login]:
            assert SECRET not in tab.heard
    for tab in seen["nour"]:
        assert "en aparté" not in tab.heard
        assert "à deux" not in tab.heard
    # The scene would prove nothing if nobody heard anything.
    assert all(f"{SECRET} à ceux du canal" in tab.heard for tab in seen["nour"][:2])


# However many

MANY = 600
"""More than memory holds of a canal."""


@pytest.mark.parametrize("public", [30, 230])
async def test_a_page_is_the_same_however_much_is_whispered_in_its_canal(tmp_path, public):
    async def page(folder: Path, asides: int) -> list[dict[str, Any]]:
        async with world(folder) as w:
            await _say_many(w, "Public", public)
            await _say_many(w, SECRET, asides, w.karim)
            await _say_many(w, "Encore", 3)
            pages = [await _page(w)]
        store = await Store.open(folder, clock=w.wall)
        again = World(store, w.wall)
        again.zoe, again.bureau = store.members.get(w.zoe.id), w.bureau
        pages.append(await _page(again))
        await again.wire.close()
        await store.close()
        return pages

    assert await page(tmp_path / "with", MANY) == await page(tmp_path / "without", 0)


async def _say_many(w: World, text: str, number: int, *to: Member) -> None:
    for n in range(0, number, 100):
        said = (
            w.store.messages.post(w.lea, w.bureau.id, f"{text} {m}", [member.id for member in to], f"{text}-{m}")
            for m in range(n, min(n + 100, number))
        )
        await asyncio.gather(*said)
        await w.settle()


async def _page(w: World) -> dict[str, Any]:
    """What an outsider's fresh page shows, without ids."""
    tab = await w.tab(w.zoe, w.bureau)
    page, opened = json.loads(tab.received[0]), await tab.asks("open", {"key": w.bureau.id})
    logs = [
        ([re.findall("<p>(.*?)</p>", html) for _, html in log["items"]], log["older"])
        for log in (page["log"], opened["log"])
    ]
    facts = page["facts"]["told"][key_of(w.bureau.id)]
    return {"facts": {name: facts[name] for name in ("@data-unread", "n", "unread")}, "logs": logs}


async def test_an_outsider_s_mark_does_not_tell_when_others_whispered(office):
    said = await office.say(office.lea, office.bureau, "Bonjour")
    await office.say(office.lea, office.bureau, SECRET, office.karim)
    await office.store.reading.mark(office.zoe, office.bureau.id, LARGEST)
    assert office.store.reading.of(office.zoe, office.bureau.id).mark == said


async def test_the_colour_that_a_canal_gets_by_itself_counts_no_hidden_ones(tmp_path):
    colors = []
    for secrets in (0, 5):
        async with world(tmp_path / str(secrets)) as w:
            for n in range(secrets):
                await w.store.canals.create(w.lea, f"{SECRET} {n}", kind="private")
            colors.append((await w.store.canals.create(w.zoe, "Jardin")).color)
    assert colors[0] == colors[1]


# Whatever one asks

ASKED: dict[str, list[dict[str, Any]]] = {
    "open": [{}],
    "elsewhere": [{"lost": True}, {"lost": False}],
    "shows": [{"keys": []}],
    "older": [{"before": LARGEST}, {"before": 0}],
    "newer": [{"after": LARGEST}, {"after": 0}],
    "around": [{}, {"row": LARGEST}, {"row": "said"}, {"after": 0}],
    "go-to-message": [{"key": "said"}, {"key": "whispered"}],
    "mark-unread": [{"key": "said"}, {"key": "whispered"}],
    "mark-read": [{}],
    "mark-all-read": [{}],
    **{f"{way}-{what}": [{}] for way in ("next", "previous") for what in ("canal", "unread")},
    "calendar": [{}, {"month": "2026-03"}],
    "turn-calendar": [{"key": "2026-03"}],
    "go-to-day": [{"key": MONDAY}],
    "shortcuts": [{}],
    "say": [
        {"text": "Bonjour", "to": [], "nonce": "mine"},
        {"text": "Bonjour", "to": ["lea"], "nonce": "mine"},
        {"text": "Bonjour", "to": ["lea", "zoe"], "nonce": "mine"},
        {"text": "", "to": [], "nonce": "mine"},
        {"text": "Bonjour", "to": [], "nonce": "mine", "reply": {"key": 1}},
        {"text": "Bonjour", "to": [], "nonce": "mine", "reply": {"key": "1"}},
        {"text": "@tous @Lea @Zoe", "to": [], "nonce": "mine"},
    ],
    "seen": [{"id": seen, "here": here} for seen in (LARGEST, 0) for here in (True, False)],
    "alive": [{"active": True}],
    "ring": [{"on": True}],
    "quote": [{}],
    "react": [{}],
    "react-with": [{"emoji": "👍", "mine": "false"}, {"emoji": "👍", "mine": "true"}],
    "react-picked": [{"text": "👍"}],
    "emoji-menu": [{"drawn": 15}],
    "emoji-tone": [{"tone": 3, "drawn": 15}],
    "emoji-find": [{"text": "chat", "tone": 0, "drawn": 15}],
    "emoji-begun": [{"text": "ch", "drawn": 15}],
    "emoji-used": [{"text": "🐱", "drawn": 15}],
    "typing": [{"to": []}, {"to": ["lea"]}],
    "propose": [{"begun": "", "chosen": []}, {"begun": "l", "chosen": []}],
    "named": [{"begun": begun, "to": to} for begun in ("", "k", "tou") for to in ([], ["lea"])],
    "add-named": [{"adds": "zoe"}],
    "preview": [{"text": "Bonjour"}],
    "draft": [
        *({"content": {"text": "Bonjour"}, "age": 0, "answers": answers} for answers in (0, 1)),
        *({"content": None, "age": age, "answers": 1} for age in (0, None)),
        {},
    ],
    "write-on": [{}, {"answers": "1"}],
    "send-later": [{"content": {"text": "Bonjour"}}],
    **{call: [{}] for call in ("later", "remind", "planned", "discard-draft", "discard-planned", "forget-planned")},
    **{call: [{}] for call in ("take-back-planned", "forget-reminder", "open-reminded")},
    "message-menu": [{}],
    "edit": [{}],
    "edit-last": [{}],
    "editing": [{"version": 0, "text": "Bonjour"}],
    "save-edit": [{"text": "Bonjour", "nonce": "mine"}],
    "share": [{"given": '{"title": "Facture"}', "here": True}],
    "arrange": [{"keys": []}],
    "desktop-options": [{"tile": "miaou"}],
    "desktop-show": [{"tile": "miaou", "key": "canal"}],
    "desktop-write": [{"key": "memo", "text": ""}],
    "desktop-put-back": [
        {"widget": {"id": "other", "kind": "miaou", "x": 0, "y": 0, "w": 4, "h": 4, "options": {}}},
    ],
    **{f"desktop-{does}": [{}] for does in ("add", "remove", "paper")},
    **{f"desktop-{does}": [{"tile": "miaou"}] for does in ("shift", "grow", "order", "press")},
    **{f"{card}-card": [{"key": "canal"}] for card in ("canal", "member", "link")},
    "history": [{}],
    **{card: [{}] for card in ("new-canal", "own-settings", "switcher", "desktop-help", "starting-desktop")},
    **{setting: [{}] for setting in ("flip-order", "set-home", "set-lang", "set-smileys", "set-theme")},
    "inbox": [{}],
    **{f"{way}-received": [{}] for way in ("newer", "older")},
    "notifications-tested": [dict.fromkeys(("secure", "allowed", "on", "shown", "heard"), True)],
    **{f"set-{setting}": [{"key": "off"}, {"key": "none"}] for setting in ("receipts", "sound")},
    "message-member": [{"key": "canal"}],
    "change-image": [{"key": "canal"}],
    "go": [{"key": "canal"}],
    **{each: [{}] for each in ("delete-message", "undo-delete")},
    "panel": [{"panel": 4, "do": "submit"}],
}
"""Each call, with what a forged one might bring; members by their logins. A new call must be put here."""


def test_every_call_is_asked():
    assert set(ASKED) == set(offered())


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", ASKED)
async def test_a_canal_that_one_is_not_in_answers_like_one_that_does_not_exist(office, name, login):
    hidden = await office.store.canals.create(
        office.lea, SECRET, kind="private", topic=SECRET, members=[office.karim.id]
    )
    direct = await office.store.canals.direct(office.lea, [office.karim.id])
    said = {NOWHERE: {"said": NOWHERE, "whispered": NOWHERE + 1}}
    for canal in (hidden, direct):
        said[canal.id] = {
            "said": await office.say(office.lea, canal, SECRET),
            "whispered": await office.say(office.karim, canal, SECRET, office.lea),
        }
    outsider = await office.tab(getattr(office, login), office.bureau)
    inside = await office.tab(office.lea, hidden)
    before = len(inside.received)
    for given in ASKED[name]:
        answers = [
            await outsider.asks(name, _about(office, canal, given, said[canal]))
            for canal in (NOWHERE, hidden.id, direct.id)
        ]
        assert answers[1:] == answers[:1] * 2
    await office.settle()
    assert SECRET not in outsider.heard
    # Nor do those inside hear of the one who tried.
    assert not any(f'"{hidden.id}"' in each or f"{hidden.id}," in each for each in inside.received[before:])


OF_DELETING = ("delete-message", "undo-delete")
"""Calls whose key is a message that is to go, or to come back."""


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", OF_DELETING)
async def test_a_message_of_others_deleted_or_not_is_deleted_and_brought_back_by_nobody_else(office, name, login):
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    aside = await office.say(office.lea, office.bureau, SECRET, office.karim)
    hidden_ones = [aside, await office.say(office.lea, hidden, SECRET)]
    hidden_ones += [await office.say(office.lea, office.bureau, SECRET, office.karim) for _ in range(2)]
    await office.store.deletions.delete(office.lea, hidden_ones[-1])
    await delete_for_good(office.store, office.lea, hidden_ones[-2])
    outsider = await office.tab(getattr(office, login), office.bureau)
    answers = [await outsider.asks(name, {"key": key}) for key in (NOWHERE, *hidden_ones)]
    assert answers == answers[:1] * len(answers)
    assert answers[0]["refused"]
    assert office.store.state.held(hidden.id, hidden_ones[1]).gone is False


OF_A_MESSAGE = ("message-menu", "edit", "editing", "save-edit", "history")
"""What is asked about a message by its id."""


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", OF_A_MESSAGE)
async def test_what_some_alone_may_read_answers_like_what_does_not_exist_and_nobody_hears_who_asked(
    office, name, login
):
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    edited = await office.say(office.lea, office.bureau, SECRET, office.karim)
    await office.edit(office.lea, edited, f"{SECRET} autrement")
    secret = [await office.say(office.lea, hidden, SECRET), edited]
    outsider = await office.tab(getattr(office, login), office.bureau)
    inside = await office.tab(office.lea, office.bureau)
    before = len(inside.received)
    for given in ASKED[name]:
        answers = [await outsider.asks(name, {**given, "key": key}) for key in (NOWHERE, *secret)]
        assert answers[1:] == answers[:1] * 2
    await office.settle()
    assert SECRET not in outsider.heard
    assert inside.received[before:] == []


ABOUT_MESSAGES: dict[str, list[dict[str, Any]]] = {
    "quote": [{}],
    "react": [{}],
    "react-with": [{"emoji": "👍", "mine": "false"}, {"emoji": "👍", "mine": "true"}, {"emoji": "x"}],
    "react-picked": [{"text": "👍"}, {"text": ""}],
    "say": [{"text": "Bonjour", "to": to, "nonce": "mine", "card": None} for to in ([], ["lea"], ["lea", "karim"])],
}
"""Each call that may name a message, with what a forged one might bring."""


@pytest.mark.parametrize("login", (*HALF_INSIDE, *OUTSIDE))
@pytest.mark.parametrize("name", ABOUT_MESSAGES)
async def test_a_message_that_one_may_not_read_answers_like_one_that_does_not_exist(office, name, login):
    """Of a canal that one is not in; an aside of others, and an answer to it; and what was said where one has left."""
    inside = [office.karim.id, office.nour.id]
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=inside)
    await office.say(office.lea, hidden, SECRET, office.karim)
    said = await office.say(office.lea, hidden, SECRET)
    aside = await office.say(office.lea, office.bureau, SECRET, office.karim)
    answer = await office.say(office.karim, office.bureau, SECRET, office.lea, reply_to=aside)
    await office.store.canals.leave(office.nour, hidden.id)
    outsider = await office.tab(getattr(office, login), office.bureau)
    for given in ABOUT_MESSAGES[name]:
        answers = []
        for message_id in (NOWHERE, said, aside, answer):
            payload = _about(office, office.bureau.id, {**given, "reply": {"key": message_id}}, {})
            answers.append(await outsider.asks(name, {**payload, "key": message_id}))
        assert "refused" in answers[0] or answers[0] == {"reply": None}
        assert answers[1:] == answers[:1] * 3
    await office.settle()
    assert SECRET not in outsider.heard


async def test_who_comes_later_is_shown_no_aside_by_its_answers(office):
    inside = [office.karim.id, office.nour.id]
    hidden = await office.store.canals.create(office.lea, "Direction", kind="private", members=inside)
    aside = await office.say(office.lea, hidden, SECRET, office.karim, office.nour)
    said = await office.say(office.lea, hidden, "Pour tous ici")
    for reply_to, to in ((aside, [office.lea]), (said, [])):
        await office.say(office.karim, hidden, "Réponse", *to, reply_to=reply_to)
        await office.store.reactions.put(office.karim, reply_to, "👍", on=True)
    await office.store.canals.add(office.lea, hidden.id, office.zoe.id)
    await office.settle()
    zoe = await office.tab(office.zoe, hidden)
    await zoe.asks("open", {"key": hidden.id})
    assert "Pour tous ici" in zoe.heard
    assert SECRET not in zoe.heard
    # Nor is whoever the answer was not for, although they may read what it answers.
    nour = await office.tab(office.nour, hidden)
    assert [text for text in ("Pour tous ici", SECRET) if text in nour.heard] == ["Pour tous ici", SECRET]
    assert nour.heard.count("Réponse") == zoe.heard.count("Réponse") // 2


def _about(w: World, canal: int, given: dict[str, Any], said: dict[str, int]) -> dict[str, Any]:
    payload = {"canal": canal, "key": canal, **given}
    for name in ("key", "row"):
        payload |= {name: said[payload[name]]} if payload.get(name) in said else {}
    if "adds" in given:
        payload["key"] = f"{canal} {getattr(w, given['adds']).id}"
    if "to" in given:
        payload["to"] = [getattr(w, login).id for login in given["to"]]
    if isinstance(given.get("widget"), dict):
        payload["widget"] = {**given["widget"], "options": {"canal": canal}}
    if "options" in given:
        payload["options"] = {"canal": canal}
    if "keys" in given:
        payload["keys"] = [w.bureau.id, canal]
    if "canals" in given:
        payload["canals"] = [w.bureau.id, canal]
    return payload


@pytest.mark.parametrize("kind", ["open", "private"])
async def test_a_name_borne_by_a_hidden_canal_is_free_for_those_outside(office, kind):
    await office.store.canals.create(office.lea, SECRET, kind="private")
    for by in (office.zoe, office.odile):
        made = await office.store.canals.create(by, f"À part {by.login}", kind=kind)
        await office.store.canals.edit(by, made.id, name=SECRET)
        assert office.store.canals.get(by, made.id).name == SECRET
        await office.store.canals.edit(by, made.id, name=f"Plus tard {by.login}")
    assert (await office.store.canals.create(office.zoe, SECRET, kind=kind)).name == SECRET


async def test_an_aside_cannot_name_somebody_outside_whoever_they_are(office):
    """The refusal is the same for a colleague who is elsewhere and for a number that is nobody's."""
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    refusals = set()
    for recipient in (office.zoe.id, office.odile.id, 987_654):
        with pytest.raises(Refused) as refused:
            await office.store.messages.post(office.lea, hidden.id, "Bonjour", [recipient], f"to-{recipient}")
        refusals.add(str(refused.value))
    assert len(refusals) == 1


# Once one has left


async def test_who_has_left_a_canal_is_told_nothing_more(office):
    hidden = await office.store.canals.create(
        office.lea, "Direction", kind="private", members=[office.karim.id, office.nour.id]
    )
    karim, gone, nour = [await office.tab(each, hidden) for each in (office.karim, office.karim, office.nour)]
    await office.say(office.lea, hidden, "Avant, en aparté", office.karim)
    office.tabs.detach(gone.tab)
    # This tab is away: what was said to it had not arrived when the right ended.
    await office.say(office.lea, hidden, f"{SECRET} pendant l’absence", office.karim)
    told = len(karim.received)
    await office.store.canals.leave(office.karim, hidden.id)
    await office.settle()

    async def after() -> None:
        for refused in ([office.karim.id], [office.karim.id, office.nour.id]):
            with pytest.raises(Refused):
                await office.store.messages.post(office.lea, hidden.id, SECRET, refused, f"nonce-{len(refused)}")
        await office.say(office.lea, hidden, f"{SECRET} à tous")
        await office.say(office.lea, hidden, f"{SECRET} à Nour", office.nour)
        await nour.asks("typing", {"canal": hidden.id})
        await office.store.canals.edit(office.lea, hidden.id, name=SECRET)
        await office.settle()

    await after()
    await gone.catch_up()
    for name in ("open", "older", "seen", "typing"):
        for tab in (karim, gone):
            await tab.asks(name, {"key": hidden.id, "canal": hidden.id, "before": LARGEST, "id": LARGEST, "here": True})
    fresh = await office.tab(office.karim, hidden)
    assert "Avant, en aparté" in karim.heard
    assert SECRET not in "".join(karim.received[told:]) + gone.heard + fresh.heard
    assert key_of(hidden.id) not in {**karim.facts, **gone.facts, **fresh.facts}
    assert f"{SECRET} à Nour" in nour.heard
