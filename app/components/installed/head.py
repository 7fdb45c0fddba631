"""What the head of any page says of Miaou to the browser: how it is installed, and what it is."""

from __future__ import annotations

from htpy import Fragment, fragment, link, meta

from app.components.assets import address
from app.components.installed.manifest import ADDRESS
from app.locale import catalogue


def installable(lang: str) -> Fragment:
    return fragment[
        meta(name="description", content=catalogue(lang)("The chat of a small office.")),
        link(rel="manifest", href=ADDRESS),
        # iOS takes no icon from a manifest.
        link(rel="apple-touch-icon", href=address("icons/apple-180.png")),
    ]
