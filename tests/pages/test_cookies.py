"""The session's cookie, in browsers that share the cookies of a host among all its ports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request

from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.pages import door, login
from app.pages.gate import COOKIE, Gate, cookie_name
from app.pages.house import House
from app.settings import Settings
from app.store import Store
from tests.components.replica import Network
from tests.quick_passwords import quick_passwords

PASSWORD = "un mot de passe du bureau"


class Office:
    """An office at a port of the host "miaou": the doors, and a page that says who is asked for."""

    def __init__(self, store: Store, port: int) -> None:
        network = Network()
        self.store, self.wire, tabs = store, Wire(store, network.emit), Tabs(store, network)
        self.address = f"http://miaou:{port}"
        self.web = FastAPI()
        house = House(Settings(), store, self.wire, tabs)
        for room in (door, login):
            room.register(self.web, house)

        @self.web.get("/")
        async def who(request: Request) -> str:
            return str(request.state.member.login)

        self.web.add_middleware(Gate, store=store, tabs=tabs, grants=house.grants)


@pytest.fixture
async def offices(tmp_path: Path) -> AsyncIterator[tuple[Office, Office]]:
    made = []
    for login_, port in (("lea", 8080), ("karim", 8081)):
        store = await Store.open(tmp_path / login_)
        with quick_passwords():
            await store.members.create(login_, login_.title(), PASSWORD)
        made.append(Office(store, port))
    yield made[0], made[1]
    for office in made:
        await office.wire.close()
        await office.store.close()


@pytest.fixture
async def browser(offices: tuple[Office, Office]) -> AsyncIterator[httpx.AsyncClient]:
    """Its jar knows hosts and no ports, as a browser's."""
    ways = {f"{office.address}/": httpx.ASGITransport(office.web) for office in offices}
    async with httpx.AsyncClient(mounts=dict(ways)) as browser:
        yield browser


async def sign_in(browser: httpx.AsyncClient, office: Office, login: str) -> None:
    answer = await browser.post(f"{office.address}/login", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 303


async def test_two_offices_on_one_host_do_not_sign_each_other_out(offices, browser):
    first, second = offices
    await sign_in(browser, first, "lea")
    await sign_in(browser, second, "karim")
    assert (await browser.get(first.address)).json() == "lea"
    assert (await browser.get(second.address)).json() == "karim"
    await browser.post(f"{second.address}/sign-out")
    assert (await browser.get(second.address)).status_code == 401
    assert (await browser.get(first.address)).json() == "lea"


async def test_whoever_was_signed_in_under_the_name_of_all_ports_stays_so_and_is_moved_once(offices, browser):
    first, second = offices
    token = await first.store.sessions.start(first.store.members.by_login("lea"))
    browser.cookies.set(COOKIE, token, domain="miaou.local")
    assert (await browser.get(second.address)).status_code == 401
    assert COOKIE in browser.cookies, "it is another office's: not ours to take"
    answer = await browser.get(first.address)
    assert answer.json() == "lea"
    assert dict(browser.cookies) == {cookie_name("miaou:8080"): token}
    again = await browser.get(first.address)
    assert again.json() == "lea"
    assert "set-cookie" not in again.headers


async def test_the_old_name_s_session_of_another_office_is_nobody_who_was_signed_out(offices, browser):
    first, second = offices
    token = await first.store.sessions.start(first.store.members.by_login("lea"))
    browser.cookies.set(COOKIE, token, domain="miaou.local")
    answer = await browser.get(second.address, headers={"accept": "text/html"})
    assert answer.headers["location"] == "/setup" or answer.headers["location"] == "/login"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("miaou:8080", "miaou_session_8080"),
        ("miaou", "miaou_session"),
        ("[::1]:8080", "miaou_session_8080"),
        ("miaou:", "miaou_session"),
        ("", "miaou_session"),
        ("miaou:80; x=1", "miaou_session"),
    ],
)
def test_the_cookie_is_named_after_the_port(host, name):
    assert cookie_name(host) == name
