"""How a person is answered: a colleague sees what was said, reads it, writes, and says it; or puts an emoji to it.

Persons only are answered, so that nobody talks for ever.
"""

from __future__ import annotations

from collections import deque
from contextlib import aclosing
from dataclasses import dataclass

from app.demo.life.choosing import Choice, Talk, readers_of, talk_of
from app.demo.life.kinds import QUIET, greets_first, kinds_for
from app.demo.life.players import Players
from app.demo.life.timetable import Course, Timetable
from app.demo.life.understanding import ATTACHED, DOUBTS, Heard, understand
from app.store import cards
from app.store.said import Message
from app.store.state import Member
from app.text.short import begins

READ_MOST = 1_000
"""Characters of a message that are read: to understand them takes some milliseconds."""

COMES_BACK_S = (2.0, 4.5)
"""Until one who is absent sees that they are called."""

SECOND_S = (2.5, 5.0)
"""How much later than the first a second one answers."""

ENGAGED_S = 120.0
"""Whoever has answered somebody is spoken to by what they say next, for so long."""

LATELY = 4
"""So many answers of a canal are not given there again by anyone."""

EMOJI_INSTEAD = 0.65
"""So often a smiley is answered by one."""

REACTS = 0.4
"""So often somebody reacts to what was told to everybody."""

WORDS_FOR_REACTION = {"few": 0.8, "many": 0.4}
"""How often whoever is told something by an emoji says something to that."""


@dataclass
class Spoken:
    """What a person said to somebody who has not finished reading it; more may follow meanwhile."""

    message: Message
    text: str
    meant: bool
    """Whether they are spoken to, and not merely the one who has just spoken."""


