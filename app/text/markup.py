"""The Markdown of a message: which marks count, and how Python-Markdown is told so."""

import re
import threading
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTextInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString, code_escape

from app.text.blocks import Blocks
from app.text.links import Angled, Bare, Found, Labelled, Mail
from app.text.mentions import Mentions, Named
from app.text.references import Finder, References
from app.text.smileys import Smileys

ESCAPABLE = "`*_~[]>-.+@"
"""What a backslash takes the meaning from. Not the backslash: `\\\\server\\share` must stay as typed."""

CODE = r"(?<![\\`])(`++)(.+?)(?<!`)\1(?!`)"
ROW = r"(\*{4,}+|_{4,}+|~{4,}+)"
"""A line drawn with stars, a blank to fill in: no marks, and not for the library, which reads a row of n marks n
times over."""


class _Instances(threading.local):
    """One Markdown for each thread and kind: it keeps its state in itself."""

    def __init__(self) -> None:
        self.by_smileys: dict[bool, Markdown] = {}


_INSTANCES = _Instances()


def convert(text: str, smileys: bool = True, references: Finder | None = None, mentions: Mentions | None = None) -> str:
    """The message as HTML, not yet safe. The text must be free of control characters.

    :param smileys: whether typed smileys become emoji
    :param references: finds those that become links
    :param mentions: finds those who are named
    """
    markdown = _INSTANCES.by_smileys.get(smileys)
    if markdown is None:
        markdown = _INSTANCES.by_smileys[smileys] = Markdown(
            extensions=["pymdownx.betterem", "pymdownx.tilde", "markdown.extensions.nl2br", Chat(smileys)],
            extension_configs={
                # 5*3*2 and facture_2024_12 are no emphasis.
                "pymdownx.betterem": {"smart_enable": "all"},
                "pymdownx.tilde": {"subscript": False},
            },
            output_format="html",
        )
    seeking = markdown.treeprocessors["references"]
    assert isinstance(seeking, References)
    seeking.finder = references
    naming = markdown.treeprocessors["mentions"]
    assert isinstance(naming, Named)
    naming.mentions = mentions
    if mentions is None:
        return markdown.reset().convert(text)
    return mentions.put_back_in(markdown.reset().convert(mentions.hide(text)))


class Chat(Extension):
    """Takes out of Markdown what a chat does not want, and puts in its blocks, links and smileys, say."""

    def __init__(self, smileys: bool) -> None:
        super().__init__()
        self._smileys = smileys

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser = Blocks(md)
        md.ESCAPED_CHARS = list(ESCAPABLE)
        for whitespace_or_html in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(whitespace_or_html)
        for html_image_or_reference in (
            "html",
            "entity",
            "automail",
            "linebreak",
            "reference",
            "image_link",
            "image_reference",
            "short_reference",
            "short_image_ref",
        ):
            md.inlinePatterns.deregister(html_image_or_reference)
        md.inlinePatterns.register(Code(CODE, md), "backtick", 190)
        md.inlinePatterns.register(Labelled(md), "link", 160)
        md.inlinePatterns.register(Angled(md), "autolink", 120)
        md.inlinePatterns.register(Bare(md), "bare", 85)
        md.inlinePatterns.register(Mail(md), "mail", 84)
        md.inlinePatterns.register(SimpleTextInlineProcessor(ROW, md), "row", 65)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(Named(md), "mentions", -1)
        md.treeprocessors.register(References(md), "references", -3)
        if self._smileys:
            md.treeprocessors.register(Smileys(md), "smileys", -5)
        md.treeprocessors.register(Ampersands(md), "ampersands", -10)


class Code(InlineProcessor):
    """Inline code: between two runs of as many backticks. Nothing between them is no code."""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        if not (source := m[2].strip()):
            return None, None, None
        code = etree.Element("code")
        code.text = AtomicString(code_escape(source))
        return code, m.start(), m.end()


class Ampersands(Treeprocessor):
    """Shows `&eacute;` as typed: the library's serialiser leaves alone whatever looks like an entity."""

    def run(self, root: etree.Element) -> None:
        literal = f"{AMP_SUBSTITUTE}amp;"
        for element in root.iter():
            # The text of code is escaped already.
            if element.text and element.tag != "code":
                element.text = element.text.replace("&", literal)
            if element.tail:
                element.tail = element.tail.replace("&", literal)
            if href := element.get("href"):
                element.set("href", href.replace("&", literal))
