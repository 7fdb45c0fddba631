"""The composer, below the log. All of it happens in the browser, where what is typed is kept until it is sent."""

from functools import cache

from htpy import button, div, form, span, textarea
from nicegui.element import Element

from app.components.icons import icon
from app.locale import Words


@cache
def _shell(words: Words) -> str:
    return str(
        form(".sheet")[
            div(".to-line")[span(".to")[words("To the whole canal")]],
            textarea(name="message", rows="1", aria_label=words("Message"), dir="auto"),
            div(".count", hidden=True),
            div(".trouble", role="alert", hidden=True),
            div(".tools")[
                button(".send", type="submit", name="send", aria_label=words("Send"))[
                    span[words("Send")], icon("plane", 17)
                ],
            ],
        ]
    )


class Composer(Element, component="composer.js"):
    def __init__(self, words: Words) -> None:
        super().__init__()
        self._props["shell"] = _shell(words)
        self.classes("write")
