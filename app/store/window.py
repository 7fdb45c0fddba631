"""The newest messages of one canal, which the process holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.store.said import Message, Tombstone
from app.text.mentions import EVERYBODY

WINDOW = 250
"""Messages of each canal that are held in memory, a page and what stars need; older ones are read on demand."""

LEAST = 200
"""Of these, as many as there are, are left when some of them go: a page."""


@dataclass(slots=True)
class Window:
    """The newest messages of one canal in order. `complete`: the database has no older ones that are for everyone.

    What is for everyone and what is said aside are bounded each by itself: counted together, asides would shorten
    the page of those who must not learn of them. `told` and `whispered` hold, by member, the newest aside to them
    and by them that is no longer held; `named` the newest message that is not, and in which others name them; `called`,
    by author, that in which they name everybody. `changed` is the greatest revision of what has changed or gone in the
    canal.
    """

    messages: list[Message] = field(default_factory=list)
    complete: bool = True
    told: dict[int, int] = field(default_factory=dict)
    whispered: dict[int, int] = field(default_factory=dict)
    named: dict[int, int] = field(default_factory=dict)
    called: dict[int, int] = field(default_factory=dict)
    changed: int = 0
    asides: int = field(init=False)

    def __post_init__(self) -> None:
        self.asides = sum(message.is_aside for message in self.messages)

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self.asides += message.is_aside
        if self.asides > 2 * WINDOW:
            self._drop_asides()
        if len(self.messages) - self.asides > 2 * WINDOW:
            self._drop_oldest()

    def since(self, member_id: int) -> int:
        """After this id, all that the member may see is held."""
        return max(self.told.get(member_id, 0), self.whispered.get(member_id, 0))

    def named_since(self, member_id: int, mark: int) -> bool:
        """Whether others name the member after that id in what is no longer held."""
        by_others = (newest for author_id, newest in self.called.items() if author_id != member_id)
        return max(self.named.get(member_id, 0), *by_others, 0) > mark

    def _drop_oldest(self) -> None:
        """Keep the newest `WINDOW` for everyone, and the asides among them."""
        public = [place for place, message in enumerate(self.messages) if not message.is_aside]
        self._let_go(self.messages[: public[-WINDOW]])
        del self.messages[: public[-WINDOW]]
        self.asides = len(self.messages) - WINDOW
        self.complete = False

    def _drop_asides(self) -> None:
        """Keep the newest `WINDOW` asides."""
        asides = [message for message in self.messages if message.is_aside]
        self._let_go(asides[:-WINDOW])
        oldest = asides[-WINDOW].id
        self.messages = [message for message in self.messages if not message.is_aside or message.id >= oldest]
        self.asides = WINDOW

    def _let_go(self, messages: Iterable[Message]) -> None:
        """Remember to whom something was said, and who was named, that is held no more, in the order of time."""
        for message in messages:
            if message.is_aside:
                self.whispered[message.author_id] = message.id
                self.told.update(dict.fromkeys(message.recipients, message.id))
            self.name(message)

    def name(self, message: Message) -> None:
        """Remember whom a message names that is not held."""
        for member_id in message.mentions:
            if member_id == EVERYBODY:
                self.called[message.author_id] = max(message.id, self.called.get(message.author_id, 0))
            else:
                self.named[member_id] = max(message.id, self.named.get(member_id, 0))

    def change(self, message: Message) -> None:
        """A message is otherwise than it was, whether it is held or not."""
        self.changed = message.revision
        if self.find(message.id):
            self.messages[self._place(message.id)] = message
        else:
            self.name(message)

    def spares(self, message_id: int) -> bool:
        """Whether that message is held, and enough are without it."""
        held = self.find(message_id)
        return held is not None and (held.is_aside or self.complete or len(self.messages) - self.asides > LEAST)

    def take_away(self, gone: Tombstone) -> None:
        """A message is gone, whether it is held or not."""
        self.changed = gone.revision
        if self.find(gone.id):
            del self.messages[self._place(gone.id)]
            self.asides -= gone.is_aside

    def find(self, message_id: int) -> Message | None:
        place = self._place(message_id)
        if place < len(self.messages) and self.messages[place].id == message_id:
            return self.messages[place]
        return None

    def _place(self, message_id: int) -> int:
        return bisect_left(self.messages, message_id, key=lambda message: message.id)

    @property
    def newest(self) -> int:
        return self.messages[-1].id if self.messages else 0

    @property
    def revision(self) -> int:
        """The greatest of whatever was said, has changed or has gone in the canal."""
        return max(self.newest, self.changed)
