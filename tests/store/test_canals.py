"""Canals: making them, changing them, and who is in them."""

import asyncio
import json

import pytest

from app.store import Forbidden, Refused
from app.store.canals import DESCRIPTION_LONGEST, DIRECT_MOST, TOPIC_LONGEST
from app.store.feed import CanalChanged, CanalJoined, CanalLeft, MessagePosted
from app.store.names import COLORS, LONGEST


def names(store, member):
    return {canal.name for canal in store.canals.of(member)}


def logins(store, by, canal):
    return {member.login for member in store.canals.members(by, canal.id)}


def lines(store, by, canal):
    """What the canal's log tells of the canal itself."""
    said = store.messages.newest(by, canal.id).messages
    return [(message.author_id, json.loads(message.event)) for message in said if message.event]


def unwritten(heard):
    """The changes without the lines in the log that tell of them."""
    return [change for change in heard if not isinstance(change, MessagePosted)]


async def test_everybody_is_in_an_open_canal_also_who_comes_later(office):
    canal = await office.store.canals.create(office.zoe, "Machine à café", "#0E7490")
    late = await office.store.members.create("nour", "Nour")
    assert canal in office.store.canals.of(late)
    assert logins(office.store, office.odile, canal) == {"lea", "karim", "zoe", "odile", "nour"}
    assert (canal.color, canal.creator_id, canal.is_open) == ("#0e7490", office.zoe.id, True)


async def test_a_private_canal_exists_only_for_those_in_it(office):
    canal = await office.store.canals.create(office.karim, "Paie", kind="private", members=[office.zoe.id])
    assert {member.login for member in office.members if canal in office.store.canals.of(member)} == {
        "karim",
        "zoe",
    }
    assert logins(office.store, office.zoe, canal) == {"karim", "zoe"}


async def test_the_creator_of_a_private_canal_is_in_it(office):
    canal = await office.store.canals.create(office.odile, "Pour moi", kind="private")
    assert logins(office.store, office.odile, canal) == {"odile"}


async def test_canals_and_their_members_are_the_same_after_a_restart(office, stores):
    await office.store.canals.create(office.karim, "Paie", "#b3261e", "private", "Le 28", [office.zoe.id])
    await office.store.canals.direct(office.lea, [office.odile.id])
    before = dict(office.store.state.canals)
    store = await stores.reopen(office.store)
    assert store.state.canals == before


async def test_an_unknown_and_a_forbidden_canal_give_the_very_same_error(office):
    store = office.store
    unknown = 123_456
    commands = [
        lambda canal: store.canals.get(office.odile, canal),
        lambda canal: store.canals.members(office.odile, canal),
        lambda canal: store.canals.edit(office.odile, canal, name="À moi"),
        lambda canal: store.canals.add(office.odile, canal, office.odile.id),
        lambda canal: store.canals.remove(office.odile, canal, office.karim.id),
        lambda canal: store.canals.leave(office.odile, canal),
        lambda canal: store.messages.post(office.odile, canal, "Bonjour", (), "n"),
        lambda canal: store.messages.post(office.odile, canal, "Bonjour", (office.karim.id,), "n"),
        lambda canal: store.messages.newest(office.odile, canal),
        lambda canal: store.messages.before(office.odile, canal, 2**53),
        lambda canal: store.reading.watch(office.odile, canal, "tab"),
        lambda canal: store.reading.mark(office.odile, canal, 1),
    ]

    async def told(command, canal):
        with pytest.raises(Forbidden) as refused:
            answer = command(canal)
            if asyncio.iscoroutine(answer):
                await answer
        return refused.type, refused.value.sentence, refused.value.params, refused.value.why

    for command in commands:
        assert await told(command, office.direction.id) == await told(command, unknown)


async def test_a_private_canals_name_does_not_betray_itself_to_an_outsider(office):
    await office.store.canals.create(office.odile, "Direction", kind="private")
    mine = await office.store.canals.create(office.zoe, "Compta", kind="private")
    await office.store.canals.edit(office.zoe, mine.id, name="direction")


