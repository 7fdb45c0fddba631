"""The short way: what says no mark is shown without asking Markdown, and nobody can tell."""

import threading

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.text import render, typed

SAYS_NO_MARK = [
    "Bonjour à tous, l’imprimeur confirme 500 affiches A3 pour mercredi : on valide ?",
    'C\'est "prêt" (enfin, presque)… « oui » ; à 9 h 30 — ou pas !',
    "«\u00a0Insécables\u00a0»\u202f: 1\u00a0284,00\u00a0€\u00a0!",
    "12 500 € TTC, soit 3,5 % ; -5 °C ; +33 6 12 34 56 78",
    "15 personnes. 2e étage. 14h. FA2024-0153",
    "rendez-vous peut-être demain, c'est-à-dire mardi",
    "☕ 👍🏽 👩‍👩‍👧 🇫🇷 <3 :-) ;) x < y > z & co",
    "facture_2024.pdf, 5*3 = 15, ~10 min, #urgent, [interne], a/b, 50%, {x}, |, ^, =, $",
    "@Léa @tous : d'accord ?",
    "Premier point,\nsecond point.\n   En retrait.",
    "مرحبا بكم في المكتب",
    "&eacute; reste tel quel",
    "https ou http: ? mailto:moi",
    "-",
    "1.",
    "  espaces autour  ",
]
MAY_SAY_MORE = [
    "- du café",
    "  * du café",
    "1. du café",
    "oui\n10. du café",
    "> cité",
    "oui\n>cité",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "`code`",
    "*oui*",
    "_oui_",
    "~~non~~",
    "[x](https://a.example)",
    "https://a.example",
    "HTTPS://A.EXAMPLE",
    "www.a.example",
    "WWW.a.example",
    "<http://a.example>",
    "moi@a.example",
    "\\*",
    "un\n\ndeux",
    "un\n\u00a0\ndeux",
    "un\n",
    "tab\tulateur",
    "\x02klzzwxh:0000\x03",
    "\ud800",
    "NUL \x00",
    "u2028 \u2028 x",
    "\x85",
    "",
    " ",
]


@pytest.mark.parametrize("text", SAYS_NO_MARK)
def test_an_everyday_line_goes_the_short_way(text: str) -> None:
    assert render.says_no_mark(text)
    assert render.plain(text) == render.formatted(text, smileys=False) == render.html(text, smileys=False)
    assert render.formatted(text) == render.html(text)


@pytest.mark.parametrize("text", MAY_SAY_MORE)
def test_a_line_that_may_say_more_is_asked(text: str) -> None:
    assert not render.says_no_mark(text)
    assert render.html(text) == render.formatted(text)


EVERYDAY = st.text(
    st.sampled_from("aàéœ0129 .,:;!?'\"’«»()[]{}<>&#@/\\*_~`|+-=^%$€\n\u00a0\u202f\u200d\t😀é")
    | st.characters(codec=None, exclude_categories=()),
    max_size=60,
)
WORDS = ["Oui", "d'accord", *("1.", "12.", "٣.", "-", "*", ">", "~~~", "~", "_", "`", "\\"), "http", "s://"]
MORE = ["www", ".fr", "www.", "[x]", "(y)", "](", "a@b", "@a", "&lt;", "<b>", "é"]
FACES = [":)", ":", ";-)", ":D", "xD", "x", "D", ":'(", "<3", "</3", "^^", "(", ")", ":chat:", ":+1:", ":oui", "10:00"]
SPACES = ["", " ", "   ", "\n", "\n ", "\n\n", "\u00a0", "\u3000"]
LINES = st.lists(st.sampled_from(WORDS + MORE) | st.sampled_from(FACES + SPACES), max_size=25).map("".join)


@settings(deadline=None)
@given(EVERYDAY | LINES, st.booleans())
@example("\u00a0- x", True)
@example("\x1c\nx", True)
@example("x\n\u3000\ny", True)
@example("(bien vu :)\n:) *:) (:)", True)
@example("~ " * (render.MOST_MARKS + 1) + ":)", True)
def test_the_short_way_and_the_long_way_meet(text: str, smileys: bool) -> None:
    assert render.html(text, smileys) == render.formatted(text, smileys)
    if render.says_no_mark(text):
        assert render.html(text, smileys=False) == render.plain(text)
    cleaned = typed.clean(text)
    assert render.html(cleaned, smileys) == render.formatted(cleaned, smileys)


def test_threads_do_not_mix_their_messages() -> None:
    sources = [f"**{n}** `{n}` [{n}](https://a.example/{n})\n- {n}\n```python\n{n}\n```" for n in range(40)]
    expected = [render.html(source) for source in sources]
    wrong: list[str] = []

    def write() -> None:
        for _ in range(3):
            wrong.extend(s for s, html in zip(sources, expected, strict=True) if render.html(s) != html)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
