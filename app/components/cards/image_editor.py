"""The card in which a member's image is changed, over their own: a picture is brought, placed in its cat, and kept.

Here is its shell and all that it says; the kit brings it to life. Nothing is resized in the
browser: the file goes to `/images/ID` as it is, with the square that was chosen.
"""

from __future__ import annotations

from htpy import Element, button, div, img, input, label, p, progress, span

from app.components.asking import Id
from app.components.cards.card import Card, heading
from app.components.forms import picture_file, primary, secondary
from app.components.fragments import cat
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.locale import Words
from app.store import access
from app.store.pictures import HEAVIEST
from app.store.state import Member

DOUBLED_MOST = 3
"""How often a picture may be doubled: deeper than that there would be too few of its pixels left."""


def face(member: Member, status: str) -> Element:
    """A member's image, large."""
    return cat(member, status, f"/images/{member.image}-256.webp" if member.image else "")


def face_button(words: Words, member: Member, status: str) -> Element:
    """A member's image which, pressed, opens the card that changes it; so does a picture that is dropped or pasted."""
    title = words("Change the image…")
    return button(
        ".face",
        type="button",
        data_action=ImageEditor.opened_by,
        data_key=str(member.id),
        data_attach="drop",
        title=title,
        aria_label=title,
    )[face(member, status), span(".pen")[icon("pen", 15)]]


class ImageEditor(Card, opened_by="change-image", default_props="over"):
    def __init__(self, page: Page, key: Id) -> None:
        """:raises Forbidden: when the image is not this member's to change"""
        self.whose = key
        super().__init__(page)

    def render(self) -> Slots:
        words = self.page.words
        member = access.access_member_to_edit(self.page.store.state, self.page.member, self.whose)
        return {
            "head": heading(words, words("Image: {nickname}", nickname=member.nickname)),
            "editor": div(".image-editor", data_state="empty", data_attach="image_square")[
                div(".body")[self._empty(member), _stage(words, member), _zoom(words), _telling(words)],
                self._actions(member),
            ],
        }

    def _empty(self, member: Member) -> Element:
        """Nothing brought yet: the cat as it is, and a place to drop something."""
        shown = face(member, self.page.store.presence.status(member.id))
        return label(".brings.when-empty", for_="picture", aria_hidden="true")[shown]

    def _actions(self, member: Member) -> Element:
        words, address = self.page.words, f"/images/{member.id}"
        return div(".actions")[
            input("#picture.aloud", data_attach="drop", required=True, aria_labelledby="choose", **picture_file(words)),
            label(".button.quiet.another", for_="picture")[words("Another picture…")],
            secondary(words("Cancel"), "close-dialog"),
            label("#choose.button.primary.when-empty", for_="picture")[words("Choose…")],
            primary(words("Keep"), "keep", upload=address),
            bool(member.image)
            and button(
                ".button.danger.when-empty",
                type="submit",
                name="remove",
                formnovalidate=True,
                data_upload=address,
                data_method="DELETE",
            )[words("Remove the image")],
        ]


def _stage(words: Words, member: Member) -> Element:
    """Where the picture is placed: all of it, and over it, what the cat will wear of it."""
    return div(".stage")[
        div(
            ".around",
            tabindex="0",
            role="application",
            data_enter=True,
            aria_label=words("Placing the image: the arrow keys move it, + and − make it larger and smaller"),
        )[img(".picture", alt="", draggable="false")],
        span(".cat", style=f"--m:{member.color}")[span(".lens")],
    ]


def _zoom(words: Words) -> Element:
    return div(".zoom")[
        _tool("0.87", "minus", words("Smaller")),
        input(type="range", min="0", max=str(DOUBLED_MOST), value="0", step="any", aria_label=words("Zoom")),
        _tool("1.15", "plus", words("Larger")),
    ]


def _telling(words: Words) -> Element:
    """What there is to know in each state."""
    return div(".telling", role="status")[
        p(".when-empty.by-mouse")[words("Drop a picture here, paste it, or choose a file.")],
        p(".when-empty.hint")[words("PNG, JPEG, WebP or GIF, at most {n} MB", n=HEAVIEST >> 20)],
        p(".when-placing.hint")[words("Drag the picture to place it; scroll or pinch to zoom.")],
        p(".when-unshown.hint")[words("This browser cannot show this picture: the middle of it will be kept.")],
        p(".when-sending")[words("Sending the picture…")],
        progress(".when-sending", aria_label=words("Sending the picture…")),
    ]


def _tool(factor: str, drawn: str, title: str) -> Element:
    return button(".icon", type="button", data_zoom=factor, title=title, aria_label=title)[icon(drawn)]
