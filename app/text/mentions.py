"""Members who are named in a message: `@Léa` → a mark that says who is meant, whatever they are called later.

Names are looked for in what was typed, before Markdown reads it: a name may hold its signs. What is found is hidden
from it behind marks that nobody can type, and comes back as a mention where the text runs, as typed in code and links.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from app.text.running_text import Piece, pieces
from app.text.typed import fold

MOST = 300
"""Mentions in one message; after so many, nobody looks for them."""

EVERYBODY = 0
"""Whose name it is that means all who read it."""

CLASS = "mention"
MARK = re.compile(rf'<span class="{CLASS}" data-member="(\d+)">(@[^<]*)</span>')
"""A mention in a message's HTML: who is meant, and what was typed."""

# A name stands alone: it is no part of an address, a path or a word; nor is it the beginning of another name.
_SIGN = re.compile(r"(?<![^\W_])(?<![@/=+%#&\\-])@")
_GOES_ON = re.compile(r"[-.@_]?[^\W_]")
# Control characters: what a message is made of holds none.
_HIDDEN = re.compile(r"\x1a(\d+)\x1a")


@dataclass(slots=True)
class _Branch:
    """The names that begin with some letters, by their next one; and whose name these are."""

    leads: dict[str, _Branch]
    whose: int | None = None


class Names:
    """What may stand behind an `@`; of several that begin alike, the longest is meant. Case and accents make no
    difference.

    :param called: ids and names, of which a later one takes the place of the same one before
    """

    def __init__(self, called: Iterable[tuple[int, str]]) -> None:
        self._root = _Branch({})
        for whose, name in called:
            branch = self._root
            for letter in "".join(map(_letters, name)):
                if letter not in branch.leads:
                    branch.leads[letter] = _Branch({})
                branch = branch.leads[letter]
            if branch is not self._root:
                branch.whose = whose

    def all_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where each name begins, with its sign, and ends, and whose it is."""
        after = 0
        for sign in _SIGN.finditer(text):
            found = self._longest(text, sign.end()) if sign.start() >= after else None
            if found:
                after, whose = found
                yield sign.start(), after, whose

    def _longest(self, text: str, at: int) -> tuple[int, int] | None:
        branch, found = self._root, None
        for end, character in enumerate(text[at : at + _READ], at + 1):
            for letter in _letters(character):
                if letter not in branch.leads:
                    return found
                branch = branch.leads[letter]
            if branch.whose is not None and not _GOES_ON.match(text, end):
                found = end, branch.whose
        return found


_READ = 200
"""Characters behind an `@` that are looked at: the longest name, with all its accents apart."""


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    """What a character is in the key of a name (`typed.fold`): a letter or two, nothing when it is an accent."""
    return " " if character in " \xa0\u202f" else fold(character) or ("" if not character.isspace() else character)


class Mentions:
    """Who may be named in one message; and, once it is rendered, who is.

    :param among: the ids of those who may be
    :ivar named: those who are
    :ivar others: those who would be, if they were among them
    """

    def __init__(self, names: Names, among: Container[int]) -> None:
        self._names, self._among = names, among
        self._found: list[tuple[str, int]] = []
        self._left = MOST
        self.named: set[int] = set()
        self.others: set[int] = set()

    def forget(self) -> None:
        """Nobody is: the text is shown as typed."""
        self.named.clear()
        self.others.clear()

    def any_in(self, text: str) -> bool:
        return "@" in text and next(self._names.all_in(text), None) is not None

    def hide(self, text: str) -> str:
        """The text with a mark in the place of each name."""
        kept, after = [], 0
        for start, end, whose in self._names.all_in(text):
            kept += [text[after:start], f"\x1a{len(self._found)}\x1a"]
            self._found.append((text[start:end], whose))
            after = end
        return "".join([*kept, text[after:]])

    def put_back(self, text: str) -> str:
        """The text with what was typed in the place of each mark."""
        return _HIDDEN.sub(lambda mark: self._found[int(mark[1])][0], text) if self._found else text

    def put_back_in(self, made: str) -> str:
        """As `put_back`, in HTML."""
        return _HIDDEN.sub(lambda mark: html.escape(self._found[int(mark[1])][0]), made) if self._found else made

    def mark(self, piece: Piece) -> None:
        """Put mentions in the place of the marks in a piece of the running text."""
        text, *rest = _HIDDEN.split(piece.text)
        spans: list[etree.Element] = []
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            typed, whose = self._found[int(number)]
            # What touches a link, or a word in bold, does not stand alone.
            alone = text or spans or not piece.touched_before
            if alone and self._names_one(whose):
                spans.append(etree.Element("span", {"class": CLASS, "data-member": str(whose)}))
                spans[-1].text, spans[-1].tail = typed, after
            elif spans:
                spans[-1].tail = f"{spans[-1].tail}{typed}{after}"
            else:
                text += typed + after
        piece.put(text, *spans)

    def _names_one(self, whose: int) -> bool:
        if whose not in self._among:
            self.others.add(whose)
            return False
        self._left -= 1
        if self._left >= 0:
            self.named.add(whose)
        return self._left >= 0


def named_today(said: str, called: Callable[[int], str]) -> str:
    """A message's HTML with its mentions as plain text.

    :param called: what the member of an id is called now
    """

    def today(mark: re.Match[str]) -> str:
        return mark[2] if int(mark[1]) == EVERYBODY else f"@{html.escape(called(int(mark[1])))}"

    return MARK.sub(today, said) if CLASS in said else said


class Named(Treeprocessor):
    """Makes mentions of the names in a message's running text, once Markdown has found its code and links.

    :ivar mentions: those of the message at hand; None when nobody may be named in it
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.mentions: Mentions | None = None

    def run(self, root: etree.Element) -> None:
        if self.mentions is None:
            return
        for piece in pieces(root):
            if "\x1a" in piece.text:
                self.mentions.mark(piece)


def as_typed(md: Markdown, text: str) -> str:
    """Code, say, in which nobody is named."""
    naming = md.treeprocessors["mentions"]
    assert isinstance(naming, Named)
    return naming.mentions.put_back(text) if naming.mentions else text
