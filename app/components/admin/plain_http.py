"""What is missing where Miaou stands on a plain `http:` address, as on an office's network, and how to get it."""

from __future__ import annotations

from htpy import a, li, p, ul

from app.components.admin.part import Sheet
from app.components.admin.pieces import copyable
from app.components.panel import Slots
from app.locale import N_

MISSING = (
    N_("Putting Miaou on a phone's home screen, or among a computer's programs, as an application"),
    N_("Notifications, with their sound, while nobody looks at the page"),
    N_("“Share with Miaou” in other applications"),
    N_("A page of ours when the network is gone"),
)
"""What browsers keep for addresses that nobody on the way can read along."""

OPTION = "--public-url https://miaou.example.org"


class PlainHttp(Sheet):
    name = "https"

    @property
    def title(self) -> str:
        return self.words("What https would bring")

    @property
    def lead(self) -> str:
        return self.words("This page came over http. Browsers then leave out, whatever Miaou does:")

    def parts(self) -> Slots:
        words = self.words
        return {"missing": ul(".prose")[(li[words(each)] for each in MISSING)], **(self._elsewhere() or self._how())}

    def _elsewhere(self) -> Slots:
        """Where it is there already, if anywhere."""
        base = self.page.base
        if not base.startswith("https:"):
            return {}
        return {
            "way": p(".prose")[
                self.words("All of that is there at your office's own address:"), " ", a(href=base)[base]
            ]
        }

    def _how(self) -> Slots:
        words = self.words
        return {
            "way": p(".prose")[
                words("To get it, put a proxy with a certificate before Miaou, and start Miaou with its address:")
            ],
            "option": copyable(words, OPTION, "https-option", words("The option")),
            "more": p(".hint")[words("The way there, step by step, stands in {file}.", file="docs/service.md")],
        }
