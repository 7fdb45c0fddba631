"""The member list, on the right: connected, absent, oneself."""

from functools import cache

from htpy import ul

from app.components.live_list import LiveList
from app.locale import Words


@cache
def _shell() -> str:
    return str(ul(data_list="members"))


class MemberList(LiveList, default_classes="people", default_props="tag=aside list=members"):
    def __init__(self, words: Words) -> None:
        super().__init__(_shell(), words("Members"))
