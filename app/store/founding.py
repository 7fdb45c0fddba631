"""The first administrator and the canal that everybody is in come together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from app.store import canals, members, names
from app.store.feed import Change
from app.store.ids import random_id
from app.store.newcomers import FOUNDER
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store

OPEN_CANAL = "Tout le bureau"
"""The open canal that every instance starts with, where nobody says what it is called."""


class Found(members.Create):
    """Add a member, and the open canal by them."""

    welcome = FOUNDER

    def __init__(self, *given: Any, called: str) -> None:
        super().__init__(*given)
        self.called = called

    def write(self, connection: Connection) -> Member:
        member = super().write(connection)
        color = names.color_for(0)
        canal = Canal(random_id(), self.called, color, "open", "", member.id, False, self.created)
        self.opening = canals.Create(self.store, member, canal)
        self.opening.write(connection)
        return member

    def apply(self, result: Member) -> Sequence[Change]:
        return [*super().apply(result), *self.opening.apply(self.opening.canal)]


async def found(store: Store, login: str, nickname: str, password: str, canal: str = OPEN_CANAL) -> Member:
    """Begin an office: its first administrator, and the open canal.

    :param canal: what it is called
    :raises Refused: when a name or the password will not do
    """
    return await store.members.create(login, nickname, password, "admin", command=partial(Found, called=canal))
