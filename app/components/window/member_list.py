"""The member list, on the right: connected, absent, oneself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from htpy import Element, div, fragment, h2, li, p, ul

from app.components.first.presses import inviting
from app.components.fragments import own_row
from app.components.live_list import LiveList
from app.components.states import state
from app.components.window.member_facts import ABSENT, CONNECTED, OWN
from app.components.wire.facts import Facts
from app.locale import Words

PEOPLE = "people"
"""The key of what stands above the members."""

AS_OWN = {"data_status": "self", "data_sort": f"{OWN} ~"}
"""What the member who looks is in their own list, whatever others see."""


def people_facts(people: Mapping[str, int], own: str, words: Words) -> Facts:
    """How many are there and how many are not, besides oneself; nothing is said of none.

    :param people: how many cats look how, of all who have an account
    :param own: how one's own does
    """
    absent = people.get("absent", 0) - (own == "absent")
    connected = sum(people.values()) - absent - 1
    return {
        "connected": words("Connected · {n}", n=connected) if connected else "",
        "absent": words("Absent · {n}", n=absent) if absent else "",
        "alone": _alone(words) if sum(people.values()) == 1 else "",
    }


@cache
def _shell(words: Words, own: int) -> str:
    return str(fragment[_members(words, own), div(".alone", data_fact_html=f"{PEOPLE}.alone")])


@cache
def _alone(words: Words) -> str:
    """What is said to whoever has nobody to talk to, and the way to change that."""
    told = p[words("There is nobody here but you yet.")]
    return str(state("alone", told, inviting(words("Invite colleagues"))))


def _members(words: Words, own: int) -> Element:
    return ul(
        aria_description=words("Up and down: from member to member; right: their card"),
        data_attach="rows",
        data_list="m",
        **own_row(own, **AS_OWN),
        data_rove=".row",
        data_press="address",
    )[_heading(CONNECTED, "", "connected"), _heading(ABSENT, "", "absent"), _heading(OWN, words("You"))]


def _heading(group: str, text: str, fact: str = "") -> Element:
    return li(".heading", data_sort=group)[h2(data_fact=f"{PEOPLE}.{fact}" if fact else None)[text]]


class MemberList(
    LiveList,
    default_classes="people",
    default_props="tag=aside id=members shell=members data-drawer=members data-region='.row[tabindex=\"0\"]'",
):
    """:param own: the id of the member who looks: they stand last"""

    def __init__(self, words: Words, own: int) -> None:
        super().__init__(_shell(words, own), words("Members"))
