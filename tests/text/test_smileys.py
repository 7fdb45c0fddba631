"""Typed smileys and `:names:` become emoji where they stand alone, and nowhere else."""

import re

import emoji
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import emoji_set, render, smileys

BECOME_EMOJI = {
    "Super :)": "Super 🙂",
    ":)": "🙂",
    "Ok :-) ;) :D :-D xD ^^": "Ok 🙂 😉 😃 😃 😆 😊",
    ":p :P ;p :o :O :-o": "😛 😛 😜 😮 😮 😮",
    ":'( :’( :( :-( :/ :-/ :| :-|": "😢 😢 🙁 🙁 😕 😕 😐 😐",
    "je vous <3 </3": "je vous ❤️ 💔",
    "Bravo !:) Oui.:) Bon,;)": "Bravo !🙂 Oui.🙂 Bon,😉",
    "C’est prêt :).": "C’est prêt 🙂.",
    '« :) » ou ":)" ou [:)]': '« 🙂 » ou "🙂" ou [🙂]',
    ":):):D": "🙂🙂😃",
    "🎉:)": "🎉🙂",
    "un\n:)\ndeux": "un\n🙂\ndeux",
    "\u00a0:)\u00a0": "\u00a0🙂\u00a0",
    "(très bien :))": "(très bien 🙂)",
    "(merci :) à demain)": "(merci 🙂 à demain)",
    "(oui) :)": "(oui) 🙂",
    "Bravo :))) ;-)) :((": "Bravo 🙂 😉 🙁",
    "(bravo :))))": "(bravo 🙂)",
    "((vu :))) :)": "((vu 🙂)) 🙂",
    "1) :) 2) :)": "1) 🙂 2) 🙂",
    "(:": "(:",
    "<3 jours": "❤️ jours",  # the price of <3: who means less than three writes a space
    # names, in French and in English, whatever the accents
    ":chat:": "🐱",
    ":coeur: :cœur: :Cœur: :COEUR:": "❤️ ❤️ ❤️ ❤️",
    ":café: :cafe:": "☕ ☕",
    ":tada::tada:": "🎉🎉",
    ":chat::)": "🐱🙂",
    "(:merci:)": "(🙏)",
    ":+1: :-1: :100: :thumbsup:": "👍 👎 💯 👍",
    ":tête-de-chat: :tête_de_chat: :cat_face: :cat:": "🐱 🐱 🐱 🐱",
    ":d’accord: :s'il_vous_plait:": "👍 🙏",
    ":miaou: :inconnu: :chat:": "😺 :inconnu: 🐱",
}

STAY_AS_TYPED = [
    "10:00",
    "de 9:00 à 12:30:45",
    "ratio 4:3 ; 1:100:5",
    "note:)",
    "(voir p:)",
    "(cf. :)",
    "(bien vu ;)",
    "C:\\dir",
    "C:\\:p",
    "C:/:p",
    "D:D",
    "Fichier :Documents",
    "Prix :pas encore",
    "option :oui",
    "a:chat:b",
    "std::vector::chat:",
    "::chat::",
    ":chat",
    "chat:",
    ": chat :",
    ":1: :2:",
    "fichier.txt:12:chat:",
    "/:p //serveur/:D",
    "x<3 et i<32",
    "<3e",
    "MAXD xDebug",
    "2^^3 ^^^",
    ":-",
    ":)oui",
    "8) =) :s :3 :* *_* -_-",
    "moi@exemple:p",
    "#:) &:) =:)",
    "",
]


@pytest.mark.parametrize(("typed", "shown"), BECOME_EMOJI.items())
def test_what_stands_alone_becomes_an_emoji(typed: str, shown: str) -> None:
    assert smileys.replace(typed) == shown


