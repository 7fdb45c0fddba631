"""Code blocks in colour, by Pygments. The colours are in assets/css/code.css."""

import math
import re
import time

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Text

PREFIX = "c-"
CLASSES = frozenset(f"{PREFIX}{name}" for name in STANDARD_TYPES.values() if name)
"""Every class that highlighted code can have."""

_OTHER_NAMES = {
    "bash": ("sh", "shell", "zsh"),
    "bat": ("batch", "cmd"),
    "c": ("h",),
    "cpp": ("c++", "hpp"),
    "csharp": ("c#", "cs"),
    "css": (),
    "delphi": ("pascal", "pas"),
    "diff": ("patch",),
    "docker": ("dockerfile",),
    "go": ("golang",),
    "html": ("htm",),
    "java": (),
    "javascript": ("js", "node"),
    "json": (),
    "kotlin": ("kt",),
    "make": ("makefile",),
    "nginx": (),
    "php": (),
    "powershell": ("ps1", "posh"),
    "python": ("py", "python3"),
    "ruby": ("rb",),
    "rust": ("rs",),
    "scss": ("sass",),
    "sql": ("mysql", "postgresql", "postgres", "sqlite"),
    "toml": (),
    "tsql": ("t-sql", "mssql"),
    "typescript": ("ts",),
    "vb.net": ("vb", "vbnet"),
    "xml": ("svg", "xsl"),
    "yaml": ("yml",),
}
LEXERS = {name: lexer for lexer, others in _OTHER_NAMES.items() for name in (lexer, *others)}
"""What may follow an opening fence → Pygments' name for it. Pygments knows 600 languages. These are an office's,
less those with a pattern that reads a hostile text for a second in a single step (INI)."""

SECONDS = 0.1
"""The processor time for the code of one message; some five times what 10,000 characters of honest code need."""

SHORT = 500
"""Characters of a message that has all the time it needs: the worst that we found took 83 ms (Kotlin, all one letter).
A clock of work done also counts what the interpreter does beside it, tidying its memory say, and would at times take
the colours from two lines of code."""

# Wider than any indentation. One pattern of the C family reads such a gap in quadratic time, in a single step.
_WIDE = re.compile(r"\s{200}")
_FORMATTER = HtmlFormatter(nowrap=True, classprefix=PREFIX)


def knows(language: str) -> bool:
    """Whether code of this language is coloured."""
    return language.lower() in LEXERS


def deadline(characters: int) -> float:
    """Until when the code of a message that is now begun may be coloured, on this thread's clock of work done.

    :param characters: the length of the message, line ends included: blank lines keep a pattern busy too
    """
    return math.inf if characters <= SHORT else time.thread_time() + SECONDS


def spans(source: str, language: str, until: float) -> str:
    """The code as escaped HTML text, with a span around each token when its language is known.

    The patterns of Pygments look ahead and back as they please: a page of spaces can take them minutes, while
    nothing else in the process runs. Code that is not done at the deadline has no colours.
    """
    if not knows(language) or _WIDE.search(source):
        return _escaped(source)
    tokens = []
    began = time.thread_time()
    lexer = get_lexer_by_name(LEXERS[language.lower()], stripnl=False, ensurenl=False)
    # The first code of a language has Pygments load and prepare it: that is not this message's fault.
    until += time.thread_time() - began
    for token in lexer.get_tokens(source):
        if time.thread_time() >= until:
            return _escaped(source)
        tokens.append(token)
    return pygments.format(iter(tokens), _FORMATTER)


def _escaped(source: str) -> str:
    return pygments.format(iter([(Text, source)]), _FORMATTER)
