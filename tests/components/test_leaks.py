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
from tests.changing import alter, remove
from tests.components.replica import Network, Replica
from tests.conftest import MONDAY

SECRET = "chuchotis"
"""Stands in whatever an outsider must not read."""

NOWHERE = 4_242_424_242
"""The id of no canal."""

INSIDE, HALF_INSIDE, OUTSIDE = ("lea", "karim"), ("nour",), ("zoe", "odile")
"""In all the secrets, one of them an administrator; in the private canal, but in no circle; in nothing, one of them an
administrator."""

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

    async def say(self, by: Member, canal: Canal, text: str, *to: Member, card: object = None) -> int:
        recipients = [member.id for member in to]
        posted = await self.store.messages.post(by, canal.id, text, recipients, f"nonce-{self.wall.now}", card)
        await self.settle()
        return posted.message.id

    async def change(self, message_id: int, text: str) -> None:
        await alter(self.store, message_id, html=f"<p>{text}</p>")
        await self.settle()

    async def take_away(self, message_id: int) -> None:
        await remove(self.store, message_id)
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
            # What is left of a message's id is its moment.
            return names.get(n, f"said at {n // 1024}" if n > MONDAY * 10 else number[0])

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
    await w.take_away(second)
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
            said = await w.say(w.lea, canal, f"{SECRET} à ceux du canal")
            await w.change(said, f"{SECRET} à ceux du canal, autrement")
            await w.take_away(await w.say(w.lea, canal, SECRET))
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
                await w.say(w.lea, where, f"{SECRET} en aparté", w.karim)
                record = {"title": SECRET, "fields": [[SECRET, SECRET]], "link": f"https://{SECRET}.example/"}
                said = await w.say(w.lea, where, "", w.karim, card=record)
                await w.change(said, f"{SECRET} en aparté, autrement")
                await w.take_away(said)
                await w.store.reading.mark(w.karim, where.id, LARGEST)
            await w.say(w.karim, await w.store.canals.direct(w.lea, [w.karim.id]), f"{SECRET} à deux")

    return once


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
    ],
    "seen": [{"id": seen, "here": here} for seen in (LARGEST, 0) for here in (True, False)],
    "alive": [{"active": True}],
    "ring": [{"on": True}],
    "emoji-menu": [{"drawn": 15}],
    "emoji-tone": [{"tone": 3, "drawn": 15}],
    "emoji-find": [{"text": "chat", "tone": 0, "drawn": 15}],
    "emoji-begun": [{"text": "ch", "drawn": 15}],
    "emoji-used": [{"text": "🐱", "drawn": 15}],
    "typing": [{"to": []}, {"to": ["lea"]}],
    "propose": [{"begun": "", "chosen": []}, {"begun": "l", "chosen": []}],
    "preview": [{"text": "Bonjour"}],
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
    **{card: [{}] for card in ("new-canal", "own-settings", "switcher", "desktop-help", "starting-desktop")},
    **{setting: [{}] for setting in ("flip-order", "set-home", "set-lang", "set-smileys", "set-theme")},
    "message-member": [{"key": "canal"}],
    "go": [{"key": "canal"}],
    "panel": [{"panel": 4, "do": "submit"}],
}
"""Each call, with what a forged one might bring; members by their logins. A new call must be put here."""


def test_every_call_is_asked():
    assert set(ASKED) == set(offered())


@pytest.mark.parametrize("login", OUTSIDE)
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


def _about(w: World, canal: int, given: dict[str, Any], said: dict[str, int]) -> dict[str, Any]:
    payload = {"canal": canal, "key": canal, **given}
    for name in ("key", "row"):
        payload |= {name: said[payload[name]]} if payload.get(name) in said else {}
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
