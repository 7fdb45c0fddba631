"""One colleague: how fast they read and write, which words they find, what they have just said."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from app.components.window.typing import TOLD_EVERY_MS
from app.demo.cast import CHARACTERS
from app.demo.languages import Lang
from app.demo.life.answers import answers

TELLS_EVERY_S = TOLD_EVERY_MS / 1000

READ_LEAST_S, READ_MOST_S, READ_CHARACTERS = 0.9, 12.0, 45.0
"""The quickest look at a message, the longest, and how many characters a second one reads besides."""

WRITE_LEAST_S, WRITE_MOST_S, WRITE_CHARACTERS = 1.1, 3.6, 24.0
"""They write fast, and nobody is made to watch for longer than some seconds."""

REMEMBERED = 8
"""So many of their answers are not given again, as long as there are others."""

NAMES = {each.login: each.nickname for each in CHARACTERS}


class Colleague:
    """:param lang: the office's language
    :param seed: the demo's: the same one makes the same of everything
    """

    def __init__(self, login: str, lang: Lang, seed: int) -> None:
        self.login = login
        self.lang = lang
        # What they answer takes nothing from what they do on their own: nobody's words shift the office's day.
        self.chance = Random(f"{seed}/{login}/answers")  # noqa: S311 - nothing here is secret
        self._said: deque[str] = deque(maxlen=REMEMBERED)

    def finds(self, kinds: Sequence[str], name: str, ref: str = "", others: Iterable[str] = ()) -> tuple[str, str, str]:
        """The kind of their answer, its line and its words: of the first of these kinds for which they have any.

        :param name: whom they answer, who is not spoken of as somebody else
        :param others: what was last said here, by anyone: it is not said again
        """
        for kind in kinds:
            own, shared = answers(self.lang, self.login).get(kind, ()), answers(self.lang, "everybody").get(kind, ())
            # Nobody speaks of whom they speak to, or of themselves, as of somebody else.
            fits = [each for each in own if not _names(each, name)]
            fits += [each for each in shared if not (_names(each, name) or _names(each, NAMES[self.login]))]
            if found := self._one_of(own, fits, others):
                self._said.append(found)
                return kind, found, found.replace("{name}", name).replace("{ref}", ref)
        return "", "", ""

    def emoji(self) -> str:
        """What they put to a message when there is nothing to say."""
        shown = answers(self.lang, self.login).get("react") or answers(self.lang, "everybody")["react"]
        return self.chance.choice(shown[0].split())

    def reads_for(self, text: str) -> float:
        """Seconds until they have seen and read it."""
        return min(READ_MOST_S, READ_LEAST_S + len(text) / READ_CHARACTERS + self.chance.uniform(0.0, 0.7))

    def _one_of(self, own: Sequence[str], fits: Sequence[str], others: Iterable[str]) -> str:
        """Of the lines that fit: one of their own that is fresh; else one of everybody's; else what was said longest
        ago. Never what they said last."""
        fresh = [each for each in fits if each not in others and each not in self._said]
        mine = [each for each in fresh if each in own]
        if fresh:
            return self.chance.choice(mine or fresh)
        said = list(self._said)
        old = [each for each in fits if each not in said[-1:]]
        return min(old, key=lambda each: said.index(each) if each in said else -1, default="")


def writing_for(text: str, chance: Random) -> float:
    """Seconds that somebody writes it."""
    usual = len(text) / WRITE_CHARACTERS * chance.uniform(0.9, 1.2)
    return min(WRITE_MOST_S, max(WRITE_LEAST_S, usual))


def _names(line: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", line) is not None


def in_pieces(seconds: float) -> Iterator[float]:
    """Pauses that add up to these seconds, none longer than a browser's between two signs of writing."""
    while seconds > 0:
        yield min(seconds, TELLS_EVERY_S)
        seconds -= TELLS_EVERY_S
