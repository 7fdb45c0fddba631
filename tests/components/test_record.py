"""The card of a record in a message: what it shows, and that nothing in it is more than a text."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.window.composer import Writing
from app.components.window.message import message_row
from app.components.window.record import record_to_be
from app.locale import catalogue
from app.store import cards
from app.store.cards import Card
from app.store.said import Message

INVOICE = Card("Facture", (("Client", "Au Beau Temps"), ("Montant", "12 €")), "https://gestan.example/?a=1&b=2", "FA1")
HOSTILE = "</dd></div><script>alert(1)</script><img src=x onerror='alert(1)' title=\"\">&lt;"


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag == "a":
            self.links.append(dict(attrs))


def item(card: Card, html: str = "") -> str:
    return message_row(Message(1, 2, 3, html, card=cards.written(card)), catalogue("fr"))


def test_a_card_shows_title_reference_fields_and_where_its_link_leads():
    html = item(INVOICE, "<p>On relance ?</p>")
    shown = " ".join(unescape(re.sub(r"<[^>]*>+", " ", html)).split())
    assert (
        shown == "· On relance ? Facture FA1 Client Au Beau Temps Montant 12 € Ouvrir la fiche gestan.example , Facture"
    )
    assert Reader(html).links == [
        {
            "class": "record-open",
            "href": "https://gestan.example/?a=1&b=2",
            "tabindex": "-1",
            "target": "_blank",
            "rel": "noopener noreferrer nofollow",
        }
    ]


def test_a_reference_that_the_title_says_is_not_said_again():
    assert "record-reference" not in item(Card("Facture FA1", reference="FA1"))


def test_a_title_alone_has_neither_fields_nor_link():
    assert {"dl", "a"}.isdisjoint(Reader(item(Card("Devis"))).tags)


def test_a_message_without_a_card_has_none():
    assert "record" not in message_row(Message(1, 2, 3, "<p>Bonjour</p>"), catalogue("fr"))


@pytest.mark.parametrize("part", ["title", "reference"])
def test_markup_in_a_card_is_text(part):
    plain, hostile = ({"title": "Devis", "reference": "FA1"} | {part: text} for text in ("x", HOSTILE))
    assert Reader(item(Card(**hostile))).tags == Reader(item(Card(**plain))).tags


@given(st.text(), st.text(min_size=1), st.text(), st.text())
def test_whatever_a_card_says_it_has_the_same_tags(title, name, value, reference):
    given_tags = Reader(item(Card(title + "!", ((name, value),), "https://a.example/", f"{reference}{title}?"))).tags
    assert given_tags == Reader(item(Card("!", (("n", "v"),), "https://a.example/", "?"))).tags


def test_a_record_that_is_not_sent_yet_says_the_same_and_leads_nowhere():
    to_be, sent = str(record_to_be(INVOICE)), item(INVOICE)
    parts = ("strong", "dl", "dt", "dd", "p")
    assert [tag in Reader(to_be).tags for tag in parts] == [tag in Reader(sent).tags for tag in parts] == [True] * 5
    assert "a" not in Reader(to_be).tags
    shown = " ".join(unescape(re.sub(r"<[^>]*>+", " ", to_be)).split())
    assert shown == "Facture FA1 Client Au Beau Temps Montant 12 € gestan.example"


async def test_a_page_shares_what_it_was_given_and_is_told_where_there_is_no_canal_to_write_in(office, page_of):
    page = page_of(office.lea)
    given = {"title": "Facture FA1", "fields": {"Payée": True, "Montant": 1842.6, "Vide": None}, "reference": "FA1"}
    card = (await Writing(page).share(json.dumps(given), here=True))["card"]
    shown = card.pop("shown")
    assert card == {
        "title": "Facture FA1",
        "fields": (("Payée", "true"), ("Montant", "1842.6")),
        "link": "",
        "reference": "FA1",
    }
    assert "record-reference" not in shown
    assert list(page.effects()) == []
    assert cards.checked(json.loads(json.dumps(card))) == cards.handed_over(json.dumps(given))
    await Writing(page).share(json.dumps(given), here=False)
    assert list(page.effects()) == [["toast", page.words("Open a canal first: the record will wait here."), "info"]]
