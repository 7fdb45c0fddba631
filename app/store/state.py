"""What the process holds in memory, so that a page opens without a query.

Members, canals, memberships, reading marks and sessions are all held; of each canal the newest messages only.
Every value is frozen: a change puts a new one in its place, on the event loop, after it is in the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from app.store.doors import EmbedKey, Invite, PageSession, Reset, Session
from app.store.habits import EmojiHabits, Haunts, Preference, Tour
from app.store.ids import id_at
from app.store.layouts import Layout
from app.store.put_by import Draft, Reminder, Scheduled
from app.store.said import AsideSeen, Deletion, Message, Pin, Received
from app.store.window import Window


@dataclass(frozen=True, slots=True)
class Member:
    """`since` is `created` as ids tell it: what bears a smaller id was said before they came."""

    id: int
    login: str
    nickname: str
    nickname_fold: str
    role: str
    color: str
    note: str
    image: str
    active: bool
    created: int
    lang: str
    theme: str
    reading_order: str
    smileys: bool = True
    home: str = "window"
    since: int = 0
    receipts: bool = True
    sound: str = "miaou"
    received: int = 0
    welcome: str = ""
    passwords: int = field(default=0, compare=False)
    """How many they were given since this process began: whoever was recognised by an older one is not let in."""

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"


@dataclass(frozen=True, slots=True)
class Canal:
    """A canal; `topic` is what it is about today, `description` what it is for. `joined` says, for a private or direct
    one, who is in it and since when (epoch ms, as ids tell it)."""

    id: int
    name: str
    color: str
    kind: str
    topic: str
    creator_id: int
    archived: bool
    created: int
    joined: dict[int, int] = field(default_factory=dict)
    description: str = ""

    @property
    def is_open(self) -> bool:
        return self.kind == "open"

    def holds(self, member_id: int) -> bool:
        """Whether it is theirs, or was when their account was closed."""
        return self.is_open or member_id in self.joined


@dataclass(frozen=True, slots=True)
class Reference:
    """References that look like `pattern` lead to `address` (see `references`)."""

    id: int
    pattern: str
    address: str


class State:
    """Everything held in memory. Written only by the commands' `apply`, read by everyone on the event loop."""

    def __init__(self) -> None:
        self.office_name = ""
        self.office_lang = ""
        self.office_logo = ""
        self.office_bare_photos = True
        self.members: dict[int, Member] = {}
        self.canals: dict[int, Canal] = {}
        self.windows: dict[int, Window] = {}
        self.marks: dict[int, dict[int, int]] = {}
        self.marked: dict[int, dict[int, int]] = {}
        """When each member last saw something new of each direct conversation; 0 when nobody may know that."""
        self.asides_seen: dict[int, dict[int, AsideSeen]] = {}
        """By author and message, the newest asides that others have seen."""
        self.received: dict[int, list[Received]] = {}
        """By member, the newest of what they have not looked at, oldest first."""
        self.preferences: dict[int, dict[int, Preference]] = {}
        self.desktops: dict[int, Layout] = {}
        self.emoji_habits: dict[int, EmojiHabits] = {}
        self.haunts: dict[int, Haunts] = {}
        self.tours: dict[int, Tour] = {}
        # By member: by canal the newest first, by id, by message.
        self.drafts: dict[int, dict[int, tuple[Draft, ...]]] = {}
        self.scheduled: dict[int, dict[int, Scheduled]] = {}
        self.reminders: dict[int, dict[int, Reminder]] = {}
        self.starting_desktop: Layout | None = None
        # Of browsers by the hash of their token, of embedded pages by their id.
        self.sessions: dict[str, Session] = {}
        self.page_sessions: dict[int, PageSession] = {}
        self.invites: dict[str, Invite] = {}
        self.embed_keys: dict[int, EmbedKey] = {}
        self.embed_origins: tuple[str, ...] = ()
        self.embed_creates = False
        # Until when a host's token that was used is remembered, by its hash.
        self.used_tokens: dict[str, int] = {}
        self.references: tuple[Reference, ...] = ()
        self.resets: dict[str, Reset] = {}
        # What is gone for everybody, and may come back, by the message.
        self.deletions: dict[int, Deletion] = {}
        # By canal and message, in the order in which they were pinned; of what is gone just now, too.
        self.pins: dict[int, dict[int, Pin]] = {}
        self.anew_since = 0
        """Before this revision there was something else: what a page knows of that says nothing of what is here."""

    def nickname(self, member_id: int) -> str:
        """What a member is called now."""
        return self.members[member_id].nickname

    def active_members(self) -> Iterator[Member]:
        return (member for member in self.members.values() if member.active)

    def all_sessions(self) -> Iterator[Session]:
        return chain(self.sessions.values(), self.page_sessions.values())

    def former_members(self) -> Iterator[Member]:
        return (member for member in self.members.values() if not member.active)

    def window(self, canal_id: int) -> Window:
        return self.windows.setdefault(canal_id, Window())

    def held(self, canal_id: int, message_id: int) -> Message | None:
        """That message of the canal, if it is held."""
        return self.window(canal_id).find(message_id) if canal_id in self.windows else None

    def preference(self, member_id: int, canal_id: int) -> Preference:
        return self.preferences.get(member_id, {}).get(canal_id, Preference())

    def mark(self, member_id: int, canal_id: int) -> int:
        """The newest message id that counts as seen: what was said before one came is not news to them."""
        kept = self.marks.get(member_id, {}).get(canal_id)
        if kept is not None:
            return kept
        member = self.members[member_id]
        return id_at(self.canals[canal_id].joined.get(member_id, member.since or member.created))

    def newest_signs(self) -> tuple[int, int]:
        """When the newest message was said and when somebody was last here, in epoch milliseconds; 0 when never."""
        newest = [window.messages[-1] for window in self.windows.values() if window.messages]
        said = max(newest, key=lambda message: message.id).at if newest else 0
        return said, max((session.seen for session in self.sessions.values()), default=0)

    @property
    def newest_arrival(self) -> int:
        """When the latest member came, or the latest of a canal into it, in epoch milliseconds as ids tell it."""
        arrivals = [max(member.since, member.created) for member in self.members.values()]
        return max(chain(arrivals, *(canal.joined.values() for canal in self.canals.values())), default=0)
