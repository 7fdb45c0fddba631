"""What one puts by for later, without a browser: when, what is shown of it and to whom, and what is told in time."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from app.components.asking import offered
from app.components.cards.card import Form
from app.components.later import times
from app.components.later.card import Later, Planned
from app.components.later.remind import Remind
from app.components.later.telling import waiting
from app.components.later.writing import Drafting, SendLater
from app.components.window.canal_facts import CanalFacts
from app.components.window.own_facts import later_facts
from app.components.wire.calls import Calls
from app.components.wire.zones import zone_of
from app.locale import catalogue
from app.store import Forbidden, Refused, composed
from tests.attaching import hold
from tests.changing import alter, remove
from tests.components.conftest import client_of

PARIS = ZoneInfo("Europe/Paris")
EN = catalogue("en")
HOUR = 3_600_000


@pytest.fixture
def emitted(karim):
    """`await emitted("toast")` is what the wire says of that kind, with the rooms that hear it."""
    wire, told = karim.wire, []
    wire.langs.add("en")
    emit = wire._emit

    async def hear(rooms, op):
        told.append((tuple(rooms), op.as_json()))
        await emit(rooms, op)

    async def of_kind(kind):
        found = []
        async with asyncio.timeout(20):
            while not found:
                await asyncio.sleep(0)
                found = [each for each in told if each[1].startswith(f'["{kind}"')]
        return found

    wire._emit = hear
    of_kind.told = told
    return of_kind


def content(text="Demain matin", **more):
    return {"text": text, "to": [], "half": "", "card": None, **more}


@pytest.fixture
def karim(office, page_of):
    page = page_of(office.karim)
    page.tab.zone = PARIS
    return page


async def ask(page, name, **payload):
    with client_of(page):
        return await offered()[name](page, payload)


def cards(page, kind):
    return [each for each in client_of(page).elements.values() if isinstance(each, kind) and not each.is_deleted]


def shown(card):
    return "".join(card._drawn.values())


async def later(page):
    with client_of(page):
        return (await Later.fetched(page)).stand()


# When


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        (
            "2026-03-04T10:30",
            {"hour": "2026-03-04T11:30", "tomorrow": "2026-03-05T09:00", "monday": "2026-03-09T09:00"},
        ),
        (
            "2026-03-02T08:00",
            {"hour": "2026-03-02T09:00", "tomorrow": "2026-03-03T09:00", "monday": "2026-03-09T09:00"},
        ),
        ("2026-03-08T23:30", {"hour": "2026-03-09T00:30", "tomorrow": "2026-03-09T09:00"}),
        # That night the clocks go forward.
        (
            "2026-03-28T12:00",
            {"hour": "2026-03-28T13:00", "tomorrow": "2026-03-29T09:00", "monday": "2026-03-30T09:00"},
        ),
    ],
)
def test_times_are_offered_by_the_clock_of_whoever_chooses(now, meant):
    found = times.offered(datetime.fromisoformat(now).replace(tzinfo=PARIS))
    assert {name: each.strftime("%Y-%m-%dT%H:%M") for name, each in found.items()} == meant


def test_nine_o_clock_is_nine_o_clock_also_after_a_night_in_which_clocks_change():
    before = datetime(2026, 3, 28, 9, tzinfo=PARIS)
    assert times._ms(times.offered(before)["tomorrow"]) - times._ms(before) == 23 * HOUR


@pytest.mark.parametrize(
    ("name", "ahead", "zone"),
    [
        ("Europe/Paris", 0, PARIS),
        ("Etc/NoSuchPlace", 90, timezone(timedelta(minutes=90))),
        ("../../etc/passwd", -60, timezone(timedelta(hours=-1))),
        ("/etc/passwd", 0, timezone(timedelta(0))),
        ("x" * 5000, 60, timezone(timedelta(hours=1))),
        ("\x00", 10**30, UTC),
        (7, True, UTC),
        (None, None, UTC),
    ],
)
def test_a_zone_is_taken_by_its_name_or_by_how_far_ahead_it_is(name, ahead, zone):
    assert zone_of(name, ahead) == zone


def test_what_was_chosen_is_a_moment(karim):
    def chosen(when, pressed="date"):
        return times.chosen(karim, Form({"when": when}), pressed)

    assert chosen("2026-07-01T09:00") == times._ms(datetime(2026, 7, 1, 7, tzinfo=UTC))
    assert chosen("", "tomorrow") == times._ms(datetime(2026, 3, 3, 8, tzinfo=UTC))
    for wrong in ("", "soon", "9999-99-99T00:00", "0001-01-01T00:00+99:00", "x" * 9999, ["2026-07-01T09:00"]):
        with pytest.raises(Refused) as refused:
            chosen(wrong)
        assert refused.value.field == "when"


async def test_a_page_that_connects_says_whose_times_its_clock_tells(office, karim):
    calls = Calls(office.store, karim.wire, karim.tabs)
    await calls.attach(karim.tab, "socket", {"zone": "Asia/Tokyo", "ahead": 540})
    assert karim.tab.zone == ZoneInfo("Asia/Tokyo")
    await calls.attach(karim.tab, "socket", {"zone": ["Asia/Tokyo"], "ahead": "540"})
    assert karim.tab.zone == UTC


# Drafts


async def test_what_is_written_in_one_page_is_given_to_another(office, karim, page_of, clock):
    first, second = Drafting(karim), Drafting(page_of(office.karim))
    kept = await first.draft(office.direction.id, content("Bonjour"), 2_000)
    assert await second.draft(office.direction.id) == {"at": kept["at"], "newer": content("Bonjour")}
    assert await second.draft(office.direction.id, content("Bonjour")) == kept
    clock.advance(minutes=1)
    newer = await second.draft(office.direction.id, content("Bonjour à tous"), 0)
    assert set(newer) == {"at"}
    late = await first.draft(office.direction.id, content("Trop tard"), 30_000)
    assert late == {"at": newer["at"], "newer": content("Bonjour à tous")}
    assert await first.draft(office.direction.id, None, 0) == {"at": ""}
    assert await second.draft(office.direction.id, content("Bonjour")) == {"at": "", "newer": None}


async def test_a_record_is_drawn_anew_for_the_other_page(office, karim):
    card = {"title": "FA1", "fields": [], "link": "", "reference": "", "shown": "<script>hostile()</script>"}
    await Drafting(karim).draft(office.direction.id, content("Voir", card=card), 0)
    given = (await Drafting(karim).draft(office.direction.id))["newer"]["card"]
    assert "hostile" not in given["shown"]
    assert "FA1" in given["shown"]


async def test_sending_it_ends_the_draft_also_when_the_page_goes_at_once(office, karim):
    await Drafting(karim).draft(office.direction.id, content("Bonjour"), 0)
    await ask(karim, "say", canal=office.direction.id, text="Bonjour", to=[], nonce="n1", card=None)
    assert office.store.drafts.of(office.karim) == []


async def test_the_drawer_says_where_one_is_writing_and_where_something_is_sent_later(office, karim, clock):
    facts = CanalFacts(office.store, lambda _: "absent")

    def told(member):
        found = facts.of(member, office.direction, EN)
        return found["@data-draft"], found["draft"], found["planned"], "draft" in found["label"]

    assert told(office.karim) == ("false", "", "", False)
    one = await office.store.drafts.keep(office.karim, office.direction.id, content(), 0, 7)
    clock.advance(minutes=1)
    other = await office.store.drafts.keep(office.karim, office.direction.id, content(), 0)
    await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "n1")
    assert told(office.karim) == ("many", f"0:{other.typed} 7:{one.typed}", "1 scheduled message", True)
    assert told(office.lea) == ("false", "", "", False)
    assert later_facts(office.store, office.karim) == {"@data-n": "3", "@data-news": "false"}
    await office.store.drafts.discard(office.karim, office.direction.id)
    assert told(office.karim) == ("true", f"7:{one.typed}", "1 scheduled message", True)
    assert later_facts(office.store, office.lea) == {"@data-n": "", "@data-news": "false"}


async def test_an_answer_is_kept_beside_what_is_written_in_its_canal(office, karim, page_of, clock):
    said = await office.store.messages.post(office.lea, office.direction.id, "Qui vient ?", (), "n1")
    first, other, where = Drafting(karim), Drafting(page_of(office.karim)), office.direction.id
    await first.draft(where, content("À tous"), 0)
    clock.advance(minutes=1)
    answer = content("Moi", reply={"key": said.message.id, "shown": "<b>forged</b>"})
    kept = await first.draft(where, answer, 0, said.message.id)
    assert [each.split(":")[0] for each in kept["at"].split()] == [str(said.message.id), "0"]
    found = (await other.draft(where, answers=said.message.id))["newer"]
    assert (found["text"], found["reply"]["key"]) == ("Moi", said.message.id)
    assert "Qui vient ?" in found["reply"]["shown"]
    assert (await other.draft(where))["newer"] == content("À tous")
    await ask(karim, "say", canal=where, text="Moi", to=[], nonce="n2", card=None, answers=said.message.id)
    assert [each.reply_to for each in office.store.drafts.of(office.karim)] == [0]


async def test_an_answer_to_what_is_gone_is_kept_without_its_quote(office, karim, page_of):
    said = await office.store.messages.post(office.lea, office.direction.id, "Qui vient ?", (), "n1")
    await Drafting(karim).draft(office.direction.id, content("Moi"), 0, said.message.id)
    card = await later(karim)
    assert "Léa: Qui vient ?" in shown(card)
    await remove(office.store, said.message.id)
    found = await Drafting(page_of(office.karim)).draft(office.direction.id, answers=said.message.id)
    assert found["newer"] == content("Moi", reply=None)
    async with asyncio.timeout(20):
        while "Qui vient ?" in shown(card):  # noqa: ASYNC110 - a task of its own fetches it
            await asyncio.sleep(0.01)
    assert "Moi" in shown(card)


async def test_the_files_of_a_draft_are_drawn_anew_and_what_is_not_theirs_to_send_any_more_is_left_out(office, karim):
    mine, sent = [await hold(office.store, office.karim, name) for name in ("devis <1>.pdf", "parti.pdf")]
    theirs = await hold(office.store, office.lea, "secret.pdf")
    files = [{"key": each.id, "shown": "<b>forged</b>"} for each in (theirs, sent, mine)]
    await Drafting(karim).draft(office.direction.id, content("", files=files), 0)
    await office.store.messages.post(office.karim, office.direction.id, "", (), "sent", files=[sent.id])
    (shown,) = (await Drafting(karim).draft(office.direction.id))["newer"]["files"]
    assert shown["key"] == mine.id
    assert "devis &lt;1&gt;.pdf" in shown["shown"]
    assert "forged" not in shown["shown"]


# Sending later


async def test_what_stands_in_the_form_is_sent_later_as_it_stands(office, karim):
    await ask(karim, "send-later", canal=office.direction.id, content=content(to=[office.lea.id]))
    (card,) = cards(karim, SendLater)
    assert "For Léa alone" in shown(card)
    await Drafting(karim).draft(office.direction.id, content(to=[office.lea.id]), 0)
    assert await card.submit({"when": ""}, [], "tomorrow") == {"done": True}
    (row,) = office.store.scheduled.of(office.karim)
    assert composed.read(row.content) == content(to=[office.lea.id])
    assert row.due == times._ms(datetime(2026, 3, 3, 9, tzinfo=PARIS))
    assert office.store.drafts.of(office.karim) == []
    assert list(karim.effects()) == [
        ["taken", office.direction.id, 0],
        ["toast", "It will be sent on Tuesday 3 March at 09:00", "info"],
    ]
    await card.submit({"when": ""}, [], "tomorrow")
    assert len(office.store.scheduled.of(office.karim)) == 1, "asked for twice it is planned once"


async def test_a_moment_that_has_passed_is_said_at_its_field_and_nothing_is_taken(office, karim):
    await ask(karim, "send-later", canal=office.direction.id, content=content())
    (card,) = cards(karim, SendLater)
    answer = await card.submit({"when": "2020-01-01T09:00"}, [], "date")
    assert answer == {"trouble": {"when": "This moment has passed already."}}
    assert list(karim.effects()) == []


async def test_its_text_and_its_time_are_changed_as_far_as_they_were_touched(office, karim, clock):
    row = await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "n1")
    with client_of(karim):
        card = Planned(karim, row.id)
    assert await card.submit({"text": "Plutôt", "when": "x"}, [["text", "", "Plutôt"]], "date") == {"done": True}
    (changed,) = office.store.scheduled.of(office.karim)
    assert (composed.read(changed.content)["text"], changed.due) == ("Plutôt", row.due)
    when = "2026-03-05T10:00"
    assert await card.submit({"text": "Plutôt", "when": when}, [["when", "", when]], "date") == {"done": True}
    assert office.store.scheduled.of(office.karim)[0].due == times._ms(datetime(2026, 3, 5, 10, tzinfo=PARIS))
    with pytest.raises(Forbidden), client_of(karim):
        Planned(karim, 4_242)


async def test_taken_back_one_goes_on_writing_it_where_it_was(office, karim, clock):
    row = await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "n1")
    await ask(karim, "take-back-planned", key=row.id)
    assert ["resume", office.direction.id, 0] in list(karim.effects())
    assert (await Drafting(karim).draft(office.direction.id))["newer"] == content()


async def test_what_could_not_be_sent_is_told_at_once_to_its_author_alone(office, karim, clock, emitted):
    await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "n1")
    await office.store.canals.archive(office.lea, office.direction.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    ((rooms, toast),) = await emitted("toast")
    assert rooms == (f"member-{office.karim.id}-en",)
    assert "could not be sent" in toast
    assert "error" in toast
    assert waiting(office.store, office.karim, EN)[0][1] == "1 scheduled message could not be sent."


async def test_files_go_with_what_is_sent_later_and_its_card_says_how_many(office, karim):
    files = [await hold(office.store, office.karim) for _ in range(2)]
    written = content("", files=[{"key": each.id, "shown": ""} for each in files])
    await Drafting(karim).draft(office.direction.id, written, 0)
    await ask(karim, "send-later", canal=office.direction.id, content=written)
    (card,) = cards(karim, SendLater)
    assert "2 files" in shown(card)
    assert await card.submit({"when": ""}, [], "tomorrow") == {"done": True}
    (row,) = office.store.scheduled.of(office.karim)
    assert composed.files_of(row.content) == tuple(each.id for each in files)
    assert office.store.drafts.of(office.karim) == []


# What is put by


async def test_all_that_one_has_put_by_is_in_one_place_and_follows(office, karim, clock):
    card = await later(karim)
    assert "There is nothing here" in shown(card)
    await office.store.drafts.keep(office.karim, office.bureau.id, content("Un brouillon"), 0)
    await office.store.scheduled.add(office.karim, office.direction.id, content("Plus tard"), clock.now + HOUR, "n1")
    said = await office.store.messages.post(office.lea, office.bureau.id, "À relire", (), "n1")
    await office.store.reminders.set(office.karim, said.message.id, clock.now + HOUR)
    async with asyncio.timeout(20):
        while "À relire" not in shown(card):  # noqa: ASYNC110 - a task of its own fetches it
            await asyncio.sleep(0.01)
    for text in ("Un brouillon", "Plus tard", "Léa: À relire", "Direction", "Tout le bureau"):
        assert text in shown(card)


async def test_a_canal_that_one_has_left_is_not_named(office, karim, clock):
    await office.store.drafts.keep(office.karim, office.direction.id, content("Un brouillon"), 0)
    await office.store.scheduled.add(office.karim, office.direction.id, content("Plus tard"), clock.now + HOUR, "n1")
    said = await office.store.messages.post(office.lea, office.direction.id, "Chuchotis", (), "n1")
    await office.store.reminders.set(office.karim, said.message.id, clock.now + HOUR)
    await office.store.canals.leave(office.karim, office.direction.id)
    await office.store.canals.edit(office.lea, office.direction.id, name="Autre nom")
    clock.advance(hours=1)
    await office.store.agenda.round()
    html = shown(await later(karim))
    for kept in ("Un brouillon", "Plus tard", "A canal that you have left", "you are not in it", "is gone, or you may"):
        assert kept in html
    for secret in ("Direction", "Autre nom", "Chuchotis", "Léa", "open-reminded", 'data-action="go"', "take-back"):
        assert secret not in html


async def test_what_was_sent_late_is_told_until_one_has_understood(office, karim, clock):
    row = await office.store.scheduled.add(office.karim, office.direction.id, content(), clock.now + HOUR, "n1")
    clock.advance(hours=9)
    await office.store.agenda.round()
    assert "it was sent late" in shown(await later(karim))
    assert waiting(office.store, office.karim, EN) == [
        ["toast", "1 scheduled message was sent late.", "info", {"label": "Show", "action": "later"}]
    ]
    assert later_facts(office.store, office.karim)["@data-news"] == "true"
    await ask(karim, "forget-planned", key=row.id)
    assert waiting(office.store, office.karim, EN) == []


async def test_each_draft_is_gone_on_with_and_thrown_away_by_itself(office, karim, clock):
    where = office.direction.id
    for answers in (0, 7):
        await office.store.drafts.keep(office.karim, where, content(), 0, answers)
        clock.advance(minutes=1)
    asked = re.findall(
        r'data-action="(write-on|discard-draft)" data-key="(\d+)" data-answers="(\d+)"', shown(await later(karim))
    )
    assert asked == [(does, str(where), which) for which in "70" for does in ("write-on", "discard-draft")]
    await ask(karim, "write-on", key=where, answers="7")
    assert list(karim.effects()) == [["close"], ["resume", where, 7]]
    await ask(karim, "discard-draft", key=where, answers="7")
    assert len(office.store.drafts.of(office.karim)) == 2
    (sure,) = [each for each in client_of(karim).elements.values() if type(each).__name__ == "Sure"]
    await sure.submit({}, [], "submit")
    assert [each.reply_to for each in office.store.drafts.of(office.karim)] == [0]


# Reminders


async def test_one_asks_to_be_reminded_and_goes_there_when_it_is_due(office, karim, clock):
    said = await office.store.messages.post(office.lea, office.direction.id, "À relire", (), "n1")
    await ask(karim, "remind", key=said.message.id)
    (card,) = cards(karim, Remind)
    assert "À relire" in shown(card)
    assert await card.submit({"when": ""}, [], "hour") == {"done": True}
    assert list(karim.effects()) == [["toast", "You will be reminded on Monday 2 March at 11:00", "info"]]
    clock.advance(hours=1)
    await office.store.agenda.round()
    assert waiting(office.store, office.karim, EN)[0][1] == "1 reminder is due."
    await ask(karim, "open-reminded", key=said.message.id)
    assert ["open", office.direction.id, said.message.id] in list(karim.effects())
    assert office.store.reminders.of(office.karim) == []


@pytest.mark.parametrize("for_good", [False, True])
async def test_the_card_goes_with_its_message_also_while_that_may_come_back(office, karim, for_good):
    said = await office.store.messages.post(office.lea, office.direction.id, "À relire", (), "n1")
    await ask(karim, "remind", key=said.message.id)
    (card,) = cards(karim, Remind)
    await (remove(office.store, said.message.id) if for_good else alter(office.store, said.message.id, gone=True))
    async with asyncio.timeout(20):
        while not card.is_deleted:  # noqa: ASYNC110 - it hears of it in its turn
            await asyncio.sleep(0)


async def test_one_may_not_be_reminded_of_what_one_may_not_read(office, page_of):
    zoe = page_of(office.zoe)
    private = await office.store.messages.post(office.lea, office.direction.id, "Chuchotis", (), "n1")
    aside = await office.store.messages.post(office.lea, office.bureau.id, "Chuchotis", (office.karim.id,), "n2")
    said = set()
    for key in (private.message.id, aside.message.id, 4_242):
        with pytest.raises(Forbidden) as refused:
            await ask(zoe, "remind", key=key)
        said.add(refused.value.sentence)
    assert len(said) == 1


async def test_a_reminder_that_is_due_is_told_to_its_member_alone(office, karim, clock, emitted):
    said = await office.store.messages.post(office.lea, office.bureau.id, "À relire", (), "n1")
    await office.store.reminders.set(office.karim, said.message.id, clock.now + HOUR)
    clock.advance(hours=1)
    await office.store.agenda.round()
    ((rooms, toast),) = await emitted("toast")
    assert rooms == (f"member-{office.karim.id}-en",)
    assert "Reminder · Léa: À relire" in toast
    assert "open-reminded" in toast
    ((rooms, ring),) = await emitted("ring")
    assert rooms == (f"rings-{office.karim.id}-en",)
    assert "Reminder · Léa · Tout le bureau" in ring


async def test_of_a_message_that_is_gone_it_is_said_that_it_is_and_nothing_rings(office, karim, clock, emitted):
    said = await office.store.messages.post(office.lea, office.bureau.id, "Chuchotis", (), "n1")
    await office.store.reminders.set(office.karim, said.message.id, clock.now + HOUR)
    await remove(office.store, said.message.id)
    clock.advance(hours=1)
    await office.store.agenda.round()
    ((_, toast),) = await emitted("toast")
    assert "its message is gone" in toast
    assert not [word for word in ("Chuchotis", "Léa", "open-reminded") if word in toast]
    assert not [op for _, op in emitted.told if op.startswith('["ring"')]
