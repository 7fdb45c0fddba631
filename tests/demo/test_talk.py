"""What the demo's members say holds together, whatever the day on which it is shown."""

import re
from itertools import pairwise

import pytest

from app.demo import talk
from app.demo.cast import PLACES, logins_in
from app.demo.plan import CLOSES, OPENS

SAID = [(place, line) for place in PLACES for line in talk.lines(place.key)]
ASIDES = [(place, line) for place, line in SAID if line.recipients]


def test_there_is_enough_to_scroll_through():
    assert len(SAID) >= 150
    assert len({line.day for _, line in SAID}) >= 5


def test_every_author_is_in_the_canal():
    assert all(line.author in logins_in(place) for place, line in SAID)


def test_everybody_says_something():
    assert {line.author for _, line in SAID} == {login for place in PLACES for login in logins_in(place)}


def test_asides_go_to_others_of_the_same_canal_and_not_to_all_of_them():
    assert len(ASIDES) >= 8
    for place, line in ASIDES:
        others = set(logins_in(place)) - {line.author}
        assert set(line.recipients) < others
        assert len(set(line.recipients)) == len(line.recipients)


def test_some_asides_have_one_recipient_and_some_have_several():
    assert {1, 2, 3} <= {len(line.recipients) for _, line in ASIDES}


def test_nobody_tells_solene_about_her_birthday():
    secret = [line for _, line in ASIDES if "Solène" in line.text]
    assert secret
    assert all("solene" not in line.recipients for line in secret)


def test_no_message_is_empty_or_too_long():
    assert all(0 < len(line.text) <= 10_000 for _, line in SAID)
    assert min(len(line.text) for _, line in SAID) <= 4
    assert max(len(line.text) for _, line in SAID) >= 600


def test_each_canal_is_written_in_the_order_in_which_it_is_said():
    for place in PLACES:
        moments = [(line.day, line.minute) for line in talk.lines(place.key)]
        assert all(before <= after for before, after in pairwise(moments))


def test_everything_is_said_within_office_hours():
    opens, closes = OPENS.hour * 60, CLOSES.hour * 60
    assert all(opens <= line.minute < closes and line.day <= 0 for _, line in SAID)


def test_the_last_day_names_no_hour_of_its_own():
    today = re.compile(r"ce matin|ce midi|cet après-midi|ce soir|bon appétit", re.IGNORECASE)
    assert not [line.text for _, line in SAID if line.day == 0 and today.search(line.text)]


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
def test_formatting_is_shown(markdown):
    assert any(re.search(markdown, line.text, re.MULTILINE) for _, line in SAID)


def test_links_lead_nowhere_real():
    links = [link for _, line in SAID for link in re.findall(r"https?://([^/\s]+)", line.text)]
    assert links
    assert all(re.fullmatch(r"[\w.-]+\.example\.com", link) for link in links)


def test_records_have_a_title_a_reference_a_link_that_leads_nowhere_real_and_fields():
    records = [line.card for _, line in SAID if line.card]
    assert len(records) >= 3
    for title, reference, link, *fields in records:
        assert title
        assert re.fullmatch(r"[A-Z]{2}\{year\}-\d{4}", reference)
        assert link.startswith("https://gestan.example.com/")
        assert link.endswith(reference)
        assert fields
        assert all(" = " in field for field in fields)


def test_apostrophes_are_the_curved_ones_outside_code():
    prose = [re.sub(r"```.*?```|`[^`\n]*`", "", line.text, flags=re.DOTALL) for _, line in SAID]
    assert not [text for text in prose if "'" in text or "..." in text or '"' in text]


def test_csv_blocks_have_as_many_fields_in_every_row():
    blocks = [block for _, line in SAID for block in re.findall(r"```csv\n(.*?)```", line.text, re.DOTALL)]
    assert len(blocks) >= 3
    assert all(len({row.count(";") for row in block.strip().splitlines()}) == 1 for block in blocks)


def test_answers_edits_mentions_and_reactions_are_shown():
    assert len([line for _, line in SAID if line.answers]) >= 5
    assert any(line.recipients for _, line in SAID if line.answers)
    assert any(line.before for _, line in SAID)
    assert len([line for _, line in SAID if line.reactions]) >= 5
    assert any("@tous" in line.text for _, line in SAID)
    assert any(re.search("@[A-ZÉ]", line.text) for _, line in SAID)


def test_whoever_reacts_may_read_what_they_react_to_and_does_so_once():
    for place, line in SAID:
        for _, logins in line.reactions:
            assert set(logins) <= set(logins_in(place)) - {line.author}
            assert len(set(logins)) == len(logins)
            assert not line.recipients or set(logins) <= set(line.recipients)


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
