"""What changed is told once, to those who see it, and whole when something may be missing."""

from __future__ import annotations

import asyncio
import json
from unittest.mock import ANY

import pytest

from app.components.sounds import sound_address
from app.components.window.canal_facts import ALL, key_of
from app.components.window.member_facts import key_of as member_key
from app.components.window.member_list import PEOPLE
from app.components.window.own_facts import NEWEST_FIRST, OFFICE, SELF, SETTINGS, choice
from app.components.wire.fact_teller import FactTeller
from app.components.wire.ops import FactsTold, Ring, to_json
from app.components.wire.rooms import member_room, office_room, rings_room


@pytest.fixture
def teller(office):
    teller = FactTeller(office.store, lambda member_id: "absent")
    office.store.feed.subscribe(lambda changes: [teller.hear(change) for change in changes])
    return teller


def told(teller) -> dict[str, dict]:
    """By room, the facts that wait to be told."""
    found: dict[str, dict] = {}
    for rooms, op in teller.tellings():
        for room in rooms if isinstance(op, FactsTold) else ():
            found.setdefault(room, {}).update(json.loads(op.as_json())[2])
    return found


def rung(teller) -> dict[str, str]:
    """By room, what a notification says that waits to be told."""
    said = [(rooms, json.loads(op.as_json())) for rooms, op in teller.tellings() if isinstance(op, Ring)]
    return {room: telling[1]["body"] for rooms, telling in said for room in rooms}


def opened(teller, member, lang="fr") -> int:
    """A page of that member opens; by which number it knows its facts."""
    return json.loads(to_json(teller.whole(member, lang)))["at"]


async def say(office, canal, to=(), nonce="n"):
    await office.store.messages.post(office.lea, canal.id, "Bonjour", [member.id for member in to], nonce)


async def test_a_message_tells_stars_to_those_who_look_elsewhere_and_to_nobody_else(office, teller):
    for member in office.members:
        opened(teller, member)
    office.store.reading.watch(office.karim, office.bureau.id, "tab")
    told(teller)
    await say(office, office.bureau)
    assert set(told(teller)) == {member_room(member.id, "fr") for member in (office.zoe, office.odile)}
    await say(office, office.bureau, to=[office.zoe], nonce="aside")
    assert set(told(teller)) == {member_room(office.zoe.id, "fr")}


async def test_an_edit_rings_for_those_alone_whom_it_names_anew_and_who_look_elsewhere(office, teller):
    for member in office.members:
        opened(teller, member)
    await office.store.preferences.ring(office.zoe, office.bureau.id, "mentions")
    office.store.reading.watch(office.karim, office.bureau.id, "tab")
    await say(office, office.bureau)
    said = office.store.messages.newest(office.zoe, office.bureau.id).messages[0]
    assert rung(teller) == {rings_room(office.odile.id, "fr"): "Bonjour"}
    await office.store.edits.edit(office.lea, said.id, "Bonjour @Zoé et @Karim", "first")
    assert rung(teller) == {rings_room(office.zoe.id, "fr"): "Bonjour @Zoé et @Karim"}
    await office.store.edits.edit(office.lea, said.id, "Bonjour @Zoé", "second")
    assert rung(teller) == {}


async def test_however_much_happened_it_is_told_once_and_equal_facts_together(office, teller):
    for member in office.members:
        opened(teller, member)
    for number in range(3):
        await say(office, office.bureau, nonce=f"n{number}")
    [(rooms, op)] = [telling for telling in teller.tellings() if isinstance(telling[1], FactsTold)]
    facts = json.loads(op.as_json())[2]
    assert len(rooms) == 3
    assert (facts[key_of(office.bureau.id)]["n"], facts[ALL]["title"]) == ("3", "(3) ")
    assert not teller.waits


