"""The files of the scenes hold together, in both languages, whoever looks on."""

from __future__ import annotations

import re

import pytest

from app.demo import scenes
from app.demo.cast import CHARACTERS, PLACES, logins_in
from app.demo.director import MENDS_S, REACTS_S
from app.demo.scenes import NAMES, Cue, Scene, parsed, scene
from app.locale import LANGUAGES

BY_KEY = {place.key: place for place in PLACES}
LOGINS = {character.login for character in CHARACTERS}
ALL = [scene(name, lang) for lang in LANGUAGES for name in NAMES]
IDS = [f"{lang} {name}" for lang in LANGUAGES for name in NAMES]
HEAD = "title: T\nabout: A.\ncanal: office\nviewer: lea\n"

each = pytest.mark.parametrize("played", ALL, ids=IDS)


def of_all(played: Scene) -> str:
    return "\n".join(text for cue in played.cues for text in (cue.text, cue.before, *cue.card))


@each
def test_whoever_plays_works_here_and_is_in_the_canal(played: Scene):
    inside = set(logins_in(BY_KEY[played.canal]))
    assert {*played.parts, *dict(played.instead).values(), played.viewer} <= inside
    for cue in played.cues:
        assert set(cue.recipients) < inside - {cue.who}
        assert cue.named <= set(played.parts)
        assert {login for _, logins in cue.reactions for login in logins} <= set(played.parts)
    assert set(played.away) <= LOGINS


@each
def test_whoever_reacts_may_read_it_and_is_not_its_author(played: Scene):
    for cue in played.cues:
        for _, logins in cue.reactions:
            assert cue.who not in logins
            assert len(set(logins)) == len(logins)
            assert not cue.recipients or set(logins) <= set(cue.recipients)


@each
def test_an_answer_is_to_something_that_its_author_was_told(played: Scene):
    said: dict[str, Cue] = {}
    for cue in played.cues:
        if cue.answers:
            circle = said[cue.answers].recipients
            assert not circle or cue.who in circle
            assert not circle or set(cue.recipients) <= {*circle, cue.answers}
        if cue.deed == "takes back":
            said.pop(cue.who)
        elif cue.deed == "says":
            said[cue.who] = cue


@each
def test_each_part_has_somebody_else_who_plays_it_instead_and_has_no_part_of_their_own(played: Scene):
    instead = dict(played.instead)
    assert set(instead) == set(played.parts)
    assert not set(instead.values()) & set(played.parts)


@each
def test_a_scene_takes_about_a_minute(played: Scene):
    says = [cue for cue in played.cues if cue.deed == "says"]
    reacting = sum(len(logins) for cue in says for _, logins in cue.reactions)
    lasts = sum(cue.after for cue in played.cues) + reacting * REACTS_S + sum(MENDS_S for cue in says if cue.before)
    assert 8 <= len(says) <= 16
    assert 40 <= lasts <= 75


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_tell_the_same(name: str):
    french, english = (scene(name, lang) for lang in ("fr", "en"))
    assert (french.canal, french.viewer, french.away, french.instead, french.page) == (
        english.canal,
        english.viewer,
        english.away,
        english.instead,
        english.page,
    )
    assert [shape(cue) for cue in french.cues] == [shape(cue) for cue in english.cues]
    assert french.title != english.title


def shape(cue: Cue) -> tuple[object, ...]:
    told = (bool(cue.text), bool(cue.before), len(cue.card), cue.card[1:3])
    return (cue.after, cue.who, cue.deed, cue.recipients, cue.answers, cue.reactions, cue.named, *told)


@each
def test_it_is_written_with_the_marks_of_print(played: Scene):
    text = of_all(played)
    assert "'" not in text
    assert '"' not in text
    assert "..." not in text


@pytest.mark.parametrize("name", NAMES)
def test_french_has_its_spaces(name: str):
    text = of_all(scene(name, "fr"))
    assert not re.search(r"[^\s\u202f\u00a0?!][;!?]|« | »| [;!?]", text)
    assert not re.search(r"\w:\s", text)


