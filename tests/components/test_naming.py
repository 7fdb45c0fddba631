"""Who is proposed behind an `@`, how a mention stands in its row, and what its author hears of whom it does not."""

from __future__ import annotations

import re
from itertools import count

import pytest

from app.components.window.announcement import announcement
from app.components.window.composer import Writing
from app.components.window.editing import Editing
from app.components.window.message import message_row
from app.components.window.naming import TOLD_MOST, Naming
from app.components.window.notices import is_wanted, notice
from app.locale import catalogue
from app.store import Forbidden, access
from app.store.access import EVERYBODY_MOST

FR = catalogue("fr")
NONCES = count(1)


async def hire(office, *nicknames):
    for number, nickname in enumerate(nicknames):
        await office.store.members.create(f"hired-{number}", nickname)


async def post(office, by, canal, text, to=()):
    posted = await office.store.messages.post(by, canal.id, text, [m.id for m in to], f"n{next(NONCES)}")
    return posted.message


async def proposed(page, canal, begun="", to=()) -> list[str]:
    """What would stand in the text, from the top."""
    answer = await Naming(page).named(canal.id, begun, [member.id for member in to])
    return re.findall('data-text="@([^"]*) "', answer["html"])


@pytest.mark.parametrize(
    ("begun", "names"),
    [
        ("", ["Hélène Dupré", "Karim", "Odile", "Zoé", "Zoé Martin", "tous"]),
        ("zo", ["Zoé", "Zoé Martin"]),
        ("ZOE", ["Zoé", "Zoé Martin"]),
        ("zoé ", ["Zoé Martin"]),
        ("zoe m", ["Zoé Martin"]),
        ("dup", ["Hélène Dupré"]),
        ("Zoé tu viens", []),
        ("t", ["tous"]),
        ("lea", []),
        ("x" * 1_000_000, []),
    ],
)
async def test_those_are_proposed_whose_name_begins_so(office, page_of, begun, names):
    await hire(office, "Hélène Dupré", "Zoé Martin")
    assert await proposed(page_of(office.lea), office.bureau, begun) == names


async def test_those_who_spoke_of_late_come_first_and_no_whisper_shows(office, page_of):
    await post(office, office.zoe, office.bureau, "Bonjour")
    await post(office, office.odile, office.bureau, "Bonsoir")
    assert await proposed(page_of(office.lea), office.bureau) == ["Odile", "Zoé", "Karim", "tous"]
    await post(office, office.karim, office.bureau, "Psst", to=[office.odile])
    assert await proposed(page_of(office.lea), office.bureau) == ["Odile", "Zoé", "Karim", "tous"]
    assert await proposed(page_of(office.odile), office.bureau) == ["Karim", "Zoé", "Léa", "tous"]


async def test_only_those_who_would_be_named_are_proposed(office, page_of):
    page = page_of(office.lea)
    assert await proposed(page, office.direction) == ["Karim", "tous"]
    assert await proposed(page, office.bureau, to=[office.zoe]) == ["Zoé", "tous"]
    with pytest.raises(Forbidden):
        await proposed(page_of(office.zoe), office.direction)
    # Of a circle that was forged, nobody who is not in the canal.
    answer = await Naming(page).named(office.direction.id, "", [office.zoe.id, office.karim.id, 987_654])
    assert re.findall('data-text="@(\\w+)', answer["html"]) == ["Karim", "tous"]


async def test_no_more_are_proposed_than_fit(office, page_of):
    await hire(office, *(f"Poste {n}" for n in range(1, EVERYBODY_MOST)))
    assert await proposed(page_of(office.lea), office.bureau, "") == [
        "Karim", "Odile", *(f"Poste {n}" for n in range(1, 6)), "tous",
    ]  # fmt: skip
    assert len(await proposed(page_of(office.zoe), office.bureau, "")) == 8
    assert "tous" not in await proposed(page_of(office.zoe), office.bureau, "")


async def test_a_mention_is_under_the_name_of_today_and_marked_for_whoever_it_is(office):
    said = await post(office, office.lea, office.bureau, "Et @zoe, @TOUS ?")
    row, zoe = message_row(said, FR), office.zoe.id
    name = f'<bdi data-fact="m{zoe}.name"></bdi>'
    mark = f'class="mention" data-member="{zoe}" data-whose="{zoe}" data-marks="me" data-me="false"'
    assert f"<span {mark}>@{name}</span>" in row
    assert '<span class="mention" data-member="0" data-me="true">@TOUS</span>' in row


