"""What is said, and what becomes of it: messages, what is left of those that are gone, and who hears of them.

Every value is frozen: a change puts a new one in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.store.ids import time_of
from app.text.mentions import EVERYBODY

Reactions = tuple[tuple[str, tuple[int, ...]], ...]
"""Emoji in the order in which they were put to a message, each with who did, in that order, too."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What an answer shows of the message that it answers, as that is now: the beginning of its text in pieces, a
    mention as its member's id; nothing once it is gone. Of one that says nothing itself, its `files`. Whoever sees the
    answer sees the message: see `access.access_reply`."""

    id: int
    author_id: int
    said: tuple[str | int, ...] = ()
    gone: bool = False
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody brought. What it is was found by its content, never by its name.

    :param digest: the SHA-256 of what it holds, by which it lies in the data folder; never told to a browser
    :param name: as its owner named it, fit to be shown and to be saved under anywhere
    :param kind: one of `KINDS`
    :param media: its media type, by its content
    :param size: in bytes
    :param width: of a picture, a film or a first page, in pixels as it is shown (turned); 0 when nobody knows
    :param pages: of a document, 0 when nobody knows
    :param drawn: whether there are thumbnails of it
    :param excerpt: the beginning of a text
    """

    id: int
    digest: str
    name: str
    kind: str
    media: str
    size: int
    owner_id: int
    at: int
    width: int = 0
    height: int = 0
    pages: int = 0
    drawn: bool = False
    excerpt: str = ""
    message_id: int | None = None


KINDS = ("image", "animation", "pdf", "audio", "video", "text", "code", "document", "archive", "other")
"""What a file can be. An "image" stands still; an "animation" plays when asked; a "document" is an office file."""


@dataclass(frozen=True, slots=True)
class Message:
    """`edited` is when its text was changed last, 0 when never. Of one that is `gone` nothing is shown to anybody."""

    id: int
    canal_id: int
    author_id: int
    html: str
    recipients: tuple[int, ...] = ()
    nonce: str = ""
    event: str = ""
    card: str = ""
    said: int = 0
    changed: int = 0
    edited: int = 0
    quote: Quote | None = None
    reactions: Reactions = ()
    mentions: tuple[int, ...] = ()
    gone: bool = False
    files: tuple[File, ...] = ()

    @property
    def at(self) -> int:
        """When it was said, in epoch milliseconds by the clock of that moment; older ones know it by their id only."""
        return self.said or time_of(self.id)

    @property
    def revision(self) -> int:
        """Grows with each change of a message: `changed` is that of the latest, 0 while there was none."""
        return self.changed or self.id

    @property
    def is_aside(self) -> bool:
        return bool(self.recipients)

    def names(self, member_id: int) -> bool:
        """Whether somebody else names this member in it, or everybody who reads it."""
        named = member_id in self.mentions or EVERYBODY in self.mentions
        return named and member_id != self.author_id and not self.gone

    @property
    def circle(self) -> tuple[int, ...]:
        """Those who alone see an aside."""
        return (self.author_id, *self.recipients) if self.recipients else ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a message that is gone; `circle`: those who alone saw it, when it was an aside."""

    id: int
    canal_id: int
    revision: int
    circle: tuple[int, ...] = ()

    @property
    def is_aside(self) -> bool:
        return bool(self.circle)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Until when, in epoch milliseconds, whoever deleted a message may think better of it."""

    message_id: int
    by_id: int
    due: int


@dataclass(frozen=True, slots=True)
class Pin:
    """That a message is pinned to its canal: by whom, and since when in epoch milliseconds."""

    message_id: int
    canal_id: int
    by_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Received:
    """Something that a member should hear of; `gone`: whether the message that it is about is."""

    id: int
    member_id: int
    kind: str
    message_id: int
    canal_id: int
    by_id: int
    emoji: str
    at: int
    gone: bool = False


@dataclass(frozen=True, slots=True)
class AsideSeen:
    """Who has seen an aside, and when in epoch milliseconds; `alone`: it was said to one member only."""

    canal_id: int
    alone: bool
    by: dict[int, int]
