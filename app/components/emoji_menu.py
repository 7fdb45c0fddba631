"""What the emoji menu shows, as one file for each language that a browser fetches when somebody first opens it."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from app import text
from app.components import assets
from app.locale import LANGUAGES, N_, catalogue, po_file

if TYPE_CHECKING:
    from app.text.emoji_set import Emoji

CATEGORIES = {
    "smileys": N_("Smileys and feelings"),
    "people": N_("People and gestures"),
    "animals": N_("Animals and nature"),
    "food": N_("Food and drink"),
    "travel": N_("Travel, places and weather"),
    "activities": N_("Activities and celebrations"),
    "objects": N_("Objects"),
    "symbols": N_("Symbols"),
    "flags": N_("Flags"),
}

SENTENCES = {
    "emoji": N_("Emoji"),
    "emoji_find": N_("Find an emoji"),
    "emoji_categories": N_("Categories"),
    "emoji_recent": N_("Recently used"),
    "emoji_found": N_("{n} emoji found"),
    "emoji_found_one": N_("One emoji found"),
    "emoji_hint": N_("Shift+click: several in a row"),
    "emoji_none": N_("No emoji by that name"),
    "emoji_tone": N_("Skin colour"),
    "emoji_tone_is": N_("Skin colour: {tone}"),
    "emoji_tone_0": N_("none"),
    "emoji_tone_1": N_("light"),
    "emoji_tone_2": N_("medium-light"),
    "emoji_tone_3": N_("medium"),
    "emoji_tone_4": N_("medium-dark"),
    "emoji_tone_5": N_("dark"),
}
"""What the browser's half of the menu says, by key: it travels with the emoji, not with every page."""

DRAWN_EVERYWHERE = 12.1
"""The newest Emoji version that systems of 2020 draw: for those after it, the browser looks whether its system does."""

_TEXT = Path(text.__file__).parent
_MADE_OF = (
    Path(__file__),
    *(_TEXT / name for name in ("emoji_set.py", "emoji_order.txt", "emoji_words.txt", "smileys.py")),
    *map(po_file, LANGUAGES),
)
_DIGEST = f"{assets.digest(_MADE_OF)}-{version('emoji')}"


def address(lang: str) -> str:
    """Where the file of a language is served; it changes with what the file is made of."""
    return f"/assets/{_DIGEST}/emoji/{lang}.json"


def content(lang: str) -> bytes:
    """The file of a language, as JSON. Some 0.3 s of work: not for the event loop.

    `{"texts": {key: sentence}, "categories": [[id, title, [emoji…]]…]}`; an emoji is `[glyph, title, names, words,
    tones, since]`, names and words each in one text, zeros at the end left out. `since` is the Emoji version, 0 for
    those that every system draws.
    """
    # Imported only now: megabytes come with it.
    from app.text import emoji_set

    words = catalogue(lang)
    shown: dict[str, list[Emoji]] = {name: [] for name in CATEGORIES}
    for emoji in emoji_set.load():
        shown[emoji.category].append(emoji)
    menu = {
        "texts": {key: words(sentence) for key, sentence in SENTENCES.items()},
        "categories": [
            [name, words(title), [_entry(emoji, lang) for emoji in shown[name]]] for name, title in CATEGORIES.items()
        ],
    }
    return json.dumps(menu, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(emoji: Emoji, lang: str) -> list[str | float]:
    names = [name for each in sorted(emoji.names, key=lambda other: other != lang) for name in emoji.names[each]]
    known = {part for name in names for part in name.split("_")}
    words = [word for word in emoji.words if word not in known]
    since = 0 if emoji.since <= DRAWN_EVERYWHERE else emoji.since
    entry: list[str | float] = [emoji.glyph, emoji.titles[lang], " ".join(names), " ".join(words), emoji.tones, since]
    while not entry[-1]:
        entry.pop()
    return entry
