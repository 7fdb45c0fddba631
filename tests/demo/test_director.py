"""Scenes as they are played in a real store, on a clock that only counts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

import pytest
import pytest_asyncio

from app.demo.cast import CHARACTERS, PLACES, logins_in
from app.demo.company import Company
from app.demo.director import Director
from app.demo.pace import FACTORS
from app.demo.scenes import NAMES, Scene, scene
from app.store.feed import Change, MessageChanged, MessagePosted
from app.store.said import Message
from app.store.store import Store
from tests.demo.playing import Counting, hired

pytestmark = pytest.mark.asyncio(loop_scope="module")

INSIDE = {place.key: logins_in(place) for place in PLACES}
LOGINS = [character.login for character in CHARACTERS]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def company(tmp_path_factory: pytest.TempPathFactory):
    store = await Store.open(tmp_path_factory.mktemp("demo"))
    yield await hired(store)
    await store.close()


class Stage:
    """One director, and all that comes of what is played."""

    def __init__(self, company: Company, persons: Collection[str] = ()) -> None:
        self.company = company
        self.time = Counting()
        self.pace = self.time.pace()
        self.persons = set(persons)
        self.said: list[Message] = []
        self.edited: list[Message] = []
        self.gone: list[int] = []
        self.began: list[str] = []
        self.director = Director(
            lambda: company,
            self.pace,
            lambda member_id: company.login_of(member_id) in self.persons,
            self._begin,
            lambda: None,
        )

    async def _begin(self, played: Scene) -> None:
        self.began.append(played.name)

    async def play(self, played: Scene) -> Stage:
        self.director.play(played)
        await self.ended()
        return self

    async def ended(self) -> None:
        deaf = self.company.store.feed.listen((MessagePosted, MessageChanged), self._hear)
        try:
            await self.director.ended()
        finally:
            deaf()

    def _hear(self, changes: Collection[Change]) -> None:
        for change in changes:
            if isinstance(change, MessagePosted):
                self.said.append(change.message)
            elif isinstance(change, MessageChanged) and change.message.gone:
                self.gone.append(change.message.id)
            elif isinstance(change, MessageChanged) and change.message.edited:
                self.edited.append(change.message)

    def author(self, message: Message) -> str:
        login = self.company.login_of(message.author_id)
        assert login is not None
        return login


async def stands_still() -> None:
    """Returns when everything has happened that could without the time going on."""
    for _ in range(50):
        await asyncio.sleep(0)


async def stopped_by(stage: Stage) -> None:
    """Returns when the pace stands still, and everything with it."""
    stopped = asyncio.Event()
    pause = stage.pace.pause

    def paused() -> None:
        pause()
        stopped.set()

    stage.time.at(20, paused)
    await stopped.wait()
    await stands_still()


@pytest.mark.parametrize("name", NAMES)
async def test_whoever_looks_on_a_scene_is_complete_and_nothing_of_it_is_refused(company: Company, name: str, caplog):
    played = scene(name, "fr")
    lines = [cue for cue in played.cues if cue.deed == "says"]
    alone = {*played.parts, *dict(played.instead).values(), played.viewer}
    with caplog.at_level(logging.WARNING, "app.demo"):
        for persons in [(), *((login,) for login in sorted(alone)), played.parts[:2], ("odile", "jb", "lea")]:
            stage = await Stage(company, persons).play(played)
            players = [played.player(cue.who, stage.persons.__contains__) for cue in lines]
            assert [stage.author(message) for message in stage.said] == [each for each in players if each]
            # With one at a browser, somebody else plays each part of theirs.
            assert len(stage.said) == len(lines) if len(persons) < 2 else len(stage.said) >= 4, persons
            assert not {stage.author(message) for message in stage.said} & stage.persons
            assert all("{" not in message.html for message in stage.said)
            assert len(stage.gone) == len([cue for cue in played.cues if cue.deed == "takes back"])
    assert not caplog.records, caplog.text


async def test_the_secret_stays_one(company: Company):
    stage = await Stage(company, ["zoe"]).play(scene("secret", "fr"))
    asides = [message for message in stage.said if message.recipients]
    assert len(asides) >= 4
    for message in asides:
        told = {company.login_of(each) for each in message.recipients} | {stage.author(message)}
        # Zoé looks on, and Agathe plays her part.
        assert told == {"zoe", "agathe", "lea", "marc", "nour"}


async def test_who_plays_a_part_is_called_by_their_own_name(company: Company):
    stage = await Stage(company, ["karim"]).play(scene("client", "fr"))
    asked = next(message for message in stage.said if message.mentions)
    assert asked.mentions == (company.member("theo").id,)


async def test_an_answer_quotes_what_it_answers_and_a_slip_is_mended(company: Company):
    stage = await Stage(company).play(scene("monday", "fr"))
    assert any(message.quote for message in stage.said)
    assert ["échantillons" in message.html for message in stage.edited] == [True]
    assert ["échantilons" in message.html for message in stage.said if "Trois rendez-vous" in message.html] == [True]


async def test_records_are_shared_with_their_year(company: Company):
    stage = await Stage(company).play(scene("invoice", "en"))
    card = next(message.card for message in stage.said if message.card)
    assert "FA20" in card
    assert "{year}" not in card


async def test_colleagues_connect_one_after_the_other(company: Company):
    store = company.store

    def connected() -> set[str]:
        return {login for login in LOGINS if store.presence.status(company.member(login).id) == "connected"}

    for login in LOGINS:
        company.leave(login)
    stage, seen = Stage(company), []
    for second in range(0, 60, 10):
        stage.time.at(second, lambda: seen.append(connected()))
    await stage.play(scene("monday", "fr"))
    assert len(seen[0]) < len(seen[2]) < len(seen[-1])
    assert {"karim", "nour", "solene", "odile", "marc"} <= connected()


async def test_somebody_is_seen_to_write_before_each_message_and_as_long_as_they_do(company: Company):
    told: list[tuple[float, str]] = []
    stage = Stage(company)
    company.tells = lambda writer, canal_id, recipients: told.append((stage.time.now, writer.login))
    try:
        await stage.play(scene("client", "fr"))
    finally:
        company.tells = lambda writer, canal_id, recipients: None
    assert {writer for _, writer in told} == {stage.author(message) for message in stage.said}
    assert len(told) > len(stage.said)


async def test_a_pause_stops_it_at_once_and_then_it_goes_on(company: Company):
    stage = Stage(company)
    stage.director.play(scene("client", "fr"))
    played = asyncio.ensure_future(stage.ended())
    await stopped_by(stage)
    before = len(stage.said)
    stopped = stage.time.now
    await stands_still()
    assert (len(stage.said), stage.time.now) == (before, stopped)
    stage.pace.resume()
    await played
    assert 0 < before < len(stage.said) == 11


async def test_the_pace_is_the_dials(company: Company):
    lasted = {}
    for speed in FACTORS:
        stage = Stage(company)
        stage.pace.speed = speed
        await stage.play(scene("coffee", "fr"))
        lasted[speed] = stage.time.now
    assert lasted["quiet"] > lasted["normal"] > lasted["lively"]
    assert 40 <= lasted["normal"] <= 75


async def test_another_scene_takes_over_and_each_hushes_what_else_goes_on(company: Company):
    heard: list[str] = []

    class Life:
        def hush(self) -> None:
            heard.append("hush")

        def go_on(self) -> None:
            heard.append("go on")

    stage = Stage(company)
    stage.director._life = Life
    first, second = scene("monday", "fr"), scene("coffee", "fr")
    stage.time.at(15, lambda: stage.director.play(second))
    stage.director.play(first)
    await stage.ended()
    await stage.ended()
    assert stage.began == ["monday", "coffee"]
    assert stage.director.playing is None
    assert heard == ["hush", "go on", "hush", "go on"]
    # Nothing of the first one comes after something of the second.
    where = [company.canal("coffee").id == message.canal_id for message in stage.said]
    assert where == sorted(where)
    assert sum(where) >= 10


async def test_a_scene_that_is_stopped_says_no_more(company: Company):
    stage = Stage(company)
    stage.time.at(15, stage.director.stop)
    await stage.play(scene("coffee", "fr"))
    said = len(stage.said)
    await stands_still()
    assert 0 < said == len(stage.said) < 10
    assert stage.director.playing is None
    await stage.director.close()


async def test_what_is_refused_is_left_out_and_the_rest_is_played(company: Company, caplog):
    store = company.store
    stage = Stage(company)
    odile, karim = company.member("odile"), company.member("karim").id
    await store.members.deactivate(odile, karim)
    with caplog.at_level(logging.WARNING, "app.demo"):
        await stage.play(scene("client", "fr"))
    await store.members.reactivate(odile, karim)
    assert "karim" not in {stage.author(message) for message in stage.said}
    assert len(stage.said) >= 8
    assert "client" in caplog.text
