"""Typed smileys and `:names:` → emoji.

A smiley counts when it stands alone: nothing but white space, punctuation or other smileys beside it. So `10:00`,
`C:\\dir`, `std::vector` and `(voir p:)` stay as typed, and so does all that stands in code and links.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from functools import cache

from markdown.treeprocessors import Treeprocessor

from app.text.running_text import pieces
from app.text.typed import fold

TYPED = {
    ":)": "🙂",
    ":-)": "🙂",
    ";)": "😉",
    ";-)": "😉",
    ":D": "😃",
    ":-D": "😃",
    "xD": "😆",
    "XD": "😆",
    "^^": "😊",
    ":p": "😛",
    ":P": "😛",
    ":-p": "😛",
    ":-P": "😛",
    ";p": "😜",
    ";-p": "😜",
    ":o": "😮",
    ":O": "😮",
    ":-o": "😮",
    ":-O": "😮",
    ":|": "😐",
    ":-|": "😐",
    ":/": "😕",
    ":-/": "😕",
    ":(": "🙁",
    ":-(": "🙁",
    ":'(": "😢",
    ":’(": "😢",
    "<3": "❤️",
    "</3": "💔",
}
"""What people type for a face. Not `8)`, `:s`, `:3`, `=)`, nor anything with `*`, `_` or a backslash: office talk
holds these for other reasons."""

LONGEST_NAME = 60

# What a smiley is part of something else beside: words and numbers, paths, addresses, formulas, other brackets.
_BESIDE = r"\w:/\\@#&=%$€+<>^|'’\-"
# Who is very glad types `:)))`.
_SMILEY = "|".join(re.escape(smiley) + "+" * (smiley[-1] in "()") for smiley in sorted(TYPED, key=len, reverse=True))
_NAME = rf":[\w+'’-]{{1,{LONGEST_NAME}}}:"
_RUN = re.compile(rf"(?<![{_BESIDE}])(?:{_NAME}|{_SMILEY})++(?![{_BESIDE}(])")
# None of them is without one of these: looked for first, it spares most texts the longer look.
_SIGN = re.compile("[:;^<]|[xX]D")
_PART = re.compile(rf"({_NAME})|{_SMILEY}")
_NAMED = re.compile(_NAME)
_NOT_IN_KEYS = re.compile(r"(?!\A-\d)[^a-z0-9+]+")


def replace(text: str) -> str:
    """The text with emoji in place of what was typed for them. Takes time that grows with its length only."""
    if not _SIGN.search(text) or not _RUN.search(text):
        return text
    return "\n".join("".join(_parts(line)) for line in text.split("\n"))


def needs_names(text: str) -> bool:
    """Whether a name may stand in the text while names are not in memory yet: `replace` then takes 0.3 s, once."""
    return not _by_name.cache_info().currsize and _NAMED.search(text) is not None


@cache
def _by_name() -> dict[str, str]:
    # Imported only now: megabytes come with it, and many an office types no names.
    from app.text import emoji_set

    return {name: one.glyph for one in emoji_set.load() for names in one.names.values() for name in names}


def key(name: str) -> str:
    """A name as it is looked up: `Tête-de-chat` and `tete_de_chat` are one."""
    # Most names are plain, and `fold` is thorough.
    return _NOT_IN_KEYS.sub("_", name.lower() if name.isascii() else fold(name)).strip("_")


def _parts(line: str) -> Iterator[str]:
    after = 0
    to_close = 0
    for run in _RUN.finditer(line):
        between = line[after : run.start()]
        yield between
        to_close = max(0, to_close + between.count("(") - between.count(")"))
        after = run.end()
        for part in _PART.finditer(run[0]):
            if part[1]:
                yield _by_name().get(key(part[1][1:-1]), part[1])
                continue
            typed, mouth = part[0], part[0][-1]
            face = typed.rstrip(mouth) + mouth if mouth in "()" else typed
            more = len(typed) - len(face)
            if mouth != ")" or not to_close:
                yield TYPED[face]
            elif more or line.find(")", run.start() + part.end()) >= 0:
                # `(bien vu :))` holds a smiley and the bracket that closes the other.
                closing = min(more, to_close)
                to_close -= closing
                yield TYPED[face] + ")" * closing
            else:
                # `(bien vu :)`: without that bracket the other would stay open.
                to_close -= 1
                yield typed
    yield line[after:]


class Smileys(Treeprocessor):
    """`replace` in a message's running text, once Markdown has found its code and links."""

    def run(self, root: etree.Element) -> None:
        for piece in pieces(root):
            piece.put(_between(piece.touched_before, piece.text, piece.touched_after))


_ELSEWHERE = "a"  # no smiley holds this letter: it stands for the element that one touches


def _between(touched_before: bool, text: str, touched_after: bool) -> str:
    """`replace` in a text: what touches a link, or a word in bold, does not stand alone."""
    left, right = _ELSEWHERE * touched_before, _ELSEWHERE * touched_after
    replaced = replace(left + text + right)
    return replaced[len(left) : len(replaced) - len(right)]
