"""The section of those that a member used last."""

from __future__ import annotations

from app.components.emoji.cells import section
from app.components.emoji.known import find
from app.locale import N_, Words
from app.store.habits import EmojiHabits

TITLE = N_("Recently used")


def recent(words: Words, habits: EmojiHabits, drawn: float) -> str:
    """Its HTML; "" when there are none. Needs `ready`.

    :param drawn: the newest Emoji version that the system draws
    """
    shown = [known for glyph in habits.recent if (known := find(words.lang, glyph)) and known.since <= drawn]
    return str(section(words(TITLE), shown, habits.tone, "recent")) if shown else ""
