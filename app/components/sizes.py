"""How heavy something is, as people say it."""

from __future__ import annotations

from babel.numbers import format_decimal

from app.locale import N_, Words

UNITS = (N_("{n} B"), N_("{n} KB"), N_("{n} MB"), N_("{n} GB"))
"""Each 1,024 of the one before, as the limits of the settings are: what may come must not seem heavier than that."""


def size(in_bytes: int, words: Words) -> str:
    """ "24 KB", "1.5 MB": two digits, and more only where a larger unit would say less."""
    number, unit = float(in_bytes), 0
    # What would round up to a thousand is one of the next.
    while number >= 999.5 and unit < len(UNITS) - 1:
        number, unit = number / 1024, unit + 1
    form = "#,##0.#" if unit and number < 9.95 else "#,##0"
    return words(UNITS[unit], n=format_decimal(number, form, locale=words.locale))
