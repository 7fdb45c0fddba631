"""The header of the open canal: its name, its topic, who is in it; and the field of the search."""

from functools import cache, lru_cache

from htpy import Element, button, div, h1, p, span

from app.components.canal_panel.ways import PANEL, WAYS, Way
from app.components.fragments import called
from app.components.icons import icon, icon_button
from app.components.live_list import LiveList
from app.components.search.field import search_field
from app.components.window.own_facts import NEWEST_FIRST
from app.locale import Words
from app.store.state import Canal


@cache
def _beside(words: Words) -> tuple[str, str]:
    """What stands before the head of a canal, and what after it."""
    before = _opens_drawer("canals", words("Canals"), ".icon.only-phone", "menu")
    # On a narrow window the member list slides over when it is called; the style sheet shows one of the two.
    after = _opens_drawer("members", words("Members"), ".icon", "folk")
    return str(before), str(after)


@lru_cache(maxsize=512)
def _empty_field(words: Words, member_id: int) -> str:
    return str(search_field(words, member_id))


def _opens_drawer(name: str, title: str, classes: str, drawn: str) -> Element:
    opens = button(
        classes,
        type="button",
        data_action="open-drawer",
        data_opens_drawer=name,
        aria_expanded="false",
        aria_label=title,
    )
    return opens[icon(drawn)]


def canal_head(canal: Canal, words: Words) -> Element:
    """What it says of a canal: its name, and its topic or how many are in it."""
    key = f"c{canal.id}"
    return div(".here", data_key=str(canal.id))[
        div(".t")[
            h1[
                called(canal),
                canal.kind == "private" and span(role="img", aria_label=words("private canal"))[icon("lock", 15)],
            ],
            p[
                span(".hung")[icon("pin", 12), span(data_fact=f"{key}.pins")],
                span(data_fact=f"{key}.about"),
            ],
            [_named(way, key) for way in WAYS],
        ],
        _opens_panel(words, key),
        icon_button(words("Go to a day"), "calendar", "calendar"),
        icon_button(words("Newest at the top"), "flip-order", "flip", facts=NEWEST_FIRST),
        icon_button(words("Who is in this canal"), "canal-card", "folk"),
    ]


def _named(way: Way, key: str) -> Element:
    """Over the name and what stands under it: pressed, they tell more."""
    return button(
        class_=["whole", way.where], type="button", data_action=way.opens, data_fact_aria_label=f"{key}.panel"
    )


def _opens_panel(words: Words, key: str) -> Element:
    return button(
        ".icon.only-wide",
        type="button",
        data_action=PANEL.opens,
        data_fact_aria_label=f"{key}.panel",
        data_fact_title=f"{key}.panel",
    )[icon("pin"), span(".n", data_fact=f"{key}.pins")]


def no_head(words: Words) -> Element:
    """What it says to whoever is in none."""
    return div(".here.nowhere")[
        div(".t")[h1[words("There is no canal yet.")]], icon_button(words("Create a canal"), "new-canal", "plus")
    ]


class CanalHead(LiveList, default_classes="head", default_props="tag=header shell=head"):
    """
    :param member_id: whose window it is
    :param canal: the one that is open at first
    :param searched: what is sought at first
    """

    def __init__(self, words: Words, member_id: int, canal: Canal | None, searched: str = "") -> None:
        before, after = _beside(words)
        head = div(data_place="head")[canal_head(canal, words) if canal else no_head(words)]
        field = str(search_field(words, member_id, searched)) if searched else _empty_field(words, member_id)
        super().__init__(f"{before}{head}{field}{after}")
