"""The header of the open canal: its name, its topic, who is in it."""

from functools import cache

from htpy import button, div, fragment

from app.components.icons import icon
from app.components.live_list import LiveList
from app.locale import Words


@cache
def _shell(words: Words) -> str:
    return str(
        fragment[
            button(".icon.only-phone", type="button", data_action="open-drawer", aria_label=words("Canals"))[
                icon("menu")
            ],
            div(".t", data_list="head"),
            button(
                ".icon",
                type="button",
                data_action="flip-order",
                aria_label=words("Reading direction"),
                title=words("Reading direction"),
            )[icon("flip")],
            button(
                ".icon",
                type="button",
                data_action="canal-people",
                aria_label=words("Who is in this canal"),
                title=words("Who is in this canal"),
            )[icon("folk")],
            # On a narrow window the member list slides over when it is called; the style sheet shows one of the two.
            button(".icon", type="button", data_action="open-people", aria_label=words("Members"))[icon("folk")],
        ]
    )


class CanalHead(LiveList, default_classes="head", default_props="tag=header list=head"):
    def __init__(self, words: Words) -> None:
        super().__init__(_shell(words))
