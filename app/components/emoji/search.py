"""The search: the words of French and English find an emoji, and the best come first. Milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

from app.components.emoji.known import Known, words_of

LONGEST_SOUGHT = 60
"""Letters of a search that count: more than any name has."""

EXACTLY, BY_NAME, BY_WORD, BY_WORDS = 0.0, 1.0, 2.0, 3.0
"""How well a search finds an emoji, best first."""

_LONGER = 1000
"""More letters than any name has."""


def search(among: Iterable[Known], text: str, drawn: float) -> list[Known]:
    """Those that have all the words that are sought, each at least begun; the best first.

    :param drawn: the newest Emoji version that the system draws
    """
    words = words_of(text[:LONGEST_SOUGHT])
    if not words:
        return []
    begun = [f" {word}" for word in words]
    first, rest = begun[0], begun[1:]
    found = [
        (_rank(known, words), known)
        for known in among
        if first in known.found_by and known.since <= drawn and all(word in known.found_by for word in rest)
    ]
    found.sort(key=lambda each: each[0])
    return [known for _, known in found]


def _rank(known: Known, words: list[str]) -> float:
    name, sought = "_".join(words), " ".join(words)
    if name in known.names or known.called == sought:
        return EXACTLY
    begun = [each for each in known.names if each.startswith(name)]
    # The less is missing of a name, the better: `cha` means `chat` rather than `champagne`.
    if begun:
        return BY_NAME + min(map(len, begun)) / _LONGER
    return BY_WORD if f" {sought} " in known.found_by else BY_WORDS
