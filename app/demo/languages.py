"""The two languages that the whole demo is told in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from app.locale import terminal_locale

Lang = Literal["fr", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Both(NamedTuple):
    """The same words in each of them."""

    fr: str
    en: str

    def said(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.fr


def first_language(environ: Mapping[str, str] = os.environ) -> Lang:
    """What a demo begins in: French, unless whoever started it has named English. A terminal that names no language
    (`LANG=C`) is no Englishman's."""
    return "en" if terminal_locale(environ).lower().startswith("en") else "fr"