@pytest.mark.parametrize("name", ["Tout le bureau", "TOUT LE BUREAU", " tout  le bureàu ", "Tout\u200b le bureau"])
async def test_a_name_that_a_canal_of_ones_own_already_bears_is_refused(office, name):
    with pytest.raises(Refused) as refused:
        await office.store.canals.create(office.zoe, name)
    assert refused.value.params == {"name": "Tout le bureau"}
    canal = await office.store.canals.create(office.zoe, "Compta")
    with pytest.raises(Refused):
        await office.store.canals.edit(office.zoe, canal.id, name=name)
    assert names(office.store, office.zoe) == {"Tout le bureau", "Compta"}


async def test_a_canal_may_be_given_its_own_name_in_other_letters(office):
    await office.store.canals.edit(office.zoe, office.bureau.id, name="TOUT LE BUREAU")
    assert names(office.store, office.odile) == {"TOUT LE BUREAU"}


async def test_two_canals_made_at_once_cannot_share_a_name(office):
    made = await asyncio.gather(
        *(office.store.canals.create(by, "Achats") for by in office.members), return_exceptions=True
    )
    assert [isinstance(answer, Refused) for answer in made] == [False, True, True, True]


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u2066", "\x00\x1b", "a" * (LONGEST + 1), "é" * 200])
async def test_a_name_that_cannot_be_is_refused_and_nothing_is_made(office, name):
    with pytest.raises(Refused):
        await office.store.canals.create(office.zoe, name)
    with pytest.raises(Refused):
        await office.store.canals.edit(office.zoe, office.bureau.id, name=name)
    assert names(office.store, office.zoe) == {"Tout le bureau"}


@pytest.mark.parametrize("color", ["", "red", "#12345", "#1234567", "#12345g", "url(x)", "#0e7490;x", "＃0e7490"])
async def test_what_is_not_a_colour_is_refused(office, color):
    with pytest.raises(Refused):
        await office.store.canals.edit(office.zoe, office.bureau.id, color=color)
    assert office.store.canals.get(office.zoe, office.bureau.id).color == office.bureau.color


async def test_a_canal_without_a_chosen_colour_gets_one_of_ours(office):
    canal = await office.store.canals.create(office.zoe, "Compta")
    assert canal.color in COLORS


async def test_a_kind_that_does_not_exist_is_refused(office):
    for kind in ("direct", "secret", ""):
        with pytest.raises(Refused):
            await office.store.canals.create(office.zoe, "Compta", kind=kind)


async def test_a_canal_is_renamed_coloured_and_described_for_all_in_it(office, stores, heard):
    await office.store.canals.edit(
        office.zoe, office.bureau.id, name="  Le   bureau ", color="#B3261E", topic="Tout\nce qui passe"
    )
    assert unwritten(heard) == [CanalChanged(office.bureau.id)]
    async for store in stores.through_restart(office.store):
        canal = store.canals.get(office.odile, office.bureau.id)
        assert (canal.name, canal.color, canal.topic) == ("Le bureau", "#b3261e", "Tout ce qui passe")


async def test_what_a_canal_is_for_is_kept_as_it_is_typed_and_told_without_a_word_of_it(office, stores):
    store, typed = office.store, "Pour **tous** :\n\n- les clés\n- le thé"
    await store.canals.edit(office.zoe, office.bureau.id, description=f"\n{typed}\r\n ")
    await store.canals.edit(office.zoe, office.bureau.id, description=typed)
    made = await store.canals.create(office.zoe, "Compta", description="Les factures")
    async for found in stores.through_restart(store):
        assert found.canals.get(office.odile, office.bureau.id).description == typed
        assert found.canals.get(office.odile, made.id).description == "Les factures"
        assert lines(found, office.lea, office.bureau) == [(office.zoe.id, {"what": "explained"})]


async def test_what_a_canal_is_for_is_taken_away_by_leaving_nothing_of_it(office):
    for text in ("Les clés", " \n "):
        await office.store.canals.edit(office.zoe, office.bureau.id, description=text)
    assert office.store.canals.get(office.odile, office.bureau.id).description == ""
    assert lines(office.store, office.lea, office.bureau)[1:] == [(office.zoe.id, {"what": "unexplained"})]


async def test_a_description_that_is_too_long_is_refused_and_said_at_its_field(office):
    longest = "é" * DESCRIPTION_LONGEST
    await office.store.canals.edit(office.zoe, office.bureau.id, description=longest)
    for asked in (
        office.store.canals.edit(office.zoe, office.bureau.id, description=longest + "é"),
        office.store.canals.edit(office.zoe, office.bureau.id, description="é" * 100_000),
        office.store.canals.create(office.zoe, "Compta", description=longest + "é"),
    ):
        with pytest.raises(Refused) as refused:
            await asked
        assert refused.value.field == "description"
    assert office.store.canals.get(office.zoe, office.bureau.id).description == longest


