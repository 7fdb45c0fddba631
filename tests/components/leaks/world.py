"""An office in which some have secrets, and the tabs of those who are not to learn of them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from nicegui import Client
from nicegui.page import page as nicegui_page

from app.components.wire.ops import to_json
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.store import Store
from app.store.state import Canal, Member
from tests.attaching import hold
from tests.changing import alter_quoted, later, remove
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
        self,
        by: Member,
        canal: Canal,
        text: str,
        *to: Member,
        card: object = None,
        reply_to: int | None = None,
        files: Sequence[str] = (),
    ) -> int:
        """:param files: what those are called that go with it"""
        recipients, nonce = [member.id for member in to], f"nonce-{self.wall.now}"
        held = [(await hold(self.store, by, name, kind="document", drawn=False)).id for name in files]
        posted = await self.store.messages.post(by, canal.id, text, recipients, nonce, card, reply_to, held)
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
