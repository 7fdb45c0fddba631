"""Pictures, animations and films in a message: one large, several side by side. Each opens the card of them all."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, a, details, div, img, span, summary

from app.components.icons import icon
from app.components.window.files.addresses import LARGE, shown, thumbnail
from app.components.window.files.signs import described, name, sign
from app.locale import Words
from app.store.said import File

LIGHTBOX = "lightbox"
"""What the card of a message's pictures is asked for by."""

WIDE, HIGH = 480, 360
"""How large a picture that is alone may be, in pixels beside text of the usual size."""

NARROWEST, WIDEST = 1 / 3, 4.0
"""Width by height: what is narrower or wider than that shows its middle, or it would be a line."""

UNDRAWN = (320, 180)
"""For what nobody has drawn."""

LEAST = 64
"""A smaller one has so much room around it: it must be hit."""

SIDE_BY_SIDE = 4
"""Of more, the last one says how many follow."""

FILMS = frozenset({"video/mp4", "video/webm", "video/ogg", "video/quicktime"})
"""What browsers play."""


def is_picture(file: File) -> bool:
    """Whether it is to be looked at, and can be: what could not be drawn is a file as any other."""
    return (file.kind in ("image", "animation") and file.drawn) or (file.kind == "video" and file.media in FILMS)


def pictures(files: Sequence[File], words: Words) -> Node:
    """What a row shows of them.

    :param files: those of a message that are pictures
    """
    if len(files) == 1:
        return _alone(files[0], words)
    more = len(files) - SIDE_BY_SIDE
    of = str(min(len(files), SIDE_BY_SIDE))
    return div(".shots", data_of=of)[
        (
            # Those that follow are there for whoever prints the page.
            _beside(file, words, more if more > 0 and n == SIDE_BY_SIDE else 0, beyond=n > SIDE_BY_SIDE)
            for n, file in enumerate(files, 1)
        )
    ]


def _alone(file: File, words: Words) -> Element:
    wide, high = room(file)
    look = f"width:{wide / 16:g}rem;aspect-ratio:{wide}/{high}"
    if file.kind == "animation":
        return _animation(file, words, look)
    return _link(file, words, look)[_drawn(file), _played(file)]


def _beside(file: File, words: Words, more: int, *, beyond: bool) -> Element:
    return _link(file, words, "", ".shot.beyond" if beyond else ".shot")[
        _drawn(file), _played(file), span(".more", aria_hidden="true")[f"+{more}"] if more else None
    ]


def _animation(file: File, words: Words, look: str) -> Element:
    """It stands still until one presses it, and does again after another press."""
    plays = words("Play or stop: {name}", name=file.name)
    return div(".shot.moving", style=look, data_file=str(file.id))[
        # It stays as it is when its message is drawn anew.
        details(id=f"moving-{file.id}")[
            summary(tabindex="-1", aria_label=plays)[_drawn(file), span(".play", aria_hidden="true")["GIF"]],
            _img(shown(file), file),
        ],
        _link(file, words, "", ".enlarge", hooked=False)[icon("enlarge", 18)],
    ]


def _link(file: File, words: Words, look: str, kind: str = ".shot", *, hooked: bool = True) -> Element:
    """It leads to the card of all of them; in a tab of its own, to the picture itself."""
    return a(
        kind,
        href=shown(file),
        draggable="false",
        tabindex="-1",
        style=look or None,
        data_action=LIGHTBOX,
        data_file=str(file.id) if hooked else None,
        data_shows=str(file.id),
        data_kind=file.kind,
        aria_haspopup="dialog",
        aria_label=described(file, words),
    )


def _drawn(file: File) -> Node:
    """What shows of it. Its place is kept by what is around it, so that nothing moves when it comes."""
    if not file.drawn:
        # Nobody has drawn a film: its sign and its name stand for it.
        return span(".undrawn")[sign(file, 28), name(file)]
    # One address and no choice of several: a page in another site's frame adds to it what it is let in by.
    return _img(thumbnail(file, LARGE), file)


def _img(address: str, file: File) -> Node:
    # Dragged, it would be dropped into the window as a file that somebody brings.
    return img(src=address, alt=file.name, loading="lazy", decoding="async", draggable="false")


def _played(file: File) -> Node:
    if file.kind == "video":
        return span(".play", aria_hidden="true")
    return span(".play.small", aria_hidden="true")["GIF"] if file.kind == "animation" else None


def room(file: File) -> tuple[int, int]:
    """How much room it has when it is alone, in pixels: as it is, or as large as it may be."""
    if not file.width or not file.height:
        return UNDRAWN
    ratio = min(max(file.width / file.height, NARROWEST), WIDEST)
    wide = min(file.width, WIDE, HIGH * ratio)
    return max(LEAST, round(wide)), max(LEAST, round(wide / ratio))
