"""The loader that other sites put into their pages: its script, with its few words in each language and our cat."""

from __future__ import annotations

import json
from functools import cache

from app.components import assets
from app.components.brand import logo
from app.locale import LANGUAGES, N_, catalogue

TEXTS = {
    "open": N_("Open the chat"),
    "close": N_("Close the chat"),
    "unseen": N_("{n} unseen"),
}


@cache
def loader() -> str:
    """The whole of `/embed.js`."""
    texts = {lang: {key: catalogue(lang)(sentence) for key, sentence in TEXTS.items()} for lang in LANGUAGES}
    return assets.script("embed.js").replace('"TEXTS"', json.dumps(texts)).replace('"CAT"', json.dumps(str(logo(38))))
