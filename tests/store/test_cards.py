"""A record that a message carries: what is kept of it, and what is refused."""

from itertools import count
from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import Forbidden, Refused, cards
from app.store.cards import Card, checked

NONCES = count(1)
INVOICE = {
    "title": "Facture FA2024-0153",
    "fields": [["Client", "Au Beau Temps"], ["Montant", "1 842,60 €"]],
    "link": "https://gestan.example/factures/FA2024-0153",
    "reference": "FA2024-0153",
}
KEPT = Card(
    "Facture FA2024-0153",
    (("Client", "Au Beau Temps"), ("Montant", "1 842,60 €")),
    "https://gestan.example/factures/FA2024-0153",
    "FA2024-0153",
)


async def share(store, by, canal, card=INVOICE, text="", to=(), nonce=None):
    nonce = nonce or f"n{next(NONCES)}"
    return (await store.messages.post(by, canal.id, text, [member.id for member in to], nonce, card)).message


def test_a_record_is_kept_as_it_was_given():
    assert checked(INVOICE) == KEPT
    assert KEPT.site == "gestan.example"
    assert cards.read(cards.written(KEPT)) == KEPT


def test_a_title_is_enough():
    assert checked({"title": "Devis"}) == Card("Devis")


def test_what_cannot_be_seen_is_taken_out_of_every_part():
    odd = "\u202eDe\u200bvis\x00\n du\t\u2066 mois\x1b"
    seen = "Devis du mois"
    card = checked({"title": odd, "fields": [[odd, odd]], "reference": odd})
    assert card == Card(seen, ((seen, seen),), "", seen)


def test_lone_surrogates_are_mended_and_joined_ones_too():
    card = checked({"title": "a\ud800b", "fields": [["c", "\ud83d\ude00"]], "link": "https://x.example/\udfff"})
    assert card == Card("a\ufffdb", (("c", "😀"),), "https://x.example/\ufffd")
    cards.written(card).encode()


def test_a_field_without_a_value_is_left_out():
    assert checked({"title": "Devis", "fields": [["Client", " "], ["Montant", "12 €"]]}).fields == (
        ("Montant", "12 €"),
    )


@pytest.mark.parametrize(
    ("part", "most"),
    [("title", cards.TITLE_LONGEST), ("reference", cards.REFERENCE_LONGEST)],
)
def test_a_part_may_be_as_long_as_is_said_and_no_longer(part, most):
    checked({"title": "Devis", part: "é" * most})
    for longer in ("é" * (most + 1), "é" * 1_000_000):
        with pytest.raises(Refused) as refused:
            checked({"title": "Devis", part: longer})
        assert refused.value.params == {"n": most}


@pytest.mark.parametrize(
    ("fields", "most"),
    [
        ([["n" * 61, "v"]], cards.NAME_LONGEST),
        ([["n", "v" * 301]], cards.VALUE_LONGEST),
        ([["n", "v"]] * 13, cards.FIELDS_MOST),
    ],
)
def test_fields_are_bounded_in_number_and_length(fields, most):
    with pytest.raises(Refused) as refused:
        checked({"title": "Devis", "fields": fields})
    assert refused.value.params == {"n": most}


def test_as_many_fields_as_may_be_and_as_long_are_kept():
    fields = [[f"{n:060}", f"{n:0300}"] for n in range(cards.FIELDS_MOST)]
    assert checked({"title": "Devis", "fields": fields}).fields == tuple(map(tuple, fields))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://gestan.example/",
        "mailto:lea@gestan.example",
        "//gestan.example/",
        "/factures",
        "gestan.example",
        "https://",
        "https:///factures",
        "https:gestan.example",
        "https://gestan.example\\@evil.example/",
        "https://gestan .example/",
        "https://[gestan/",
        "https://gestan.example:port/",
        "https://gestan.example/\u202efdp.exe",
        "https://gestan.example/" + "x" * cards.LINK_LONGEST,
    ],
)
def test_a_link_that_is_no_complete_web_address_is_refused(link):
    with pytest.raises(Refused):
        checked({"title": "Devis", "link": link})


@pytest.mark.parametrize("link", ["http://erp/", "https://gestan.example:8443/?f=1#x", "HTTPS://gestan.example/é"])
def test_a_web_address_is_kept_as_it_is(link):
    assert checked({"title": "Devis", "link": f" {link}\n"}).link == link


NO_RECORDS = [
    *(None, "FA2024-0153", 12, True, [], [["title", "Devis"]], {}, {"title": ""}, {"title": "\u200b \u202e"}),
    *({"title": given} for given in (None, 12, ["Devis"], {"a": "b"})),
    *({"title": "Devis", "link": given} for given in (None, 12, ["https://a.example"])),
    *({"title": "Devis", "reference": given} for given in (None, 12, [])),
    *({"title": "Devis", "fields": given} for given in (None, 12, "ab", {"a": "b"}, [["a"]], [["a", "b", "c"]])),
    *({"title": "Devis", "fields": [given]} for given in ("ab", None, ["a", 1], [1, "a"], [["a"], ["b"]], ["", "b"])),
    {"title": "Devis", "html": "<b>"},
    {"title": "Devis", 1: "x"},
]


