"""Who is played just now, and how they are seen to do things: with the pauses that somebody needs for it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime
from random import Random

from app.demo.cast import CHARACTERS
from app.demo.company import Company
from app.demo.languages import Lang
from app.demo.life.colleague import Colleague, in_pieces, writing_for
from app.demo.life.typos import slipped
from app.store.said import Message

SLIPS = 0.06
"""So often a finger slips."""

MENDS_S = (2.5, 5.0)


class Players:
    """:param is_person: whether somebody is that member, with a page of theirs open: then nobody plays them"""

    def __init__(self, company: Company, lang: Lang, seed: int, is_person: Callable[[int], bool]) -> None:
        self.company = company
        self.lang = lang
        self.seed = seed
        self.colleagues = {each.login: Colleague(each.login, lang, seed) for each in CHARACTERS}
        self.hushed = False
        self._is_person = is_person
        self._scene = 0
        self._shown: set[str] = set()

    def is_person(self, login: str) -> bool:
        return self._is_person(self.company.member(login).id)

    def is_played(self, login: str) -> bool:
        return not self.hushed and not self.is_person(login) and self.company.member(login).active

    def is_watched(self) -> bool:
        """Whether there is anybody for whom all this is done."""
        return any(self._is_person(member.id) for member in self.company.store.state.active_members())

    def hush(self, hushed: bool) -> None:
        """Whoever was about to say something does not, even when all go on."""
        self.hushed = hushed
        self._scene += 1

    @property
    def now(self) -> datetime:
        """The office's clock, as it hangs on its wall."""
        return datetime.fromtimestamp(self.company.store.clock() / 1000)

    # Coming and going

    def is_here(self, login: str) -> bool:
        return self.company.store.presence.status(self.company.member(login).id) == "connected"

    def arrive(self, login: str) -> None:
        self._shown.add(login)
        self.company.arrive(login)

    def leave(self, login: str) -> None:
        self._shown.discard(login)
        self.company.leave(login)

    def hand_over(self, login: str) -> None:
        """A person is them now: whether they are there, their own pages say."""
        if login in self._shown:
            self.leave(login)

    # Saying something

    async def speaks(
        self,
        login: str,
        canal_id: int,
        text: str,
        chance: Random,
        circle: Sequence[int] = (),
        reply_to: Callable[[], int | None] = lambda: None,
        before: str = "",
    ) -> AsyncGenerator[float | Message, None]:
        """They write, are seen to, and say it: pauses, then the message. A slip is mended a moment later.

        :param reply_to: looked at as it is said
        :param before: what they say first, when they are to mend it
        """
        company, scene = self.company, self._scene
        # Drawn whatever comes of it: what is said next does not depend on who is played.
        seconds, slips, mends = writing_for(text, chance), chance.random() < SLIPS, chance.uniform(*MENDS_S)
        nonce, again = (f"life-{login}-{chance.getrandbits(64):016x}" for _ in range(2))
        first = before or (slipped(text, chance) if slips else text)
        for pause in in_pieces(seconds):
            if not self._goes_on(login, scene):
                return
            company.write(login, canal_id, circle)
            yield pause
        if not self._goes_on(login, scene):
            return
        message = await company.say(login, canal_id, first, circle, reply_to(), nonce=nonce)
        yield message
        if first != text:
            yield mends
            if self._goes_on(login, scene):
                await company.mend(login, message.id, text, again)

    def _goes_on(self, login: str, scene: int) -> bool:
        return scene == self._scene and self.is_played(login)
