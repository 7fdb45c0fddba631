"""What a person typed, made fit to keep: the text of a message, and the name of a member or a canal."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

MAX_LENGTH = 10_000
"""The longest message, in characters (Unicode code points) of the cleaned text."""

# Word processors and old Macs end lines with these; a message knows one line end only.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_LINES_BEFORE = re.compile(r"\A(?:[^\S\n]*\n)+")

# More combining marks on one letter than any script uses (Unicode's Stream-Safe Text Format draws the line at
# 30). Python sorts such a pile in quadratic time: 2 s for 30,000 marks, with the whole process waiting.
_MARKS = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
# Latin letters, punctuation and the euro: they are in NFC as they stand, and hold no mark to pile. Nearly all talk is
# made of them, and looking for piles costs more than all else that is done to a short message.
_WESTERN = re.compile("[\x00-\u02ff\u2010-\u2027\u202f\u20ac]*")
# Nearly all talk again: Western, and without the control characters that would go. It is kept as it was typed.
_ORDINARY = re.compile("[\t\n\x20-\x7e\xa0-\u02ff\u2010-\u2027\u202f\u20ac]*")
_PILE = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")

# Letters and marks by category that nevertheless show nothing: Hangul fillers, the grapheme joiner, Khmer
# inherent vowels, Mongolian and emoji variation selectors, the blank Braille cell, the object placeholder.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef]"
)
_JOINER = "\u200d"  # between the parts of one emoji, and in Indic and Persian names
_EMOJI_SELECTORS = frozenset("\ufe0e\ufe0f")

# What NFKD leaves alone although everyone types either: ligatures, barred letters, typographic signs.
_SAME_KEY = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "–": "-",
        "—": "-",
    }
)


def clean(text: str) -> str:
    """The text of a message as it is kept: what was typed, in one normal form.

    Line ends become `\\n`; control characters other than `\\n` and tab go; surrogate halves are joined, or
    replaced by U+FFFD when alone; blank lines at both ends and white space at the end go; accents piled more
    than 30 high are cut; the rest is in Unicode NFC.

    Bidirectional overrides stay: some texts need them. The style sheet keeps their effect inside the bubble, by
    `unicode-bidi: isolate` on `.message-body` and `plaintext` on the blocks in it.

    Does not refuse anything: ask `is_blank`, and compare the length with `MAX_LENGTH`, afterwards.
    """
    if _ORDINARY.fullmatch(text):
        return _BLANK_LINES_BEFORE.sub("", text.rstrip())
    return _normal("NFC", _BLANK_LINES_BEFORE.sub("", without_controls(text).rstrip()))


def without_controls(text: str) -> str:
    """The text without control characters (but `\\n` and tab) and without lone surrogates.

    What comes out can be encoded as UTF-8 and holds none of the characters Markdown marks its own places with.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def is_blank(text: str) -> bool:
    """Whether nothing of the text would show: white space, control, zero-width and direction marks only."""
    return not (text[:1].isascii() and text[:1].isalnum()) and not any(_shows(character) for character in text)


def clean_name(text: str) -> str:
    """The name of a member or a canal as it is kept: on one line, and nothing in it that cannot be seen.

    Runs of white space become one space; control, zero-width, bidirectional and other invisible characters
    go, except what holds an emoji together (the joiner and the two emoji variation selectors, never first).
    Blank names come out as `""`.
    """
    kept: list[str] = []
    for character in _normal("NFC", without_controls(text)):
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif _shows(character) or (
            kept and kept[-1] != " " and (character == _JOINER or character in _EMOJI_SELECTORS)
        ):
            kept.append(character)
    # What was dropped may have stood between a letter and its accent: normalise once more.
    return _normal("NFC", "".join(kept)).rstrip(f" {_JOINER}")


def fold(text: str) -> str:
    """The key under which two names count as the same, and by which names are sorted.

    Case, accents, ligatures, compatibility forms (full width, superscript), the kind of apostrophe or dash,
    white space and invisible characters make no difference: `"L’Œuvre  d'Élodie"` and `"l'oeuvre d'elodie"`
    have one key. Not for display.
    """
    return _folded(text) if len(text) <= _REMEMBERED else _folded.__wrapped__(text)


def fold_once(text: str) -> str:
    """As `fold`, of what people say: nothing of it is remembered."""
    return _folded.__wrapped__(text)


_REMEMBERED = 64
"""Characters up to which a text's key is remembered: names are compared with all others again and again."""


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    key = without_controls(text)
    # Each step can bring out what another one folds (İ → i + dot), and twice has always been enough.
    for _ in range(2):
        key = _normal("NFKD", _normal("NFKD", key).casefold()).translate(_SAME_KEY)
        key = "".join(c for c in key if c.isspace() or (_shows(c) and not unicodedata.combining(c)))
    return " ".join(key.split())


def _normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    """The text in a Unicode normal form, in linear time."""
    if text.isascii() or (form == "NFC" and _WESTERN.fullmatch(text)):
        return text
    return unicodedata.normalize(form, _PILE.sub(r"\1", text))


def _shows(character: str) -> bool:
    """Whether the character by itself puts ink on the screen (or may: unassigned ones can be new emoji)."""
    if character.isspace() or _INVISIBLE.match(character):
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
