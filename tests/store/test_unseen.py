"""How much is unseen, kept message by message, is what it would be if it were counted anew."""

import json
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from app.store import access, posting, tables
from app.store.reading import COUNTED
from app.store.unseen import Unseen, UnseenCounts
from app.text.mentions import EVERYBODY
from tests.changing import alter, remove

NUMBERS = count(1)


async def say(store, by, canal, to=(), text="Bonjour"):
    posted = await store.messages.post(by, canal.id, text, [m.id for m in to], f"u{next(NUMBERS)}")
    return posted.message


def label(office, member, canal=None):
    counts = office.store.unseen
    return (counts.of(member, canal.id) if canal else counts.total(member)).label


async def test_a_message_counts_for_all_but_its_author(office):
    assert label(office, office.zoe, office.bureau) == ""
    await say(office.store, office.lea, office.bureau)
    await say(office.store, office.lea, office.bureau)
    assert label(office, office.zoe, office.bureau) == "2"
    assert label(office, office.lea, office.bureau) == ""


async def test_an_aside_counts_for_its_recipients_alone(office):
    for member in office.members:
        assert not office.store.unseen.total(member).star
    await say(office.store, office.lea, office.bureau, to=[office.zoe])
    assert [label(office, member) for member in (office.zoe, office.karim, office.odile)] == ["1", "", ""]


async def test_what_is_unseen_in_several_canals_is_added_up(office):
    await say(office.store, office.lea, office.bureau)
    await say(office.store, office.lea, office.direction)
    assert label(office, office.karim) == "2"
    await office.store.canals.leave(office.karim, office.direction.id)
    assert label(office, office.karim) == "1"


async def test_what_one_looks_at_is_not_counted_and_what_comes_after_is(office):
    store = office.store
    await say(store, office.lea, office.bureau)
    assert label(office, office.zoe) == "1"
    store.reading.watch(office.zoe, office.bureau.id, "tab")
    assert label(office, office.zoe) == ""
    said = await say(store, office.lea, office.bureau)
    assert label(office, office.zoe) == ""
    await store.reading.mark(office.zoe, office.bureau.id, said.id)
    store.reading.look_away(office.zoe, office.bureau.id, "tab")
    assert label(office, office.zoe) == ""
    await say(store, office.lea, office.bureau)
    assert label(office, office.zoe) == "1"


@pytest.mark.parametrize(
    ("unseen", "shown"),
    [
        (Unseen(), ""),
        (Unseen(1), "1"),
        (Unseen(COUNTED - 1), "99"),
        (Unseen(COUNTED), "99+"),
        (Unseen(COUNTED, more=True), "99+"),
        (Unseen(0, more=True), "99+"),
    ],
)
def test_from_a_hundred_on_it_is_not_said_how_many(unseen, shown):
    assert unseen.label == shown
    assert unseen.star is bool(shown)


async def test_counting_goes_on_beyond_a_hundred_without_saying_so(office):
    assert label(office, office.zoe) == ""
    for _ in range(COUNTED - 1):
        await say(office.store, office.lea, office.bureau)
    assert label(office, office.zoe) == "99"
    for _ in range(3):
        await say(office.store, office.lea, office.bureau)
    assert label(office, office.zoe) == "99+"


def in_the_database(store, member, canal) -> Unseen:
    """What a count of the rows says, from the marks that are kept and from who looks just now."""
    if store.reading.is_watched(member.id, canal.id):
        return Unseen()
    news = select(col(tables.Message.mentions)).where(
        access.visible_to(member, [canal]),
        col(tables.Message.id) > store.state.mark(member.id, canal.id),
        col(tables.Message.author_id) != member.id,
        col(tables.Message.event) == "",
    )
    with store.database.engine.connect() as connection:
        found = [set(json.loads(mentions or "[]")) for mentions in connection.execute(news).scalars()]
    return Unseen(len(found), named=any(each & {member.id, EVERYBODY} for each in found))


which = st.integers(0, 3)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["say", "name", "name all"]), which, which, st.sets(which)),
        st.tuples(st.just("mark"), which, which, st.integers(0, 30)),
        st.tuples(st.sampled_from(["watch", "look away"]), which, which, which),
        st.tuples(st.sampled_from(["leave", "add", "archive"]), which, which, st.none()),
        st.tuples(st.sampled_from(["close", "open again", "forget"]), which, st.none(), st.none()),
        st.tuples(st.sampled_from(["change", "take away"]), which, which, st.integers(0, 30)),
    ),
    max_size=30,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
async def test_what_is_kept_is_what_a_count_from_scratch_finds(office, steps):
    store = office.store
    name = f"Canal {next(NUMBERS)}"
    admin = next((member for member in store.state.active_members() if member.is_admin), None)
    admin = admin or await store.members.create("agathe", "Agathe", role="admin")
    everyone = {member.id for member in office.members}
    for closed in list(store.state.former_members()):
        await store.members.reactivate(admin, closed.id)
    canals = [
        await store.canals.create(office.lea, name),
        await store.canals.create(office.lea, f"{name} privé", kind="private", members=everyone),
    ]
    for step, a, b, c in steps:
        member, canal = store.members.get(office.members[a].id), canals[(b or 0) % 2]
        inside = member.active and (canal.is_open or member.id in store.state.canals[canal.id].joined)
        match step:
            case "say" | "name" | "name all" if inside and not store.state.canals[canal.id].archived:
                names = {other.id for n, other in enumerate(office.members) if n in c and n != a}
                here = names & {m.id for m in store.state.active_members()}
                joined = here if canal.is_open else here & store.state.canals[canal.id].joined.keys()
                meant = [store.members.get(each) for each in joined]
                if step == "say":
                    await say(store, member, canal, meant)
                else:
                    text = "@tous" if step == "name all" else " ".join(f"@{each.nickname}" for each in meant)
                    await say(store, member, canal, meant if b % 2 else (), f"Bonjour {text}")
            case "mark" if inside:
                said = store.messages.newest(member, canal.id).messages
                if said:
                    await store.reading.mark(member, canal.id, said[c % len(said)].id)
            case "change" | "take away":
                held = store.state.window(canal.id).messages
                if held:
                    one = held[c % len(held)].id
                    others = posting.named([EVERYBODY, office.members[a].id][: b % 3])
                    await (alter(store, one, mentions=others) if step == "change" else remove(store, one))
            case "watch" if inside:
                store.reading.watch(member, canal.id, c)
            case "look away":
                store.reading.look_away(member, canal.id, c)
            case "leave" if inside and not canal.is_open and member.id != office.lea.id:
                await store.canals.leave(member, canal.id)
            case "add" if not inside and member.active:
                await store.canals.add(office.lea, canal.id, member.id)
            case "archive":
                now = store.state.canals[canal.id]
                await store.canals.archive(office.lea, canal.id, not now.archived)
            case "close" if member.active and member.id not in (office.lea.id,):
                await store.members.deactivate(admin, member.id)
            case "open again" if not member.active:
                await store.members.reactivate(admin, member.id)
            case "forget":
                await store._recover()
        for each in store.state.active_members():
            fresh = UnseenCounts(store)
            mine = store.canals.of(each)
            assert store.unseen.total(each) == fresh.total(each)
            assert [store.unseen.of(each, m.id) for m in mine] == [fresh.of(each, m.id) for m in mine]
            store.feed._listeners.remove(fresh.hear)
    for each in store.state.active_members():
        for mine in store.canals.of(each):
            if mine.id in {canal.id for canal in canals}:
                assert store.unseen.of(each, mine.id) == in_the_database(store, each, mine)
