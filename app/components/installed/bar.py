"""The colour of the bar that a phone shows above a page, and of the window that an installed Miaou has to itself: the
paper's, or that of the canal that is open, by day and by night."""

from __future__ import annotations

from htpy import Element, Fragment, div, fragment, meta

DAY, NIGHT = "#faf6f0", "#191520"
"""That of the paper, as `tokens.css` has it."""

_PAPER = {"day": DAY, "night": NIGHT}

MEDIA = {
    "": {"day": "(prefers-color-scheme: light)", "night": "(prefers-color-scheme: dark)"},
    "light": {"day": "all", "night": "not all"},
    "dark": {"day": "not all", "night": "all"},
}
"""Where each of the two counts, by a member's theme."""


def key_of(at: str) -> str:
    """The facts' key of the bar by day, or at night: when it is that, for this member."""
    return f"bar-{at}"


def bar(canal: str = "", theme: str = "") -> Fragment:
    """Anywhere in a page: the first of them that counts does.

    :param canal: the facts' key of the canal whose colour it has, as `c12`
    :param theme: the member's; the page's facts know better once they have come
    """
    return fragment[
        [
            meta(
                name="theme-color",
                media=media,
                content=_PAPER[at],
                data_facts=key_of(at),
                data_fact_content=f"{canal}.{at}" if canal else None,
            )
            for at, media in MEDIA.get(theme, MEDIA[""]).items()
        ]
    ]


def bar_of_window(theme: str) -> Element:
    """Where the colour of the canal that opens comes (`window/place.py`)."""
    return div(hidden=True, data_place="bar")[bar(theme=theme)]
