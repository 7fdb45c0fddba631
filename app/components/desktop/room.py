"""A small window on one canal, for a page that shows several: its log and where one writes, made by `room.js`."""

from functools import cache

from htpy import footer, fragment, section
from markupsafe import Markup

from app.components.cards.shortcuts import pressed
from app.components.live_list import add_shell
from app.components.window import chat_log, composer
from app.locale import Words


@cache
def _shell(words: Words, heaviest: int) -> str:
    # Both are ours, and safe: drawn by htpy a moment ago.
    log, writing = (Markup(shell) for shell in (chat_log.shell(words, "newest-last"), composer.shell(words, heaviest)))  # noqa: S704
    return str(fragment[section(".talk")[log, pressed(words, "room")], footer(".write", data_newest_end=True)[writing]])


def add_room(words: Words, heaviest: int) -> None:
    """Put into the page what room.js fills with a canal, as often as it is wanted.

    :param heaviest: how many bytes a file may have
    """
    add_shell("room", _shell(words, heaviest))
