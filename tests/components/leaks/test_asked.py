"""What is not theirs answers those who ask for it like what does not exist."""

from __future__ import annotations

import pytest

from app.components.asking import offered
from app.store import Refused
from tests.changing import delete_for_good
from tests.components.leaks.asked import ABOUT_MESSAGES, ASKED, OF_A_MESSAGE, OF_DELETING, about
from tests.components.leaks.world import HALF_INSIDE, NOWHERE, ONE_OUTSIDE, OUTSIDE, SECRET


def test_every_call_is_asked():
    assert set(ASKED) == set(offered())


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", ASKED)
async def test_a_canal_that_one_is_not_in_answers_like_one_that_does_not_exist(office, name, login):
    hidden = await office.store.canals.create(
        office.lea, SECRET, kind="private", topic=SECRET, members=[office.karim.id]
    )
    direct = await office.store.canals.direct(office.lea, [office.karim.id])
    said = {NOWHERE: {"said": NOWHERE, "whispered": NOWHERE + 1}}
    for canal in (hidden, direct):
        said[canal.id] = {
            "said": await office.say(office.lea, canal, SECRET),
            "whispered": await office.say(office.karim, canal, SECRET, office.lea),
        }
    outsider = await office.tab(getattr(office, login), office.bureau)
    inside = await office.tab(office.lea, hidden)
    before = len(inside.received)
    for given in ASKED[name]:
        answers = [
            await outsider.asks(name, about(office, canal, given, said[canal]))
            for canal in (NOWHERE, hidden.id, direct.id)
        ]
        assert answers[1:] == answers[:1] * 2
    await office.settle()
    assert SECRET not in outsider.heard
    # Nor do those inside hear of the one who tried.
    assert not any(f'"{hidden.id}"' in each or f"{hidden.id}," in each for each in inside.received[before:])


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", OF_DELETING)
async def test_a_message_of_others_deleted_or_not_is_deleted_and_brought_back_by_nobody_else(office, name, login):
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    aside = await office.say(office.lea, office.bureau, SECRET, office.karim)
    hidden_ones = [aside, await office.say(office.lea, hidden, SECRET)]
    hidden_ones += [await office.say(office.lea, office.bureau, SECRET, office.karim) for _ in range(2)]
    await office.store.deletions.delete(office.lea, hidden_ones[-1])
    await delete_for_good(office.store, office.lea, hidden_ones[-2])
    outsider = await office.tab(getattr(office, login), office.bureau)
    answers = [await outsider.asks(name, {"key": key}) for key in (NOWHERE, *hidden_ones)]
    assert answers == answers[:1] * len(answers)
    assert answers[0]["refused"]
    assert office.store.state.held(hidden.id, hidden_ones[1]).gone is False


@pytest.mark.parametrize("login", ONE_OUTSIDE)
@pytest.mark.parametrize("name", OF_A_MESSAGE)
async def test_what_some_alone_may_read_answers_like_what_does_not_exist_and_nobody_hears_who_asked(
    office, name, login
):
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    edited = await office.say(office.lea, office.bureau, SECRET, office.karim)
    await office.edit(office.lea, edited, f"{SECRET} autrement")
    secret = [await office.say(office.lea, hidden, SECRET), edited]
    outsider = await office.tab(getattr(office, login), office.bureau)
    inside = await office.tab(office.lea, office.bureau)
    before = len(inside.received)
    for given in ASKED[name]:
        answers = [await outsider.asks(name, {**given, "key": key}) for key in (NOWHERE, *secret)]
        assert answers[1:] == answers[:1] * 2
    await office.settle()
    assert SECRET not in outsider.heard
    assert inside.received[before:] == []


@pytest.mark.parametrize("login", (*HALF_INSIDE, *OUTSIDE))
@pytest.mark.parametrize("name", ABOUT_MESSAGES)
async def test_a_message_that_one_may_not_read_answers_like_one_that_does_not_exist(office, name, login):
    """Of a canal that one is not in; an aside of others, and an answer to it; and what was said where one has left."""
    inside = [office.karim.id, office.nour.id]
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=inside)
    await office.say(office.lea, hidden, SECRET, office.karim)
    said = await office.say(office.lea, hidden, SECRET)
    aside = await office.say(office.lea, office.bureau, SECRET, office.karim)
    answer = await office.say(office.karim, office.bureau, SECRET, office.lea, reply_to=aside)
    await office.store.canals.leave(office.nour, hidden.id)
    outsider = await office.tab(getattr(office, login), office.bureau)
    for given in ABOUT_MESSAGES[name]:
        answers = []
        for message_id in (NOWHERE, said, aside, answer):
            payload = about(office, office.bureau.id, {**given, "reply": {"key": message_id}}, {})
            answers.append(await outsider.asks(name, {**payload, "key": message_id}))
        assert "refused" in answers[0] or answers[0]["reply"] is None
        assert answers[1:] == answers[:1] * 3
    await office.settle()
    assert SECRET not in outsider.heard


@pytest.mark.parametrize("kind", ["open", "private"])
async def test_a_name_borne_by_a_hidden_canal_is_free_for_those_outside(office, kind):
    await office.store.canals.create(office.lea, SECRET, kind="private")
    for by in (office.zoe, office.odile):
        made = await office.store.canals.create(by, f"À part {by.login}", kind=kind)
        await office.store.canals.edit(by, made.id, name=SECRET)
        assert office.store.canals.get(by, made.id).name == SECRET
        await office.store.canals.edit(by, made.id, name=f"Plus tard {by.login}")
    assert (await office.store.canals.create(office.zoe, SECRET, kind=kind)).name == SECRET


async def test_an_aside_cannot_name_somebody_outside_whoever_they_are(office):
    """The refusal is the same for a colleague who is elsewhere and for a number that is nobody's."""
    hidden = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    refusals = set()
    for recipient in (office.zoe.id, office.odile.id, 987_654):
        with pytest.raises(Refused) as refused:
            await office.store.messages.post(office.lea, hidden.id, "Bonjour", [recipient], f"to-{recipient}")
        refusals.add(str(refused.value))
    assert len(refusals) == 1
