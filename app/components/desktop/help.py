"""The card that tells what one can do on the desktop."""

from htpy import dd, div, dl, dt, h3, kbd

from app.components.cards.card import Card, heading
from app.components.forms import secondary
from app.components.panel import Slots
from app.locale import N_

HINTS = (
    (
        N_("The desktop’s menu"),
        N_("Right-click the desktop, press and hold it with a finger, or press the menu key. Or choose View."),
    ),
    (
        N_("Edit mode"),
        N_("Tiles can be dragged, made larger at their corner, and removed. Their neighbours make room."),
    ),
    (N_("Add"), N_("In edit mode, the menu offers the widgets. There may be several of each.")),
    (N_("Miaou!"), N_("A canal on your desktop: choose which at the top of the tile. The star tells of news.")),
    (N_("Chat"), N_("Work > Chat opens the window with all canals.")),
)

KEYS = (
    (N_("Shift+F10"), N_("The desktop’s menu")),
    (N_("Arrows"), N_("In edit mode: move the tile")),
    (N_("Shift+arrows"), N_("In edit mode: resize the tile")),
    (N_("Del"), N_("In edit mode: remove the tile")),
    (N_("Ctrl+Z"), N_("In edit mode: put a removed tile back")),
    (N_("Enter"), N_("In edit mode: the tile’s options")),
    (N_("Esc"), N_("Leave edit mode")),
)


class DesktopHelp(Card, opened_by="desktop-help"):
    def render(self) -> Slots:
        words = self.page.words
        told = dl[[div[dt[words(title)], dd[words(text)]] for title, text in HINTS]]
        keys = dl(".keys")[[div[dt[kbd[words(key)]], dd[words(does)]] for key, does in KEYS]]
        return {
            "head": heading(words, words("What one can do here")),
            "body": div(".body.help", tabindex="0")[told, h3[words("Keys")], keys],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }
