"""A message's HTML in a few words, without any mark: for what is said aloud, a notification, a quote."""

import re

from markupsafe import Markup

_NEW_LINE = re.compile(r"<(?:p|br|li|pre|blockquote|h\d|tr|td|th)\b")


def in_short(html: str, longest: int) -> str:
    """The beginning of its text, in one line.

    :param longest: characters from which on it is cut, and ends in "…"
    """
    text = Markup(_NEW_LINE.sub(r" \g<0>", html)).striptags()  # noqa: S704 - made by app.text.render
    return text if len(text) <= longest else f"{text[:longest]}…"
