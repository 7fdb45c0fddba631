"""What the demo's members say holds together, whatever the day on which it is shown."""

import re
from itertools import pairwise

import pytest

from app.demo import talk
from app.demo.cast import PLACES, logins_in
from app.demo.languages import LANGS
from app.demo.plan import CLOSES, OPENS

TALK = {lang: [(place, line) for place in PLACES for line in talk.lines(place.key, lang)] for lang in LANGS}


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.fixture
def said(lang):
    """All that is said in one language, with where."""
    return TALK[lang]


@pytest.fixture
def asides(said):
    return [(place, line) for place, line in said if line.recipients]


def test_there_is_enough_to_scroll_through(said):
    assert len(said) >= 150
    assert len({line.day for _, line in said}) >= 5


def test_every_author_is_in_the_canal(said):
    assert all(line.author in logins_in(place) for place, line in said)


def test_everybody_says_something(said):
    assert {line.author for _, line in said} == {login for place in PLACES for login in logins_in(place)}


def test_asides_go_to_others_of_the_same_canal_and_not_to_all_of_them(asides):
    assert len(asides) >= 8
    for place, line in asides:
        others = set(logins_in(place)) - {line.author}
        assert set(line.recipients) < others
        assert len(set(line.recipients)) == len(line.recipients)


def test_some_asides_have_one_recipient_and_some_have_several(asides):
    assert {1, 2, 3} <= {len(line.recipients) for _, line in asides}


def test_nobody_tells_solene_about_her_birthday(asides):
    secret = [line for _, line in asides if "Solène" in line.text]
    assert secret
    assert all("solene" not in line.recipients for line in secret)


def test_no_message_is_empty_or_too_long(said):
    assert all(0 < len(line.text) <= 10_000 for _, line in said)
    assert min(len(line.text) for _, line in said) <= 4
    assert max(len(line.text) for _, line in said) >= 600


def test_each_canal_is_written_in_the_order_in_which_it_is_said(lang):
    for place in PLACES:
        moments = [(line.day, line.minute) for line in talk.lines(place.key, lang)]
        assert all(before <= after for before, after in pairwise(moments))


def test_everything_is_said_within_office_hours(said):
    opens, closes = OPENS.hour * 60, CLOSES.hour * 60
    assert all(opens <= line.minute < closes and line.day <= 0 for _, line in said)


def test_the_last_day_names_no_hour_of_its_own(said):
    today = re.compile(
        r"ce matin|ce midi|cet après-midi|ce soir|bon appétit"
        r"|this (morning|afternoon|evening)|tonight|at (noon|lunchtime)|enjoy your lunch",
        re.IGNORECASE,
    )
    assert not [line.text for _, line in said if line.day == 0 and today.search(line.text)]


@pytest.mark.parametrize(
    "markdown",
    [
        r"\*\*\w",
        r"(?<!\*)\*\w[^*]*\*(?!\*)",
        r"^- ",
        r"^1\. ",
        r"(?<!`)`[^`\n]+`(?!`)",
        r"^```[a-z]+$",
        r"^> ",
        r"https://",
    ],
    ids=["bold", "italic", "list", "numbered list", "code", "code block", "quote", "link"],
)
def test_formatting_is_shown(said, markdown):
    assert any(re.search(markdown, line.text, re.MULTILINE) for _, line in said)


def test_links_lead_nowhere_real(said):
    links = [link for _, line in said for link in re.findall(r"https?://([^/\s]+)", line.text)]
    assert links
    assert all(re.fullmatch(r"[\w.-]+\.example\.com", link) for link in links)


def test_records_have_a_title_a_reference_a_link_that_leads_nowhere_real_and_fields(said):
    records = [line.card for _, line in said if line.card]
    assert len(records) >= 3
    for title, reference, link, *fields in records:
        assert title
        assert re.fullmatch(r"[A-Z]{2}\{year\}-\d{4}", reference)
        assert link.startswith("https://gestan.example.com/")
        assert link.endswith(reference)
        assert fields
        assert all(" = " in field for field in fields)


def test_apostrophes_are_the_curved_ones_outside_code(said):
    prose = [re.sub(r"```.*?```|`[^`\n]*`", "", line.text, flags=re.DOTALL) for _, line in said]
    assert not [text for text in prose if "'" in text or "..." in text or '"' in text]


