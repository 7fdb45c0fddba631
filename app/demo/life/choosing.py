"""Who answers what a person says: whoever is meant, or knows it; one colleague, two at most."""

from __future__ import annotations

from collections.abc import Sequence

from app.demo.life.kinds import knows_best
from app.demo.life.players import Players
from app.demo.life.understanding import Heard
from app.store import access
from app.store.said import Message
from app.store.state import Canal
from app.text.mentions import EVERYBODY

MOST = 2
TWO_GREET = 0.6

Talk = tuple[int, tuple[int, ...], int]
"""What is said between the same: a canal, an aside's circle, and which person."""


def talk_of(message: Message) -> Talk:
    return message.canal_id, tuple(sorted(message.circle)), message.author_id


def readers_of(players: Players, message: Message, canal: Canal) -> list[str]:
    """The colleagues that are played, and see it."""
    there = access.members_of(players.company.store.state, canal)
    logins = {players.company.login_of(member.id) for member in there if access.sees(member, message)}
    return [login for login in players.colleagues if login in logins and players.is_played(login)]


class Choice:
    """Of one message: who of its readers answers.

    :param engaged: who has just answered that person there, "" for nobody
    """

    def __init__(self, players: Players, message: Message, heard: Heard, readers: list[str], engaged: str) -> None:
        self._players = players
        self._message = message
        self._heard = heard
        self._readers = readers
        self._engaged = [engaged] if engaged in readers else []
        mentioned = (players.company.login_of(each) for each in message.mentions)
        self.named = tuple(dict.fromkeys([*(login for login in mentioned if login), *heard.names]))
        """Whom it names, be they played or not."""
        self._best = [login for login in knows_best(heard, players.lang) if login in readers]

    def of_few(self) -> list[str]:
        """Between few somebody always answers."""
        named = [login for login in self.named if login in self._readers]
        return named[:MOST] or [*self._best, *self._engaged, *self.draw(self._readers)][:1]

    def of_many(self) -> list[str]:
        """Among many whoever is meant answers, and nobody in the place of a person; what is asked of everybody,
        whoever knows it."""
        if self.named:
            return [login for login in self.named if login in self._readers][:MOST]
        if self._message.quote:
            answered = self._players.company.login_of(self._message.quote.author_id)
            return [answered] if answered in self._readers else []
        if self._engaged:
            return self._engaged
        here = [login for login in self._readers if self._players.is_here(login)]
        heard, acts = self._heard, set(self._heard.acts)
        if heard.asks or heard.wants or heard.references:
            return (self._best or self.draw(here or self._readers))[:1]
        everybody = heard.everybody or EVERYBODY in self._message.mentions
        if acts & {"hello", "bye"} or (everybody and acts):
            first = self.draw(here)
            two = first and self._players.colleagues[first[0]].chance.random() < TWO_GREET
            return [*first, *(self.draw([login for login in here if login not in first]) if two else [])]
        return (self._best or self.draw(here))[:1] if acts & {"sad", "test", "trouble"} else []

    def draw(self, among: Sequence[str]) -> list[str]:
        """One of them, the same in the same office for the same said at the same moment."""
        chances = {login: self._players.colleagues[login].chance.random() for login in among}
        return [max(among, key=chances.__getitem__)] if among else []