class Answering:
    def __init__(self, players: Players, timetable: Timetable) -> None:
        self._players = players
        self._timetable = timetable
        self._spoken: dict[tuple[str, Talk], Spoken] = {}
        self._engaged: dict[Talk, tuple[str, float]] = {}
        self._lately: dict[int, deque[str]] = {}
        self._reacted: set[int] = set()

    def to(self, message: Message) -> None:
        """A person has said that."""
        players, state = self._players, self._players.company.store.state
        canal, author = state.canals.get(message.canal_id), state.members.get(message.author_id)
        if canal is None or author is None or canal.archived or players.hushed:
            return
        text = self._text(message)
        heard = understand(text, players.lang)
        readers = readers_of(players, message, canal)
        choice = Choice(players, message, heard, readers, self._engaged_in(talk_of(message)))
        few = canal.kind == "direct" or message.is_aside
        chosen = choice.of_few() if few else choice.of_many()
        for turn, login in enumerate(chosen):
            meant = few or login in choice.named or message.quote is not None or turn > 0
            self._begin(login, Spoken(message, text, meant), author, turn)
        others = [login for login in readers if login not in chosen and players.is_here(login)]
        is_for_all = not (few or choice.named or chosen) and _is_worth_an_emoji(heard)
        react = choice.draw(others) if is_for_all else []
        for login in others:
            self._timetable.begin(self._reads(login, message, text, login in react))

    def to_reaction(self, message: Message, by: Member, emoji: str) -> None:
        """A person has put that to what a colleague said."""
        players, canal = self._players, self._players.company.store.state.canals[message.canal_id]
        login = players.company.login_of(message.author_id)
        if login is None or not players.is_played(login) or message.id in self._reacted:
            return
        self._reacted.add(message.id)
        few = "few" if canal.kind == "direct" or message.is_aside else "many"
        if players.colleagues[login].chance.random() < WORDS_FOR_REACTION[few]:
            self._timetable.begin(self._answers_reaction(login, message, by, emoji))

    def _engaged_in(self, talk: Talk) -> str:
        login, at = self._engaged.get(talk, ("", 0.0))
        return login if self._timetable.now - at < ENGAGED_S else ""

    def _text(self, message: Message) -> str:
        nickname = self._players.company.store.state.nickname
        pieces = begins(message.html, READ_MOST)
        text = "".join(piece if isinstance(piece, str) else nickname(piece) for piece in pieces)
        if message.files:
            text = f"{text} {ATTACHED}".strip()
        if not message.card:
            return text
        card = cards.read(message.card)
        return f"{text} {card.reference or card.title}".strip()

    def _begin(self, login: str, more: Spoken, author: Member, turn: int) -> None:
        key = (login, talk_of(more.message))
        if spoken := self._spoken.get(key):
            # They have not finished reading: it is all one.
            spoken.message, spoken.text = more.message, f"{spoken.text}\n{more.text}"
            spoken.meant = spoken.meant or more.meant
            return
        self._spoken[key] = more
        self._timetable.begin(self._answers(login, author, key, turn))

    async def _answers(self, login: str, author: Member, key: tuple[str, Talk], turn: int) -> Course:
        players, colleague = self._players, self._players.colleagues[login]
        try:
            if turn:
                yield colleague.chance.uniform(*SECOND_S)
            if not players.is_here(login):
                yield colleague.chance.uniform(*COMES_BACK_S)
                players.arrive(login)
            read = ""
            while read != self._spoken[key].text:
                more = self._spoken[key].text.removeprefix(read)
                read = self._spoken[key].text
                yield colleague.reads_for(more)
        finally:
            spoken = self._spoken.pop(key)
        if not players.is_played(login):
            return
        message = spoken.message
        held = players.company.store.state.held(message.canal_id, message.id)
        if held is None or held.gone:
            # Whoever said it has taken it back before anybody had read it.
            return
        await players.company.read(login, message.canal_id, message.id)
        heard = understand(spoken.text, players.lang)
        lately = self._lately.setdefault(message.canal_id, deque(maxlen=LATELY))
        ref = heard.references[0] if heard.references else ""
        kind, said, words = colleague.finds(kinds_for(heard, login, players.lang), author.nickname, ref, lately)
        if kind == "dry" and not spoken.meant:
            return
        aside = kind == "noted" and not spoken.meant
        if not words or aside or (kind in QUIET and colleague.chance.random() < EMOJI_INSTEAD):
            await players.company.react(login, message.id, colleague.emoji())
            return
        lately.append(said)
        if greets_first(kind, heard):
            _, _, opening = colleague.finds(("opening",), author.nickname)
            words = f"{opening} {words}"
        self._engaged[key[1]] = (login, self._timetable.now)
        async for pause in self._says(login, message, words):
            yield pause

    async def _says(self, login: str, message: Message, words: str) -> Course:
        """To those who heard it; as an answer, when others have spoken since."""
        players, state = self._players, self._players.company.store.state
        own = players.company.member(login).id
        circle = [each for each in message.circle if each != own]
        direct = state.canals[message.canal_id].kind == "direct"

        def answered() -> int | None:
            last = state.window(message.canal_id).messages[-1:]
            return message.id if last and last[0].id != message.id and not direct else None

        speaking = players.speaks(login, message.canal_id, words, players.colleagues[login].chance, circle, answered)
        async with aclosing(speaking):
            async for step in speaking:
                if not isinstance(step, Message):
                    yield step

    async def _answers_reaction(self, login: str, message: Message, by: Member, emoji: str) -> Course:
        colleague = self._players.colleagues[login]
        yield colleague.reads_for("")
        kind = "doubted" if emoji in DOUBTS else "reacted"
        _, _, words = colleague.finds((kind,), by.nickname)
        if words and self._players.is_played(login):
            async for pause in self._says(login, message, words):
                yield pause

    async def _reads(self, login: str, message: Message, text: str, reacts: bool) -> Course:
        """They see it, sooner or later; one of them may put an emoji to it."""
        players, colleague = self._players, self._players.colleagues[login]
        yield colleague.reads_for(text) + colleague.chance.uniform(0.5, 12.0)
        if not players.is_played(login):
            return
        await players.company.read(login, message.canal_id, message.id)
        if reacts and colleague.chance.random() < REACTS:
            await players.company.react(login, message.id, colleague.emoji())


def _is_worth_an_emoji(heard: Heard) -> bool:
    """Said to everybody and to nobody: good news, a joke."""
    return bool(set(heard.acts) & {"congrats", "laugh", "smiley", "link", "file", "thanks"}) and "sad" not in heard.acts
