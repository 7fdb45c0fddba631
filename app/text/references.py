"""References of the office's other software in a message: `FA2024-0153` → a link to that invoice.

What counts as one is said in a small language of ours, not by regular expressions, which can keep a process busy
for ever: in `FA####-####` each `#` stands for a digit, each `@` for a letter from A to Z, all else for itself. So a
pattern has one length, and looking for it takes time that grows with the text's length only.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from app.text.running_text import Piece, pieces

PLACE = "{ref}"
"""Where in an address the reference goes."""

MOST = 100
"""References of one message that become links; after so many, nobody follows them."""

_STANDS_FOR = {"#": "[0-9]", "@": "[A-Z]"}
# A reference stands alone: it is no part of a longer number, nor of another reference (FA2024-0153-B).
_BEFORE = r"(?<!\w)(?<!\w-)"
_AFTER = r"(?!-?\w)"


class Pattern(NamedTuple):
    """What a kind of references looks like, and the address that each leads to."""

    pattern: str
    address: str

    def leads_to(self, reference: str) -> str:
        return self.address.replace(PLACE, quote(reference, safe=""))


class Finder:
    """Finds the references of some patterns. Where two fit, the longer one does; of two as long, the first."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = sorted(patterns, key=lambda each: len(each.pattern), reverse=True)
        kinds = "|".join(f"({_expression(each.pattern)})" for each in self.patterns)
        self._expression = re.compile(f"{_BEFORE}(?:{kinds}){_AFTER}")

    def any_in(self, text: str) -> bool:
        return self._expression.search(text) is not None

    def all_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where each reference begins and ends, and the address that it leads to."""
        for found in self._expression.finditer(text):
            assert found.lastindex is not None
            yield found.start(), found.end(), self.patterns[found.lastindex - 1].leads_to(found[0])


def _expression(pattern: str) -> str:
    return "".join(_STANDS_FOR.get(character) or re.escape(character) for character in pattern)


class References(Treeprocessor):
    """Makes links of the references in a message's running text, once Markdown has found its code and links.

    :ivar finder: what to look for in the message at hand; None when nothing
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.finder: Finder | None = None

    def run(self, root: etree.Element) -> None:
        if self.finder is None:
            return
        left = MOST
        for piece in pieces(root):
            found = list(islice(_alone(self.finder, piece), left))
            left -= len(found)
            if found:
                _link(piece, found)


def _alone(finder: Finder, piece: Piece) -> Iterator[tuple[int, int, str]]:
    """The references in a piece that touch neither a link nor a word in bold beside it."""
    text = piece.text
    for start, end, address in finder.all_in(text):
        if not ((start == 0 and piece.touched_before) or (end == len(text) and piece.touched_after)):
            yield start, end, address


def _link(piece: Piece, found: list[tuple[int, int, str]]) -> None:
    """Put a link in the place of each of these references."""
    text = piece.text
    anchors = []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    for (start, end, address), next_start in zip(found, ends, strict=True):
        anchor = etree.Element("a", href=address)
        anchor.text = text[start:end]
        anchor.tail = text[end:next_start]
        anchors.append(anchor)
    piece.put(text[: found[0][0]], *anchors)
