"""Files that are not theirs are to those who ask for them as if they did not exist."""

from __future__ import annotations

import json

import pytest

from app.store import Forbidden, Refused
from tests.attaching import hold
from tests.changing import delete_for_good
from tests.components.leaks.world import HALF_INSIDE, NOWHERE, OUTSIDE, SECRET


@pytest.fixture
async def hidden(office):
    """The ids of files that Léa holds, or that went with what others may not read: in a canal, aside, or gone."""
    canal = await office.store.canals.create(office.lea, SECRET, kind="private", members=[office.karim.id])
    name = [f"{SECRET}.pdf"]
    said = [
        await office.say(office.lea, canal, "", files=name),
        await office.say(office.lea, office.bureau, SECRET, office.karim, files=name),
    ]
    gone = [await office.say(office.lea, office.bureau, "", files=name) for _ in range(2)]
    windows = office.store.state.windows.values()
    found = {message.id: message.files for window in windows for message in window.messages}
    ids = [found[each][0].id for each in (*said, *gone)]
    await office.store.deletions.delete(office.lea, gone[0])
    await delete_for_good(office.store, office.lea, gone[1])
    return [*ids, (await hold(office.store, office.lea, name[0])).id]


@pytest.mark.parametrize("login", (*HALF_INSIDE, *OUTSIDE))
async def test_they_are_not_sent_planned_opened_or_taken_away_by_others(office, hidden, login):
    member, answers = getattr(office, login), {}
    outsider = await office.tab(member, office.bureau)
    for key in (NOWHERE, *hidden):
        said = {"text": "", "to": [], "files": [{"key": key, "shown": ""}]}
        answers[key] = [await outsider.asks("say", {**said, "canal": office.bureau.id, "nonce": "mine"})]
        answers[key] += [await outsider.asks("draft", {"canal": office.bureau.id, "content": said, "age": 0})]
        # Another page of theirs is given what is kept: of that file, nothing.
        answers[key] += [await outsider.asks("draft", {"canal": office.bureau.id})]
        for done in (
            office.store.scheduled.add(member, office.bureau.id, said, office.wall.now + 60_000, "planned"),
            office.store.files.open(member, key),
            office.store.files.thumbnail(member, key, 256),
            office.store.files.text(member, key),
            office.store.files.drop(member, key),
        ):
            with pytest.raises(Refused) as refused:
                await done
            answers[key].append([type(refused.value).__name__, str(refused.value)])
        await office.store.drafts.discard(member, office.bureau.id)
        assert answers[key][2]["newer"]["files"] == []
    assert len({json.dumps(each).replace(str(key), "KEY") for key, each in answers.items()}) == 1
    await office.settle()
    assert SECRET not in outsider.heard


@pytest.mark.parametrize("login", (*HALF_INSIDE, *OUTSIDE))
async def test_they_are_listed_for_nobody_else(office, hidden, login):
    member = getattr(office, login)
    assert await office.store.files.in_canal(member, office.bureau.id) == []
    (private,) = [each for each in office.store.state.canals.values() if each.name == SECRET]
    with pytest.raises(Forbidden):
        await office.store.files.in_canal(member, private.id)
