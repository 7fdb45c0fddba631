"""What a member's tabs show of their canals: names, order, headings, stars, the title."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from app.components.window.announcement import LONGEST
from app.components.window.canal_facts import ALL, CanalFacts, key_of
from app.components.window.notices import notice, rings
from app.locale import catalogue
from app.store.said import Message, Quote

FR, EN = catalogue("fr"), catalogue("en")
NUMBERS = count(1)


@pytest.fixture
def facts(office):
    return CanalFacts(office.store, lambda member_id: "connected" if member_id == office.lea.id else "absent")


async def say(office, by, canal, to=(), text="Bonjour", card=None) -> Message:
    to = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, text, to, f"f{next(NUMBERS)}", card)).message


def drawer(facts, member, words=FR) -> list[str]:
    """The names of a member's canals, from the top."""
    rows = [told for key, told in facts.whole(member, words).items() if key != ALL]
    return [row["name"] for row in sorted(rows, key=lambda row: row["@data-sort"])]


async def test_canals_stand_by_name_then_directs_then_those_archived(office, facts):
    for name in ("Élevage", "atelier 10", "Atelier 9", "Zinc"):
        await office.store.canals.create(office.lea, name)
    old = await office.store.canals.create(office.lea, "Ancien")
    await office.store.canals.archive(office.lea, old.id, True)
    await office.store.canals.direct(office.lea, [office.zoe.id])
    assert drawer(facts, office.lea) == [
        "Atelier 9", "atelier 10", "Direction", "Élevage", "Tout le bureau", "Zinc", "Zoé", "Ancien",
    ]  # fmt: skip


async def test_a_member_s_own_order_comes_before_the_alphabet(office, facts):
    zinc = await office.store.canals.create(office.lea, "Zinc")
    await office.store.canals.create(office.lea, "Atelier")
    await office.store.preferences.arrange(office.karim, [zinc.id, office.direction.id])
    assert drawer(facts, office.karim) == ["Zinc", "Direction", "Atelier", "Tout le bureau"]
    assert drawer(facts, office.lea) == ["Atelier", "Direction", "Tout le bureau", "Zinc"]


async def test_groups_are_headed_in_the_reader_s_language(office, facts):
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    old = await office.store.canals.create(office.lea, "Ancien")
    old = await office.store.canals.archive(office.lea, old.id, True) or office.store.state.canals[old.id]
    headings = {
        words.lang: [facts.of(office.lea, canal, words)["@data-heading"] for canal in (office.bureau, direct, old)]
        for words in (FR, EN)
    }
    assert headings == {"fr": ["", "Messages directs", "Archivés"], "en": ["", "Direct", "Archived"]}


async def test_a_direct_conversation_is_called_after_the_others_and_wears_a_cat(office, facts):
    canal = await office.store.canals.direct(office.lea, [office.zoe.id, office.karim.id])
    told = facts.of(office.lea, canal, FR)
    assert told["name"] == "Karim, Zoé"
    assert 'class="cat absent"' in str(told["cat"])
    assert facts.of(office.zoe, canal, FR)["name"] == "Léa, Karim"
    assert 'class="cat"' in str(facts.of(office.zoe, canal, FR)["cat"])


async def test_who_has_left_the_office_still_gives_a_conversation_its_name(office, facts):
    admin = await office.store.members.create("agathe", "Agathe", role="admin")
    canal = await office.store.canals.direct(office.lea, [office.zoe.id])
    await office.store.members.deactivate(admin, office.zoe.id)
    assert facts.of(office.lea, canal, FR)["name"] == "Zoé"


async def test_a_star_says_how_many_are_unread_in_the_reader_s_language(office, facts):
    for _ in range(2):
        await say(office, office.lea, office.bureau)
    assert facts.star(office.zoe, office.bureau, FR) == {
        "@data-unread": "true", "@data-mentioned": "false", "n": "2", "unread": "2 messages non lus",
        "label": "Tout le bureau, 2 messages non lus",
    }  # fmt: skip
    assert facts.star(office.zoe, office.bureau, EN)["unread"] == "2 unread messages"
    assert facts.star(office.lea, office.bureau, FR) == {
        "@data-unread": "false", "@data-mentioned": "false", "n": "", "unread": "", "label": "Tout le bureau",
    }  # fmt: skip


async def test_a_star_tells_whoever_is_mentioned_that_they_are(office, facts):
    await say(office, office.lea, office.bureau)
    await say(office, office.lea, office.bureau, text="Et @zoe ?")
    star = facts.star(office.zoe, office.bureau, FR)
    assert star["@data-mentioned"] == "true"
    assert star["label"] == "Tout le bureau, 2 messages non lus, on vous nomme"
    assert facts.star(office.karim, office.bureau, EN)["@data-mentioned"] == "false"
    assert facts.star(office.karim, office.bureau, EN)["label"] == "Tout le bureau, 2 unread messages"


