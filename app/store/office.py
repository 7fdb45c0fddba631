"""The office: the instance's own name, language and logo, and its first start."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, update

from app.locale import LANGUAGES
from app.store import access, audit, names, pictures, tables
from app.store.feed import Change, OfficeChanged
from app.store.refusal import Forbidden, Refused
from app.store.state import Member
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store


class Alter(Command[None]):
    """Change one of the office's own columns; `by` is None at its first start, when nobody administers it yet."""

    def __init__(self, store: Store, by: Member | None, column: str, value: str | bool, deed: str) -> None:
        self.store, self.by, self.column, self.value, self.deed = store, by, column, value, deed

    def check(self) -> None:
        if self.by is not None:
            access.access_admin(self.store.state, self.by)

    def write(self, connection: Connection) -> None:
        connection.execute(update(tables.Office).values({self.column: self.value}))
        if self.by is not None:
            audit.note(self.store, connection, self.by, self.deed, **{self.column: self.value})

    def apply(self, result: None) -> Sequence[Change]:
        setattr(self.store.state, f"office_{self.column}", self.value)
        return [OfficeChanged()]


class Office:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._code = secrets.token_urlsafe(9)
        self._changing_logo = asyncio.Lock()

    @property
    def name(self) -> str:
        return self._store.state.office_name

    @property
    def lang(self) -> str:
        """The language of those who have chosen none, and whose browser asks for none; "" until one is chosen."""
        return self._store.state.office_lang

    @property
    def logo(self) -> str:
        """What the logo's file is called, "" when there is none."""
        return self._store.state.office_logo

    @property
    def bare_photos(self) -> bool:
        """Whether pictures lose what their camera wrote into them, before anybody else has them.

        They do until somebody decides otherwise: where they were taken is often where somebody lives, and what one
        sees of them is the same bit for bit.
        """
        return self._store.state.office_bare_photos

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

    async def rename(self, by: Member | None, name: str) -> None:
        """:param by: an administrator; nobody at the first start"""
        await self._alter(by, "name", names.acceptable_name(name), "office-renamed")

    async def set_lang(self, by: Member, lang: str) -> None:
        """Choose the language of those who have chosen none, and whose browser asks for none of ours.

        :raises Refused: when it is none of `LANGUAGES`, or `by` no administrator
        """
        if lang not in LANGUAGES:
            raise Refused("This language does not exist.")
        await self._alter(by, "lang", lang, "office-language")

    async def set_bare_photos(self, by: Member, bare: bool) -> None:
        """Decide whether pictures lose what their camera wrote into them; those that are here stay as they came."""
        await self._alter(by, "bare_photos", bare, "bare-photos-set")

    async def set_logo(self, by: Member, content: bytes) -> None:
        """Show that picture beside the office's name, on the sign-in page too.

        :param content: a file from outside, whatever it holds
        :raises Refused: when it is no picture that can be read, or `by` no administrator
        """
        access.access_admin(self._store.state, by)
        logo = await pictures.logo(content)
        digest = hashlib.sha256(logo).hexdigest()[:24]
        # One at a time: a file that is kept and not shown yet must not be dropped for another.
        async with self._changing_logo:
            await self._store.logos.keep(digest, logo)
            try:
                await self._show(by, digest, "logo-changed")
            except Refused:
                await self._drop_unseen(digest)
                raise

    async def remove_logo(self, by: Member) -> None:
        """Back to the cat alone."""
        async with self._changing_logo:
            await self._show(by, "", "logo-removed")

    async def _show(self, by: Member, digest: str, deed: str) -> None:
        before = self.logo
        await self._alter(by, "logo", digest, deed)
        await self._drop_unseen(before)

    async def _drop_unseen(self, digest: str) -> None:
        if digest and digest != self.logo:
            await self._store.logos.drop(digest)

    async def _alter(self, by: Member | None, column: str, value: str | bool, deed: str) -> None:
        await self._store.writer.run(Alter(self._store, by, column, value, deed))
