"""The tables as they lie in the database. Moments are epoch milliseconds, UTC."""

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint


class Office(SQLModel, table=True):
    """The instance itself: one row. `bare_photos`: whether pictures lose what their camera wrote into them."""

    id: int = Field(default=1, primary_key=True)
    name: str = ""
    lang: str = ""
    created: int = 0
    logo: str = ""
    desktop: str = ""
    embed_creates: bool = False
    bare_photos: bool = True


class Member(SQLModel, table=True):
    """A person with an account. `password` is an Argon2 hash, empty when nobody may sign in with one.

    `since` is `created` as message ids tell it, 0 when that is the same. `receipts`: whether others see what they have
    seen, and they what others have. `received`: up to which id they have looked at what they `Received`. `welcome`: how
    they are still to be met (see `newcomers`).
    """

    id: int | None = Field(default=None, primary_key=True)
    login: str
    login_fold: str = Field(unique=True)
    nickname: str
    nickname_fold: str = Field(unique=True)
    password: str = ""
    role: str = "member"
    color: str
    note: str = ""
    image: str = ""
    active: bool = True
    created: int
    lang: str = ""
    theme: str = ""
    reading_order: str = "newest-last"
    smileys: bool = True
    email: str = ""
    home: str = "window"
    since: int = 0
    receipts: bool = True
    sound: str = "miaou"
    received: int = 0
    welcome: str = ""


class Canal(SQLModel, table=True):
    """A discussion. In an open one is everybody; in a private or direct one those of `membership`."""

    id: int = Field(primary_key=True)
    name: str = ""
    color: str
    kind: str
    topic: str = ""
    creator_id: int = Field(foreign_key="member.id")
    archived: bool = False
    created: int
    description: str = ""


class Membership(SQLModel, table=True):
    """Who is in a private or direct canal, and since when."""

    canal_id: int = Field(primary_key=True, foreign_key="canal.id")
    member_id: int = Field(primary_key=True, foreign_key="member.id", index=True)
    joined: int


class Message(SQLModel, table=True):
    """One thing said: the text as typed and the safe HTML made of it once.

    Or one thing that happened to the canal: `event` tells it as JSON, `author_id` did it, and nothing was said.
    `at` is when; 0 for an older one, whose id tells it. `revision` is that of its latest change (see `revisions`).
    `edited` is when its text was changed last, 0 when never; `reply_to` what it answers, `mentions` whom it names, as a
    JSON list of ids; `has_files` spares looking for files in all others. One that is `gone` is shown to nobody: it is
    taken away soon, or stays empty under its answers.
    """

    __table_args__ = (
        UniqueConstraint("author_id", "nonce"),
        # Few of all messages are asides: a canal's are found without looking through the others.
        Index("ix_message_aside", "canal_id", "id", "author_id", sqlite_where=text("is_aside IS 1")),
        # Fewer still have changed since they were said.
        Index("ix_message_changed", "canal_id", "revision", sqlite_where=text("revision IS NOT NULL")),
        Index("ix_message_reply", "reply_to", sqlite_where=text("reply_to IS NOT NULL")),
        # All that is asked of those that name somebody, so that the messages themselves need not be read.
        Index(
            "ix_message_named",
            *("canal_id", "id", "author_id", "is_aside", "gone", "mentions"),
            sqlite_where=text("mentions <> ''"),
        ),
    )

    id: int = Field(primary_key=True)
    canal_id: int = Field(foreign_key="canal.id", index=True)
    author_id: int = Field(foreign_key="member.id")
    nonce: str
    text: str
    html: str
    is_aside: bool = False
    event: str = ""
    card: str = ""
    at: int = 0
    revision: int | None = None
    edited: int = 0
    reply_to: int | None = None
    mentions: str = ""
    gone: bool = False
    has_files: bool = False


