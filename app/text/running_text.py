"""The running text of a message's tree: all but code, links and mentions, in the order in which it is read.

Not by inline patterns, which the library offers for this: it reads a text from its start again for each thing that
one of them finds.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_AS_TYPED = frozenset({"a", "code", "pre", "span"})
_BREAKS = frozenset({"br", "p", "ul", "ol", "blockquote", "pre"})


@dataclass(frozen=True, slots=True)
class Piece:
    """The text in an element before its first child, or that after one of its children.

    `touched_before`, `touched_after`: whether a link or a word in bold, say, stands right beside it.
    """

    parent: etree.Element
    child: etree.Element | None
    touched_before: bool
    touched_after: bool

    @property
    def text(self) -> str:
        return (self.parent.text if self.child is None else self.child.tail) or ""

    def put(self, text: str, *elements: etree.Element) -> None:
        """Write this text in its place, and these elements after it."""
        if self.child is None:
            self.parent.text = text
        else:
            self.child.tail = text
        if elements:
            at = 0 if self.child is None else list(self.parent).index(self.child) + 1
            self.parent[at:at] = elements


def pieces(root: etree.Element) -> Iterator[Piece]:
    """All pieces that hold something. Each may be rewritten once it is given."""
    waiting: list[etree.Element | Piece] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Piece):
            yield one
            continue
        within: list[etree.Element | Piece] = []
        for before, after in pairwise([None, *one, None]):
            if before is not None and before.tag not in _AS_TYPED:
                within.append(before)
            piece = Piece(one, before, _touches(before), _touches(after))
            if piece.text:
                within.append(piece)
        waiting += reversed(within)


def _touches(beside: etree.Element | None) -> bool:
    return beside is not None and beside.tag not in _BREAKS
