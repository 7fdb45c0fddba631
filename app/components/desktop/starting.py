"""The card that makes an administrator's desktop the one that new members start with."""

import json

from htpy import div, footer, fragment, p

from app.components.cards.dialog import Dialog, Fields, heading
from app.components.forms import primary, secondary
from app.components.view import View
from app.store import access


def open_starting_desktop(view: View, _key: object) -> None:
    """:raises Forbidden: unless the member is an administrator"""
    words, store = view.words, view.store
    access.access_admin(store.state, view.member)

    async def set_starting(_fields: Fields) -> None:
        await store.desktops.set_starting(view.member, store.desktops.of(view.member))
        done = words("New members will start with this desktop.")
        dialog.client.run_javascript(f"window.miaou.toast({json.dumps(done)})")

    dialog = Dialog(
        words,
        fragment[
            heading(words, words("Starting layout")),
            div(".body")[
                p[words("New members will start with your desktop as it stands now, its memos and links included.")],
                p(".hint")[words("Where a tile shows a canal that is not open to everybody, each chooses their own.")],
            ],
            footer(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Make it the start"))],
        ],
        set_starting,
    )
