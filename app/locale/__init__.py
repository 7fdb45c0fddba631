"""What Miaou says, in French and in English.

A sentence is written in the code in English, which is its msgid; `fr.po` and `en.po` beside this file hold
what is shown. They are compiled in memory at start: a translation is one line of text, with nothing to build.
"""

import gettext
import locale
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
LOCALES = {"en": "en_GB"}
"""English is British, whose clock has 24 hours, for every reader; the browser's moments.js says the same."""

DEFAULT = "fr"
"""For whoever says nothing of languages, as programs do."""

_office = {"lang": ""}

PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A place to fill, `{name}` and nothing else: the same rule as `fill` in the browser's words.js."""


def N_(text: str) -> str:  # noqa: N802, the name that translators' tools know
    """Marks a sentence that is translated later, where its reader's language is known."""
    return text


class Words:
    """One language's sentences. `words("{n} members", n=3)` is that sentence, translated and filled in.

    :param lang: `fr` or `en`; `locale` is how babel writes dates and numbers in it
    :param catalog: the translations; a sentence that it lacks is said in English
    """

    def __init__(self, lang: str, catalog: Catalog) -> None:
        self.lang, self.locale = lang, LOCALES.get(lang, lang)
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        self._translations = gettext.GNUTranslations(compiled)

    def __call__(self, msgid: str, /, **params: object) -> str:
        # gettext keeps its header under the empty msgid.
        return _fill(self._translations.gettext(msgid), params) if msgid else ""

    def date(self, day: date, form: str = "medium") -> str:
        """A day, in one of babel's forms. French orders the first of a month, and only counts the others."""
        said = format_date(day, form, locale=self.locale)
        return _FIRST.sub("1er ", said) if self.lang == "fr" else said

    def plural(self, one: str, many: str, n: int, /, **params: object) -> str:
        """The form that `n` asks for (French says *0 message*, English *0 messages*), with {n} filled in."""
        return _fill(self._translations.ngettext(one, many, n), {"n": n, **params})


def catalogue(lang: str) -> Words:
    """The sentences of a language, read once; of the default for a language that we do not speak."""
    return _read(lang if lang in LANGUAGES else DEFAULT)


def po_file(lang: str) -> Path:
    """Where a language's translations stand."""
    return Path(__file__).with_name(f"{lang}.po")


def load(lang: str) -> Catalog:
    """The translations of a language as its file has them."""
    with po_file(lang).open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


def speak(lang: str) -> None:
    """This is the office's language from now on, "" while none was chosen. Kept here, where languages are chosen: one
    process, one office."""
    _office["lang"] = lang if lang in LANGUAGES else ""


def choose(accept_language: str, preferred: str | None = None) -> str:
    """The language to speak: the member's choice; else the one of ours that the browser would rather have; else the
    office's, where an administrator has chosen one; else English for a browser that asks for other languages, as more
    people understand it, and the default for one that asks for none.

    :param accept_language: the request's header (RFC 9110, 12.5.4); whatever in it cannot be read is skipped
    :param preferred: what the member chose, if anything
    """
    if preferred in LANGUAGES:
        return preferred
    best, best_weight, asks = "", 0.0, False
    for entry in accept_language.split(","):
        tag, _, parameter = entry.partition(";")
        lang = tag.strip().lower().split("-")[0]
        weight = _weight(parameter) if lang.isascii() and lang.isalpha() else 0.0
        asks = asks or weight > 0
        # Strictly more: among equals the first named wins.
        if lang in LANGUAGES and weight > best_weight:
            best, best_weight = lang, weight
    return best or _office["lang"] or ("en" if asks else DEFAULT)


def terminal_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of whoever started the program: French for a French terminal, English for any other."""
    return "fr" if terminal_locale(environ).lower().startswith("fr") else "en"


def terminal_locale(environ: Mapping[str, str] = os.environ) -> str:
    """What LC_ALL, LC_MESSAGES or LANG say, in POSIX's order (`fr_BE.UTF-8`, `C`); "" when nothing says anything."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), None)
    if named is None:
        # Windows sets none of them; Python has taken its language over by itself.
        named = locale.getlocale(locale.LC_CTYPE)[0] or ""
    return named


def _weight(parameter: str) -> float:
    """The weight of an Accept-Language entry, 0 to 1: `q=0.8` → 0.8, nothing → 1, nonsense → 0."""
    if not parameter.strip():
        return 1.0
    found = re.fullmatch(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", parameter, re.ASCII | re.IGNORECASE)
    return float(found[1]) if found else 0.0


_FIRST = re.compile(r"(?<!\d)1 (?=[^\W\d])")


def _fill(sentence: str, params: Mapping[str, object]) -> str:
    # Not str.format: a value that holds braces stays as it is, a forgotten value leaves its place visible
    # instead of breaking the page, and no placeholder can reach into a value.
    if not params:
        return sentence
    return PLACEHOLDER.sub(lambda place: isolated(str(params.get(place[1], place[0]))), sentence)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""As in the browser's words.js."""


def isolated(value: str) -> str:
    """Words that run from right to left keep their order, and leave what stands around them its own: whatever is put
    into a text goes through here. In HTML, `<bdi>` does the same, and a style sheet's `unicode-bidi: plaintext`."""
    return f"\u2068{value}\u2069" if _RIGHT_TO_LEFT.search(value) else value


def listed(values: Iterable[str], between: str = ", ") -> str:
    """Several of them side by side, each in its own direction and all in the sentence's."""
    return between.join(isolated(value) for value in values if value)


@cache
def _read(lang: str) -> Words:
    return Words(lang, load(lang))
