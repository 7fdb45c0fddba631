"""All that pages, dialogs and sockets bring to those outside, while others share secrets: nothing speaks of them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.store.ids import LARGEST
from tests.pages.conftest import House
from tests.pages.tab import Tab

SECRET, WHISPER, LEFT = "chuchotis", "murmure", "abandon"
NOWHERE = 4_242_424_242
DIALOGS = ("new-canal", "canal-card", "member-card", "own-settings", "message-member")


class Listener(Tab):
    """A tab that keeps every event of its socket, NiceGUI's own among them: dialogs come that way."""

    def __init__(self, *where: str) -> None:
        super().__init__(*where)
        self.events: list[Any] = []
        self.socket.on("*", lambda *event: self.events.append(event))

    async def call(self, name: object, payload: object = None) -> Any:
        answer = await super().call(name, payload)
        self.events.append(answer)
        return answer

    @property
    def everything(self) -> str:
        return json.dumps([self.snapshot, self.heard, self.events], ensure_ascii=False, default=str)


@pytest.fixture(scope="module")
def hidden(house: House) -> int:
    """A private canal of Léa, Karim and Nour, with asides of the first two; Odile administers, and is outside."""

    async def make(store) -> int:
        lea, karim = house.members["lea"], house.members["karim"]
        odile = await store.members.create("odile", "Odile", role="admin")
        nour = await store.members.create("nour", "Nour")
        house.members.update(odile=odile, nour=nour)
        canal = await store.canals.create(lea, SECRET, kind="private", topic=SECRET, members=[karim.id, nour.id])
        await store.messages.post(lea, canal.id, SECRET, (), "leak-1")
        await store.messages.post(karim, canal.id, f"{SECRET} {WHISPER}", (lea.id,), "leak-2")
        await store.messages.post(lea, house.canals["bureau"].id, f"{SECRET} {WHISPER}", (karim.id,), "leak-3")
        return canal.id

    return house.do(make)


@asynccontextmanager
async def tab(house: House, login: str, path: str = "/") -> AsyncIterator[Listener]:
    async with Listener(house.address, house.session(login), path) as listener:
        yield listener


async def whisper(house: House, canal: int) -> None:
    """In a window, as people do it, with all that a window tells meanwhile."""
    bureau, karim = house.canals["bureau"].id, house.members["karim"].id
    async with tab(house, "lea", f"/?canal={canal}") as lea:
        for where in (bureau, canal):
            for name, payload in (
                ("open", {"key": where}),
                ("seen", {"canal": where, "id": 0, "here": True}),
                ("typing", {"canal": where, "to": [karim]}),
                ("arrange", {"keys": [canal, bureau]}),
                ("seen", {"canal": where, "id": LARGEST, "here": False}),
            ):
                assert "refused" not in await lea.call(name, payload)
            said = await lea.say(where, f"{SECRET} {WHISPER}", [karim])
            saved = {"key": said["id"], "text": f"{SECRET} {WHISPER} encore", "nonce": f"edit-{said['id']}"}
            assert "refused" not in await lea.call("save-edit", saved)
        await lea.say(canal, SECRET)
        assert SECRET in lea.everything


async def look_everywhere(house: House, one: Listener, canal: int) -> None:
    bureau, lea = house.canals["bureau"].id, house.members["lea"].id
    for where in (bureau, canal, NOWHERE):
        for name in ("open", "older", "seen", "typing"):
            await one.call(name, {"key": where, "canal": where, "before": LARGEST, "id": LARGEST, "here": True})
        for action in DIALOGS:
            await one.call(action, {"key": lea if "member" in action else where})
    # What was said before this has arrived when this has.
    await one.say(bureau, "Fini de regarder")
    await one.hears("Fini de regarder")


@pytest.mark.parametrize("login", ["zoe", "odile"])
async def test_nothing_that_reaches_somebody_outside_speaks_of_a_secret(house, hidden, login):
    async with tab(house, login) as one, tab(house, login, f"/?canal={hidden}") as other:
        await whisper(house, hidden)
        for each in (one, other):
            await look_everywhere(house, each, hidden)
        await one.attach(facts=None, key=hidden)
        assert "update" in one.everything, "no dialog came"
        for each in (one, other):
            assert SECRET not in each.everything
            assert WHISPER not in each.everything


