"""Who is writing: what each is told of it, and nobody else."""

from __future__ import annotations

import pytest

from app.components.window.typing import BELIEVED_S, Typing
from app.components.wire.rooms import member_room
from app.store import Refused


class Watch:
    """Seconds, which pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
async def typing(office, watch):
    typing = Typing(office.store, ["fr", "en"], lambda: None, watch)
    office.store.feed.subscribe(lambda changes: [typing.hear(change) for change in changes])
    yield typing
    typing.close()


def told(office, typing, lang="fr") -> dict[str, str]:
    """By login, what they are told, in that language."""
    rooms = {member_room(member.id, lang): member.login for member in office.members}
    found: dict[str, str] = {}
    for heard, passing in typing.tellings():
        [values] = passing.told.values()
        found |= {rooms[room]: values["writing"] for room in heard if room in rooms}
    return found


async def say(office, by, canal, *to, nonce="n"):
    await office.store.messages.post(by, canal.id, "Bonjour", [member.id for member in to], nonce)


async def test_everyone_in_the_canal_is_told_but_who_writes(office, typing):
    typing.heard(office.karim, office.bureau.id, [])
    assert told(office, typing) == dict.fromkeys(("lea", "zoe", "odile"), "Karim écrit…")
    assert told(office, typing) == {}, "once"


async def test_in_the_language_of_each_page(office, typing):
    typing.heard(office.karim, office.bureau.id, [])
    assert told(office, typing, "en")["lea"] == "Karim is writing…"


async def test_a_private_canal_is_told_to_its_members_alone(office, typing):
    typing.heard(office.karim, office.direction.id, [])
    assert told(office, typing) == {"lea": "Karim écrit…"}
    with pytest.raises(Refused):
        typing.heard(office.zoe, office.direction.id, [])
    assert told(office, typing) == {}


async def test_an_aside_is_told_to_its_circle_alone(office, typing, watch):
    typing.heard(office.karim, office.bureau.id, [office.zoe.id])
    assert told(office, typing) == {"zoe": "Karim écrit…"}
    await say(office, office.karim, office.bureau, office.zoe)
    assert told(office, typing) == {"zoe": ""}


async def test_what_is_written_aside_changes_nothing_for_the_others(office, typing, watch):
    typing.heard(office.karim, office.bureau.id, [])
    told(office, typing)
    typing.heard(office.karim, office.bureau.id, [office.zoe.id])
    assert told(office, typing) == {}, "she knows that he writes"
    await say(office, office.karim, office.bureau, office.zoe)
    assert told(office, typing) == {"zoe": ""}
    watch.now = BELIEVED_S
    typing.forget()
    assert told(office, typing) == {"lea": "", "odile": ""}


async def test_several_are_named_and_nobody_to_themselves(office, typing):
    for writer in (office.karim, office.zoe, office.odile):
        typing.heard(writer, office.bureau.id, [])
    assert told(office, typing) == {
        "lea": "Karim, Zoé, Odile écrivent…",
        "karim": "Zoé, Odile écrivent…",
        "zoe": "Karim, Odile écrivent…",
        "odile": "Karim, Zoé écrivent…",
    }


async def test_of_more_than_three_three_are_named(office, typing):
    for writer in (office.karim, office.zoe, office.odile, await office.store.members.create("marc", "Marc")):
        typing.heard(writer, office.bureau.id, [])
    assert told(office, typing)["lea"] == "Karim, Zoé, Odile et d’autres écrivent…"
    assert told(office, typing) == {}


async def test_it_is_believed_for_five_seconds(office, typing, watch):
    typing.heard(office.karim, office.bureau.id, [])
    watch.now = 3.0
    typing.heard(office.zoe, office.bureau.id, [])
    told(office, typing)
    watch.now = BELIEVED_S
    typing.forget()
    assert told(office, typing)["lea"] == "Zoé écrit…"
    watch.now = 3.0 + BELIEVED_S
    typing.forget()
    assert told(office, typing)["lea"] == ""


async def test_whoever_writes_on_is_not_told_anew_but_to_those_who_come_meanwhile(office, typing, watch):
    typing.heard(office.karim, office.bureau.id, [])
    told(office, typing)
    watch.now = 3.0
    typing.heard(office.karim, office.bureau.id, [])
    assert not typing.waits
    assert told(office, typing) == {}
    passing = typing.now(office.lea, "fr")
    assert passing and passing.told == {f"c{office.bureau.id}": {"writing": "Karim écrit…"}}
    assert typing.now(office.karim, "fr") is None, "nobody to themselves"
    watch.now = BELIEVED_S
    typing.forget()
    assert told(office, typing) == {}, "it goes on"


async def test_a_page_that_comes_back_hears_of_no_one_who_writes_to_others(office, typing):
    typing.heard(office.lea, office.direction.id, [])
    typing.heard(office.lea, office.bureau.id, [office.karim.id])
    assert typing.now(office.zoe, "fr") is None
    assert typing.now(office.karim, "fr").told.keys() == {f"c{office.direction.id}", f"c{office.bureau.id}"}


async def test_what_was_written_has_come_for_those_who_see_it(office, typing):
    typing.heard(office.karim, office.bureau.id, [])
    typing.heard(office.zoe, office.bureau.id, [])
    told(office, typing)
    await say(office, office.karim, office.bureau)
    assert told(office, typing) == {"lea": "Zoé écrit…", "odile": "Zoé écrit…", "zoe": ""}


async def test_who_has_left_the_canal_is_told_nothing_more(office, typing, watch):
    typing.heard(office.lea, office.direction.id, [])
    told(office, typing)
    await office.store.canals.leave(office.karim, office.direction.id)
    watch.now = BELIEVED_S
    typing.forget()
    assert told(office, typing) == {}
