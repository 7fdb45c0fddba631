"""What an integrator pastes into a host's page, as the admin page shows it."""

from __future__ import annotations

from typing import NamedTuple

from app.locale import N_

BASE, CANAL, THEME = "[base]", "[canal]", "[theme]"


class Snippet(NamedTuple):
    """Some lines of HTML with places in them: where this instance is, the canal and the theme.

    :param canal: what stands in the canal's place when one was chosen, `{value}` in it; `theme` likewise
    """

    name: str
    title: str
    meaning: str
    canal: str
    theme: str
    text: str

    def filled(self, base: str, canal: str = "", theme: str = "") -> str:
        """The lines, for the canal and the theme that were chosen; "" leaves it to whoever looks, or to the host."""
        lines = self.text.replace(BASE, base)
        lines = lines.replace(CANAL, self.canal.format(value=canal) if canal else "")
        return lines.replace(THEME, self.theme.format(value=theme) if theme else "")

    @property
    def rows(self) -> int:
        return self.text.count("\n") + 1


SNIPPETS = (
    Snippet(
        "button",
        N_("A floating button"),
        N_("with the number of unread messages, which opens the chat"),
        ' data-canal="{value}"',
        ' data-theme="{value}"',
        '<script src="[base]/embed.js"\n        data-token-url="/miaou-token"[canal][theme] defer></script>',
    ),
    Snippet(
        "frame",
        N_("A frame in the page"),
        N_("where you put it, from 280 × 360 pixels"),
        "&amp;canal={value}",
        "&amp;theme={value}",
        '<iframe src="[base]/widget?token=TOKEN[canal][theme]"\n'
        '        title="Miaou" width="360" height="560"\n'
        '        style="border: 0"></iframe>',
    ),
)
