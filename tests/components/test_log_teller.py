"""What is said in a canal, to those who have it open; and what a tab that was away is given of it."""

from __future__ import annotations

import pytest

from app.components.wire.log_teller import KEPT, LogTeller, aside_room, log_room, log_rooms, log_topic
from app.store.feed import MessagePosted


@pytest.fixture
def teller(office):
    teller = LogTeller(office.store)

    def hear(changes):
        for change in changes:
            if isinstance(change, MessagePosted):
                teller.hear(change.message, ["fr"])

    office.store.feed.subscribe(hear)
    return teller


class Talk:
    def __init__(self, office, teller):
        self.office, self.teller, self.count = office, teller, 0

    async def say(self, canal, *to, text="Bonjour"):
        self.count += 1
        circle = [member.id for member in to]
        await self.office.store.messages.post(self.office.lea, canal.id, text, circle, f"n{self.count}")
        return [telling for _, telling in self.teller.tellings()]

    def lacks(self, member, canal, at):
        told = self.teller.since(log_rooms(canal.id, member.id, "fr"), at)
        return told if told is None else [message.html for message in told]


@pytest.fixture
def talk(office, teller):
    return Talk(office, teller)


async def test_what_is_for_all_goes_to_the_canal_s_room_and_an_aside_to_its_circle_s(office, talk):
    canal = office.bureau
    (rooms, topic, _), (hosts, _, (_, _, told)) = await talk.say(canal)
    assert (rooms, topic) == ((log_room(canal.id, "fr"),), log_topic(canal.id))
    assert (hosts, told) == (("hosts-office-fr",), [["message", canal.id, office.lea.id]])
    ((rooms, _, _),) = await talk.say(canal, office.zoe)
    assert set(rooms) == {aside_room(canal.id, each.id, "fr") for each in (office.lea, office.zoe)}


async def test_who_comes_back_is_given_what_they_missed_and_nothing_else(office, teller, talk):
    await talk.say(office.bureau, text="avant")
    at = teller.now()
    await talk.say(office.bureau, text="après")
    await talk.say(office.bureau, office.zoe, text="tout bas")
    await talk.say(office.direction, text="ailleurs")
    assert talk.lacks(office.zoe, office.bureau, at) == ["<p>après</p>", "<p>tout bas</p>"]
    assert talk.lacks(office.odile, office.bureau, at) == ["<p>après</p>"]
    assert talk.lacks(office.zoe, office.bureau, teller.now()) == []


async def test_who_missed_too_much_gets_the_newest_page(office, teller, talk):
    await talk.say(office.bureau)
    at = teller.now()
    for _ in range(KEPT):
        await talk.say(office.bureau)
    assert len(talk.lacks(office.zoe, office.bureau, at)) == KEPT
    await talk.say(office.bureau)
    assert talk.lacks(office.zoe, office.bureau, at) is None


async def test_how_much_others_whisper_does_not_decide_what_one_is_given(office, teller, talk):
    await talk.say(office.bureau)
    at = teller.now()
    for _ in range(KEPT + 2):
        await talk.say(office.bureau, office.karim)
        await talk.say(office.direction)
    assert talk.lacks(office.zoe, office.bureau, at) == []
    assert talk.lacks(office.karim, office.bureau, at) is None


@pytest.mark.parametrize("at", [0, -1, 10**18])
async def test_a_stamp_that_was_never_given_is_believed_of_nobody(office, talk, at):
    assert talk.lacks(office.zoe, office.bureau, at) is None


async def test_of_what_was_told_before_it_all_began_anew_nothing_is_known(office, teller, talk):
    at = teller.now()
    await talk.say(office.bureau)
    teller.begin_anew()
    assert talk.lacks(office.zoe, office.bureau, at) is None
    assert talk.lacks(office.zoe, office.bureau, teller.now()) == []
