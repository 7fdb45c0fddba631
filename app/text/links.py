"""The links of a message: `[label](address)`, `<https://…>`, and bare addresses.

Only web and mail addresses become links. Whatever else is written as one stays as typed.
"""

import re
import xml.etree.ElementTree as etree
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from app.text import safe

# An address is looked for at every character of a message: what repeats is possessive, and bounded where one
# start could otherwise read to the end of the text only to fail.
_LABEL = r"\[([^\[\]]{0,1000}+(?:\[[^\[\]]{0,200}+\][^\[\]]{0,1000}+){0,20})\]"
_PATH = r"[^\s()<>]{1,2000}+(?:\([^\s()<>]{0,500}+\)[^\s()<>]{0,2000}+){0,20}"
_TITLE = r"""(?:\s++(?:"[^"]{0,500}+"|'[^']{0,500}+'|\([^()]{0,500}+\)))?"""
LABELLED = rf"{_LABEL}\(\s*+(?:<([^<>\n]{{1,2000}}+)>|({_PATH})){_TITLE}\s*+\)"
# Direction marks turn what follows them around: an address must read as it is.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
ANGLED = r"(?i)<(https?://[^\s<>]++)>"
BARE = rf"""(?i)(?<![^\W_])(?<![/@=])(?:https?://|www\.)(?=[^\W_])[^\s<>"«»“”{STX}{_DIRECTION}]++"""
MAIL = (
    r"(?<![\w.%+@/=-])[A-Za-z0-9_][A-Za-z0-9_.%+-]{0,63}+"
    r"@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![\w@-])"
)

Found = tuple[etree.Element, int, int] | tuple[None, None, None]
"""What an inline pattern answers: the element and the text's range it stands for, or nothing."""

_COMPLETE = re.compile(rf"(?i)(?:https?://|mailto:[^\s@]+@)(?=[^/?#])[^\s\\{_DIRECTION}]+\Z")
# A port is no scheme: `erp.example:8080`.
_SCHEME = re.compile(r"(?i)(?![\w.-]+:\d)[a-z][a-z\d+.-]*:")
_SITE = re.compile(r"(?i)[\s*_~]*+(?:https?://(?:www\.)?+|www\.)([^\s/?#*~]*+)")
_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")
_SENTENCE = frozenset("?!.,;:*_~'’…|")
_BRACKETS = {")": "(", "]": "["}


def address(written: str) -> str | None:
    """Where a written link leads, or None when it is not a complete and allowed web or mail address."""
    target = written.strip()
    return target if _COMPLETE.match(target) and safe.leads_somewhere(target) else None


def web_address(written: str) -> str | None:
    """Where a written link leads, or None when it is not a complete and allowed web address with a readable host."""
    target = address(written)
    try:
        return target if target and urlsplit(target).scheme != "mailto" and urlsplit(target).hostname else None
    except ValueError:
        return None


def site(typed: str) -> str | None:
    """Where a web address leads that somebody typed as such: how it begins may be left out. None when nowhere."""
    typed = typed.strip()
    return web_address(typed if _SCHEME.match(typed) else f"https://{typed}") if typed else None


class Link(InlineProcessor):
    """One way to write a link."""

    # An address in a link's label would otherwise become a link inside the link.
    ANCESTOR_EXCLUDES = ("a",)
    WRITTEN: str

    def __init__(self, md: Markdown) -> None:
        super().__init__(self.WRITTEN, md)

    def typed(self, part: str) -> str:
        """Part of the text as it was typed: by now the library has put its own marks for what was escaped."""
        return _ESCAPED.sub(lambda character: chr(int(character[1])), self.unescape(part))


class Labelled(Link):
    """`[label](address "title")`. The title is dropped: a tooltip is one more place to lie about an address."""

    WRITTEN = LABELLED

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        target = address(self.typed(m[2] or m[3]))
        if target is None or not m[1].strip() or _misleads(m[1], target):
            return None, None, None
        return _anchor(target, m[1]), m.start(), m.end()


class Angled(Link):
    """`<https://…>`, as mail programs and Markdown write an address; the angle brackets are not shown."""

    WRITTEN = ANGLED

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        if (target := address(self.typed(m[1]))) is None:
            return None, None, None
        return _anchor(target, AtomicString(m[1])), m.start(), m.end()


class Bare(Link):
    """`https://…` or `www.…` in running text, without the punctuation of the sentence around it."""

    WRITTEN = BARE

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        # `](` belongs to a link that was not taken as one.
        shown = _without_sentence(m[0].partition("](")[0])
        if (target := address(shown if "://" in shown[:8] else f"http://{shown}")) is None:
            return None, None, None
        return _anchor(target, AtomicString(shown)), m.start(), m.start() + len(shown)


class Mail(Link):
    """`somebody@example.com` in running text."""

    WRITTEN = MAIL

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        return _anchor(f"mailto:{m[0]}", AtomicString(m[0])), m.start(), m.end()


def _anchor(target: str, label: str) -> etree.Element:
    anchor = etree.Element("a", href=target)
    anchor.text = label
    return anchor


def _misleads(label: str, target: str) -> bool:
    """Whether the label reads as an address of another site than the one the link leads to."""
    shown, meant = _SITE.match(label), _SITE.match(target)
    return shown is not None and (meant is None or shown[1].lower() != meant[1].lower())


def _without_sentence(link: str) -> str:
    """The link without trailing punctuation, nor closing brackets that were opened before it."""
    end = len(link)
    while end:
        last = link[end - 1]
        opening = _BRACKETS.get(last)
        if last not in _SENTENCE and not (opening and link.count(last, 0, end) > link.count(opening, 0, end)):
            break
        end -= 1
    return link[:end]
