"""The files that were brought into a canal, as its panel lists them: pictures in a grid, all others by their names."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, a, button, div, img, li, span, ul

from app.components.canal_panel.pieces import moment, nothing
from app.components.icons import icon
from app.components.window.sentences import name
from app.locale import Words
from app.store.said import File, Message

PICTURES = ("image", "animation")


def files(found: Sequence[tuple[Message, File]], words: Words) -> Element:
    if not found:
        return nothing(
            "empty",
            words("No file here yet."),
            words("What is attached to a message here is found here again."),
        )
    pictures = [each for each in found if each[1].kind in PICTURES and each[1].drawn]
    others = [each for each in found if each not in pictures]
    return div(".all-files")[
        ul(".pictures", aria_label=words("Pictures"))[[_picture(*each, words) for each in pictures]]
        if pictures
        else None,
        ul(".others", aria_label=words("Files"))[[_other(*each, words) for each in others]] if others else None,
    ]


def _picture(message: Message, file: File, words: Words) -> Element:
    """It leads to its message, where it can be seen large."""
    return li[
        button(".picture", type="button", data_action="go-to-message", data_key=str(message.id), title=file.name)[
            img(src=f"/files/{file.id}/256.webp", alt=file.name, loading="lazy", width="128", height="128")
        ]
    ]


def _other(message: Message, file: File, words: Words) -> Element:
    return li(".other")[
        a(".link", href=f"/files/{file.id}", download=file.name)[
            icon("page", 20), span(".text", dir="auto")[file.name]
        ],
        button(
            ".goes", type="button", data_action="go-to-message", data_key=str(message.id), title=words("To the message")
        )[name(message.author_id), " · ", moment(message.at)],
    ]
