"""Whose socket speaks for which page: the session's own, and no other."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from nicegui import Client
from socketio.exceptions import ConnectionError as Refused

from tests import plain_http
from tests.pages.conftest import House
from tests.pages.tab import PATIENCE_S, Tab, cookies


async def page(house, login: str, path: str = "/") -> Tab:
    """A page that is open, without its socket."""
    tab = Tab(house.address, house.session(login), path)
    await tab.fetch()
    return tab


async def closed(tab: Tab) -> None:
    """Returns when the server has closed the socket."""
    async with asyncio.timeout(PATIENCE_S):
        while tab.socket.connected:
            await tab.socket.eio.wait()


def poll(house: House, tab: Tab, token: str) -> httpx.Response:
    """The first request of a socket without WebSocket, as when something on the way swallows those."""
    words = {"client_id": tab.client_id, "EIO": "4", "transport": "polling"}
    with plain_http.Client(
        base_url=house.address, headers=cookies(token, house.address), timeout=PATIENCE_S
    ) as browser:
        return browser.get("/_nicegui_ws/socket.io/", params=words)


async def test_a_page_s_own_socket_is_let_in_and_hears(house):
    async with Tab(house.address, house.session("zoe")) as tab, Tab(house.address, house.session("karim")) as other:
        await other.say(house.canals["bureau"].id, "Par la prise")
        await tab.hears("Par la prise")


async def test_a_page_s_own_socket_is_let_in_without_websocket(house):
    tab = await page(house, "zoe")
    answer = poll(house, tab, tab.token)
    assert answer.status_code == 200
    assert '"sid"' in answer.text


@pytest.mark.parametrize("token", ["", "guess"])
async def test_without_a_session_no_socket_is_let_in(house, token):
    tab = await page(house, "zoe")
    assert poll(house, tab, token).status_code == 401
    tab.token = token
    with pytest.raises(Refused):
        await tab.connect()


async def test_a_page_whose_session_has_ended_is_told_so_by_its_socket_s_status(house):
    """By which its script knows that it is worth a reload (`socket.js`)."""
    tab = await page(house, "zoe")
    house.do(lambda store: store.sessions.end(tab.token))
    assert poll(house, tab, tab.token).status_code == 401


@pytest.mark.parametrize("thief", ["karim", "zoe"], ids=["of somebody else", "of the same member"])
async def test_another_session_cannot_speak_for_a_page(house, thief):
    tab = await page(house, "zoe")
    token = house.session(thief)
    assert poll(house, tab, token).status_code == 403
    with pytest.raises(Refused):
        await tab.connect(token=token)


async def test_a_socket_of_no_page_is_not_let_in(house):
    tab = await page(house, "zoe")
    tab.client_id = ""
    assert poll(house, tab, tab.token).status_code == 403
    with pytest.raises(Refused):
        await tab.connect()


async def test_a_socket_from_another_site_is_not_let_in(house):
    tab = await page(house, "zoe")
    with pytest.raises(Refused):
        await tab.socket.connect(
            f"{house.address}?client_id={tab.client_id}",
            headers={**cookies(tab.token, house.address), "origin": "https://evil.example"},
            transports=["websocket"],
            socketio_path="/_nicegui_ws/socket.io",
        )


async def test_a_second_handshake_takes_no_other_page_over(house):
    victim = await page(house, "lea")
    async with Tab(house.address, house.session("zoe")) as thief:
        words = {"client_id": victim.client_id, "tab_id": "tab", "document_id": "document", "next_message_id": 0}
        assert await thief.socket.call("handshake", words, timeout=PATIENCE_S) is False
        assert await thief.call("attach", {"client": victim.client_id, "key": None}) == {"gone": True}


async def test_one_attaches_to_one_s_own_page_only(house):
    victim = await page(house, "lea")
    async with Tab(house.address, house.session("zoe")) as thief:
        for client in (victim.client_id, "guess", "", None, 7, [victim.client_id], {"id": 1}):
            answer = await thief.call("attach", {"client": client, "key": None})
            assert answer == {"gone": True}


async def test_before_it_attaches_a_socket_is_answered_nothing(house):
    tab = await page(house, "zoe")
    await tab.connect()
    assert await tab.call("open", {"key": house.canals["bureau"].id}) == {"gone": True}
    assert await tab.say(house.canals["bureau"].id, "Trop tôt") == {"gone": True}
    async with Tab(house.address, house.session("karim")) as other:
        await other.say(house.canals["bureau"].id, "Pour les autres")
        await other.hears("Pour les autres")
    assert tab.heard == []
    await tab.socket.disconnect()


async def test_when_the_session_ends_its_sockets_are_closed_and_hear_nothing_more(house):
    async with Tab(house.address, house.session("zoe")) as tab, Tab(house.address, house.session("karim")) as other:
        house.do(lambda store: store.sessions.end(tab.token))
        await closed(tab)
        assert tab.heard[-1] == ["gone"]
        await other.say(house.canals["bureau"].id, "Après la fin")
        await other.hears("Après la fin")
        assert "Après la fin" not in tab.all_heard()
        with pytest.raises(Refused):
            await tab.connect()


async def test_the_page_of_an_ended_session_is_nobody_else_s(house):
    tab = await page(house, "lea")
    await tab.connect()
    await tab.attach()
    house.do(lambda store: store.sessions.end(tab.token))
    await closed(tab)
    assert tab.client_id in Client.instances
    taken_over = Tab(house.address, house.session("zoe"))
    taken_over.client_id = tab.client_id
    with pytest.raises(Refused):
        await taken_over.connect()


async def test_who_leaves_a_canal_hears_it_no_more(house):
    lea, karim = house.members["lea"], house.members["karim"]
    canal = house.do(lambda store: store.canals.create(lea, "À deux", kind="private", members=[karim.id]))
    path = f"/?canal={canal.id}"
    async with (
        Tab(house.address, house.session("karim"), path) as left,
        Tab(house.address, house.session("lea"), path) as stayed,
    ):
        await stayed.say(canal.id, "Encore à deux")
        await left.hears("Encore à deux")
        house.do(lambda store: store.canals.leave(karim, canal.id))
        await stayed.say(canal.id, "Maintenant seule")
        await stayed.hears("Maintenant seule")
        # The wire's order: what comes after it to both has come, and it has not.
        await left.call("open", {"key": house.canals["bureau"].id})
        await stayed.say(house.canals["bureau"].id, "Pour tous")
        await left.hears("Pour tous")
        assert "Maintenant seule" not in left.all_heard()
        assert "refused" in await left.call("open", {"key": canal.id})


async def test_what_is_said_in_a_canal_is_heard_by_those_who_have_it_open_only(house):
    lea, karim, bureau = house.members["lea"], house.members["karim"], house.canals["bureau"].id
    canal = house.do(lambda store: store.canals.create(lea, "Ailleurs", kind="private", members=[karim.id]))
    async with Tab(house.address, house.session("karim")) as away, Tab(house.address, house.session("lea")) as here:
        await here.call("open", {"key": canal.id})
        await here.say(canal.id, "Ici seulement")
        await here.say(canal.id, "Et tout bas", [karim.id])
        await here.hears("Et tout bas")
        await here.say(bureau, "Au bureau")
        await away.hears("Au bureau")
        await here.call("shows", {"keys": [canal.id]})
        await here.say(bureau, "Elle n’y est plus")
        await away.hears("Elle n’y est plus")
        assert "Ici seulement" not in away.all_heard()
        assert "Et tout bas" not in away.all_heard()
        assert "Elle n’y est plus" not in here.all_heard()
        opened = str(await away.call("open", {"key": canal.id}))
        assert "Ici seulement" in opened
        assert "Et tout bas" in opened


async def test_a_page_hears_from_its_socket_on_what_was_said_since_it_was_made(house):
    bureau = house.canals["bureau"].id
    tab = await page(house, "zoe", f"/?canal={bureau}")
    async with Tab(house.address, house.session("karim"), f"/?canal={bureau}") as karim:
        await karim.say(bureau, "Entre la page et sa prise")
        await karim.hears("Entre la page et sa prise")
    await tab.connect()
    answer = await tab.attach()
    assert "Entre la page et sa prise" in str(answer["missed"])
    assert answer["logs"] == [], "not the whole page again"
    await tab.socket.disconnect()


async def test_what_rings_in_a_host_s_page_names_canal_and_author_of_all_that_is_said_but_asides(house):
    bureau, lea = house.canals["bureau"].id, house.members["lea"]
    async with (
        Tab(house.address, house.session("zoe"), "/widget") as framed,
        Tab(house.address, house.session("lea")) as other,
    ):
        await framed.call("shows", {"keys": []})
        await other.say(bureau, "Tout bas", [house.members["zoe"].id])
        await other.say(bureau, "Pour tous")
        await framed.hears('"message"')
        told = [op for op in framed.heard if op[0] == "message"]
        assert told == [["message", bureau, lea.id]]
        assert "Pour tous" not in framed.all_heard()
        assert '"message"' not in other.all_heard(), "no other page is told"


async def test_an_aside_is_heard_by_its_circle_only(house):
    bureau = house.canals["bureau"].id
    circle = [house.members["karim"].id]
    async with (
        Tab(house.address, house.session("lea")) as lea,
        Tab(house.address, house.session("karim")) as karim,
        Tab(house.address, house.session("zoe")) as zoe,
    ):
        await lea.say(bureau, "Entre nous deux", circle)
        await lea.say(bureau, "Et pour tous")
        for tab in (lea, karim):
            await tab.hears("Entre nous deux")
        await zoe.hears("Et pour tous")
        assert "Entre nous deux" not in zoe.all_heard()
    fresh = await page(house, "zoe", f"/?canal={bureau}")
    assert "Entre nous deux" not in str(fresh.snapshot)
    assert "Secret en aparté" not in str(fresh.snapshot)
