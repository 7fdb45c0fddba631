"""What is said in a test and has no translation fails it: no reader of French meets a sentence in English."""

from __future__ import annotations

import gettext
from typing import NoReturn

from app.locale import catalogue


class Untold(gettext.NullTranslations):
    """What stands behind a catalogue, for the sentences that it lacks."""

    def gettext(self, message: str) -> NoReturn:
        raise AssertionError(f"Not in the catalogue: {message!r}")

    def ngettext(self, _one: str, many: str, _n: int) -> NoReturn:
        self.gettext(many)


def fail_where_untold() -> None:
    # English is said as it is written.
    catalogue("fr")._translations.add_fallback(Untold())
