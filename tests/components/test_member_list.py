"""The member list: who stands under which heading, and how many."""

from __future__ import annotations

from dataclasses import replace

from app.components.fragments import cat, own_row
from app.components.window.member_facts import member_facts
from app.components.window.member_list import AS_OWN, people_facts
from app.locale import catalogue

FR, EN = catalogue("fr"), catalogue("en")


def test_headings_count_the_others_and_are_empty_over_nobody():
    people = {"connected": 2, "absent": 1}
    assert people_facts(people, "connected", EN) == {"connected": "Connected · 1", "absent": "Absent · 1", "alone": ""}
    assert people_facts(people, "absent", FR) == {"connected": "Connectés · 2", "absent": "", "alone": ""}


def test_whoever_is_alone_is_told_so():
    told = people_facts({"connected": 1}, "connected", EN)
    assert (told["connected"], told["absent"]) == ("", "")
    assert ">There is nobody here but you yet.<" in told["alone"]
    # Whom the button is for says the style sheet: those who administer.
    assert 'class="button invites" type="submit" form="post-invite"' in told["alone"]


async def test_who_is_there_stands_before_who_is_not_and_oneself_last(office):
    def sort(member, status):
        return member_facts(member, status, EN)["@data-sort"]

    zoe, karim = office.zoe, office.karim
    assert sort(karim, "connected") < sort(zoe, "connected") < sort(karim, "absent") < sort(zoe, "absent")
    assert [member_facts(zoe, status, FR)["called"] for status in ("connected", "absent")] == [
        "Zoé, connecté",
        "Zoé, absent",
    ]
    own = own_row(zoe.id, **AS_OWN)
    assert own["data_own"] == f"m{zoe.id}"
    row = own["data_own_row"]
    assert 'data-pinned="data-status data-sort" data-status="self" data-sort="2 ~"' in row
    assert f'data-member-id="{zoe.id}"' in row and "{key}" not in row
    assert sort(karim, "absent") < "2 ~"


async def test_an_image_brings_the_letter_that_stands_there_if_it_does_not_come(office):
    assert '<img src="/images/abc-64.webp" alt="Z" aria-hidden="true">' in str(
        cat(replace(office.zoe, image="abc"), "absent")
    )
