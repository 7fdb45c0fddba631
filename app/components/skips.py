"""Links that stand first in a page, and lead past what comes before: they show as soon as they have the focus."""

from functools import cache

from htpy import a, nav
from nicegui import ui

from app.components.live_list import plain
from app.locale import N_, Words

WINDOW = (
    ("conversation", N_("To the conversation")),
    ("writing", N_("To what you write")),
    ("canals", N_("To the canals")),
    ("members", N_("To the members")),
)
DESKTOP = (("surface", N_("To the desktop")),)


def add_skips(words: Words, regions: tuple[tuple[str, str], ...]) -> None:
    """Put them into the page, ahead of all else (the kit's `regions.js`).

    :param regions: the id of each region, and what the link to it says
    """
    ui.add_body_html(_drawn(words, regions))


@cache
def _drawn(words: Words, regions: tuple[tuple[str, str], ...]) -> str:
    links = (a(".skip", href=f"#{name}", data_action="skip")[words(title)] for name, title in regions)
    return plain(str(nav(".skips", aria_label=words("Go straight to"))[links]))
