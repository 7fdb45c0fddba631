"""What an integrator pastes into a host's page, as the admin page shows it."""

from __future__ import annotations

from typing import NamedTuple

from app.locale import N_

BASE, CANAL, THEME = "[base]", "[canal]", "[theme]"


class Snippet(NamedTuple):
    """Some lines of HTML with places in them: where this instance is, the canal, the theme.

    :param canal: what stands in the canal's place when one was chosen, `{id}` in it
    """

    name: str
    title: str
    meaning: str
    canal: str
    text: str

    def pattern(self, base: str) -> str:
        """The lines, with the places that admin.js fills as one chooses."""
        return self.text.replace(BASE, base)

    def filled(self, base: str) -> str:
        """The lines for the first canal of whoever looks, in the host's theme."""
        return self.pattern(base).replace(CANAL, "").replace(THEME, "auto")

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1


SNIPPETS = (
    Snippet(
        "button",
        N_("A floating button"),
        N_("with the number of unread messages, which opens the chat"),
        ' data-canal="{id}"',
        '<script src="[base]/embed.js" data-token="TOKEN"\n        data-theme="[theme]"[canal] async></script>',
    ),
    Snippet(
        "frame",
        N_("A frame in the page"),
        N_("where you put it, from 280 × 360 pixels"),
        "&amp;canal={id}",
        '<iframe src="[base]/widget?token=TOKEN&amp;theme=[theme][canal]"\n'
        '        title="Miaou" width="360" height="560" style="border: 0"></iframe>',
    ),
)
