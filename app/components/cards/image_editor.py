"""The image editor, in a member's card: a picture is brought, placed in the round of its cat, and kept.

Here is its shell and all that it says; the kit brings it to life. Nothing is resized in the
browser: the file goes to `/images/ID` as it is, with the square that was chosen.
"""

from htpy import Element, button, div, img, input, p, progress, span

from app.components.fragments import cat
from app.components.icons import icon
from app.locale import Words
from app.store.pictures import HEAVIEST
from app.store.state import Member

ACCEPTED = "image/png,image/jpeg,image/webp,image/gif"
"""What the file chooser offers. Telephones that photograph in another format make a JPEG of it when they read this."""


def face(member: Member, status: str) -> Element:
    """A member's image, large."""
    return cat(member, status, f"/images/{member.image}-256.webp" if member.image else "")


def face_button(words: Words, member: Member, status: str) -> Element:
    """A member's image which, pressed, opens the editor that stands in the same dialog."""
    title = words("Change the image…")
    return button(".face", type="button", data_image="open", title=title, aria_label=title)[
        face(member, status), span(".pen")[icon("pen", 15)]
    ]


def image_editor(words: Words, member: Member) -> Element:
    """The editor, hidden until it is asked for. It stands beside its dialog's body and actions, and in their place."""
    return div(
        ".image-editor",
        hidden=True,
        data_attach="image_editor",
        data_address=f"/images/{member.id}",
        data_sending="false",
        data_heaviest=str(HEAVIEST),
        data_too_heavy=words("This file is too heavy: an image has at most {n} MB.", n=HEAVIEST >> 20),
        data_no_picture=words("This is not a picture that can be read: choose a PNG, JPEG, WebP or GIF file."),
    )[
        div(".body")[_stage(words, member), _placing(words), _telling(words), p(".trouble", role="alert")],
        _actions(words),
        input(".file", type="file", accept=ACCEPTED, hidden=True),
    ]


def _stage(words: Words, member: Member) -> Element:
    """Where the picture is placed: behind, all of it, dimmed; before it, what the cat will wear of it."""
    picture = img(".picture", alt="", draggable="false")
    return div(
        ".stage",
        tabindex="0",
        role="application",
        aria_label=words("Placing the image: the arrow keys move it, + and − make it larger and smaller"),
    )[
        div(".around")[picture],
        span(".cat", style=f"--m:{member.color}")[span(".lens")[picture]],
    ]


def _placing(words: Words) -> Element:
    return div(".zoom")[
        _tool("zoom-out", "minus", words("Smaller")),
        input(type="range", min="0", max="100", value="0", step="any", aria_label=words("Zoom")),
        _tool("zoom-in", "plus", words("Larger")),
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


def _actions(words: Words) -> Element:
    return div(".actions")[
        _act("remove", words("Remove the image"), ".danger.when-worn"),
        _act("choose", words("Another picture…"), ".quiet.another"),
        _act("cancel", words("Cancel")),
        _act("choose", words("Choose…"), ".primary.first"),
        _act("keep", words("Keep"), ".primary.keep"),
    ]


def _act(does: str, title: str, classes: str = "") -> Element:
    return button(f".button{classes}", type="button", data_image=does)[title]


def _tool(does: str, drawn: str, title: str) -> Element:
    return button(".icon", type="button", data_image=does, title=title, aria_label=title)[icon(drawn)]
