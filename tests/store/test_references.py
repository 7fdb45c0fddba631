"""The patterns by which references become links: who sets them, what they may be, what they do to messages."""

import asyncio
import json
from itertools import count

import pytest

from app.store import Forbidden, Refused
from app.store.references import ADDRESS_LONGEST, LONGEST, MOST, acceptable_address, acceptable_pattern

NONCES = count(1)
INVOICE = "FA####-####"
ADDRESS = "https://gestan.example/factures?ref={ref}"


async def said(store, by, canal, text="Voir FA2024-0153."):
    return (await store.messages.post(by, canal.id, text, (), f"n{next(NONCES)}")).message.html


async def test_a_reference_in_a_message_becomes_a_link(office, stores):
    await office.store.references.add(office.lea, INVOICE, ADDRESS)
    async for store in stores.through_restart(office.store):
        html = await said(store, office.zoe, office.bureau)
        assert 'href="https://gestan.example/factures?ref=FA2024-0153"' in html
        assert ">FA2024-0153</a>." in html
        assert html == await store.messages.preview(office.zoe, office.bureau.id, "Voir FA2024-0153.")


async def test_what_was_said_before_a_pattern_came_or_after_it_went_holds_no_link(office):
    before = await said(office.store, office.zoe, office.bureau)
    reference = await office.store.references.add(office.lea, INVOICE, ADDRESS)
    assert "<a " in await said(office.store, office.zoe, office.bureau)
    await office.store.references.remove(office.lea, reference.id)
    assert before == await said(office.store, office.zoe, office.bureau) == "<p>Voir FA2024-0153.</p>"
    kept = office.store.messages.newest(office.lea, office.bureau.id).messages
    assert ["<a " in message.html for message in kept] == [False, True, False]


async def test_long_texts_have_their_links_too(office):
    await office.store.references.add(office.lea, INVOICE, ADDRESS)
    assert (await said(office.store, office.zoe, office.bureau, "Voir FA2024-0153 " * 50)).count("<a ") == 50


async def test_patterns_are_listed_in_the_order_in_which_they_came(office, stores):
    for pattern in ("ZZ####", "AA####", "FA####-####"):
        await office.store.references.add(office.lea, f" {pattern}\u200b ", ADDRESS)
    async for store in stores.through_restart(office.store):
        assert [(each.pattern, each.address) for each in store.references.all] == [
            ("ZZ####", ADDRESS),
            ("AA####", ADDRESS),
            ("FA####-####", ADDRESS),
        ]


async def test_without_patterns_nothing_is_looked_for(office):
    assert office.store.references.finder is None
    reference = await office.store.references.add(office.lea, INVOICE, ADDRESS)
    assert office.store.references.finder is office.store.references.finder, "made once for all messages"
    await office.store.references.remove(office.lea, reference.id)
    assert office.store.references.finder is None


async def test_what_an_administrator_did_is_written_down(office, rows):
    reference = await office.store.references.add(office.lea, INVOICE, ADDRESS)
    await office.store.references.remove(office.lea, reference.id)
    audited = [(by, deed, json.loads(details)) for by, deed, details in rows("SELECT by_id, deed, details FROM audit")]
    assert audited == [
        (office.lea.id, "reference-added", {"pattern": INVOICE, "address": ADDRESS}),
        (office.lea.id, "reference-removed", {"pattern": INVOICE}),
    ]


async def test_a_pattern_is_there_once(office):
    added = [office.store.references.add(office.lea, INVOICE, ADDRESS) for _ in range(3)]
    answers = await asyncio.gather(*added, return_exceptions=True)
    assert [isinstance(answer, Refused) for answer in answers].count(False) == 1
    assert len(office.store.references.all) == 1


async def test_there_are_so_many_patterns_at_most(office):
    added = (office.store.references.add(office.lea, f"FA{n:03}-#", ADDRESS) for n in range(MOST + 2))
    answers = await asyncio.gather(*added, return_exceptions=True)
    assert [isinstance(answer, Refused) for answer in answers] == [False] * MOST + [True] * 2
    assert len(office.store.references.all) == MOST == 20


async def test_a_pattern_that_is_gone_is_not_removed_again(office):
    reference = await office.store.references.add(office.lea, INVOICE, ADDRESS)
    await office.store.references.remove(office.lea, reference.id)
    for gone in (reference.id, 0, -1, 2**70):
        with pytest.raises(Refused):
            await office.store.references.remove(office.lea, gone)


async def test_a_member_is_told_of_rights_and_not_of_patterns(office):
    for pattern in (INVOICE, "", "((a+)+)$"):
        with pytest.raises(Forbidden):
            await office.store.references.add(office.zoe, pattern, "javascript:alert(1)")


@pytest.mark.parametrize(
    "pattern", ["###", "@@@", "FA####-####", "N°####", "BL ######", "2024/##", "É-###", "#_#.#", "F" * 39 + "#"]
)
def test_a_pattern_is_made_of_letters_digits_their_signs_and_what_stands_between(pattern):
    assert acceptable_pattern(pattern) == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        *("", " ", "\u200b", "#", "##", "FA2024", "FA-2024-0153", "F" * LONGEST + "#", "#" * 1_000_000),
        *("FA.*#", "(a+)+#", "(a|a)*#", "[A-Z]#", r"\d{4}#", "#{1,9}", "#+#", "^###$", "FA####|", "#?#", "##|##"),
        *("-###", "###-", "/###", ".###", "###°", "<b>##", "`###`", "*###*", "[###]", '"###"', "&###;", "~###~"),
        *("##\x00\ud800#", "###\U0001f600"),
    ],
)
def test_what_a_pattern_may_not_be_is_refused(pattern):
    with pytest.raises(Refused):
        acceptable_pattern(pattern)


@pytest.mark.parametrize(
    "address",
    ["https://gestan.example/{ref}", "http://erp:8080/?a=b&ref={ref}#x", "HTTPS://gestan.example/#{ref}"],
)
def test_an_address_says_where_the_reference_goes(address):
    assert acceptable_address(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "https://gestan.example/", "https://gestan.example/{REF}", "https://gestan.example/{ref}/{ref}"),
        *("javascript:alert('{ref}')", "data:text/html,{ref}", "ftp://gestan.example/{ref}", "mailto:{ref}@a.example"),
        *("{ref}", "//gestan.example/{ref}", "/{ref}", "https:{ref}", "https://{ref}", "https://{ref}/"),
        *("https://{ref}.evil.example/", "https://gestan.example{ref}/", "https://{ref}@gestan.example/"),
        *("https://gestan.example:{ref}/", "https://gestan.example/ {ref}", "https://[{ref}]/", "https:///{ref}"),
        "https://gestan.example/{ref}" + "x" * ADDRESS_LONGEST,
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(address):
    with pytest.raises(Refused):
        acceptable_address(address)
