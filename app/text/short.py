"""A message's HTML in a few words, without any mark: for what is said aloud, a notification, a quote."""

import re

from markupsafe import Markup

from app.text.mentions import CLASS, EVERYBODY, MARK

_NEW_LINE = re.compile(r"<(?:p|br|li|pre|blockquote|h\d|tr|td|th)\b")


def in_short(html: str, longest: int) -> str:
    """The beginning of its text, in one line.

    :param longest: characters from which on it is cut, and ends in "…"
    """
    text = _text_of(html)
    return text if len(text) <= longest else f"{text[:longest]}…"


def begins(html: str, longest: int) -> tuple[str | int, ...]:
    """As `in_short`, in pieces: in the place of each mention the id of whoever is meant.

    :param longest: as there; a mention counts as it was typed
    """
    if CLASS not in html:
        text = in_short(html, longest)
        return (text,) if text else ()
    typed: list[str] = []
    pieces: list[str | int] = []

    def hide(mark: re.Match[str]) -> str:
        if int(mark[1]) == EVERYBODY:
            # Everybody is called as they were called.
            return mark[2]
        typed.append(mark[2])
        return f"\x1a{mark[1]}\x1a"

    left = longest
    for n, piece in enumerate(_HIDDEN.split(_text_of(MARK.sub(hide, html)))):
        if left <= 0 and piece:
            return (*pieces, "…")
        if n % 2:
            pieces.append(int(piece))
            left -= len(typed[n // 2])
        elif piece:
            pieces.append(piece if len(piece) <= left else f"{piece[:left]}…")
            if len(piece) > left:
                break
            left -= len(piece)
    return tuple(pieces)


# As in `mentions`: what a message is made of holds no control characters.
_HIDDEN = re.compile(r"\x1a(\d+)\x1a")


def _text_of(html: str) -> str:
    return Markup(_NEW_LINE.sub(r" \g<0>", html)).striptags()  # noqa: S704 - made by app.text.render