async def test_a_canal_s_row_says_in_words_all_that_it_shows(office, facts):
    old = await office.store.canals.create(office.lea, "Ancien", kind="private")
    await office.store.canals.archive(office.lea, old.id, True)
    await say(office, office.karim, office.direction)
    pair = await office.store.canals.direct(office.lea, [office.zoe.id])
    three = await office.store.canals.direct(office.lea, [office.zoe.id, office.karim.id])
    await say(office, office.lea, pair)

    def label(member, canal, words=FR):
        return facts.of(member, office.store.state.canals[canal.id], words)["label"]

    assert label(office.lea, office.direction) == "Direction, 1 message non lu, canal privé"
    assert label(office.lea, office.direction, EN) == "Direction, 1 unread message, private canal"
    assert label(office.lea, old) == "Ancien, canal privé, archivé"
    assert label(office.lea, pair) == "Zoé, conversation directe, absent"
    assert label(office.zoe, pair) == "Léa, 1 message non lu, conversation directe, connecté"
    assert label(office.lea, three) == "Karim, Zoé, conversation directe"


async def test_the_title_counts_what_is_unseen_everywhere(office, facts):
    assert facts.total(office.karim) == {"title": "", "n": 0, "icon": "/favicon.ico"}
    await say(office, office.lea, office.bureau)
    await say(office, office.lea, office.direction)
    assert facts.total(office.karim) == {"title": "(2) ", "n": 2, "icon": "/favicon/2.svg"}
    assert facts.total(office.zoe) == {"title": "(1) ", "n": 1, "icon": "/favicon/1.svg"}


async def test_a_page_is_told_of_its_member_s_canals_alone(office, facts):
    assert set(facts.whole(office.zoe, FR)) == {key_of(office.bureau.id), ALL}
    assert set(facts.whole(office.karim, FR)) == {key_of(office.bureau.id), key_of(office.direction.id), ALL}


@pytest.mark.parametrize(
    ("level", "aside", "expected"),
    [
        ("all", False, True),
        ("all", True, True),
        ("mentions", False, False),
        ("mentions", True, True),
        ("none", False, False),
        ("none", True, False),
    ],
)
async def test_a_message_rings_as_the_canal_s_level_allows(office, level, aside, expected):
    await office.store.preferences.ring(office.zoe, office.bureau.id, level)
    said = await say(office, office.lea, office.bureau, [office.zoe] if aside else [])
    assert rings(office.store, office.zoe, office.bureau, said) is expected


async def test_what_is_meant_for_one_rings_where_only_that_does_and_a_reaction_never(office):
    await office.store.preferences.ring(office.zoe, office.bureau.id, "mentions")
    asked = await say(office, office.zoe, office.bureau)
    answer = replace(await say(office, office.lea, office.bureau), quote=Quote(asked.id, office.zoe.id, ("Bonjour",)))
    for said in (answer, replace(answer, quote=None, mentions=(office.zoe.id,)), replace(answer, mentions=(0,))):
        assert rings(office.store, office.zoe, office.bureau, said)
    for said in (replace(answer, quote=Quote(asked.id, office.karim.id)), replace(answer, quote=None)):
        assert not rings(office.store, office.zoe, office.bureau, said)
    reacted = replace(answer, quote=None, reactions=(("👍", (office.zoe.id,)),))
    assert not rings(office.store, office.zoe, office.bureau, reacted)


async def test_nothing_rings_for_its_author_nor_for_those_who_may_not_read_it_nor_under_one_s_eyes(office):
    store = office.store
    said = await say(office, office.lea, office.bureau, [office.zoe])
    assert [member.login for member in office.members if rings(store, member, office.bureau, said)] == ["zoe"]
    store.reading.watch(office.zoe, office.bureau.id, "tab")
    assert not rings(store, office.zoe, office.bureau, said)
    inside = await say(office, office.lea, office.direction)
    assert [member.login for member in office.members if rings(store, member, office.direction, inside)] == ["karim"]


async def test_a_notification_says_who_said_what_and_where(office, facts):
    said = await say(office, office.lea, office.bureau, text="Le **devis** est <parti>")
    told = notice(office.store, said, FR)
    assert (told.title, told.body) == ("Léa · Tout le bureau", "Le devis est <parti>")
    assert (told.key, told.icon) == (office.bureau.id, f"/cat/{office.bureau.color[1:]}.png")


async def test_a_notification_of_an_aside_says_so_and_a_direct_one_names_its_author_alone(office, facts):
    aside = await say(office, office.lea, office.bureau, [office.zoe])
    assert notice(office.store, aside, FR).title == "Léa, en aparté · Tout le bureau"
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    said = await say(office, office.lea, direct)
    assert notice(office.store, said, FR).title == "Léa"


async def test_a_notification_is_short_and_a_record_is_told_by_its_title(office, facts):
    long = notice(office.store, await say(office, office.lea, office.bureau, text="a" * 500), FR)
    assert len(long.body) == LONGEST + 1
    record = await say(office, office.lea, office.bureau, text="", card={"title": "Devis 12"})
    assert notice(office.store, record, FR).body == "Devis 12"
