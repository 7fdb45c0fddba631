"""The header of the open canal: its name, its topic, who is in it."""

from htpy import Element, Fragment, button, div, fragment, h1, p, span

from app.components.icons import icon, icon_button
from app.components.live_list import LiveList
from app.locale import Words
from app.store.state import Canal


def _shell(words: Words, canal: Canal | None) -> Fragment:
    return fragment[
        _opens_drawer("canals", words("Canals"), ".icon.only-phone", "menu"),
        div(data_place="head")[canal_head(canal, words) if canal else None],
        # On a narrow window the member list slides over when it is called; the style sheet shows one of the two.
        _opens_drawer("members", words("Members"), ".icon", "folk"),
    ]


def _opens_drawer(name: str, title: str, classes: str, drawn: str) -> Element:
    opens = button(classes, type="button", data_opens_drawer=name, aria_expanded="false", aria_label=title)
    return opens[icon(drawn)]


def canal_head(canal: Canal, words: Words) -> Element:
    """What it says of a canal: its name, and its topic or how many are in it."""
    key = f"c{canal.id}"
    return div(".here", data_key=str(canal.id))[
        div(".t")[
            h1[span(data_fact=f"{key}.name"), icon("lock", 15) if canal.kind == "private" else None],
            p(data_fact=f"{key}.about"),
        ],
        icon_button(words("Reading direction"), "flip-order", "flip"),
        icon_button(words("Who is in this canal"), "canal-card", "folk"),
    ]


class CanalHead(LiveList, default_classes="head", default_props="tag=header shell=head"):
    """:param canal: the one that is open at first"""

    def __init__(self, words: Words, canal: Canal | None) -> None:
        super().__init__(str(_shell(words, canal)))
