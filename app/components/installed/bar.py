"""The colour of the bar that a phone shows above a page, or a window of its own around it."""

from htpy import VoidElement, meta

DAY, NIGHT = "#faf6f0", "#191520"
"""That of the paper, as `tokens.css` has it."""


def bar() -> list[VoidElement]:
    """Of a page that is in no canal."""
    return [
        meta(name="theme-color", media=f"(prefers-color-scheme: {scheme})", content=color)
        for scheme, color in (("light", DAY), ("dark", NIGHT))
    ]
