"""The colleagues live in a real store, by the commands that anyone has, on a clock that the test moves."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from app.demo.life.attendance import LATE
from app.demo.life.colleague import TELLS_EVERY_S
from app.demo.life.life import Life
from app.demo.pace import Pace
from app.store import access

MORNING = datetime(2026, 3, 2, 10, 0)
ALL_HERE_S = 200.0


@pytest.fixture
async def office(opens):
    """Somebody is Agathe; everybody has come."""
    office = (await opens("agathe")).begin()
    await office.passes(ALL_HERE_S)
    return office


async def test_a_question_asked_of_one_is_read_written_and_answered_within_seconds(office):
    canal = await office.direct("agathe", "karim")
    asked = await office.says("agathe", canal, "Bonjour Karim, tu as des nouvelles de FA2024-0153 ?")
    at = office.now
    await office.passes(8)

    [(answered, who, text, _)] = office.said(at + 0.001, canal)
    assert who == "karim"
    assert "FA2024-0153" in text
    assert text.startswith(("Bonjour Agathe.", "Salut Agathe."))
    assert 2 <= answered - at <= 6.5
    typed = [when for when, login in office.typed if login == "karim" and when > at]
    # Nobody has read that any sooner; and for as long as they write they are seen to.
    assert typed[0] - at >= 0.9 + 51 / 45
    assert typed[0] < answered
    assert all(later - sooner <= TELLS_EVERY_S for sooner, later in zip(typed, [*typed[1:], answered], strict=True))
    assert office.store.state.mark(office.company.member("karim").id, canal) >= asked.id


async def test_what_follows_is_taken_as_said_to_the_same_one(office):
    await office.says("agathe", office.canal("workshop"), "Solène, où sont les cartons ?", wait=15)
    at = office.now
    await office.says("agathe", office.canal("workshop"), "Merci !", wait=10)
    answers = [(who, text) for _, who, text, _ in office.said(at + 0.001, office.canal("workshop"))]
    assert [who for who, _ in answers if who == "solene"]
    assert any("thé" in text or "De rien" in text for _, text in answers)


async def test_two_sentences_sent_one_after_the_other_are_one_to_whoever_reads_them(office):
    canal = await office.direct("agathe", "zoe")
    await office.says("agathe", canal, "Bonjour Zoé !", wait=0.5)
    at = office.now
    await office.says("agathe", canal, "Tu as fini les affiches ?", wait=12)
    [(_, who, text, _)] = [each for each in office.said(at, canal) if each[1] == "zoe"]
    assert who == "zoe"
    assert text.startswith("Hello Agathe !")
    assert "maquette" in text or "fleur" in text


async def test_an_aside_is_answered_aside_to_the_same_circle(office):
    canal = office.canal("coffee")
    asked = await office.says("agathe", canal, "Zoé, la carte est prête ?", to=("zoe", "nour"), wait=12)
    [answer] = [
        each[3] for each in office.said(0, canal) if each[3].is_aside and each[3].id > asked.id and each[1] == "zoe"
    ]
    assert set(answer.circle) == set(asked.circle)
    assert not any(access.sees(office.company.member(other), answer) for other in ("marc", "solene", "theo"))


async def test_in_a_private_canal_only_those_answer_who_are_in_it(office):
    canal = office.canal("accounts")
    at = office.now
    await office.says("agathe", canal, "Karim, Marc, vous avez vu la facture ?", wait=15)
    assert [who for _, who, _, _ in office.said(at + 0.001, canal)] == []
    await office.says("agathe", canal, "Où en est la facture Blanchard ?", wait=15)
    assert [who for _, who, _, _ in office.said(at + 0.001, canal) if who != "agathe"] == ["jb"]


async def test_a_question_to_everybody_is_answered_by_whoever_knows(office):
    for canal, asked, who in [
        ("office", "Il reste du budget ?", "odile"),
        ("marketing", "Les affiches sont prêtes ?", "zoe"),
        ("workshop", "Le camion est passé ?", "solene"),
    ]:
        at = office.now
        await office.says("agathe", office.canal(canal), asked, wait=15)
        said = [each for each in office.said(at + 0.001, office.canal(canal)) if each[1] != "agathe"]
        assert who in [login for _, login, _, _ in said], (asked, said)


@pytest.mark.parametrize("asked", ["Bonjour à tous !", "@tous : il faudrait ranger", "Karim, Léa, Zoé, Nour : merci !"])
async def test_one_message_is_answered_by_two_at_most(office, asked):
    canal = await office.direct("agathe", "karim", "lea", "zoe", "nour", "theo")
    at = office.now
    await office.says("agathe", canal, asked, wait=30)
    assert 1 <= len(office.said(at + 0.001, canal)) <= 2


async def test_nobody_answers_a_colleague_that_is_played_so_that_no_talk_is_endless(office):
    canal = await office.direct("agathe", "karim", "zoe")
    await office.company.say("karim", canal, "Zoé, tu as fini les affiches ?")
    at = office.now
    await office.passes(60)
    assert office.said(at + 0.001, canal) == []


async def test_news_told_to_all_after_an_answer_is_no_question_to_whoever_gave_it(office):
    canal = office.canal("workshop")
    await office.says("agathe", canal, "Karim, où sont les poignées ?", wait=12)
    at = office.now
    await office.says("agathe", canal, "Je les pose sur le quai.", wait=12)
    assert "karim" not in [who for _, who, _, _ in office.said(at, canal)]


async def test_a_statement_to_nobody_is_left_alone(office):
    canal = office.canal("office")
    said = await office.says("agathe", canal, "Les fenêtres du deuxième sont ouvertes.", wait=20)
    assert [who for at, who, _, _ in office.said(office.now - 19, canal) if at < office.now - 8] == []
    assert not office.store.state.held(canal, said.id).reactions


async def test_who_is_a_person_is_never_played_and_nobody_answers_in_their_place(office):
    office.persons.add("lea")
    at = office.now
    canal = await office.direct("agathe", "lea")
    await office.says("agathe", canal, "Léa, tu es là ?", wait=20)
    await office.says("agathe", office.canal("office"), "Léa, le stand est prêt ?", wait=20)
    await office.passes(1200)
    # What is heard of Léa is what she said before.
    assert not [each for each in office.said(at + 0.001) if each[1] == "lea"]
    stand = [each for each in office.said(at + 0.001, office.canal("office")) if "stand" in each[2].lower()]
    assert [who for _, who, _, _ in stand] == ["agathe"]

    office.persons.discard("lea")
    at = office.now
    await office.passes(30)
    await office.says("agathe", canal, "Et maintenant, tu es là ?", wait=20)
    assert [each[1] for each in office.said(at + 0.001, canal)][-1] == "lea"


async def test_who_becomes_a_person_while_they_are_played_writing_says_nothing(office):
    canal = await office.direct("agathe", "marc")
    await office.says("agathe", canal, "Marc, tu as une minute ?")
    await office.passes(2.6)
    assert [login for _, login in office.typed][-1:] == ["marc"]
    at = office.now
    office.persons.add("marc")
    await office.passes(30)
    assert office.said(at, canal) == []


async def test_everybody_but_oneself_answers_whoever_one_is(opens):
    office = (await opens("karim")).begin()
    await office.passes(ALL_HERE_S)
    canal = await office.direct("karim", "agathe")
    await office.says("karim", canal, "Bonjour Agathe, quelle toile pour le Crachin ?", wait=10)
    assert [who for _, who, _, _ in office.said(0, canal)] == ["karim", "agathe"]


async def test_a_reaction_to_what_one_said_is_answered_once_by_a_word(office):
    canal = await office.direct("agathe", "nour")
    await office.says("agathe", canal, "Nour, tu as du thé ?", wait=12)
    answer = office.store.state.window(canal).messages[-1]
    agathe = office.company.member("agathe")
    words = 0
    for emoji in ("❤️", "👍", "🎉"):
        await office.store.reactions.put(agathe, answer.id, emoji, True)
        await office.passes(0)
    await office.passes(20)
    words = len(office.store.state.window(canal).messages) - 2
    assert words <= 1


async def test_sometimes_a_reaction_is_answered(opens):
    """As often as the seed has it: over some of them it is."""
    answered = 0
    for seed in range(4):
        office = (await opens("agathe", seed=seed)).begin()
        await office.passes(ALL_HERE_S)
        canal = await office.direct("agathe", "nour")
        said = await office.company.say("nour", canal, "Le client est ravi.")
        await office.store.reactions.put(office.company.member("agathe"), said.id, "❤️", True)
        await office.passes(0)
        await office.passes(15)
        answered += len(office.store.state.window(canal).messages) - 1
    assert 1 <= answered <= 4


async def test_nobody_says_the_same_twice_in_a_row(office):
    canal = await office.direct("agathe", "karim")
    for _ in range(12):
        await office.says("agathe", canal, "Merci Karim", wait=8)
    said = [text for _, who, text, _ in office.said(0, canal) if who == "karim"]
    assert len(said) >= 10
    assert all(text != other for text, other in pairwise(said))


async def test_whoever_is_absent_comes_back_to_answer(office):
    office.company.leave("solene")
    canal = await office.direct("agathe", "solene")
    at = office.now
    await office.says("agathe", canal, "Solène, il reste du stock ?", wait=14)
    [(answered, who, _, _)] = office.said(at + 0.001, canal)
    assert who == "solene"
    assert office.store.presence.status(office.company.member("solene").id) == "connected"
    assert answered - at > 4


async def test_hushed_they_are_still_also_in_the_middle_of_a_word(office):
    canal = await office.direct("agathe", "karim")
    await office.says("agathe", canal, "Karim, tu viens ?")
    await office.passes(2.6)
    office.life.hush()
    at = office.now
    await office.says("agathe", canal, "Karim ?", wait=300)
    assert [each for each in office.said(at) if each[1] != "agathe"] == []
    office.life.go_on()
    await office.passes(30)
    await office.says("agathe", canal, "Karim ?", wait=12)
    assert [who for _, who, _, _ in office.said(at, canal)] == ["agathe", "agathe", "karim"]


async def test_they_talk_of_their_own_while_somebody_sees_it(opens):
    office = (await opens("agathe")).begin()
    await office.passes(600)
    said = office.said()
    assert 6 <= len(said) <= 40
    assert "agathe" not in {who for _, who, _, _ in said}
    alone = (await opens()).begin()
    await alone.passes(600)
    assert alone.said() == []


async def test_each_thing_is_told_once_until_hours_later_and_some_of_it_is_mended_or_taken_back(opens):
    office = (await opens("agathe")).begin()
    await office.passes(2 * 3600)
    texts = [text for _, _, text, _ in office.said()]
    assert len(texts) == len(set(texts))
    assert any(at > 0 and what == "changes" and text.endswith("True") for at, what, _, text, _ in office.told)
    at = office.now
    await office.passes(3 * 3600)
    assert {text for _, _, text, _ in office.said(at)} & set(texts)


async def test_in_the_middle_of_a_day_everybody_comes_within_minutes_and_goes_away_and_comes_back(opens):
    office = (await opens("agathe")).begin()
    await office.passes(180)
    come = {login for _, what, login, *_ in office.told if what == "connected"}
    assert len(come) == 9
    await office.passes(1800)
    assert sum(what == "absent" for _, what, *_ in office.told) > 5
    assert sum(what == "connected" for _, what, *_ in office.told) > 12


async def test_in_the_morning_each_comes_at_an_hour_of_their_own(opens):
    office = (await opens("agathe", moment=MORNING.replace(hour=7, minute=30))).begin()
    await office.passes(60)
    few = {login for _, what, login, *_ in office.told if what == "connected"}
    assert len(few) <= 2
    await office.passes(2 * 3600)
    first: dict[str, float] = {}
    for at, what, login, *_ in office.told:
        if what == "connected":
            first.setdefault(login, at)
    assert len(first) == 9
    one_after_the_other = [first[login] for login in ("karim", "nour", "zoe") if login not in few]
    assert one_after_the_other == sorted(one_after_the_other)
    assert one_after_the_other[0] > 60


@pytest.mark.parametrize("moment", [MORNING - timedelta(days=1), MORNING.replace(hour=22)], ids=["sunday", "night"])
async def test_on_a_sunday_and_at_night_some_are_there_and_all_answer(opens, moment):
    office = await opens("agathe", moment=moment)
    for login in ("karim", "marc", "nour", "theo", "zoe"):
        office.company.arrive(login)
    office.begin()
    await office.passes(900)
    there = [each for each in office.life._players.colleagues if office.life._players.is_here(each)]
    assert 2 <= len(there) <= LATE
    canal = await office.direct("agathe", "lea")
    await office.says("agathe", canal, "Bonsoir Léa !", wait=20)
    assert [who for _, who, _, _ in office.said(0, canal)] == ["agathe", "lea"]


async def test_in_an_english_office_they_speak_english(opens):
    office = (await opens("agathe", lang="en")).begin()
    await office.passes(ALL_HERE_S)
    canal = await office.direct("agathe", "karim")
    await office.says("agathe", canal, "Hello Karim, any news of FA2024-0153?", wait=10)
    [_, (_, who, text, _)] = office.said(0, canal)
    assert who == "karim"
    assert text.startswith(("Hello Agathe.", "Hi Agathe."))
    assert "FA2024-0153" in text


async def test_what_may_not_be_said_any_more_is_not_and_the_office_lives_on(office):
    canal = office.canal("coffee")
    await office.says("agathe", canal, "Karim, le café est prêt ?")
    await office.store.canals.archive(office.company.member("odile"), canal, True)
    await office.passes(30)
    direct = await office.direct("agathe", "karim")
    await office.says("agathe", direct, "Karim ?", wait=12)
    assert [who for _, who, _, _ in office.said(0, direct)] == ["agathe", "karim"]


async def test_where_they_may_not_talk_any_more_they_do_not_and_go_on_elsewhere(opens):
    """Each canal in which they begin is archived in the middle of what they say."""
    office = (await opens("agathe")).begin()
    odile, closed = office.company.member("odile"), set()
    for _ in range(60):
        await office.passes(10)
        for _, who, _, message in office.said():
            if who != "odile" and message.canal_id not in {*closed, office.canal("coffee")}:
                closed.add(message.canal_id)
                await office.store.canals.archive(odile, message.canal_id, True)
    assert len(closed) >= 2
    at = office.now
    await office.passes(600)
    talked = {message.canal_id for *_, message in office.said(at + 0.001)}
    assert talked
    assert not talked & closed


async def test_what_was_deleted_before_it_was_read_is_answered_by_nobody(office):
    canal = await office.direct("agathe", "karim")
    asked = await office.says("agathe", canal, "Karim, tu as des nouvelles de FA2024-0153 ?")
    await office.store.deletions.delete(office.company.member("agathe"), asked.id)
    await office.passes(30)
    assert [who for _, who, _, _ in office.said(0, canal)] == ["agathe"]


async def test_a_life_that_is_ended_says_nothing_more_and_another_one_begins(office):
    canal = await office.direct("agathe", "karim")
    await office.says("agathe", canal, "Karim, tu viens ?")
    await office.life.close()
    at = office.now
    await office.passes(60)
    assert office.said(at + 0.001) == []
    again = Life(office.company, Pace(), "fr", 8, lambda member_id: False)
    again.prepare()
    office.life = again
    await office.says("agathe", canal, "Karim, tu es là ?", wait=14)
    assert [who for _, who, _, _ in office.said(0, canal)][-1] == "karim"


async def test_whether_a_person_is_there_their_own_pages_say(office):
    lea = office.company.member("lea")
    office.life._players.arrive("lea")
    office.persons.add("lea")
    office.store.reading.watch(lea, office.canal("office"), "a page of hers")
    await office.passes(0)
    assert office.store.presence.status(lea.id) == "absent"
    office.store.presence.active(lea.id, "a page of hers")
    await office.passes(60)
    assert office.store.presence.status(lea.id) == "connected"


async def test_at_their_own_pace_they_stand_still_in_a_pause_and_go_on_after_it(opens):
    office = await opens("agathe")

    async def at_once(seconds):
        await asyncio.sleep(0)

    pace = Pace(sleep=at_once)
    pace.pause()
    office.life = Life(office.company, pace, "fr", 7, lambda member_id: office.login(member_id) == "agathe")
    office.life.begin()
    canal = await office.direct("agathe", "karim")
    agathe = office.company.member("agathe")
    await office.store.messages.post(agathe, canal, "Karim ?", nonce="1")
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(office.said()) == 1

    answered = asyncio.Event()
    office.store.feed.subscribe(lambda changes: answered.set() if len(office.said(0, canal)) > 1 else None)
    pace.resume()
    await asyncio.wait_for(answered.wait(), 20)
    assert [who for _, who, _, _ in office.said(0, canal)] == ["agathe", "karim"]
