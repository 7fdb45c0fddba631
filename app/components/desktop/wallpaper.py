"""What lies behind the tiles."""

from __future__ import annotations

from functools import cache

from htpy import Element as Fragment
from htpy import div

from app.components import assets
from app.store.layouts import Layout

DRAWN = ("paws", "hills", "roofs", "waves")
"""The wallpapers that are drawings, in assets/wallpaper/; the others are made of colours alone."""


def wallpaper(layout: Layout) -> Fragment:
    return div(".wallpaper", data_wallpaper=layout.wallpaper, aria_hidden="true")


@cache
def drawings() -> str:
    """Where each drawn wallpaper lies: a style sheet cannot know, since addresses follow their content."""
    files = {name: assets.address(f"wallpaper/{name}.svg") for name in DRAWN}
    rules = (f'[data-wallpaper="{name}"]{{--drawing:url("{file}")}}' for name, file in files.items())
    return f"<style>{''.join(rules)}</style>"
