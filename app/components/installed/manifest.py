"""The web app manifest: what a browser, or a phone's home screen, is told of this office's Miaou."""

from __future__ import annotations

from app.components.assets import address
from app.components.installed.bar import DAY
from app.locale import Words

ADDRESS = "/manifest.webmanifest"
SHARE = "/share"
"""Where a system sends a text or a link that one shares with Miaou."""

_ICONS = (
    ("app-192", 192, "any"),
    ("app-512", 512, "any"),
    ("maskable-192", 192, "maskable"),
    ("maskable-512", 512, "maskable"),
)


def manifest(office: str, words: Words) -> dict[str, object]:
    """:param office: its name, "" before it has one"""
    return {
        "id": "/",
        "name": office or "Miaou",
        "short_name": "Miaou",
        "description": words("The chat of a small office."),
        "lang": words.lang,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": DAY,
        "background_color": DAY,
        "icons": [_icon(*each) for each in _ICONS],
        "shortcuts": [
            # Any query means the window itself, also where the desktop is somebody's home.
            {"name": words("Chat"), "url": "/?canal="},
            {"name": words("Home desktop"), "url": "/desktop"},
        ],
        "share_target": {
            # In the body: what is shared stands in no address, and in no proxy's log.
            "action": SHARE,
            "method": "POST",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    """:param purpose: `maskable` when a system may cut its corners off"""
    return {"src": address(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
