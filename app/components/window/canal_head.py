"""The header of the open canal: its name, its topic, who is in it."""

from functools import cache

from htpy import Element, button, div, fragment

from app.components.icons import icon, icon_button
from app.components.live_list import LiveList
from app.locale import Words


@cache
def _shell(words: Words) -> str:
    return str(
        fragment[
            _opens_drawer("canals", words("Canals"), ".icon.only-phone", "menu"),
            div(".t", data_list="head"),
            icon_button(words("Reading direction"), "flip-order", "flip"),
            icon_button(words("Who is in this canal"), "canal-card", "folk"),
            # On a narrow window the member list slides over when it is called; the style sheet shows one of the two.
            _opens_drawer("members", words("Members"), ".icon", "folk"),
        ]
    )


def _opens_drawer(name: str, title: str, classes: str, drawn: str) -> Element:
    opens = button(classes, type="button", data_opens_drawer=name, aria_expanded="false", aria_label=title)
    return opens[icon(drawn)]


class CanalHead(LiveList, default_classes="head", default_props="tag=header list=head"):
    def __init__(self, words: Words) -> None:
        super().__init__(_shell(words))
