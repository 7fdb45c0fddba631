"""The colleagues as they act. What one of them does is the store command that anyone's browser would ask for, and
nothing of it has a right that they have not."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence

from app.store.said import Message
from app.store.state import Canal, Member
from app.store.store import Store

AT = "demo"
"""What presence knows a colleague's tab by: it is nobody's browser."""

REMEMBERED = 500
"""So many things that were played are told from what people do: the newest."""

Tells = Callable[[Member, int, Sequence[int]], None]
"""Who writes in which canal, to whom (nobody named: to all): `wire.typing.heard`."""


class Company:
    """Who works here, by login, and where they talk, by the key of a `Place`.

    :param screen: where records are shown, when the demo's own software shows them
    """

    tells: Tells
    """Who is told that somebody writes; nobody, while there is no wire."""

    def __init__(self, store: Store, members: Mapping[str, int], canals: Mapping[str, int], screen: str = "") -> None:
        self.store = store
        self.screen = screen
        self._members = members
        self._canals = canals
        self._played: deque[object] = deque(maxlen=REMEMBERED)
        self.tells = lambda writer, canal_id, recipients: None

    def member(self, login: str) -> Member:
        return self.store.state.members[self._members[login]]

    def canal(self, key: str) -> Canal:
        return self.store.state.canals[self._canals[key]]

    @property
    def logins(self) -> tuple[str, ...]:
        return tuple(self._members)

    def login_of(self, member_id: int) -> str | None:
        """Which colleague that is; None for somebody who joined since."""
        return next((login for login, own in self._members.items() if own == member_id), None)

    def called_in(self, other: Company) -> dict[int, int]:
        """By the ids that canals have here, those that the same have in another office."""
        return {own: other._canals[key] for key, own in self._canals.items() if key in other._canals}

    def there(self) -> frozenset[str]:
        """Who of them is connected."""
        status = self.store.presence.status
        return frozenset(login for login, own in self._members.items() if status(own) == "connected")

    def be_there(self, some: Collection[str]) -> None:
        """Those come, and the others leave."""
        for login in self._members:
            (self.arrive if login in some else self.leave)(login)

    def was_played(self, deed: Message | tuple[int, int, str]) -> bool:
        """Whether that message, or that reaction (message, member, emoji), is not a person's."""
        return (deed.author_id, deed.nonce) in self._played if isinstance(deed, Message) else deed in self._played

    def arrive(self, login: str) -> None:
        self.store.presence.active(self.member(login).id, AT)

    def leave(self, login: str) -> None:
        self.store.presence.idle(self.member(login).id, AT)

    def write(self, login: str, canal_id: int, recipients: Sequence[str | int] = ()) -> None:
        """They are seen to write, for some seconds."""
        self.tells(self.member(login), canal_id, self._ids(recipients))

    async def say(
        self,
        login: str,
        canal_id: int,
        text: str,
        recipients: Sequence[str | int] = (),
        reply_to: int | None = None,
        card: dict[str, object] | None = None,
        nonce: str = "",
    ) -> Message:
        """:param recipients: logins, or the ids of any members

        :raises Refused: when they may not, as anyone
        """
        nonce = nonce or secrets.token_hex(8)
        self._played.append((self._members[login], nonce))
        posted = await self.store.messages.post(
            self.member(login),
            canal_id,
            text,
            recipients=self._ids(recipients),
            nonce=nonce,
            card=card,
            reply_to=reply_to,
        )
        return posted.message

    async def mend(self, login: str, message_id: int, text: str, nonce: str = "") -> None:
        await self.store.edits.edit(self.member(login), message_id, text, nonce or secrets.token_hex(8))

    async def take_back(self, login: str, message_id: int) -> None:
        await self.store.deletions.delete(self.member(login), message_id)

    async def react(self, login: str, message_id: int, emoji: str) -> None:
        self._played.append((message_id, self._members[login], emoji))
        await self.store.reactions.put(self.member(login), message_id, emoji, True)

    async def read(self, login: str, canal_id: int, message_id: int) -> None:
        """They have seen the canal up to there."""
        await self.store.reading.mark(self.member(login), canal_id, message_id)

    def _ids(self, recipients: Sequence[str | int]) -> list[int]:
        return [each if isinstance(each, int) else self.member(each).id for each in recipients]