async def test_a_tab_in_each_language_is_told_in_its_own(office, teller):
    opened(teller, office.zoe, "fr")
    opened(teller, office.zoe, "en")
    await say(office, office.bureau)
    said = told(teller)
    assert said[member_room(office.zoe.id, "fr")][key_of(office.bureau.id)]["unread"] == "1 message non lu"
    assert said[member_room(office.zoe.id, "en")][key_of(office.bureau.id)]["unread"] == "1 unread message"


async def test_who_is_renamed_is_renamed_for_everybody_and_for_themselves(office, teller):
    opened(teller, office.zoe)
    opened(teller, office.lea)
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    told(teller)
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zora")
    said = told(teller)
    assert said[office_room("fr")][f"m{office.zoe.id}"]["name"] == "Zora"
    assert said[member_room(office.zoe.id, "fr")][SELF]["name"] == "Zora"
    assert said[member_room(office.lea.id, "fr")][key_of(direct.id)]["name"] == "Zora"


async def test_the_office_s_name_goes_to_all(office, teller):
    opened(teller, office.zoe)
    await office.store.office.rename(None, "Maison Perrin")
    assert told(teller) == {office_room("fr"): {OFFICE: {"name": "Maison Perrin", "logo": ""}}}


async def test_several_accounts_that_close_at_once_are_all_counted(office, teller):
    admin = await office.store.members.create("agathe", "Agathe", role="admin")
    canal = await office.store.canals.create(office.lea, "Atelier", kind="private", members=[office.zoe.id])
    opened(teller, office.lea)
    await asyncio.gather(*(office.store.members.deactivate(admin, each.id) for each in (office.karim, office.zoe)))
    said = told(teller)[member_room(office.lea.id, "fr")]
    assert said[key_of(office.bureau.id)]["about"] == "3 membres"
    assert said[key_of(canal.id)]["about"] == "1 membre"
    assert said[key_of(office.direction.id)]["about"] == "1 membre"
    assert said[key_of(office.direction.id)]["circle"] == str(office.lea.id)
    assert f"-{office.karim.id}" in said[key_of(office.bureau.id)]["circle"].split()


async def test_who_leaves_a_canal_is_told_nothing_of_it_but_that_it_is_gone(office, teller):
    opened(teller, office.karim)
    await say(office, office.direction)
    await office.store.canals.leave(office.karim, office.direction.id)
    await say(office, office.direction, nonce="later")
    said = told(teller)[member_room(office.karim.id, "fr")]
    assert said[key_of(office.direction.id)] is None
    assert said[ALL] == {"title": "", "n": 0, "icon": "/favicon.ico"}


async def test_a_page_gets_its_facts_again_only_when_something_was_told_since(office, teller):
    at = opened(teller, office.zoe)
    assert teller.is_known(office.zoe, "fr", at)
    await say(office, office.direction)
    told(teller)
    assert teller.is_known(office.zoe, "fr", at), "it is not hers"
    await say(office, office.bureau, nonce="for her too")
    told(teller)
    assert not teller.is_known(office.zoe, "fr", at)
    assert teller.is_known(office.zoe, "fr", opened(teller, office.zoe))


async def test_once_something_could_not_be_told_no_page_from_before_is_up_to_date(office, teller):
    at = opened(teller, office.zoe)
    await say(office, office.bureau)
    teller.begin_anew()
    after = opened(teller, office.zoe)
    assert teller.is_known(office.zoe, "fr", after)
    assert not teller.is_known(office.zoe, "fr", at)


@pytest.mark.parametrize("at", [None, True, "1", 1.5, 10**18, -1, [], {}])
async def test_a_number_that_was_never_given_is_believed_of_nobody(office, teller, at):
    opened(teller, office.zoe)
    await say(office, office.bureau)
    told(teller)
    assert not teller.is_known(office.zoe, "fr", at)