@pytest.mark.parametrize("given", NO_RECORDS, ids=repr)
def test_what_is_no_record_is_refused_in_words(given):
    with pytest.raises(Refused) as refused:
        checked(given)
    assert refused.value.why == "text"


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"Client": "Léa", "Montant": 12, "Payée": False}, (("Client", "Léa"), ("Montant", "12"), ("Payée", "false"))),
        ([["Client", " Léa "], ["Vide", ""], ["Rien", None]], (("Client", "Léa"),)),
        (None, ()),
    ],
)
def test_a_page_hands_a_record_over_as_pages_write_them(fields, kept):
    text = dumps({"title": "Devis \ud83d", "fields": fields, "more": 1})
    assert cards.handed_over(text) == Card(checked({"title": "Devis \ud83d"}).title, kept)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 50_000,
        "null",
        "7",
        "{}",
        *map(
            dumps,
            (
                {"title": "  "},
                {"title": "x", "fields": ["a"]},
                {"title": "x", "fields": 7},
                {"title": "x", "fields": [["a"]]},
                {"title": "x", "link": "javascript:1"},
            ),
        ),
    ],
    ids=lambda text: text[:30],
)
def test_what_there_is_no_making_sense_of_is_refused(text):
    with pytest.raises(Refused):
        cards.handed_over(text)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=())),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.sampled_from(["title", "fields", "link"]), some),
    max_leaves=12,
)


@given(json | st.fixed_dictionaries({"title": st.text()}, optional={"fields": json, "link": json, "reference": json}))
def test_whatever_is_given_is_kept_within_bounds_or_refused(given):
    try:
        card = checked(given)
    except Refused:
        return
    assert 0 < len(card.title) <= cards.TITLE_LONGEST
    assert len(card.fields) <= cards.FIELDS_MOST
    assert cards.read(cards.written(card)) == card
    assert checked({"title": card.title, "fields": list(card.fields), "link": card.link}).title == card.title
    cards.written(card).encode()


async def test_a_record_needs_no_text_beside_it(office, stores):
    said = await share(office.store, office.lea, office.bureau)
    assert (said.html, cards.read(said.card)) == ("", KEPT)
    async for store in stores.through_restart(office.store):
        assert store.messages.newest(office.zoe, office.bureau.id).messages == [said]
        assert (await store.messages.before(office.zoe, office.bureau.id, 2**53)).messages == [said]


async def test_a_text_may_stand_above_it(office):
    said = await share(office.store, office.lea, office.bureau, text="On relance ?")
    assert said.html == "<p>On relance ?</p>"
    assert cards.read(said.card) == KEPT


@pytest.mark.parametrize("blank", ["", " \n", "\u200b", "\u202e"])
async def test_a_text_in_which_nothing_shows_counts_as_none(office, blank, rows):
    said = await share(office.store, office.lea, office.bureau, text=blank)
    assert said.html == ""
    assert rows("SELECT text FROM message") == [("",)]


async def test_a_message_without_a_record_still_needs_a_text(office):
    with pytest.raises(Refused):
        await share(office.store, office.lea, office.bureau, card=None)


async def test_a_refused_record_leaves_no_message(office, rows):
    for no_record in NO_RECORDS[1:]:
        with pytest.raises(Refused):
            await share(office.store, office.lea, office.bureau, no_record, text="Bonjour")
    assert rows("SELECT count(*) FROM message") == [(0,)]


async def test_the_same_nonce_gives_the_same_record(office, stores):
    first = await share(office.store, office.lea, office.bureau, nonce="n")
    assert await share(office.store, office.lea, office.bureau, {"title": "Autre"}, nonce="n") == first
    store = await stores.reopen(office.store)
    assert await share(store, office.lea, office.bureau, None, text="Autre", nonce="n") == first


async def test_a_record_in_an_aside_is_seen_by_its_circle_only(office, stores):
    said = await share(office.store, office.lea, office.bureau, to=[office.karim])
    async for store in stores.through_restart(office.store):
        for member, seen in ((office.lea, [said]), (office.karim, [said]), (office.zoe, []), (office.odile, [])):
            assert store.messages.newest(member, office.bureau.id).messages == seen
            assert (await store.messages.before(member, office.bureau.id, 2**53)).messages == seen


async def test_who_is_not_in_the_canal_shares_nothing_there(office):
    with pytest.raises(Forbidden):
        await share(office.store, office.zoe, office.direction)


async def test_a_record_costs_no_statement_more(office, statements):
    async def sent(card):
        with statements() as gathered:
            await share(office.store, office.lea, office.bureau, card, text="x")
        return len(gathered)

    assert await sent(INVOICE) == await sent(None)


async def test_a_record_gives_a_star(office):
    await share(office.store, office.lea, office.bureau)
    assert office.store.unseen.of(office.zoe, office.bureau.id).star


def test_what_is_longer_than_a_record_can_be_is_refused_unread():
    with pytest.raises(Refused):
        cards.handed_over(dumps({"title": "x"}) + " " * 20_000)
