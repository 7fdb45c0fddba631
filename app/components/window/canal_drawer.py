"""The canal drawer, on the left: whose office this is, the canals with their stars, and oneself."""

from functools import cache
from typing import Annotated

from htpy import b, button, div, fragment, h2, input, label, small, span, ul

from app.components.asking import Actions, Ids, action
from app.components.brand import logo
from app.components.cards import switcher
from app.components.forms import left, secondary
from app.components.icons import icon, icon_button
from app.components.live_list import LiveList
from app.components.menu import opens
from app.components.window import own_menu
from app.components.window.inbox_facts import inbox_button
from app.components.window.own_facts import LATER, OFFICE, SELF
from app.locale import Words
from app.store import drawer
from app.store.preferences import ARRANGED_MOST
from app.store.state import Canal


@cache
def _shell(words: Words, framed: bool) -> str:
    return str(
        fragment[
            div(".brand")[
                span(".worn", data_fact_html=f"{OFFICE}.logo"),
                logo(38),
                div[b["Miaou"], span(".office", data_fact=f"{OFFICE}.name")],
            ],
            label(".boxed.quick")[
                icon("find", 16),
                input(
                    type="search",
                    placeholder=words("Go to…"),
                    aria_label=words("Go to a canal"),
                    autocomplete="off",
                    spellcheck="false",
                    data_filter=".canal",
                ),
                switcher.opener(words),
            ],
            h2(aria_label=words("Canals"))[
                words("Canals"),
                icon_button(words("Create a canal"), "new-canal", "plus", 18),
            ],
            left(
                words("No canal by that name"),
                lambda n: words.plural("{n} canal", "{n} canals", n, n="{n}"),
                secondary(words("Create a canal"), "new-canal"),
            ),
            ul(
                ".canals",
                aria_description=words(
                    "Up and down: from canal to canal; left: its card; with Ctrl and Shift: its place"
                ),
                data_attach="rows",
                data_list="c",
                data_current=True,
                data_rove=".canal-link",
                data_reorder="arrange",
            ),
            div(".self")[
                span(".worn", data_fact_html=f"{SELF}.cat"),
                span(".nm")[span(".nick", data_fact=f"{SELF}.name"), small(data_fact=f"{SELF}.note")],
                inbox_button(),
                button(
                    ".icon",
                    type="button",
                    aria_label=words("My menu"),
                    title=words("My menu"),
                    data_facts=LATER,
                    **opens(own_menu.NAME),
                )[icon("menu")],
                own_menu.own_menu(words, "frame" if framed else "window"),
            ],
        ]
    )


class CanalDrawer(
    LiveList,
    default_classes="drawer",
    default_props="tag=nav id=canals shell=canals data-drawer=canals data-filtered"
    " data-region='.canal-link[tabindex=\"0\"]'",
):
    def __init__(self, words: Words, framed: bool) -> None:
        super().__init__(_shell(words, framed), words("Canals"))


class Drawer(Actions):
    @action
    async def arrange(
        self,
        keys: Annotated[list[int], Ids(ARRANGED_MOST)] = [],  # noqa: B006
        moved: object = None,
        step: int = 0,
    ) -> None:
        """The member's own order of their canals; where the one that was moved stands now is said aloud.

        :param step: instead of all in order: whether that one goes up (-1) or down (1)
        """
        page = self.page
        await page.store.preferences.arrange(page.member, keys or self._stepped(moved, step))
        standing = self._standing()
        for n, canal in enumerate(standing, 1):
            if canal.id == moved:
                page.say_aloud(page.words("{title}: {n} of {all}", title=canal.name, n=n, all=len(standing)))

    def _standing(self) -> list[Canal]:
        """The canals that have a place of the member's choosing, in their order."""
        return [each for each in drawer.standing(self.page.store.state, self.page.member) if each.kind != "direct"]

    def _stepped(self, moved: object, step: int) -> list[int]:
        """All of them, one of them a step further; none where it goes no further."""
        keys = [canal.id for canal in self._standing()]
        here = keys.index(moved) if moved in keys else -1
        if here < 0 or abs(step) != 1 or not 0 <= here + step < len(keys):
            return []
        keys.insert(here + step, keys.pop(here))
        return keys
