"""The member list, on the right: connected, absent, oneself."""

from functools import cache

from htpy import ul

from app.components.live_list import LiveList
from app.locale import Words


@cache
def _shell() -> str:
    return str(ul(data_list="members"))


class MemberList(LiveList):
    def __init__(self, words: Words) -> None:
        super().__init__("aside", "members", _shell(), "people", words("Members"))
