"""The office: the instance's own name and language, and its first start."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, update

from app.store import names, tables
from app.store.feed import Change, OfficeChanged
from app.store.refusal import Forbidden
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

OPEN_CANAL = "Tout le bureau"
"""The open canal that every instance starts with."""


class Rename(Command[None]):
    def __init__(self, store: Store, name: str) -> None:
        self.store, self.name = store, names.acceptable_name(name)

    def write(self, connection: Connection) -> None:
        connection.execute(update(tables.Office).values(name=self.name))

    def apply(self, result: None) -> Sequence[Change]:
        self.store.state.office_name = self.name
        return [OfficeChanged()]


class Office:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._code = secrets.token_urlsafe(9)

    @property
    def name(self) -> str:
        return self._store.state.office_name

    @property
    def is_set_up(self) -> bool:
        """Whether somebody already administers this instance."""
        return any(member.is_admin for member in self._store.state.active_members())

    @property
    def setup_code(self) -> str:
        """The one-time code of the first start, printed on the terminal; void once the office is set up."""
        return "" if self.is_set_up else self._code

    def check_setup_code(self, code: str) -> None:
        """:raises Forbidden: unless it is the code that this process printed, and nobody used it yet"""
        if self.is_set_up or not hmac.compare_digest(code.encode("utf-8", "replace"), self._code.encode()):
            raise Forbidden("This set-up address is no longer valid: look on the terminal where Miaou runs.")

    async def rename(self, name: str) -> None:
        await self._store.writer.run(Rename(self._store, name))