async def test_those_in_the_canal_but_not_in_the_circle_hear_no_aside(house, hidden):
    async with tab(house, "nour", f"/?canal={hidden}") as nour:
        await whisper(house, hidden)
        await look_everywhere(house, nour, hidden)
        assert SECRET in nour.everything
        assert WHISPER not in nour.everything


@pytest.fixture(scope="module")
def left(house: House, hidden: int) -> int:
    """Karim's own canal, which he has left: an administrator finds it where they administer, and nobody anywhere."""

    async def make(store) -> int:
        karim = house.members["karim"]
        canal = await store.canals.create(karim, LEFT, kind="private", topic=LEFT)
        await store.messages.post(karim, canal.id, LEFT, (), "leak-left")
        await store.canals.leave(karim, canal.id)
        return canal.id

    return house.do(make)


@pytest.mark.parametrize("login", ["zoe", "odile", "karim"])
async def test_a_canal_that_nobody_is_in_is_heard_of_by_nobody(house, left, login):
    async with tab(house, login, f"/?canal={left}") as one:
        await look_everywhere(house, one, left)
        await one.attach(facts=None, key=left)
        assert LEFT not in one.everything
    with house.browser(login, accept="text/html") as browser:
        for address in ("/", f"/?canal={left}", "/desktop", "/widget", "/admin", "/admin/embedding", "/admin/audit"):
            assert LEFT not in browser.get(address).text
        assert (LEFT in browser.get("/admin/canals").text) == (login == "odile")


@pytest.mark.parametrize("login", ["zoe", "odile"])
def test_no_page_speaks_of_a_secret(house, hidden, login):
    addresses = (
        "/",
        f"/?canal={hidden}",
        "/desktop",
        "/invite",
        "/admin",
        "/admin/canals",
        "/admin/embedding",
        "/admin/audit",
        "/login",
        "/healthz",
        f"/images/{hidden}-64.webp",
        "/nowhere",
    )
    with house.browser(login, accept="text/html") as browser:
        for address in addresses:
            text = browser.get(address).text
            assert SECRET not in text
            assert WHISPER not in text


@pytest.mark.parametrize("login", ["zoe", "odile"])
async def test_the_address_of_a_hidden_canal_opens_what_that_of_no_canal_opens(house, hidden, login):
    pages = []
    for canal in (hidden, NOWHERE):
        one = Listener(house.address, house.session(login), f"/?canal={canal}")
        await one.fetch()
        pages.append({**one.snapshot, "facts": one.snapshot["facts"]["told"]})
    assert pages[0] == pages[1]


LOGIN = "identifiant.de.ines"


@pytest.fixture(scope="module")
def ines(house: House) -> int:
    async def make(store) -> int:
        return (await store.members.create(LOGIN, "Inès", note="À l'atelier")).id

    return house.do(make)


@pytest.mark.parametrize("login", ["zoe", "lea"])
async def test_nobodys_login_reaches_another_members_browser(house, ines, login):
    note, bureau = f"Au dépôt avec {login}", house.canals["bureau"].id
    async with tab(house, login) as one:
        await look_everywhere(house, one, house.canals["direction"].id)
        for action in ("member-card", "message-member"):
            await one.call(action, {"key": ines})
        house.do(lambda store: store.members.edit(store.members.get(ines), ines, note=note))
        await one.hears(note)
        await one.attach(facts=None, key=bureau)
        assert "Inès" in one.everything
        assert LOGIN not in one.everything
    with house.browser(login, accept="text/html") as browser:
        for address in ("/", "/desktop", "/widget", f"/?canal={bureau}"):
            assert LOGIN not in browser.get(address).text


def test_whoever_administers_finds_logins_where_they_administer(house, ines):
    with house.browser("lea", accept="text/html") as browser:
        assert LOGIN in browser.get("/admin").text