async def test_who_comes_or_goes_changes_their_cat_their_place_and_how_many_are_there(office, teller):
    opened(teller, office.lea)
    opened(teller, office.zoe)
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    told(teller)
    teller.came_or_went(office.zoe.id)
    said = told(teller)
    assert said[office_room("fr")] == {
        f"m{office.zoe.id}": {
            "status": "absent",
            "called": "Zoé, absent",
            "cat": ANY,
            "@data-status": "absent",
            "@data-sort": ANY,
        }
    }
    assert said[member_room(office.lea.id, "fr")] == {
        key_of(direct.id): {"cat": ANY, "label": "Zoé, conversation directe, absent"}, PEOPLE: ANY,
    }  # fmt: skip
    assert said[member_room(office.zoe.id, "fr")].keys() == {SELF, PEOPLE}


async def test_how_many_are_there_is_told_to_all_when_somebody_comes_or_goes_and_only_then(office):
    there = {office.lea.id}
    teller = FactTeller(office.store, lambda member_id: "connected" if member_id in there else "absent")
    for member in (office.lea, office.zoe):
        opened(teller, member)
    there.add(office.karim.id)
    teller.came_or_went(office.karim.id)
    said = told(teller)
    assert said[member_room(office.lea.id, "fr")][PEOPLE] == {
        "connected": "Connectés · 1",
        "absent": "Absents · 2",
        "alone": "",
    }
    assert said[member_room(office.zoe.id, "fr")][PEOPLE] == {
        "connected": "Connectés · 2",
        "absent": "Absents · 1",
        "alone": "",
    }
    await say(office, office.bureau)
    assert all(PEOPLE not in facts for facts in told(teller).values())


async def test_who_has_no_page_any_more_is_told_nothing_and_knows_nothing(office, teller):
    at = opened(teller, office.zoe)
    opened(teller, office.zoe, "en")
    teller.forget(office.zoe.id, "fr")
    assert not teller.is_known(office.zoe, "fr", at)
    await say(office, office.bureau)
    assert set(told(teller)) == {member_room(office.zoe.id, "en")}
    teller.forget(office.zoe.id, "en")
    await say(office, office.bureau, nonce="later")
    assert not teller.waits


async def test_what_one_sets_is_told_to_one_s_own_pages(office, teller):
    opened(teller, office.zoe)
    opened(teller, office.lea)
    await office.store.members.set(office.zoe, "reading_order", "newest-first")
    said = told(teller)
    assert set(said) == {member_room(office.zoe.id, "fr")}
    assert said[member_room(office.zoe.id, "fr")][SELF]["@data-order"] == "newest-first"
    assert said[member_room(office.zoe.id, "fr")][NEWEST_FIRST] == {"@aria-pressed": "true"}
    await office.store.members.set(office.zoe, "theme", "dark")
    said = told(teller)[member_room(office.zoe.id, "fr")]
    assert said[SETTINGS] == {
        "@data-theme": "dark",
        "lang": "",
        "sound": sound_address("miaou"),
        "@data-administers": "false",
    }
    assert said[choice("theme", "dark")] == {"@aria-checked": "true"}
    assert said[choice("theme", "")] == {"@aria-checked": "false"}


async def test_who_becomes_an_administrator_is_told_so_in_their_own_pages_alone(office, teller):
    opened(teller, office.zoe)
    opened(teller, office.karim)
    await office.store.members.set_role(office.lea, office.zoe.id, "admin")
    said = told(teller)
    assert said[member_room(office.zoe.id, "fr")][SETTINGS]["@data-administers"] == "true"
    assert not any(SETTINGS in facts for room, facts in said.items() if room != member_room(office.zoe.id, "fr"))


async def test_in_a_page_that_opens_its_member_is_there_and_everybody_else_as_they_are(office, teller):
    def status(arrives: bool) -> dict[int, str]:
        facts = json.loads(to_json(teller.whole(office.zoe, "fr", arrives)))["told"]
        assert ("absent" in facts[SELF]["cat"]) is not arrives
        return {each.id: facts[member_key(each.id)]["@data-status"] for each in office.members}

    before = status(arrives=False)
    assert set(before.values()) == {"absent"}
    assert status(arrives=True) == before | {office.zoe.id: "connected"}
    assert status(arrives=False) == before
    assert not teller.waits
