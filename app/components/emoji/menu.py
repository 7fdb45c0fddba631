"""The menu itself: the same for all who speak a language, wear a skin colour and have systems that draw as much.

It is a file that browsers keep for ever and fetch when the menu is first wanted. What is one member's own, the emoji
that they used last, comes beside it.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from htpy import Element, b, button, div, fragment, input, label, p, small, span

from app import text
from app.components import assets, icons
from app.components.emoji import recents
from app.components.emoji.cells import section
from app.components.emoji.known import Known, everything
from app.components.emoji.tones import tone_choice
from app.components.icons import icon
from app.components.states import state
from app.locale import LANGUAGES, N_, Words, catalogue, po_file

CATEGORIES = {
    "smileys": ("smile", N_("Smileys and feelings")),
    "people": ("folk", N_("People and gestures")),
    "animals": ("paw", N_("Animals and nature")),
    "food": ("cup", N_("Food and drink")),
    "travel": ("car", N_("Travel, places and weather")),
    "activities": ("ball", N_("Activities and celebrations")),
    "objects": ("bulb", N_("Objects")),
    "symbols": ("heart", N_("Symbols")),
    "flags": ("flag", N_("Flags")),
}
"""Each category's icon and title, in the menu's order."""

_TEXT = Path(text.__file__).parent
_MADE_OF = (
    *Path(__file__).parent.glob("*.py"),
    Path(icons.__file__),
    *(_TEXT / name for name in ("emoji_set.py", "emoji_order.txt", "emoji_words.txt", "smileys.py", "tones.py")),
    *map(po_file, LANGUAGES),
)
FOLDER = f"/assets/{assets.digest(_MADE_OF)}-{version('emoji')}/emoji"
"""Where the files are served; it changes with whatever they are made of."""


def address(lang: str, tone: int, drawn: float) -> str:
    """Where the menu with that skin colour lies, for systems that draw emoji up to that version."""
    return f"{FOLDER}/{lang}-{tone}-{drawn:g}.html"


def standing(words: Words) -> Element:
    """The menu as it stands in every page: closed, and without its content."""
    name = words("Smileys")
    return div(".emoji-menu", role="dialog", popover="auto", tabindex="-1", aria_label=name, data_picker=True)


def content(lang: str, tone: int, drawn: float) -> str:
    """The menu's HTML. The first one takes half a second: not for the event loop."""
    words = catalogue(lang)
    shown: dict[str, list[Known]] = {category: [] for category in CATEGORIES}
    for known in everything(lang):
        if known.since <= drawn:
            shown[known.emoji.category].append(known)
    return str(
        fragment[
            _top(words, tone),
            _tabs(words),
            p(".emoji-unreachable", role="alert")[
                words("Searching needs the server, which does not answer. All emoji are below.")
            ],
            div(".emoji-grid", role="grid", aria_label=words("Emoji"), data_part="grid", data_rove="[role=gridcell]")[
                (section(words(title), shown[name], tone, name) for name, (_, title) in CATEGORIES.items())
            ],
            state("seeking", p[words("No emoji by that name")], kind="emoji-none"),
            p(".aloud", role="status", data_part="status"),
            _named(words),
        ]
    )


def _top(words: Words, tone: int) -> Element:
    find = words("Find an emoji")
    return div(".emoji-top")[
        label(".boxed.emoji-find")[
            icon("find", 17),
            input(
                # Esc would empty a search field first.
                type="text",
                role="searchbox",
                enterkeyhint="search",
                autocomplete="off",
                spellcheck="false",
                placeholder=find,
                aria_label=find,
                data_part="search",
            ),
        ],
        tone_choice(words, tone),
    ]


def _tabs(words: Words) -> Element:
    return div(".emoji-tabs", role="toolbar", aria_label=words("Categories"), data_part="tabs", data_rove="button")[
        _tab("recent", "clock", words(recents.TITLE)),
        (_tab(category, drawn, words(title)) for category, (drawn, title) in CATEGORIES.items()),
    ]


def _tab(category: str, drawn: str, title: str) -> Element:
    return button(".icon", type="button", tabindex="-1", data_category=category, title=title, aria_label=title)[
        icon(drawn, 20)
    ]


def _named(words: Words) -> Element:
    """What is said of the emoji that one points at."""
    return div(".emoji-named", aria_hidden="true", data_part="named")[
        span(".hint")[words("Shift+click: several in a row")],
        span(".glyph", data_of="text"),
        span(".said")[b(data_of="label"), small(data_of="name")],
    ]