class File(SQLModel, table=True):
    """A file that somebody brought, as they named it; what it holds lies once in the data folder, under its `digest`.

    Held by whoever brought it while `message_id` is None, else one of that message's, at its `place`. What is known of
    it was found by its content: see `said.File`.
    """

    __table_args__ = (
        Index("ix_file_digest", "digest"),
        Index("ix_file_message", "message_id", "place", sqlite_where=text("message_id IS NOT NULL")),
        Index("ix_file_held", "owner_id", "at", sqlite_where=text("message_id IS NULL")),
    )

    id: int = Field(primary_key=True)
    digest: str
    name: str
    kind: str
    media: str
    size: int
    width: int = 0
    height: int = 0
    pages: int = 0
    drawn: bool = False
    excerpt: str = ""
    owner_id: int = Field(foreign_key="member.id")
    at: int
    message_id: int | None = Field(default=None, foreign_key="message.id")
    place: int = 0


class FileText(SQLModel, table=True):
    """What can be read in a file (a PDF, a text), to be found by search: by the digest of what it holds."""

    digest: str = Field(primary_key=True)
    text: str


class Pin(SQLModel, table=True):
    """A message that a member pinned to its canal, and when."""

    __table_args__ = (Index("ix_pin_canal", "canal_id", "at"),)

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    canal_id: int = Field(foreign_key="canal.id")
    by_id: int = Field(foreign_key="member.id")
    at: int


class SearchUnread(SQLModel, table=True):
    """A message whose files' words are not in search's index yet (`search`, of which SQLAlchemy knows nothing), and
    since when, in nanoseconds."""

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    since: int


class SearchState(SQLModel, table=True):
    """One row. What was said from the message `reached` on can be found, and is read in further down in the background;
    0: all of it. `version`: of the words (`search.words`)."""

    id: int = Field(default=1, primary_key=True)
    reached: int
    version: int


