"""The chat log, in the middle: what was said, oldest first, and the way back to the newest."""

from functools import cache

from htpy import button, div, fragment, template

from app.components.live_list import LiveList
from app.components.window.message import TOGETHER_MS, pending_row
from app.locale import Words


@cache
def shell(words: Words, order: str) -> str:
    return str(
        fragment[
            div(
                ".log",
                role="log",
                data_list="log",
                data_order=order,
                data_together=str(TOGETHER_MS),
                tabindex="0",
                aria_label=words("Conversation"),
                aria_live="polite",
                aria_busy="true",
            ),
            button(".newer", type="button", hidden=True),
            template(".pending-row")[pending_row(words)],
        ]
    )


class ChatLog(LiveList, default_classes="talk", default_props="tag=section list=log"):
    def __init__(self, words: Words, order: str = "newest-last") -> None:
        super().__init__(shell(words, order))
