"""The files of answers and rules hold together, in both languages."""

import re

import pytest

from app.demo.cast import CHARACTERS, PLACES
from app.demo.languages import LANGS
from app.demo.life import answers as room
from app.demo.life.answers import PLACEHOLDERS, answers, parsed, rules
from app.demo.life.chatter import conversations
from app.demo.life.chatter import parsed as talks
from app.demo.life.colleague import Colleague
from app.demo.life.kinds import ASKED, COURTESY, FELT, GRAVE, MOODS, PARTING, SHORT, TOLD
from app.demo.life.understanding import FORMS, understand
from app.demo.typography import spaced

LOGINS = [each.login for each in CHARACTERS]
NAMES = [each.nickname for each in CHARACTERS]
OTHERS = {
    "opening",
    "record",
    "request",
    "question",
    "noted",
    "dry",
    "reacted",
    "doubted",
    "here",
    "whereabouts",
    "opinion",
    "foreign",
}
TOPICS = [kind for kind, rule in rules("fr").items() if rule.owners]
KINDS = sorted({*GRAVE, *TOLD, *ASKED, *FELT, *COURTESY, *MOODS, *PARTING, *SHORT, *FORMS, *OTHERS, *TOPICS})
BOTH = pytest.mark.parametrize("lang", LANGS)


def lines(lang):
    files = {each: answers(lang, each) for each in ["everybody", *LOGINS]}
    return [(whose, kind, line) for whose, file in files.items() for kind, some in file.items() for line in some]


@BOTH
@pytest.mark.parametrize("login", LOGINS)
def test_every_colleague_answers_every_kind_to_every_other(lang, login):
    for name in NAMES:
        for kind in KINDS:
            _, line, words = Colleague(login, lang, 0).finds([kind], name, "FA2024-0153")
            assert words, (kind, name)
            assert "{" not in words
            assert not re.search(rf"\b{name}\b", line)


@BOTH
def test_whoever_knows_a_topic_best_answers_it_in_their_own_words(lang):
    assert [(kind, who) for kind in TOPICS for who in rules(lang)[kind].owners if kind not in answers(lang, who)] == []


def test_both_languages_answer_the_same_kinds_and_know_the_same_things():
    assert list(rules("fr")) == list(rules("en"))
    assert [rule.owners for rule in rules("fr").values()] == [rule.owners for rule in rules("en").values()]
    for whose in ["everybody", *LOGINS]:
        french, english = answers("fr", whose), answers("en", whose)
        assert {kind: len(some) for kind, some in french.items()} == {kind: len(some) for kind, some in english.items()}


@BOTH
def test_whoever_is_named_in_an_answer_is_there(lang):
    """And no line says whom it is about by a name that nobody has."""
    strangers = {"Vasseur", "Brest", "Galeries"}
    called = re.compile(r"(?:demande à|ask|See|vois avec|C’est|à) ([A-ZÉ][\w-]+)")
    for _, _, line in lines(lang):
        for name in called.findall(line):
            assert name in NAMES or name in strangers, line


@BOTH
def test_an_answer_is_short_typed_with_care_and_filled_by_what_there_is(lang):
    for whose, kind, line in lines(lang):
        assert len(line) <= 160, line
        assert set(re.findall(r"\{(\w+)\}", line)) <= PLACEHOLDERS
        assert "{ref}" not in line or kind.startswith("record")
        assert "'" not in line, line
        assert "..." not in line, line
        assert line == spaced(line, lang), line
        assert kind != "react" or all(not re.search(r"\w", each) for each in line.split()), whose


def test_french_says_nothing_that_suits_a_man_or_a_woman_only_in_the_name_of_everybody():
    for line in (line.replace("Bien sûr", "") for some in answers("fr", "everybody").values() for line in some):
        assert not re.search(r"\b(sûr|sûre|désolé|désolée|content|contente|ravi|ravie)\b", line), line


@BOTH
def test_nobody_betrays_the_surprise(lang):
    assert not any("Solène" in line for _, kind, line in lines(lang) if kind == "birthday")
    assert not any("4071" in line for _, _, line in lines(lang))


