"""The card of a record in a message: what it shows, and that nothing in it is more than a text."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.window.message import message_row
from app.components.window.record import record_to_be
from app.locale import catalogue
from app.store import cards
from app.store.cards import Card
from app.store.state import Message

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
    assert shown == "· On relance ? Facture FA1 Client Au Beau Temps Montant 12 € Ouvrir la fiche gestan.example"
    assert Reader(html).links == [
        {
            "class": "record-open",
            "href": "https://gestan.example/?a=1&b=2",
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


def test_a_record_that_is_not_sent_yet_has_the_same_parts_and_leads_nowhere():
    to_be, sent = Reader(str(record_to_be())).tags, Reader(item(INVOICE)).tags
    parts = ("strong", "dl", "dt", "dd", "p")
    assert [tag in to_be for tag in parts] == [tag in sent for tag in parts] == [True] * len(parts)
    assert "a" not in to_be
    assert set(re.findall(r'data-(?:each|text)="(\w+)"', str(record_to_be()))) == {
        "title", "reference", "fields", "0", "1", "link", "site",
    }  # fmt: skip
