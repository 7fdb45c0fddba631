"""The files that were brought into a canal, as its panel lists them: pictures in a grid, all others by their names."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, a, button, div, img, li, small, span, ul

from app.components.canal_panel.pieces import nothing
from app.components.fragments import moment
from app.components.window.files.addresses import SMALL, original, shown, thumbnail
from app.components.window.files.pictures import LIGHTBOX, is_picture
from app.components.window.files.signs import described, sign, told
from app.components.window.files.signs import name as file_name
from app.components.window.sentences import name
from app.locale import Words
from app.store.said import File, Message


def files(found: Sequence[tuple[Message, File]], words: Words) -> Element:
    if not found:
        hint = words("What is attached to a message here is found here again.")
        return nothing("empty", words("No file here yet."), hint)
    pictures = [(message, file) for message, file in found if is_picture(file) and file.drawn]
    others = [each for each in found if each not in pictures]
    return div(".all-files")[
        ul(".pictures", aria_label=words("Pictures"))[[_picture(*each, words) for each in pictures]]
        if pictures
        else None,
        ul(".others", aria_label=words("Files"))[[_other(*each, words) for each in others]] if others else None,
    ]


def _picture(message: Message, file: File, words: Words) -> Element:
    """It opens large, among those of its message, which it leads to from there."""
    return li[
        a(
            ".picture",
            href=shown(file),
            data_action=LIGHTBOX,
            data_key=str(message.id),
            data_shows=str(file.id),
            aria_haspopup="dialog",
            aria_label=described(file, words),
        )[img(src=thumbnail(file, SMALL), alt="", loading="lazy", decoding="async")]
    ]


def _other(message: Message, file: File, words: Words) -> Element:
    return li(".other")[
        a(
            ".link",
            href=original(file),
            download=file.name,
            title=words("Download"),
            aria_label=f"{words('Download')} – {described(file, words)}",
        )[sign(file, 20), span(".text")[file_name(file)], small(".site")[told(file, words)]],
        button(
            ".goes", type="button", data_action="go-to-message", data_key=str(message.id), title=words("To the message")
        )[name(message.author_id), " · ", moment(message.at)],
    ]
