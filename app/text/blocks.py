"""The lines of a message → paragraphs, quotes, lists and code blocks.

Markdown was made for documents: there a list needs a blank line before it, and a line after a quote still
belongs to the quote. People in a chat write

    > Tu viens ?
    Oui ! Il faut :
    - du café
    - des tasses

and mean a quote, a sentence and a list. So blocks here begin and end with their lines. Headings, rules, tables,
indented code, link definitions and raw HTML are not known: such lines stay as typed.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import NamedTuple

from markdown.blockparser import BlockParser
from markdown.util import AtomicString

from app.text import highlight
from app.text.mentions import as_typed

DEEPEST = 6
"""Quotes and lists within each other; what is nested deeper stays as typed. Bounds the time and the width."""

_FENCE = re.compile(r"([ \t]*+)(`{3,}+(?=[^`]*\Z)|~{3,}+(?=[ \t]*+[^\s~]*+[ \t]*\Z))(.*)\Z", re.DOTALL)
_QUOTE = re.compile(r" {0,3}> ?(.*)\Z", re.DOTALL)
_ITEM = re.compile(r"([ \t]*)((?:[-*]|(\d{1,9})\.)[ \t]+)(\S.*)\Z", re.DOTALL)
_RULE = re.compile(r"[-*\s]+\Z")
_BELONGS = 2  # columns that a line stands further right than the item it belongs to


class _Item(NamedTuple):
    """The first line of a list's item: how far right it stands, its number if it has one, what it says."""

    column: int
    number: str | None
    says: str


class Blocks(BlockParser):
    """Python-Markdown's block parser with the blocks of a chat. Inline marks are the library's next step."""

    def parseDocument(self, lines: Sequence[str]) -> etree.ElementTree:  # type: ignore[override]  # noqa: N802
        """The message's tree, its paragraphs still holding their inline marks."""
        self._until = highlight.deadline(sum(map(len, lines)) + len(lines))
        root = etree.Element(self.md.doc_tag)
        self._fill(root, list(lines), 0)
        return etree.ElementTree(root)

    def _fill(self, parent: etree.Element, lines: list[str], depth: int) -> None:
        """Append the blocks that these lines make to parent."""
        at = 0
        paragraph: list[str] = []
        while at < len(lines):
            block, after = self._block(lines, at, depth, within=bool(paragraph))
            if block is None and lines[at].strip():
                # Containers have their own indentation; outside them it is the writer's.
                paragraph += [line.lstrip() if depth else line for line in lines[at:after]]
            else:
                _append_paragraph(parent, paragraph)
                paragraph = []
                if block is not None:
                    parent.append(block)
            at = after
        _append_paragraph(parent, paragraph)

    def _block(self, lines: list[str], at: int, depth: int, *, within: bool) -> tuple[etree.Element | None, int]:
        """The block other than a paragraph that begins at this line, if one does, and the line after it."""
        if fence := _FENCE.match(lines[at]):
            return self._code(fence, lines, at + 1)
        if depth < DEEPEST:
            if _QUOTE.match(lines[at]):
                return self._quote(lines, at, depth)
            if (first := _item(lines[at])) and not (within and first.number not in {None, "1"}):
                return self._list(first, lines, at, depth)
        return None, at + 1

    def _code(self, fence: re.Match[str], lines: list[str], at: int) -> tuple[etree.Element | None, int]:
        """A code block up to its closing fence, or to the end when there is none.

        The closing fence may also end the last line of code, as other chats have it. What follows the opening
        one is a language (and notes that mean nothing here), or else the first line of code.
        """
        indent, mark, info = len(fence[1]), fence[2], fence[3].strip()
        language = info.partition(" ")[0]
        starts = " " in info
        after = at
        while after < len(lines) and not lines[after].rstrip().endswith(mark):
            after += 1
        code = [line[:indent].lstrip() + line[indent:] for line in lines[at:after]]
        if after < len(lines) and (last := lines[after].strip().rstrip(mark[0])):
            code.append(last)
            starts = bool(info)
        if starts and not highlight.knows(language):
            code.insert(0, info)
        after = min(after + 1, len(lines))
        if not any(line.strip() for line in code):
            return None, after
        pre = etree.Element("pre")
        html = highlight.spans(as_typed(self.md, "\n".join(code)), language, self._until)
        etree.SubElement(pre, "code").text = AtomicString(self.md.htmlStash.store(html))
        return pre, after

    def _quote(self, lines: list[str], at: int, depth: int) -> tuple[etree.Element | None, int]:
        """A quote: the lines in a row that begin with `>`."""
        quoted: list[str] = []
        while at < len(lines) and (line := _QUOTE.match(lines[at])):
            quoted.append(line[1])
            at += 1
        if not any(line.strip("> \t") for line in quoted):
            return None, at
        quote = etree.Element("blockquote")
        self._fill(quote, quoted, depth + 1)
        return quote, at

    def _list(self, first: _Item, lines: list[str], at: int, depth: int) -> tuple[etree.Element, int]:
        """A list: items of one kind at one column, with the lines further right that belong to them."""
        ordered = first.number is not None
        block = etree.Element("ol" if ordered else "ul")
        if first.number and int(first.number) != 1:
            block.set("start", str(int(first.number)))
        item: _Item | None = first
        after = at
        while item and item.column < first.column + _BELONGS and (item.number is not None) == ordered:
            said = [item.says]
            after = _next_written(lines, at + 1)
            while after < len(lines) and _column(lines[after]) >= first.column + _BELONGS:
                said += lines[at + 1 : after + 1]
                at, after = after, _next_written(lines, after + 1)
            li = etree.SubElement(block, "li")
            self._fill(li, said, depth + 1)
            _tighten(li)
            at, item = after, _item(lines[after]) if after < len(lines) else None
        return block, after


def _item(line: str) -> _Item | None:
    """The line as an item's first one, or None. A row of dashes or stars is none."""
    if not (found := _ITEM.match(line)) or _RULE.match(line):
        return None
    # What the item says keeps its column, by which the next lines belong to it or not.
    return _Item(_column(line), found[3], " " * (_column(line) + len(found[2])) + found[4])


def _column(line: str) -> int:
    """How far right the line begins; a tab reaches the next multiple of 4."""
    head = line[: len(line) - len(line.lstrip(" \t"))]
    return len(head.expandtabs(4))


def _next_written(lines: list[str], at: int) -> int:
    """The first line from here on that is not blank."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _append_paragraph(parent: etree.Element, lines: list[str]) -> None:
    if lines:
        etree.SubElement(parent, "p").text = "\n".join(lines)


def _tighten(li: etree.Element) -> None:
    """An item that opens with its only paragraph needs no paragraph."""
    if [child.tag for child in li].count("p") == 1 and li[0].tag == "p":
        li.text = li[0].text
        li.remove(li[0])
