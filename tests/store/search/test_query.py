"""Any text is a query: it never fails, and what is left to find is found."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.search import dates
from app.store.search.query import LONGEST, understood
from app.store.search.words import normal, tokens

TODAY = date(2026, 3, 4)

ODD = st.sampled_from(
    [
        *(
            "OR",
            "AND",
            "NOT",
            "NEAR(",
            ")",
            '"',
            "*",
            ":",
            "-",
            "«",
            "»",
            "“",
            "de:",
            "dans:",
            "le:",
            "a:",
            "reçus:",
            " ",
        ),
        *(
            "x" * 10_000,
            "\x00",
            "\ud800",
            "\n",
            "facture",
            "de:léa",
            "avant:2026-13-45",
            "le:31/02",
            "a:",
            "'",
            "l’",
            "%_",
        ),
    ]
)


def asked(office, typed):
    return understood(office.store.state, office.lea, typed, TODAY, UTC)


async def test_whatever_is_typed_is_understood_somehow(office):
    @given(st.one_of(st.text(), st.lists(st.one_of(ODD, st.text(max_size=8))).map("".join)))
    def somehow(typed):
        query = asked(office, typed)
        for wanted in query.wanted:
            assert wanted.words and all(word.isalnum() for word in wanted.words)
            assert len(wanted.words) == len(wanted.forms)
        assert sum(len(each.words) for each in query.wanted) <= LONGEST

    somehow()


async def test_whatever_is_typed_a_search_answers(office, say):
    await say("Une facture OR NEAR( * : “x” dans:direction")
    for typed in (
        *(
            "OR",
            "NEAR(a b)",
            '"',
            '""',
            "*",
            "fact*",
            "a:b:c",
            "x " * 5_000,
            "é" * 10_000,
            "\x00",
            "\ud800",
            "-",
            "--x",
        ),
        *("de:", 'de:"', "dans:x dans:y", "le:0000-00-00", "le:9999-12-31", "avant:1900", "épinglés:", "1" * 500, "²½"),
        *("' OR 1=1 --", "%", "_", "\\", "a OR b", "NOT a", "(((((", "🎉", "日本語", "\u202e\u200b", "de:léa" * 300),
    ):
        for order in ("newest", "best"):
            await office.store.search.find(office.lea, typed, order=order)


async def test_words_of_other_query_languages_are_words(office, say, find):
    said = await say("Une facture OR NEAR rien")
    assert await find("facture OR rien") == [said.id]
    assert await find("facture AND rien") == []
    assert await find("NEAR(facture)") == []
    assert await find("NEAR rien*") == [said.id]


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("2026-03-02", (2026, 3, 2), (2026, 3, 3)),
        ("02/03/2026", (2026, 3, 2), (2026, 3, 3)),
        ("2.3.26", (2026, 3, 2), (2026, 3, 3)),
        ("5/3", (2025, 3, 5), (2025, 3, 6)),
        ("2026-03", (2026, 3, 1), (2026, 4, 1)),
        ("2025", (2025, 1, 1), (2026, 1, 1)),
        ("mars", (2026, 3, 1), (2026, 4, 1)),
        ("Décembre", (2025, 12, 1), (2026, 1, 1)),
        ("décembre 2024", (2024, 12, 1), (2025, 1, 1)),
        ("2 mars 2026", (2026, 3, 2), (2026, 3, 3)),
        ("2-mars", (2026, 3, 2), (2026, 3, 3)),
        ("1er avril", (2025, 4, 1), (2025, 4, 2)),
        ("feb", (2026, 2, 1), (2026, 3, 1)),
        ("hier", (2026, 3, 3), (2026, 3, 4)),
        ("aujourd’hui", (2026, 3, 4), (2026, 3, 5)),
        ("lundi", (2026, 3, 2), (2026, 3, 3)),
        ("wednesday", (2026, 3, 4), (2026, 3, 5)),
        ("jeudi", (2026, 2, 26), (2026, 2, 27)),
        ("semaine", (2026, 3, 2), (2026, 3, 9)),
        ("mois", (2026, 3, 1), (2026, 4, 1)),
    ],
)
def test_days_are_meant_in_many_ways(typed, begins, ends):
    assert dates.period(typed, TODAY) == (date(*begins), date(*ends))


@pytest.mark.parametrize("typed", ["31/02/2026", "0", "2026-13", "demain peut-être", "", "jui", "99 mars", "9999"])
def test_what_is_no_day_is_none(typed):
    assert dates.period(typed, TODAY) is None


@given(st.text())
def test_words_stand_where_they_are_said_to(text):
    text = normal(text.encode("utf-8", "replace").decode())
    for each in tokens(text):
        assert 0 <= each.start < each.end <= len(text)
        assert each.word in each.forms


async def test_filters_names_and_days_are_offered_as_one_types(office):
    def offered(typed, by=office.lea, caret=None, lang="fr"):
        made = office.store.search.suggest(by, typed, caret, lang)
        return [typed[: each.start] + each.written + typed[each.end :] for each in made]

    assert offered("facture d") == ["facture de:", "facture dans:", "facture depuis:"]
    assert offered("fr", lang="en") == ["from:"]
    assert offered("rec") == ["reçus: "]
    assert offered("x de:") == ["x de:Karim ", "x de:Léa ", "x de:Odile ", "x de:Zoé "]
    assert offered("de:l facture", caret=4) == ["de:Léa  facture"]
    assert offered("dans:") == ["dans:Direction ", 'dans:"Tout le bureau" ']
    assert offered('dans:"tout l') == ['dans:"Tout le bureau" ']
    assert offered("dans:", by=office.zoe) == ['dans:"Tout le bureau" ']
    assert offered("a:f") == ["a:fichier ", "a:fiche "]
    assert offered("le:h") == ["le:hier "]
    assert offered("") == offered("facture ") == offered("http:") == []