class Version(SQLModel, table=True):
    """What a message said before it was edited: since when, until `nonce` changed it."""

    __table_args__ = (UniqueConstraint("message_id", "nonce"),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    text: str
    at: int
    nonce: str


class Deletion(SQLModel, table=True):
    """A message that is to be taken away at that moment, unless whoever asked for it thinks better of it."""

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    by_id: int = Field(foreign_key="member.id")
    due: int


class Reaction(SQLModel, table=True):
    """An emoji that a member put to a message."""

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    member_id: int = Field(primary_key=True, foreign_key="member.id")
    emoji: str = Field(primary_key=True)
    at: int


class Received(SQLModel, table=True):
    """What a member should hear of: `kind` says why, `by_id` whose doing it was. Ids grow."""

    __table_args__ = (Index("ix_received_member", "member_id", "id"),)

    id: int = Field(primary_key=True)
    member_id: int = Field(foreign_key="member.id")
    kind: str
    message_id: int = Field(foreign_key="message.id", index=True)
    by_id: int = Field(foreign_key="member.id")
    emoji: str = ""
    at: int


class Tombstone(SQLModel, table=True):
    """What is left of a message that is gone: nothing of what it said, nor who said it.

    `circle`: for an aside, those who knew of it, as a JSON list; "" when it was for everyone in its canal. `sending` is
    the SHA-256 of its author and nonce: sent once more, it does not come back.
    """

    __table_args__ = (Index("ix_tombstone_revision", "canal_id", "revision"),)

    id: int = Field(primary_key=True)
    canal_id: int = Field(foreign_key="canal.id")
    revision: int
    circle: str = ""
    sending: str = Field(unique=True)


class Recipient(SQLModel, table=True):
    """Whom an aside is addressed to, and when they saw it, 0 as long as nobody may know that. A message without a row
    here is for everyone in its canal."""

    # Who was told something in a canal last is looked up for each member: see `window_rows`.
    __table_args__ = (Index("ix_recipient_told", "canal_id", "member_id", "message_id"),)

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    member_id: int = Field(primary_key=True, foreign_key="member.id", index=True)
    canal_id: int = Field(foreign_key="canal.id")
    seen: int = 0


class ReadMark(SQLModel, table=True):
    """The newest message of a canal that a member has seen. `at`: when they last saw something new of a direct
    conversation; 0 when nobody may know that."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    canal_id: int = Field(primary_key=True, foreign_key="canal.id")
    message_id: int
    at: int = 0


class Preference(SQLModel, table=True):
    """How one member wants one canal: what of it rings, and its place in their drawer (0: by its name)."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    canal_id: int = Field(primary_key=True, foreign_key="canal.id")
    level: str = "all"
    place: int = 0


class EmojiHabit(SQLModel, table=True):
    """The emoji that a member used last, newest first, as a JSON list; and their skin colour (see `emoji_habits`)."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    recent: str
    tone: int
    uses: str = "{}"


class Haunt(SQLModel, table=True):
    """Where a member goes most: pairs of a canal and how much, as a JSON list (see `haunts`)."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    canals: str


class Tour(SQLModel, table=True):
    """How far a member has been shown round, whether they see it, and since when (see `tours`)."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    step: int
    shown: bool
    since: int


class Session(SQLModel, table=True):
    """A signed-in browser.

    Only the SHA-256 of its token is kept. Unless it is used again, it is over after `until`.
    """

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    created: int
    seen: int
    agent: str = ""
    address: str = ""
    until: int = 0


class Invite(SQLModel, table=True):
    """A link by which people join."""

    code: str = Field(primary_key=True)
    creator_id: int = Field(foreign_key="member.id")
    created: int
    expires: int
    uses_left: int


class Desktop(SQLModel, table=True):
    """A member's own desktop: `layout` is JSON (see `desktops`)."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    layout: str


class PasswordReset(SQLModel, table=True):
    """A link by which a member chooses a new password, once. Only the SHA-256 of its code is kept."""

    code_hash: str = Field(primary_key=True)
    member_id: int = Field(foreign_key="member.id", index=True)
    creator_id: int = Field(foreign_key="member.id")
    expires: int


class EmbedKey(SQLModel, table=True):
    """What a host signs its tokens with: a secret of ours (HS256), or its own public key in PEM (RS256, EdDSA).

    `admins`: whether what it signs lets in administrators, too.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    algorithm: str
    secret: str
    creator_id: int = Field(foreign_key="member.id")
    created: int
    admins: bool = False


class EmbedOrigin(SQLModel, table=True):
    """A site that may show the widget in a frame: scheme, host and port."""

    origin: str = Field(primary_key=True)
    created: int


class UsedToken(SQLModel, table=True):
    """A host's token that has been used, until it would have expired anyway."""

    jti_hash: str = Field(primary_key=True)
    expires: int = Field(index=True)


class Reference(SQLModel, table=True):
    """References such as FA2024-0153 that become links: their pattern, and the address that it leads to."""

    id: int | None = Field(default=None, primary_key=True)
    pattern: str = Field(unique=True)
    address: str


class Draft(SQLModel, table=True):
    """What a member is writing in a canal: `content` is JSON (see `composed`), `typed` when it was typed last.

    `reply_to`: the message that it answers, which may be gone by now; 0: none.
    """

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    canal_id: int = Field(primary_key=True, foreign_key="canal.id")
    reply_to: int = Field(primary_key=True)
    content: str
    typed: int


class Scheduled(SQLModel, table=True):
    """What is to be sent later: `content` as in a draft, of which nothing is left once it is sent.

    `trouble`: why it could not be sent, an English sentence; `sent`: the message that it became, when that was late.
    """

    __table_args__ = (UniqueConstraint("member_id", "nonce"),)

    id: int = Field(primary_key=True)
    member_id: int = Field(foreign_key="member.id")
    canal_id: int = Field(foreign_key="canal.id")
    nonce: str
    content: str
    due: int
    trouble: str = ""
    sent: int = 0


class Reminder(SQLModel, table=True):
    """Of which message a member is to be reminded, which may be gone by then; `done`: when they were, 0 before that."""

    member_id: int = Field(primary_key=True, foreign_key="member.id")
    message_id: int = Field(primary_key=True)
    canal_id: int = Field(foreign_key="canal.id")
    due: int
    done: int = 0


class Audit(SQLModel, table=True):
    """What an administrator did, and when: `deed` names it, `details` is JSON."""

    id: int | None = Field(default=None, primary_key=True)
    at: int
    by_id: int = Field(foreign_key="member.id")
    deed: str
    details: str
