"""One tab of a member, without a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from nicegui import Client
from nicegui.page import page as nicegui_page

from app.components.page import Page
from app.components.wire.tab import Tab
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store.state import Member
from tests.components.replica import Network
from tests.conftest import Office
from tests.slot_stacks import keep_apart

keep_apart()

PageOf = Callable[..., Page]


@pytest.fixture
async def page_of(office: Office) -> AsyncIterator[PageOf]:
    """`page_of(member)` is a page of theirs, as an action finds it; cards open in it with `with client_of(page):`."""
    network = Network()
    wire, tabs = Wire(office.store, network.emit), Tabs(office.store, network)
    clients = []

    def made(member: Member, lang: str = "en") -> Page:
        client = Client(nicegui_page(""))
        # What it would send stays where a test can look at it: no browser is there to take it.
        client.outbox.stop()
        clients.append(client)
        tab = Tab(client.id, member.id, 0, lang)
        tabs.add(tab)
        return Page(office.store, wire, tabs, tab)

    yield made
    for client in clients:
        client.delete()
    await wire.close()


def client_of(page: Page) -> Client:
    return Client.instances[page.tab.id]