@BOTH
def test_what_they_tell_each_other_can_be_told(lang):
    for talk in conversations(lang):
        place = next(each for each in PLACES if each.key == talk.place)
        assert place.kind == "open"
        said = set()
        for remark in talk.remarks:
            assert not remark.answers or remark.answers in said
            assert remark.before != remark.text
            assert spaced(remark.text, lang) == remark.text
            assert "'" not in remark.text
            for _, logins in remark.reactions:
                assert set(logins) <= set(LOGINS) - {remark.author}
            said.add(remark.author)
        assert 1 <= len(talk.remarks) <= 5


def test_both_languages_tell_the_same():
    def shape(talk):
        return talk.place, [
            (each.author, each.answers, bool(each.before), each.gone, each.reactions) for each in talk.remarks
        ]

    assert sorted(map(shape, conversations("fr")), key=str) == sorted(map(shape, conversations("en")), key=str)
    assert len(conversations("fr")) >= 20
    everyone = {remark.author for talk in conversations("fr") for remark in talk.remarks}
    assert everyone == set(LOGINS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Bonjour", "line 1: no kind above"),
        ("= hello\n\n= bye\nSalut", "line 1: nothing stands under hello"),
        ("= Hello !\nBonjour", "line 1: this is no head"),
    ],
)
def test_a_file_that_is_not_written_as_it_should_be_says_in_which_line(text, why):
    with pytest.raises(ValueError, match=why):
        parsed("x.txt", text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("= hello\nBonjour {nom}", r"line 1: nothing fills \{nom\}"),
        ("= hello\nBonjour\n= hello\nSalut", "line 3: hello stands there twice"),
    ],
)
def test_an_answer_that_nothing_fills_or_that_stands_there_twice_is_refused(monkeypatch, text, why):
    monkeypatch.setattr(room, "_read", lambda lang, name: text)
    with pytest.raises(ValueError, match=why):
        answers.__wrapped__("fr", "karim")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("karim\nBonjour", "line 1: nobody knows where"),
        ("=== coffee\nBonjour", "line 2: nobody says this"),
        ("=== coffee\nkarim\n+ 👍 zoe\n", "line 4: karim says nothing"),
        ("=== coffee\n=== office\nkarim\nOui", "line 2: nothing is said"),
    ],
)
def test_a_conversation_that_cannot_be_told_says_in_which_line(text, why):
    with pytest.raises(ValueError, match=why):
        list(talks("fr.txt", text, "fr"))


# Words as one types them


@pytest.mark.parametrize("typed", ["Karim", "KARIM", "karim,", "@Karim", "karin", "kairm", "karrim", "kari", "(Karim)"])
def test_a_name_is_known_with_a_letter_wrong(typed):
    assert understand(f"Dis {typed} tu viens ?", "fr").names == ("karim",)


@pytest.mark.parametrize(
    ("typed", "login"),
    [("Léa", "lea"), ("LEA", "lea"), ("zoe", "zoe"), ("Jean-Baptiste", "jb"), ("JB", "jb"), ("jean baptiste", "jb"),
     ("Jean-Batiste", "jb"), ("solenne", "solene"), ("Agate", "agathe"), ("theo", "theo"), ("Nour", "nour")],
)  # fmt: skip
def test_every_name_is_known_without_its_accents_and_capitals(typed, login):
    assert understand(f"Bonjour {typed}", "fr").names == (login,)


@pytest.mark.parametrize("text", ["pour le jour de mars", "la mare", "une zone, le thé", "mobile, carin"])
def test_no_other_word_is_taken_for_a_name(text):
    assert understand(text, "fr").names == ()


def test_the_names_stand_in_their_order_and_once():
    assert understand("Karim et Léa, et Karim encore", "fr").names == ("karim", "lea")


def test_several_sentences_are_heard_each_for_itself():
    heard = understand("Bonjour à tous ! Le camion est passé. Karim, tu as vu les affiches ? Merci", "fr")
    assert heard.acts == ("hello", "thanks")
    assert heard.everybody
    assert heard.asks
    # What is asked about comes before what is told.
    assert heard.topics[0] == "posters"


def test_a_reference_in_an_address_is_none_that_somebody_asks_about():
    assert understand("https://gestan.example.com/factures/FA2024-0153", "fr").references == ()
    assert understand("FA2024-0153 et fa2024-0154, FA2024-0153", "fr").references == ("FA2024-0153", "FA2024-0154")
