"""The life of the office: begun with it, and ended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from functools import partial

from app.demo.company import Company
from app.demo.languages import Lang
from app.demo.life.answering import Answering
from app.demo.life.attendance import HOURS, Attendance
from app.demo.life.players import Players
from app.demo.life.talking import Talking
from app.demo.life.timetable import Timetable
from app.demo.pace import Pace
from app.store.feed import Change, MessageChanged, MessagePosted, ReadingChanged
from app.store.said import Message

PEOPLE = ("admin", "member")
"""Whose words are a person's: those of a bot are not."""


class Life:
    """One office's, on the event loop. When the office is another one, it is ended, and another one begun.

    :param lang: the office's language
    :param seed: the same one makes the same of everything: who says what when, as long as people do the same
    :param is_person: whether somebody has a page open as that member: they are never played meanwhile
    """

    def __init__(
        self,
        company: Company,
        pace: Pace,
        lang: Lang = "fr",
        seed: int = 0,
        is_person: Callable[[int], bool] = lambda member_id: False,
    ) -> None:
        self.timetable = Timetable()
        self._company = company
        self._pace = pace
        self._is_person = is_person
        self._players = Players(company, lang, seed, is_person)
        self._answering = Answering(self._players, self.timetable)
        self._known: set[tuple[int, int, str]] = set()
        self._keeping: asyncio.Task[None] | None = None
        self._deaf: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """From now on they live, at the office's pace."""
        self.prepare()
        self._keeping = asyncio.get_running_loop().create_task(self.timetable.keep(self._pace))

    def prepare(self) -> None:
        """All that `begin` does, but that time goes by: a test lets it."""
        store, attendance = self._company.store, Attendance(self._players)
        for window in store.state.windows.values():
            for message in window.messages:
                self._known.update(_reactions(message))
        for login in HOURS:
            self.timetable.begin(attendance.keeps(login))
        self.timetable.begin(Talking(self._players, attendance, self.timetable).goes_on())
        self._deaf = store.feed.listen((MessagePosted, MessageChanged, ReadingChanged), self._hear)

    async def close(self) -> None:
        """Nobody is played any more."""
        self._deaf()
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        await self.timetable.close()

    def hush(self) -> None:
        """All are still: what was about to be said is not, and nobody is answered."""
        self._players.hush(True)

    def go_on(self) -> None:
        self._players.hush(False)

    def _hear(self, changes: Sequence[Change]) -> None:
        for change in changes:
            match change:
                case MessagePosted(message) if self._is_of_person(message):
                    self.timetable.tell(partial(self._answering.to, message))
                case MessageChanged(message) if message.reactions and not message.gone:
                    self._hear_reactions(message)
                case ReadingChanged(member_id) if self._is_person(member_id):
                    # Their own page shows whether they are there.
                    login = self._company.login_of(member_id)
                    if login is not None:
                        self.timetable.tell(partial(self._players.hand_over, login))

    def _is_of_person(self, message: Message) -> bool:
        author = self._company.store.state.members.get(message.author_id)
        return (
            not message.event and author is not None and author.role in PEOPLE and not self._company.was_played(message)
        )

    def _hear_reactions(self, message: Message) -> None:
        for deed in sorted(_reactions(message) - self._known):
            self._known.add(deed)
            _, by_id, emoji = deed
            by = self._company.store.state.members.get(by_id)
            if by is not None and by_id != message.author_id and not self._company.was_played(deed):
                self.timetable.tell(partial(self._answering.to_reaction, message, by, emoji))


def _reactions(message: Message) -> set[tuple[int, int, str]]:
    return {(message.id, by_id, emoji) for emoji, members in message.reactions for by_id in members}
