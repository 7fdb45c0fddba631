"""The member list, on the right: connected, absent, oneself."""

from functools import cache

from htpy import fragment, h2, section, ul

from app.components.live_list import LiveList
from app.locale import N_, Words

GROUPS = (("connected", N_("Connected · {n}")), ("absent", N_("Absent · {n}")), ("self", N_("You")))
"""From the top; whoever is in no other group is absent."""


@cache
def _shell(words: Words) -> str:
    return str(
        fragment[
            (
                section(data_group=group, hidden=True)[
                    h2(id=f"members-{group}", data_count=words(heading)),
                    ul(data_list="members", aria_labelledby=f"members-{group}"),
                ]
                for group, heading in GROUPS
            )
        ]
    )


class MemberList(LiveList, default_classes="people", default_props="tag=aside list=members data-drawer=members"):
    """:param own: the id of the member who looks: they stand last"""

    def __init__(self, words: Words, own: int) -> None:
        super().__init__(_shell(words), words("Members"))
        self._props["data-own"] = str(own)