@pytest.mark.parametrize("typed", STAY_AS_TYPED)
def test_what_is_part_of_something_else_stays_as_typed(typed: str) -> None:
    assert smileys.replace(typed) == typed


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("`:)` :)", "<p><code>:)</code> 🙂</p>"),
        ("`:chat:`", "<p><code>:chat:</code></p>"),
        ("```\nx = a ? b :p\n```\n:p", "<pre><code>x = a ? b :p\n</code></pre><p>😛</p>"),
        ("**Bravo :)** :chat:", "<p><strong>Bravo 🙂</strong> 🐱</p>"),
        ("**Note**:)", "<p><strong>Note</strong>:)</p>"),
        ("**Note** :)**fin**", "<p><strong>Note</strong> :)<strong>fin</strong></p>"),
        ("- un :)\n- deux ;)", "<ul><li>un 🙂</li><li>deux 😉</li></ul>"),
        ("> cité :)\nvu :)", "<blockquote><p>cité 🙂</p></blockquote><p>vu 🙂</p>"),
        ("*a*\n:)", "<p><em>a</em><br>🙂</p>"),
        ("*:visage_qui_fond:* :mort_de_rire:", "<p><em>🫠</em> 😂</p>"),
        ("1 & 2 :) < 3", "<p>1 &amp; 2 🙂 &lt; 3</p>"),
    ],
)
def test_code_stays_as_typed_and_marks_hold_emoji(source: str, html: str) -> None:
    assert re.sub(r"\n(?=<)", "", render.html(source)) == re.sub(r"\n(?=<)", "", html)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("http://x:8080/:p", "http://x:8080/:p"),
        ("voir https://a.example/:chat:/ :)", "https://a.example/:chat:/"),
        ("https://a.example:)", "https://a.example"),
        ("<https://a.example/:)> :)", "https://a.example/:)"),
        ("[bravo :) :chat:](https://a.example)", "bravo :) :chat:"),
    ],
)
def test_a_link_stays_as_typed(source: str, shown: str) -> None:
    html = render.html(source)
    assert f">{shown}</a>" in html
    assert "🐱" not in html
    assert ("🙂" in html) == source.endswith(" :)")


@pytest.mark.parametrize("source", ["Super :)", "**Super** :) `x`", ":chat: <3"])
def test_who_switches_smileys_off_is_read_as_they_typed(source: str) -> None:
    assert not emoji.emoji_count(render.html(source, smileys=False))
    assert emoji.emoji_count(render.html(source, smileys=True))


def test_emoji_that_are_typed_as_such_are_left_alone() -> None:
    text = "☕ 👍🏽 👩‍👩‍👧 🇫🇷 ❤️ 1️⃣"
    assert smileys.replace(text) == text


TYPED = st.text(st.sampled_from(":;)(Dpo<3/'^x chat-_"), max_size=30)


@given(st.lists(TYPED, max_size=4))
def test_each_line_is_read_by_itself(lines: list[str]) -> None:
    assert smileys.replace("\n".join(lines)) == "\n".join(map(smileys.replace, lines))


@given(st.text(max_size=60))
def test_what_holds_no_smiley_is_untouched(text: str) -> None:
    if not re.search(r"[:;][-'’]?[)(DpPoO|/]|<|xD|XD|\^\^|:[^:]+:", text):
        assert smileys.replace(text) == text


def test_every_typed_smiley_becomes_an_emoji_that_the_menu_has() -> None:
    offered = {one.glyph for one in emoji_set.load()}
    assert set(smileys.TYPED.values()) <= offered
    for typed, glyph in smileys.TYPED.items():
        assert smileys.replace(f"Oui {typed} !") == f"Oui {glyph} !"


def test_every_name_becomes_its_emoji() -> None:
    for one in emoji_set.load():
        for name in (*one.names["fr"], *one.names["en"]):
            assert smileys.replace(f":{name}:") == one.glyph


def test_names_are_needed_only_where_one_may_stand() -> None:
    smileys._by_name.cache_clear()
    assert not smileys.needs_names("Rendez-vous à 10:00 :)")
    assert smileys.needs_names("Un :chat: passe")
    smileys.replace(":chat:")
    assert not smileys.needs_names("Un :chat: passe")