async def test_an_edit_of_nothing_changes_nothing(office, heard):
    await office.store.canals.edit(office.zoe, office.bureau.id)
    assert office.store.canals.get(office.zoe, office.bureau.id) == office.bureau
    assert heard == []
    with pytest.raises(Forbidden):
        await office.store.canals.edit(office.odile, office.direction.id)


async def test_a_long_topic_is_cut(office):
    await office.store.canals.edit(office.zoe, office.bureau.id, topic="é" * 500)
    assert office.store.canals.get(office.zoe, office.bureau.id).topic == "é" * TOPIC_LONGEST


async def test_who_is_added_sees_the_canal_and_all_that_was_said_in_it(office, heard):
    said = await office.store.messages.post(office.lea, office.direction.id, "Bonjour", (), "n")
    heard.clear()
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    assert office.store.messages.newest(office.zoe, office.direction.id).messages[0] == said.message
    assert unwritten(heard) == [CanalJoined(office.direction.id, office.zoe.id), CanalChanged(office.direction.id)]


async def test_who_is_already_in_the_canal_cannot_be_added_again(office):
    since = office.direction.joined[office.karim.id]
    with pytest.raises(Refused):
        await office.store.canals.add(office.lea, office.direction.id, office.karim.id)
    assert office.store.state.canals[office.direction.id].joined[office.karim.id] == since


async def test_who_is_taken_out_is_an_outsider_at_once(office, stores, heard):
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert unwritten(heard) == [CanalLeft(office.direction.id, office.karim.id), CanalChanged(office.direction.id)]
    async for store in stores.through_restart(office.store):
        assert names(store, office.karim) == {"Tout le bureau"}
        with pytest.raises(Forbidden):
            await store.messages.post(office.karim, office.direction.id, "Encore moi", (), "n")


async def test_a_member_leaves_a_private_canal_of_their_own_will(office):
    await office.store.canals.leave(office.karim, office.direction.id)
    assert logins(office.store, office.lea, office.direction) == {"lea"}


async def test_who_is_not_in_the_canal_cannot_be_taken_out(office):
    with pytest.raises(Refused):
        await office.store.canals.remove(office.lea, office.direction.id, office.odile.id)


async def test_what_waits_behind_the_end_of_a_right_is_refused_and_what_stood_before_is_not(office):
    sent = [
        office.store.messages.post(office.karim, office.direction.id, "Avant", (), "1"),
        office.store.canals.remove(office.lea, office.direction.id, office.karim.id),
        office.store.messages.post(office.karim, office.direction.id, "Après", (), "2"),
    ]
    before, removed, after = await asyncio.gather(*sent, return_exceptions=True)
    assert before.fresh
    assert removed is None
    assert isinstance(after, Forbidden)
    kept = office.store.messages.newest(office.lea, office.direction.id).messages
    assert [message for message in kept if not message.event] == [before.message]


async def test_an_aside_to_somebody_who_is_just_leaving_is_refused(office):
    left, said = await asyncio.gather(
        office.store.canals.leave(office.karim, office.direction.id),
        office.store.messages.post(office.lea, office.direction.id, "Karim ?", [office.karim.id], "n"),
        return_exceptions=True,
    )
    assert left is None
    assert isinstance(said, Forbidden)


async def test_a_direct_conversation_is_the_same_whoever_opens_it(office):
    first = await office.store.canals.direct(office.lea, [office.zoe.id])
    again = await office.store.canals.direct(office.zoe, [office.lea.id, office.zoe.id, office.lea.id])
    larger = await office.store.canals.direct(office.zoe, [office.lea.id, office.karim.id])
    assert again == first
    assert larger.id != first.id
    assert office.store.canals.of(office.odile) == [office.bureau]


async def test_a_direct_conversation_opened_by_both_at_once_is_one(office):
    one, two = await asyncio.gather(
        office.store.canals.direct(office.lea, [office.zoe.id]),
        office.store.canals.direct(office.zoe, [office.lea.id]),
    )
    assert one == two


