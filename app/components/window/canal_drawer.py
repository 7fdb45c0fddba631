"""The canal drawer, on the left: whose office this is, the canals with their stars, and oneself."""

from functools import cache
from typing import Annotated

from htpy import b, button, div, fragment, h2, img, input, label, small, span, ul

from app.components.asking import Actions, Ids, action
from app.components.brand import logo
from app.components.icons import icon
from app.components.live_list import LiveList
from app.components.window.own_facts import OFFICE, SELF
from app.locale import Words
from app.store.preferences import ARRANGED_MOST


@cache
def _shell(words: Words) -> str:
    return str(
        fragment[
            div(".brand")[
                img(".office-logo", data_fact_src=f"{OFFICE}.logo", alt=""),
                logo(38),
                div[b["Miaou"], span(".office", data_fact=f"{OFFICE}.name")],
            ],
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
                span(".worn", data_fact_html=f"{SELF}.cat"),
                span(".nm")[span(".nick", data_fact=f"{SELF}.name"), small(data_fact=f"{SELF}.note")],
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


class CanalDrawer(LiveList, default_classes="drawer", default_props="tag=nav list=canals data-drawer=canals"):
    def __init__(self, words: Words) -> None:
        super().__init__(_shell(words), words("Canals"))


class Drawer(Actions):
    @action
    async def arrange(self, canals: Annotated[list[int], Ids(ARRANGED_MOST)] = []) -> None:  # noqa: B006
        """The member's own order of their canals."""
        await self.page.store.preferences.arrange(self.page.member, canals)