async def test_what_is_said_of_a_message_names_them_as_they_are_called_now(office):
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="<Zoé>")
    said = await post(office, office.lea, office.bureau, "Et @<zoé> & **@tous** ?")
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="A & B")
    members = office.store.state.members
    assert announcement(said, lambda each: members[each].nickname, FR).endswith("Et @A & B & @tous ?")
    assert notice(office.store, said, FR).body == "Et @A & B & @tous ?"


@pytest.mark.parametrize(("level", "wanted"), [("all", True), ("mentions", True), ("none", False)])
async def test_what_names_somebody_rings_as_what_is_for_them_alone(office, level, wanted):
    await office.store.preferences.ring(office.zoe, office.bureau.id, level)
    for text in ("@Zoé", "@tous"):
        said = await post(office, office.lea, office.bureau, text)
        assert is_wanted(office.store, office.zoe, office.bureau, said) is wanted
    other = await post(office, office.lea, office.bureau, "@Karim")
    assert is_wanted(office.store, office.zoe, office.bureau, other) is (level == "all")


# Those who are not named


async def said_aloud(page, canal, text, to=()) -> list[list[object]]:
    """What the page is told when its member says that."""
    await Writing(page).say(canal.id, text, f"n{next(NONCES)}", None, [member.id for member in to])
    return [effect[1:] for effect in page.effects()]


async def test_an_edit_that_names_somebody_who_is_not_in_the_canal_offers_the_same(office, page_of):
    said, page = await post(office, office.lea, office.direction, "Qui vient ?"), page_of(office.lea, "fr")
    await Editing(page).save_edit(said.id, "@Zoé vient ?", "e1")
    ((_, told, _, offer),) = page.effects()
    assert (told, offer["label"]) == ("Zoé ne fait pas partie de ce canal.", "Ajouter au canal")


async def test_who_may_choose_the_members_is_offered_to_add_whoever_is_not_in_the_canal(office, page_of):
    page = page_of(office.lea, "fr")
    ((told, kind, offer),) = await said_aloud(page, office.direction, "@Zoé et @Odile ?")
    assert (told, kind) == ("Zoé, Odile ne font pas partie de ce canal.", "info")
    assert offer["label"] == "Ajouter au canal"
    assert offer["action"] in Naming.offers
    for _ in range(2):  # in another tab, too
        await Naming(page).add_named(offer["key"])
    inside = office.store.canals.members(office.lea, office.direction.id)
    assert {office.zoe.id, office.odile.id} <= {member.id for member in inside}
    events = [each.event for each in office.store.messages.newest(office.zoe, office.direction.id).messages[-2:]]
    assert all('"added"' in event for event in events)


async def test_others_are_told_that_they_are_not_in_it(office, page_of):
    page = page_of(office.karim, "fr")
    assert await said_aloud(page, office.direction, "@Zoé ?") == [["Zoé ne fait pas partie de ce canal.", "info"]]
    with pytest.raises(Forbidden):
        await Naming(page).add_named(f"{office.direction.id} {office.zoe.id}")


@pytest.mark.parametrize(
    "key", ["", "{canal}", "{canal} x", "{canal} -1", "{canal} 987654", "{zoe} {canal}", "{canal}  "]
)
async def test_a_forged_offer_adds_nobody(office, page_of, key):
    filled = key.format(canal=office.direction.id, zoe=office.zoe.id)
    before = office.store.state.canals[office.direction.id].joined
    with pytest.raises(Forbidden):
        await Naming(page_of(office.lea)).add_named(filled)
    with pytest.raises(Forbidden):
        await Naming(page_of(office.lea)).add_named(f"{filled}{' 1' * TOLD_MOST} 2")
    assert office.store.state.canals[office.direction.id].joined == before


async def test_in_an_aside_one_is_told_who_does_not_read_it(office, page_of):
    page = page_of(office.lea, "fr")
    told = await said_aloud(page, office.bureau, "@Karim, @Zoé", to=[office.zoe])
    assert told == [["Karim n’est pas parmi les destinataires.", "info"]]


async def test_where_there_are_many_one_is_told_why_everybody_is_not_named(office, page_of):
    await hire(office, *(f"Poste {n}" for n in range(EVERYBODY_MOST)))
    ((told, _),) = await said_aloud(page_of(office.zoe, "fr"), office.bureau, "@tous")
    assert told == FR(access.TOO_MANY, n=EVERYBODY_MOST)
    assert await said_aloud(page_of(office.lea, "fr"), office.bureau, "@tous") == []


async def test_of_three_hundred_who_are_outside_a_few_are_told(office, page_of):
    await hire(office, *(f"Poste {n}" for n in range(30)))
    text = " ".join(f"@Poste {n}" for n in range(30))
    ((told, _, offer),) = await said_aloud(page_of(office.lea), office.direction, text)
    assert told.count("Poste") == len(offer["key"].split()) - 1 == TOLD_MOST
