"""What somebody looks for: pieces that stand by now, what is being typed, and in which order it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.store.search import Order

LONGEST = 1_000
"""Letters of what is typed that count."""

PIECES_MOST = 12
"""As many pieces as one search may have: whoever adds more loses the first ones."""

PAGES_MOST = 10
"""As many pages of results stand below one another: whoever seeks further says more of it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """
    :param pieces: of the query, each as it might have been typed, in their order
    :param typed: what stands in the field
    :param begun: a filter that was pressed, and waits for what it is to be: "de:"
    :param pages: how many of them are wanted
    """

    pieces: tuple[str, ...] = ()
    typed: str = ""
    begun: str = ""
    order: Order = "newest"
    pages: int = 1

    @property
    def query(self) -> str:
        """All of it as one text, as the store understands it: what is being typed comes last."""
        return " ".join(filter(None, (*self.pieces, self._typed.strip())))

    @property
    def half(self) -> str:
        """What is to be completed."""
        return self.begun + self.typed

    @property
    def _typed(self) -> str:
        """A filter that waits finds nothing by itself."""
        return self.half if self.typed.strip() else ""

    def typing(self, text: str) -> Sought:
        """That stands in the field: behind the filter that waits, unless it begins with one itself."""
        text = text[:LONGEST]
        begun = "" if ":" in text.partition(" ")[0] else self.begun
        return self if text == self.typed else replace(self, typed=text, begun=begun, pages=1)

    def taking(self, *pieces: str) -> Sought:
        """What was typed has become these, and they stand now: the field is empty."""
        all_of_them = (*self.pieces, *(each.strip()[:LONGEST] for each in pieces))
        return replace(self, pieces=tuple(filter(None, all_of_them))[-PIECES_MOST:], typed="", begun="", pages=1)

    def beginning(self, begun: str) -> Sought:
        return replace(self, begun=begun[:LONGEST])

    def without(self, at: int) -> Sought:
        """Without the piece at that place; there may be none by now. Behind them all stands the filter that waits."""
        if at == len(self.pieces):
            return replace(self, begun="", pages=1)
        return replace(self, pieces=(*self.pieces[:at], *self.pieces[at + 1 :]), pages=1)

    def ordered(self, order: Order) -> Sought:
        return replace(self, order=order, pages=1)

    def longer(self) -> Sought:
        return replace(self, pages=min(self.pages + 1, PAGES_MOST))
