"""What the process holds in memory, so that a page opens without a query.

Members, canals, memberships, reading marks and sessions are all held; of each canal the newest messages only.
Every value is frozen: a change puts a new one in its place, on the event loop, after it is in the database.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar

from app.store.ids import id_at, time_of
from app.store.layouts import Layout
from app.text.mentions import EVERYBODY

WINDOW = 250
"""Messages of each canal that are held in memory, a page and what stars need; older ones are read on demand."""

LEAST = 200
"""Of these, as many as there are, are left when some of them go: a page."""


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
    passwords: int = field(default=0, compare=False)
    """How many they were given since this process began: whoever was recognised by an older one is not let in."""

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"


@dataclass(frozen=True, slots=True)
class Canal:
    """A canal; `joined` says, for a private or direct one, who is in it and since when (epoch ms, as ids tell it)."""

    id: int
    name: str
    color: str
    kind: str
    topic: str
    creator_id: int
    archived: bool
    created: int
    joined: dict[int, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.kind == "open"

    def holds(self, member_id: int) -> bool:
        """Whether it is theirs, or was when their account was closed."""
        return self.is_open or member_id in self.joined


Reactions = tuple[tuple[str, tuple[int, ...]], ...]
"""Emoji in the order in which they were put to a message, each with who did, in that order, too."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What an answer shows of the message that it answers, as that is now: the beginning of its text in pieces, a
    mention as its member's id; nothing once it is gone. Whoever sees the answer sees the message: see
    `access.access_reply`."""

    id: int
    author_id: int
    said: tuple[str | int, ...] = ()
    gone: bool = False


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


@dataclass(frozen=True, slots=True)
class Preference:
    """How one member wants one canal. `place` 0: in the order of names, after those that were placed."""

    level: str = "all"
    place: int = 0


@dataclass(frozen=True, slots=True)
class EmojiHabits:
    """One member's emoji: those used last, the newest first and none twice, and the skin colour of all (0: none).
    `uses`: how often each of these was used."""

    recent: tuple[str, ...] = ()
    tone: int = 0
    uses: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def often(self) -> list[str]:
        """Those used last, the most used first."""
        return sorted(self.recent, key=lambda glyph: -self.uses.get(glyph, 1))


Haunts = dict[int, float]
"""How much one member goes to some canals, the most first (see `haunts`)."""


@dataclass(frozen=True, slots=True)
class Session:
    """`seen` is its last use, by the clock of that moment; after `until` it is over, unless it is used before."""

    id: int
    token_hash: str
    member_id: int
    created: int
    seen: int
    agent: str
    address: str
    until: int
    embedded: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PageSession(Session):
    """Of one page in a host's frame, and gone with it: no token opens it, and nothing of it is in the database.

    :param key_id: the key that the host signed with
    :param origin: the host's site, "" when the browser did not say
    """

    key_id: int
    origin: str
    embedded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Invite:
    code: str
    creator_id: int
    created: int
    expires: int
    uses_left: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A link by which a member may choose a new password until it expires."""

    code_hash: str
    member_id: int
    creator_id: int
    expires: int


@dataclass(frozen=True, slots=True)
class Reference:
    """References that look like `pattern` lead to `address` (see `references`)."""

    id: int
    pattern: str
    address: str


@dataclass(frozen=True, slots=True)
class EmbedKey:
    """What a host signs its tokens with: `secret` is one that we share with it, or its public key in PEM.

    `admins`: whether what it signs lets in administrators, too.
    """

    id: int
    name: str
    algorithm: str
    secret: str = field(repr=False)
    creator_id: int
    created: int
    admins: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member is writing in a canal (see `composed`), and when they typed it last.

    :param reply_to: the message that it answers, which may be gone by now; 0: none
    """

    canal_id: int
    reply_to: int
    content: str
    typed: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a member wants to be sent at a time.

    :param content: as in a draft; nothing of it once it is sent, which may be edited and deleted
    :param trouble: why it could not be sent then, as an English sentence
    :param sent: the message that it became, when that was late: they are to be told
    """

    id: int
    member_id: int
    canal_id: int
    nonce: str
    content: str
    due: int
    trouble: str = ""
    sent: int = 0

    @property
    def waits(self) -> bool:
        return not (self.trouble or self.sent)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Of which message a member wants to be reminded, and when; `done`: since when they are, 0 before that."""

    member_id: int
    message_id: int
    canal_id: int
    due: int
    done: int = 0


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


class State:
    """Everything held in memory. Written only by the commands' `apply`, read by everyone on the event loop."""

    def __init__(self) -> None:
        self.office_name = ""
        self.office_lang = ""
        self.office_logo = ""
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
