"""The text of a message → the HTML that every reader gets.

`html` is the door. Most lines of a chat hold nothing that Markdown would read: they are escaped and done, fifty
times faster than by way of the library, and with exactly its result.
"""

import html as entities
import logging
import re

from app.text import smileys as faces
from app.text.links import MAIL
from app.text.markup import convert
from app.text.mentions import Mentions
from app.text.references import Finder
from app.text.safe import safe
from app.text.typed import without_controls

MOST_MARKS = 3_000
"""Runs of emphasis marks above which a text is shown as typed: the library's time grows with their square, and
nobody who writes 10,000 characters means every third of them."""

_MARK = re.compile(r"\*++|_++|~++")
_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff`\\]")
_BLOCK = re.compile(r"^(?: *+(?:>|[-*] |\d{1,9}\. |~~~)|\s*$)", re.MULTILINE)
_MAIL = re.compile(MAIL)
# One line of words and their punctuation: most of what people say. Beside what such a line may begin with, only an
# address in it could mean something.
_WORDS = re.compile(r"(?![ \d>-])[\w ,.;:!?'’()«»…%€+=/&#\"\xa0\u202f–-]+")

_log = logging.getLogger(__name__)


def html(text: str, smileys: bool = True, references: Finder | None = None, mentions: Mentions | None = None) -> str:
    """The HTML of a message's text, safe to put into any reader's page. Never raises.

    What the library cannot digest, and what would keep it busy for long, comes out as typed.

    :param smileys: whether typed smileys become emoji
    :param references: finds the references that become links; this is done once, when the message is said, so a
        pattern that is added later changes no older message
    :param mentions: finds those who are named, and holds afterwards who they are
    """
    is_plain = says_no_mark(text) and not (references and references.any_in(text))
    if is_plain and not (mentions and mentions.any_in(text)):
        return plain(faces.replace(text) if smileys else text)
    try:
        return formatted(text, smileys, references, mentions)
    except Exception:
        _log.exception("A message of %d characters is shown as typed", len(text))
        if mentions:
            mentions.forget()
        return plain(without_controls(text))


def formatted(
    text: str, smileys: bool = True, references: Finder | None = None, mentions: Mentions | None = None
) -> str:
    """The text by way of Markdown and the list of what is safe."""
    text = without_controls(text)
    if is_abusive(text):
        return plain(text)
    return safe(convert(text, smileys, references, mentions))


def plain(text: str) -> str:
    """The text as typed, in one paragraph. It must be free of control characters."""
    escaped = entities.escape(text, quote=False).replace("\xa0", "&nbsp;").replace("\n", "<br>")
    return f"<p>{escaped}</p>" if text.strip() else ""


def says_no_mark(text: str) -> bool:
    """Whether Markdown would find nothing in the text, so that `plain` says all. False when in doubt."""
    if "_" not in text and _WORDS.fullmatch(text):
        return "://" not in text and "www." not in text.lower()
    return not (
        _ODD.search(text)
        or _BLOCK.search(text)
        or text.count("*") > 1
        or text.count("_") > 1
        or "~~" in text
        or text.count("~") > MOST_MARKS
        or "](" in text
        or "://" in text
        or "www." in text.lower()
        or ("@" in text and _MAIL.search(text))
    )


def is_abusive(text: str) -> bool:
    """Whether the text holds more marks than any message needs, and than the library can take."""
    return len(_MARK.findall(text)) > MOST_MARKS