async def test_a_direct_conversation_has_two_members_at_least_and_twelve_at_most(office):
    for circle in ([], [office.lea.id], range(1_000, 1_000 + DIRECT_MOST)):
        with pytest.raises(Refused):
            await office.store.canals.direct(office.lea, circle)


async def test_a_direct_conversation_has_no_name_and_no_members_to_change(office):
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    for refused in (
        office.store.canals.edit(office.lea, direct.id, name="Nous"),
        office.store.canals.add(office.lea, direct.id, office.karim.id),
        office.store.canals.remove(office.lea, direct.id, office.zoe.id),
        office.store.canals.leave(office.lea, direct.id),
    ):
        with pytest.raises(Forbidden):
            await refused


async def test_nobody_unknown_is_put_into_a_canal(office):
    for made in (
        office.store.canals.create(office.lea, "Fantômes", kind="private", members=[999]),
        office.store.canals.direct(office.lea, [999]),
        office.store.canals.add(office.lea, office.direction.id, 999),
    ):
        with pytest.raises(Forbidden):
            await made
    assert len(office.store.canals.of(office.lea)) == 2


async def test_an_open_canal_has_no_members_to_choose_and_is_not_left(office):
    for refused in (
        office.store.canals.add(office.lea, office.bureau.id, office.zoe.id),
        office.store.canals.remove(office.lea, office.bureau.id, office.zoe.id),
        office.store.canals.leave(office.zoe, office.bureau.id),
    ):
        with pytest.raises(Forbidden):
            await refused
    assert office.bureau in office.store.canals.of(office.zoe)


async def test_a_canals_number_tells_nothing_of_how_many_there_are(office):
    ids = [(await office.store.canals.create(office.zoe, f"Canal {n}")).id for n in range(5)]
    assert ids != sorted(ids) or max(ids) - min(ids) > 1_000_000
    assert all(0 < canal_id < 2**53 for canal_id in ids)


async def test_each_change_of_a_canal_leaves_a_line_in_its_log(office, stores):
    store, direction = office.store, office.direction.id
    await store.canals.edit(office.karim, direction, name="Comité", color="#b3261e", topic="Le mardi")
    await store.canals.add(office.lea, direction, office.zoe.id)
    await store.canals.remove(office.lea, direction, office.zoe.id)
    await store.canals.archive(office.lea, direction)
    await store.canals.archive(office.lea, direction, False)
    await store.canals.leave(office.karim, direction)
    lea, karim = office.lea.id, office.karim.id
    async for found in stores.through_restart(store):
        assert lines(found, office.lea, office.direction) == [
            (karim, {"what": "renamed", "name": "Comité"}),
            (karim, {"what": "coloured", "color": "#b3261e"}),
            (karim, {"what": "described", "topic": "Le mardi"}),
            (lea, {"what": "added", "member": office.zoe.id}),
            (lea, {"what": "removed", "member": office.zoe.id}),
            (lea, {"what": "archived"}),
            (lea, {"what": "restored"}),
            (karim, {"what": "left"}),
        ]


async def test_what_did_not_change_leaves_no_line(office, heard):
    bureau = office.bureau
    await office.store.canals.edit(office.zoe, bureau.id, name=bureau.name, color=bureau.color, topic=bureau.topic)
    await office.store.canals.archive(office.lea, bureau.id, False)
    assert lines(office.store, office.lea, bureau) == []
    assert heard == []


async def test_a_line_in_the_log_gives_nobody_a_star(office):
    await office.store.canals.edit(office.lea, office.bureau.id, name="Le bureau")
    for member in office.members:
        assert not office.store.unseen.of(member, office.bureau.id).star


async def test_in_an_archived_canal_nothing_more_is_said_or_changed_until_it_is_restored(office, stores):
    store = office.store
    said = await store.messages.post(office.zoe, office.bureau.id, "Bonjour", (), "1")
    await store.canals.archive(office.lea, office.bureau.id)
    store = await stores.reopen(store)
    for refused in (
        store.messages.post(office.zoe, office.bureau.id, "Encore", (), "2"),
        store.canals.edit(office.zoe, office.bureau.id, topic="Encore"),
    ):
        with pytest.raises(Forbidden):
            await refused
    assert store.messages.newest(office.odile, office.bureau.id).messages[0] == said.message
    await store.canals.archive(office.lea, office.bureau.id, False)
    await store.messages.post(office.zoe, office.bureau.id, "Encore", (), "2")
