"""Code blocks in colour, by Pygments. The colours are in assets/css/code.css."""

import time

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Text

PREFIX = "c-"
CLASSES = frozenset(f"{PREFIX}{name}" for name in STANDARD_TYPES.values() if name)
"""Every class that highlighted code can have."""

LANGUAGES = frozenset(
    [
        "bash",
        "sh",
        "shell",
        "zsh",
        "bat",
        "batch",
        "dosbatch",
        "powershell",
        "ps1",
        "posh",
        "python",
        "py",
        "python3",
        "sql",
        "mysql",
        "postgresql",
        "postgres",
        "plpgsql",
        "tsql",
        "t-sql",
        "sqlite3",
        "json",
        "xml",
        "html",
        "css",
        "scss",
        "javascript",
        "js",
        "typescript",
        "ts",
        "java",
        "c",
        "cpp",
        "c++",
        "csharp",
        "c#",
        "cs",
        "vb.net",
        "vbnet",
        "go",
        "golang",
        "rust",
        "rs",
        "ruby",
        "rb",
        "php",
        "kotlin",
        "swift",
        "lua",
        "perl",
        "pl",
        "r",
        "dart",
        "delphi",
        "pas",
        "pascal",
        "cobol",
        "ini",
        "cfg",
        "toml",
        "yaml",
        "properties",
        "diff",
        "docker",
        "dockerfile",
        "make",
        "makefile",
        "nginx",
        "apache",
        "http",
    ]
)
"""The names that may follow an opening fence. Others of Pygments' 600 take minutes for a few hostile lines, or
come from a different world than an office's."""

SECONDS = 0.1
"""The processor time for the code of one message; some five times what 10,000 characters of honest code need."""

_FORMATTER = HtmlFormatter(nowrap=True, classprefix=PREFIX)


def knows(language: str) -> bool:
    """Whether code of this language is coloured."""
    return language.lower() in LANGUAGES


def deadline() -> float:
    """Until when the code of a message that is now begun may be coloured, on this thread's clock of work done."""
    return time.thread_time() + SECONDS


def spans(source: str, language: str, until: float) -> str:
    """The code as escaped HTML text, with a span around each token when its language is known.

    The patterns of Pygments look ahead and back as they please: a page of spaces can take them minutes, while
    nothing else in the process runs. Code that is not done at the deadline has no colours.
    """
    if not knows(language):
        return _escaped(source)
    tokens = []
    for token in get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False).get_tokens(source):
        if time.thread_time() >= until:
            return _escaped(source)
        tokens.append(token)
    return pygments.format(iter(tokens), _FORMATTER)


def _escaped(source: str) -> str:
    return pygments.format(iter([(Text, source)]), _FORMATTER)
