"""What shows when the server cannot be reached: a page of ours, which the browser keeps, and the worker that shows it.

The worker keeps files alone whose address says which version they are: this page and what it is drawn with. It sees
nothing of what anybody says, and so it keeps nothing of it.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from htpy import Element, a, div, p, script

from app.components.assets import address, sheet_address
from app.components.assets import script as script_text
from app.components.document import door
from app.locale import LANGUAGES, Words, catalogue

WORKER = "/worker.js"

ASKS = "/healthz"
"""What the page asks until somebody answers."""

_BACK = address("js/back.js")


def worker_address(lang: str) -> str:
    """Of the worker that speaks that language; a browser has one at a time."""
    return f"{WORKER}?lang={lang}"


@cache
def worker(lang: str) -> str:
    """The worker itself, as JavaScript."""
    keeps = [page_address(lang), sheet_address("door"), address("favicon.svg"), _BACK]
    return f"const KEEPS = {json.dumps(keeps)};\n{script_text('worker.js')}"


def pages() -> dict[str, str]:
    """The page in each language, by its name as a file."""
    return {_name(lang): _page(lang) for lang in LANGUAGES}


def page_address(lang: str) -> str:
    return address(f"away/{_name(lang)}")


def _name(lang: str) -> str:
    # Its words are no part of the digest of all that the browser keeps.
    return f"{lang}-{sha256(_page(lang).encode()).hexdigest()[:12]}.html"


@cache
def _page(lang: str) -> str:
    return str(_drawn(catalogue(lang)))


def _drawn(words: Words) -> Element:
    return door(
        lang=words.lang,
        title=words("{page} · Miaou", page=words("Nobody answers")),
        heading=words("Nobody answers"),
        lead=words("This device may be off the network, or Miaou may be taking a nap."),
        drawn="asleep",
        content=[
            div(".way")[a(".button.primary", href="")[words("Try again")]],
            p(".under")[words("As soon as Miaou answers, this page goes on by itself.")],
            script(src=_BACK, data_asks=ASKS),
        ],
    )
