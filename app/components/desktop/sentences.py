"""What the browser says by itself on the desktop: in its tiles, and as edit mode begins and ends."""

from app.components.desktop.tiles import NAMES
from app.locale import N_

SENTENCES = {
    **NAMES,
    "choose_canal": N_("Choose a canal"),
    "open_in_chat": N_("Open in the chat"),
    "new_here": N_("There are new messages"),
    "all_read": N_("All is read."),
    "write_memo": N_("Write here what you must not forget…"),
    "memo_waits": N_("Not kept yet: the connection is lost."),
    "empty_desktop": N_("Your desktop is empty. Right-click, or press and hold, to arrange it."),
    "options_of": N_("Options: {title}"),
    "remove_this": N_("Remove: {title}"),
    "move_up": N_("Move up: {title}"),
    "move_down": N_("Move down: {title}"),
    "taller": N_("Taller: {title}"),
    "shorter": N_("Shorter: {title}"),
    "editing": N_("Edit mode. Arrows move a tile, Shift and arrows resize it, Delete removes it; Esc ends."),
    "editing_column": N_("Edit mode. Buttons on each tile move, resize and remove it."),
    "edited": N_("Edit mode has ended."),
}
"""Key → English sentence; `words.js` chooses among them."""