def test_csv_blocks_have_as_many_fields_in_every_row(said):
    blocks = [block for _, line in said for block in re.findall(r"```csv\n(.*?)```", line.text, re.DOTALL)]
    assert len(blocks) >= 3
    assert all(len({row.count(";") for row in block.strip().splitlines()}) == 1 for block in blocks)


def test_answers_edits_mentions_and_reactions_are_shown(said, lang):
    assert len([line for _, line in said if line.answers]) >= 5
    assert any(line.recipients for _, line in said if line.answers)
    assert any(line.before for _, line in said)
    assert len([line for _, line in said if line.reactions]) >= 5
    assert any(("@tous" if lang == "fr" else "@all") in line.text for _, line in said)
    assert any(re.search("@[A-ZÉ]", line.text) for _, line in said)


def test_whoever_reacts_may_read_what_they_react_to_and_does_so_once(said):
    for place, line in said:
        for _, logins in line.reactions:
            assert set(logins) <= set(logins_in(place)) - {line.author}
            assert len(set(logins)) == len(logins)
            assert not line.recipients or set(logins) <= set(line.recipients)


REFERENCE = re.compile(r"[A-Z]{2}\{year\}-\d{4}|https?://\S+|\{\w+[+-]\d+\}")


@pytest.mark.parametrize("place", PLACES, ids=[place.key for place in PLACES])
def test_both_languages_have_the_same_heads_reactions_cards_answers_and_references(place):
    def frame(line):
        card = (line.card[1:3], len(line.card)) if line.card else None
        who = line.day, line.minute, line.author, line.recipients, line.answers, bool(line.before), line.reactions, card
        who += (tuple((what, name.rpartition(".")[2]) for what, name in line.files),)
        return who, sorted(REFERENCE.findall(line.text))

    french, english = (talk.lines(place.key, lang) for lang in LANGS)
    assert [frame(line) for line in english] == [frame(line) for line in french]


@pytest.mark.parametrize("place", PLACES, ids=[place.key for place in PLACES])
def test_nothing_of_the_english_talk_was_left_in_french(place):
    french = {line.text for line in talk.lines(place.key, "fr")}
    words = re.compile(r"\b(?:le|la|les|et|est|pour|avec|une|dans|sur|je)\b", re.IGNORECASE)
    for line in talk.lines(place.key, "en"):
        assert len(line.text) <= 20 or line.text.startswith(("http", "`")) or line.text not in french
        assert not words.search(line.text)


def test_a_message_without_author_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"broken\.txt, line 3"):
        list(talk.parsed("broken", "=== -1\n\nBonjour"))


def test_a_message_without_day_is_refused_with_its_line():
    with pytest.raises(ValueError, match=r"broken\.txt, line 1"):
        list(talk.parsed("broken", "09:00 odile\nBonjour"))


def test_a_message_keeps_its_blank_lines_and_loses_those_around_it():
    text = "=== -2\n\n08:30 odile > lea, marc\n\nUn\n\nDeux\n\n=== 0\n08:31 lea\nTrois\n"
    assert list(talk.parsed("short", text)) == [
        talk.Line(-2, 510, "odile", "Un\n\nDeux", ("lea", "marc")),
        talk.Line(0, 511, "lea", "Trois", ()),
    ]


def test_an_answer_says_whom_it_answers_and_what_became_of_a_message_stands_at_its_end():
    text = "=== 0\n08:31 lea ^ marc > marc, jb\nVrai ?\n~ Vari ?\n+ 👍 marc, jb\n+ 😄 jb\n\n"
    reactions = (("👍", ("marc", "jb")), ("😄", ("jb",)))
    line = talk.Line(0, 511, "lea", "Vrai ?", ("marc", "jb"), (), "marc", "Vari ?", reactions)
    assert list(talk.parsed("short", text)) == [line]


def test_the_record_of_a_message_stands_at_its_end():
    text = "=== 0\n08:31 lea\nVoir\n\n| Facture\n| FA1\n| https://a.example.com/\n| Client = Un | deux\n\n"
    card = ("Facture", "FA1", "https://a.example.com/", "Client = Un | deux")
    assert list(talk.parsed("short", text)) == [talk.Line(0, 511, "lea", "Voir", (), card)]