@each
def test_links_lead_nowhere_real_and_records_have_fields(played: Scene):
    for cue in played.cues:
        if cue.card:
            title, reference, link, *fields = cue.card
            assert title
            assert link.startswith("https://gestan.example.com/")
            assert link.endswith(reference)
            assert fields
            assert all(" = " in field for field in fields)


@each
def test_a_slip_that_is_mended_is_one(played: Scene):
    assert all(cue.before != cue.text for cue in played.cues if cue.before)


def test_what_a_scene_is_for_is_in_it():
    invoice, secret, client = (scene(name, "fr") for name in ("invoice", "secret", "client"))
    assert BY_KEY[invoice.canal].kind == "private"
    assert any(cue.card for cue in invoice.cues)
    assert BY_KEY[secret.canal].kind == "open"
    assert len([cue for cue in secret.cues if cue.recipients]) >= 4
    assert "karim" not in secret.circle
    assert all("karim" not in cue.recipients for cue in secret.cues)
    assert any("@{karim}" in cue.text for cue in client.cues)
    assert any(cue.deed == "takes back" for cue in scene("coffee", "fr").cues)
    assert len([cue for cue in scene("monday", "fr").cues if cue.deed == "comes"]) >= 4
    assert scene("erp", "fr").page == "/demo/erp"


def test_all_that_may_stand_in_a_file_is_read():
    text = (
        f"{HEAD}away: karim\ninstead: marc = jb, zoe = nour\npage: /demo/erp\n\n"
        "2 marc comes\n3 marc > lea, zoe\nUn\n\ndeux\n~ Une\n+ 👍 lea, zoe\n| Facture\n| FA1\n| https://x\n| A = B\n"
        "\n4 zoe ^ marc\nOui\n5 waits\n6 zoe takes back\n1 marc goes\n"
    )
    assert parsed("all", text) == Scene(
        "all",
        "T",
        "A.",
        "office",
        "lea",
        (
            Cue(2, "marc", "comes"),
            Cue(
                3,
                "marc",
                "says",
                "Un\n\ndeux",
                ("lea", "zoe"),
                "",
                "Une",
                (("👍", ("lea", "zoe")),),
                ("Facture", "FA1", "https://x", "A = B"),
            ),
            Cue(4, "zoe", "says", "Oui", (), "marc"),
            Cue(5, "", "waits"),
            Cue(6, "zoe", "takes back"),
            Cue(1, "marc", "goes"),
        ),
        ("karim",),
        (("marc", "jb"), ("zoe", "nour")),
        "/demo/erp",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: T\n\n2 marc\nOui\n", r"broken\.txt, line 2: no about"),
        (f"{HEAD}\nOui\n", r"broken\.txt, line 6: nobody says this"),
        (f"{HEAD}\n2 marc comes\nOui\n", r"broken\.txt, line 7: nobody says this"),
        (f"{HEAD}\n2 marc\n\n3 zoe\nOui\n", r"broken\.txt, before line 8: marc says nothing"),
        (f"{HEAD}\n", r"broken\.txt: nothing happens"),
        (f"{HEAD}instead: marc\n\n2 marc\nOui\n", r"broken\.txt: who plays instead"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_its_line(text: str, said: str):
    with pytest.raises(ValueError, match=said):
        parsed("broken", text)


def test_a_person_is_not_played():
    played = Scene(
        "s", "", "", "office", "lea", (Cue(1, "marc"), Cue(1, "zoe")), instead=(("marc", "jb"), ("zoe", "jb"))
    )

    def player(part: str, *persons: str) -> str | None:
        return played.player(part, lambda login: login in persons)

    assert player("marc") == "marc"
    assert player("marc", "marc") == "jb"
    assert player("marc", "marc", "jb") is None
    assert player("zoe", "marc", "zoe") is None
    assert player("zoe", "zoe") == "jb"


def test_every_scene_has_a_file_and_every_file_is_one():
    for lang in LANGUAGES:
        folder = scenes.resources.files("app.demo.scenes").joinpath(lang)
        assert {each.name for each in folder.iterdir()} == {f"{name}.txt" for name in NAMES}
