"""Names behind an `@`: whom they mean in the running text, and that nothing typed makes a mention by itself."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.text import markup, render
from app.text.mentions import MARK, MOST, Mentions, Names

CALLED = {
    0: "tous",
    1: "Léa",
    2: "Léa Martin",
    3: "J.-P. d’Œuf",
    4: "*gras*_x",
    5: "<b>Bob</b>",
    6: "jean_paul",
    7: "محمد",
    8: "[x](https://a.example)",
    9: "`code`",
    10: "R&D",
    11: "Absent",
}
NAMES = Names(CALLED.items())
AMONG = CALLED.keys() - {11}


def mentioned(text: str) -> list[tuple[int, str]]:
    """Who is meant in a text's HTML, and what was typed for them."""
    return [(int(whose), typed) for whose, typed in MARK.findall(render.html(text, mentions=Mentions(NAMES, AMONG)))]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Léa", [1]),
        ("@lea, @LÉA : oui (@Le\u0301a) «@Léa»", [1, 1, 1, 1]),
        ("Bonjour.@Léa", [1]),
        ("j’ai besoin d’@Léa", [1]),
        ("@Léa’s", [1]),
        ("@Léa Martin, @Léa Martinet, @léa\xa0martin", [2, 1, 2]),
        ("@j.-p. d'oeuf.", [3]),
        ("**@Léa** _@Léa_ ~~@Léa~~ *et @Léa*", [1, 1, 1, 1]),
        ("> @tous\n- @Léa\n1. @TOUS", [0, 1, 0]),
        ("@*gras*_x et **@*gras*_x**", [4, 4]),
        ("@<b>Bob</b> @[x](https://a.example) @`code` @R&D", [5, 8, 9, 10]),
        ("@jean_paul @Jean_Paul_", [6, 6]),
        ("@محمد مرحبا", [7]),
        ("@Léa:)", [1]),
        ("Personne ici ne dit @Absent, ni @nobody.", []),
        ("@ Léa, @, @@Léa, @Léandre, @Léa-Marie, @Léa.fr, @Léa_x", []),
        ("moi@lea.fr lea@Léa x/@Léa ?a=@Léa", []),
        ("https://a.example/@Léa www.a.example/?x&@Léa", []),
        ("`@Léa` `` @*gras*_x ``", []),
        ("```\n@Léa @*gras*_x\n```\n```python\n@Léa\n```", []),
        ("[@Léa](https://a.example) [x](https://a.example?@Léa)", []),
        ("\\@Léa", []),
        ("**gras**@Léa", []),
    ],
)
def test_a_name_means_somebody_where_it_stands_alone_in_the_running_text(text, meant):
    assert [whose for whose, _ in mentioned(text)] == meant


@pytest.mark.parametrize(
    "text",
    [
        '<span class="mention" data-member="1">@Léa </span>',
        '&lt;span class="mention" data-member="1"&gt;@x',
        '**<span class="mention" data-member="1">**@x',
        '`<span class="mention" data-member="1">@x</span>`',
        "\x1a0\x1a \x1a1\x1a",
        "[x](https://a.example){: .mention data-member=1 }",
        '```html\n<span class="mention" data-member="1">@x</span>\n```',
    ],
)
def test_nothing_typed_makes_a_mention_by_itself(text):
    mentions = Mentions(Names([(7, "Zoé")]), {7})
    html = render.html(f"{text} @Zoé", mentions=mentions)
    assert MARK.findall(html) in ([], [("7", "@Zoé")])
    assert re.findall(r'<span class="mention"[^>]*>', html) in ([], ['<span class="mention" data-member="7">'])


@pytest.mark.parametrize(
    "text", ["`@Léa`", "```\n@*gras*_x\n```", "[@R&D](https://a.example)", "**x**@Léa", "x @Absent"]
)
def test_what_is_no_mention_is_shown_as_if_nobody_were_called_so(text):
    assert render.html(text, mentions=Mentions(NAMES, AMONG)) == render.html(text)


def test_who_is_named_and_who_would_be_is_known_afterwards():
    mentions = Mentions(NAMES, AMONG)
    render.html("@Léa et @Absent, `@jean_paul`, **@Léa Martin**", mentions=mentions)
    assert (mentions.named, mentions.others) == ({1, 2}, {11})


def test_of_two_that_are_called_the_same_the_later_one_is_meant():
    mentions = Mentions(Names([(0, "tous"), (3, "Tous")]), {0, 3})
    render.html("@tous", mentions=mentions)
    assert mentions.named == {3}


def test_a_text_names_no_more_than_anybody_reads():
    mentions = Mentions(NAMES, AMONG)
    html = render.html("@Léa " * (MOST + 5), mentions=mentions)
    assert html.count("<span") == MOST
    assert html.count("@Léa") == MOST + 5


def test_an_office_of_three_hundred_is_named_in_one_text():
    called = {n: f"Prénom {n} de la Tour" for n in range(1, 301)}
    mentions = Mentions(Names(called.items()), called)
    render.html(" ".join(f"@{name.lower()}" for name in called.values()), mentions=mentions)
    assert mentions.named == called.keys()


def test_a_text_that_could_not_be_read_names_nobody(monkeypatch):
    mentions = Mentions(NAMES, AMONG)

    def fail(*_):
        raise ValueError

    monkeypatch.setattr(mentions, "put_back_in", fail)
    assert render.html("@Léa, *oui*", mentions=mentions) == "<p>@Léa, *oui*</p>"
    assert mentions.named == set()


@pytest.mark.parametrize("text", ["Bonjour à tous", "@personne et a@b", "@ Léa"])
def test_a_text_that_names_nobody_goes_the_short_way(text, monkeypatch):
    def fail(*_):
        raise AssertionError(text)

    monkeypatch.setattr(render, "formatted", fail)
    assert render.html(text, mentions=Mentions(NAMES, AMONG)) == f"<p>{text}</p>"


MARKS = [
    "*",
    "_",
    "`",
    "**",
    "```",
    "> ",
    "- ",
    "[",
    "](https://a.example)",
    "https://a.example",
    ":)",
    "\\",
    "&amp;",
    "<",
]
WORDS = [
    "@",
    "@Léa",
    "@léa martin",
    "@*gras*_x",
    "@`code`",
    "@[x](https://a.example)",
    "Léa",
    "x",
    " ",
    "\n",
    ".",
    "\u0301",
]


@given(st.lists(st.sampled_from(MARKS + WORDS), max_size=25).map("".join))
@example("`@*gras*_x @Léa`@Léa")
def test_whatever_is_typed_no_place_holder_is_left_and_whoever_is_marked_is_named(text):
    mentions = Mentions(NAMES, AMONG)
    html = render.html(text, mentions=mentions)
    assert "\x1a" not in html
    assert {int(whose) for whose, _ in MARK.findall(html)} == mentions.named
    assert html.count("<span class") == len(MARK.findall(html))


def test_one_message_s_names_are_not_the_next_one_s():
    markup.convert("@Léa", mentions=Mentions(NAMES, AMONG))
    assert "<span" not in markup.convert("@Léa *x*")
