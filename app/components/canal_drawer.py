"""The canal drawer, on the left: whose office this is, the canals with their stars, and oneself."""

from functools import cache

from htpy import b, button, div, fragment, h2, input, label, span, ul

from app.components.brand import logo
from app.components.icons import icon
from app.components.live_list import LiveList
from app.components.office_logo import office_logo
from app.locale import Words


@cache
def _shell(words: Words, office: str, own_logo: str) -> str:
    return str(
        fragment[
            div(".brand")[office_logo(own_logo), logo(38), div[b["Miaou"], span(".office")[office]]],
            label(".quick")[
                icon("find", 16),
                input(
                    type="search",
                    placeholder=words("Go to…"),
                    aria_label=words("Find a canal"),
                    autocomplete="off",
                    spellcheck="false",
                ),
            ],
            h2[
                words("Canals"),
                button(
                    ".icon",
                    type="button",
                    data_action="new-canal",
                    aria_label=words("Create a canal"),
                    title=words("Create a canal"),
                )[icon("plus", 18)],
            ],
            ul(".canals", data_list="canals"),
            div(".self")[
                span(".cat"),
                span(".nm"),
                button(
                    ".icon",
                    type="button",
                    data_action="own-menu",
                    aria_label=words("My menu"),
                    title=words("My menu"),
                )[icon("menu")],
            ],
        ]
    )


class CanalDrawer(LiveList, default_classes="drawer", default_props="tag=nav list=canals"):
    """:param own_logo: the office's, in the cat's place"""

    def __init__(self, words: Words, office: str, own_logo: str = "") -> None:
        super().__init__(_shell(words, office, own_logo), words("Canals"))
