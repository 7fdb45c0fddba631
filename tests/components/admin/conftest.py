"""The admin page's parts, each in a tab of its own, without a browser."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest

from app.components.admin.part import AdminPage, Part
from app.components.admin.sure import Sure
from app.components.asking import Answer, ask
from app.components.fetched import Fetched
from app.components.panel import Panel
from tests.components.conftest import client_of

BASE = "http://miaou.example"


@pytest.fixture
def at(page_of):
    """`await at(member, Kind, …)`: that part of the page, in a new tab of theirs."""

    async def made(member, kind: type[Part], *which: Any, lang: str = "en") -> Any:
        page = page_of(member, lang)
        # Its browser is there.
        client_of(page).tab_id = "tab"
        with client_of(page):
            page = AdminPage(page.store, page.wire, page.tabs, page.tab, base=BASE)
            part = kind.fetched(page, *which) if issubclass(kind, Fetched) else kind(page, *which)
            return await part if inspect.isawaitable(part) else part

    return made


@pytest.fixture
async def second(office):
    """Another administrator."""
    await office.store.members.set_role(office.lea, office.odile.id, "admin")
    return office.store.members.get(office.odile.id)


def shows(part: Part) -> str:
    """All that it shows."""
    return "".join(drawn(part).values())


def drawn(part: Panel) -> dict[str, str]:
    """Its slots, once it has drawn what it has heard."""
    if part._renewing is not None:
        part._renewing.cancel()
        part.renew()
    return dict(part._drawn)


async def send(part: Part, name: str, /, **fields: str) -> Answer:
    """One of its forms is sent.

    :raises Refused: when it is refused as a whole
    """
    with part.client:
        return await ask(part, name, {"fields": fields})


def said(part: Part, how: str = "toast") -> list[str]:
    """What it has said in a toast since this was last asked, or "aloud" alone."""
    return [str(effect[1]) for effect in part.page.effects() if effect[0] == how]


def question(part: Part) -> Sure:
    """What it asks before a step that harms."""
    (asked,) = (each for each in part.client.elements.values() if isinstance(each, Sure))
    return asked


async def yes(part: Part) -> Answer:
    """Answer yes to that."""
    return await question(part).submit({}, [], "submit")


async def newest_deed(office) -> str:
    return str((await office.store.audits.newest(office.lea, n=1))[0])


@pytest.fixture
def settled():
    """`await settled()`: what was begun in the background is done."""

    async def wait() -> None:
        await asyncio.sleep(0)
        while running := [task for task in asyncio.all_tasks() if task.get_name() == "fetch again"]:
            await asyncio.gather(*running)

    return wait
