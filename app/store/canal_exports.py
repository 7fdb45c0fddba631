"""A canal's conversation, as whoever asks may read it now, in one file: a page to be read or printed, or a text.

It is there to be given to others. So asides are left out unless they are asked for, everybody's name stands over what
they said, and nothing of it says what a message was before it was edited.
"""

from __future__ import annotations

import contextlib
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from markupsafe import Markup
from sqlalchemy import ColumnElement, Connection
from sqlmodel import col

from app.locale import N_, Words, catalogue, listed
from app.store import access, export_text, tables
from app.store.export_contents import Contents, Conversation, Office, Said
from app.store.export_pages import POLICY, Pages, local
from app.store.exports import Watch, passing_file, working
from app.store.files.drawing import SIZES
from app.store.ids import id_at
from app.store.refusal import Refused
from app.store.refusal import about as about_field
from app.store.said import File
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store

Form = Literal["page", "paper", "text"]
"""A page to keep, the same to be printed at once, or a text."""

_TITLE = Markup('<header><h1><bdi>{name}</bdi></h1><p class="soft"><bdi>{about}</bdi></p></header>\n')

TOGETHER = 100
"""Pieces that are written at once."""

TURNED_ROUND = N_("The last day lies before the first one.")
UNCLEAR_DAY = N_("This is no day.")

SMALL = f"{min(SIZES)}.webp"

PICTURES_MOST = 500
"""Of files, in one page: some 5 MB. Of those after them only the names are told."""

EARLIEST = date(2020, 1, 1)
"""Ids begin then: nothing was said before."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a conversation: from which day to which, both of them whole days by the clock of this machine; and
    whether with the asides that whoever asks may read.

    :raises Refused: when the last day lies before the first one
    """

    form: Form = "page"
    first: date | None = None
    last: date | None = None
    asides: bool = False

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            with about_field("last"):
                raise Refused(TURNED_ROUND)

    @property
    def ids(self) -> tuple[int | None, int | None]:
        """From which message id on, and before which; None: there is no such end."""
        day_after = self.last + timedelta(days=1) if self.last and self.last < date.max else None
        return _first_of(self.first), _first_of(day_after)


def _first_of(day: date | None) -> int | None:
    if day is None:
        return None
    return id_at(round(datetime.combine(max(day, EARLIEST), time()).timestamp() * 1000))


class _Part(Contents):
    """What of one canal is wanted: as `Contents`, of that canal alone."""

    def __init__(
        self, connection: Connection, office: Office, member: Member, words: Words, watch: Watch, wanted: Wanted
    ) -> None:
        self._wanted = wanted
        super().__init__(connection, office, member, words, watch)

    def _belonging(self, canal: Canal) -> ColumnElement[bool]:
        first, before = self._wanted.ids
        said = col(tables.Message.id)
        found = super()._belonging(canal)
        if first is not None:
            found &= said >= first
        if before is not None:
            found &= said < before
        return found if self._wanted.asides else found & col(tables.Message.is_aside).is_(False)

    def said(self) -> Iterator[Said]:
        """Oldest first."""
        return (said for each in self.conversations for chunk in self.messages(each) for said in chunk)


class _Talk(Pages):
    """The conversation as one page, in which nobody is "I".

    :param thumbnail: where the small picture lies of what a digest stands for
    """

    def __init__(self, contents: _Part, thumbnail: Callable[[str], Path]) -> None:
        super().__init__(contents, None)
        self._part, self._thumbnail = contents, thumbnail
        self._pictures = PICTURES_MOST
        self._own = 0

    def whole(self, conversation: Conversation, script: str) -> Iterator[str]:
        """:param script: the address of a script of ours that it runs, or "" """
        yield self._head(conversation.name, f"{POLICY}; script-src 'self'" if script else POLICY)
        yield _TITLE.format(name=conversation.name, about=listed(about(self._part, conversation), " · "))
        if script:
            yield Markup('<script src="{}"></script>\n').format(script)
        yield from self._log(self._part.said())
        yield self._foot()

    def _attached(self, files: Iterable[File]) -> Markup:
        """What each is called, and a small picture of it: the files themselves do not come with the page."""
        return Markup('<ul class="files">{}</ul>').format(
            Markup("").join(Markup("<li><bdi>{}</bdi>{}</li>").format(file.name, self._picture(file)) for file in files)
        )

    def _picture(self, file: File) -> Markup:
        if not file.drawn or not self._pictures:
            return Markup("")
        try:
            drawn = self._thumbnail(file.digest).read_bytes()
        except FileNotFoundError:
            # Deleted in this very moment.
            return Markup("")
        self._pictures -= 1
        return Markup('<img src="data:image/webp;base64,{}" alt="">').format(b64encode(drawn).decode())

    def _edited(self, said: Said) -> Markup:
        return super()._edited(replace(said, former=()))


def about(contents: Contents, conversation: Conversation) -> Iterator[str]:
    """Whose it is, what it is about, and who took it out when: lines under its name."""
    words, office = contents.words, contents.office
    yield office.name
    yield conversation.canal.topic
    yield " ".join(conversation.canal.description.split())
    made = words.date(local(office.now).date(), "long")
    yield words("exported by {name} on {day}", name=contents.member.nickname, day=made)


@contextlib.asynccontextmanager
async def exported(
    store: Store, by: Member, canal_id: int, wanted: Wanted, lang: str = "", script: str = ""
) -> AsyncIterator[IO[bytes]]:
    """The file, to be read from its beginning; gone afterwards.

    :param lang: what to speak to a member who has chosen no language, else the office's
    :param script: the address of the script that prints a "paper"
    :raises Refused: `Forbidden`: when the canal does not exist for this member, or no longer; `Unavailable` when the
        database does not answer, or the file cannot be written
    """
    canal = access.access_canal(store.state, by, canal_id)
    member = access.current(store.state, by)
    office = Office(store.office.name, store.clock(), dict(store.state.members), {canal.id: canal})
    words, watch = catalogue(member.lang or lang or store.office.lang), Watch(None)

    def write() -> None:
        with store.database.engine.connect() as connection:
            part = _Part(connection, office, member, words, watch, wanted)
            (conversation,) = part.conversations
            if wanted.form == "text":
                pieces = export_text.lines(part, conversation, about(part, conversation), part.said())
            else:
                pieces = _Talk(part, lambda digest: store.files.kept.path(digest, SMALL)).whole(
                    conversation, script if wanted.form == "paper" else ""
                )
            _put(file, pieces)

    async with passing_file(store) as file:
        await working(write, watch)
        # They may have been taken out of it meanwhile.
        access.access_canal(store.state, by, canal_id)
        file.seek(0)
        yield file


def _put(file: IO[bytes], pieces: Iterable[str]) -> None:
    waiting = iter(pieces)
    while some := list(islice(waiting, TOGETHER)):
        file.write("".join(some).encode())
    file.flush()
