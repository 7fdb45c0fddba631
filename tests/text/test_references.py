"""References that become links: which ones, where, and at what cost."""

import json
import re
import subprocess
import sys
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.text import references, render, typed
from app.text.references import Finder, Pattern
from tests.text.test_hostile_messages import Reader

ADDRESS = "https://gestan.example/?ref={ref}"
PATTERNS = ("FA####-####", "FA####", "CLI@@##", "N°###", "BL #####", "####/##", "a@-#")
FINDER = Finder([Pattern(pattern, ADDRESS) for pattern in PATTERNS])


def links(text: str, finder: Finder = FINDER) -> list[str]:
    """What the links of a message show, in order; the reader sees that nothing else is in it."""
    html = render.html(text, references=finder)
    Reader(html)
    return re.findall(r"<a [^>]*>(.*?)</a>", html)


ALONE = {
    "by itself": ("FA2024-0153", ["FA2024-0153"]),
    "in a sentence": ("On relance FA2024-0153, ou FA2024-0154 ?", ["FA2024-0153", "FA2024-0154"]),
    "at a sentence's end": ("Voir FA2024-0153.", ["FA2024-0153"]),
    "in brackets and quotation marks": ("(FA2024-0153) «FA2024-0154»", ["FA2024-0153", "FA2024-0154"]),
    "beside an apostrophe": ("l’FA2024-0153 d'FA2024-0154", ["FA2024-0153", "FA2024-0154"]),
    "parted by slashes and commas": ("FA2024-0153/FA2024-0154,FA2025", ["FA2024-0153", "FA2024-0154", "FA2025"]),
    "on lines of their own": ("FA2024-0153\nFA2024-0154\n\nFA2025", ["FA2024-0153", "FA2024-0154", "FA2025"]),
    "in the middle of bold": ("**FA2024-0153** et *(FA2024-0154)*", ["FA2024-0153", "FA2024-0154"]),
    "in a list and a quote": ("- FA2024-0153\n> FA2024-0154", ["FA2024-0153", "FA2024-0154"]),
    "in a list in a quote": ("> - oui FA2024-0153", ["FA2024-0153"]),
    "beside a smiley": ("FA2024-0153 :) FA2024-0154", ["FA2024-0153", "FA2024-0154"]),
    "the longer of two": ("FA2024 FA2024-0153", ["FA2024", "FA2024-0153"]),
    "letters and digits": ("CLIAB12 N°123 BL 12345 2024/07 aZ-1", ["CLIAB12", "N°123", "BL 12345", "2024/07", "aZ-1"]),
    "after a hyphen and a space": ("- FA2024-0153", ["FA2024-0153"]),
    "with a dash of the sentence": ("FA2024-0153 - payée", ["FA2024-0153"]),
}
NOT_ALONE = {
    "in a longer word": "XFA2024-0153 FA2024-01530 FA2024-0153X éFA2024-0153 FA2024-0153é _FA2024-0153",
    "in a longer reference": "FA2024-0153-B 12-FA2024-0153 FA2024-015",
    "in small letters": "fa2024-0153 CLIab12",
    "in digits of other scripts": "FA٢٠٢٤-٠١٥٣ FA２０２４-０１５３",
    "with letters that have accents": "CLIÉÀ12",
    "with another dash": "XFA2024–0153",
    "over a line's end": "BL\n12345",
    "touching what is struck or code": "~~x~~FA2024-0153 FA2024-0154`x`",
    "half in bold": "CLI**AB**12",
    "in code": "`FA2024-0153` ``FA2024-0154``",
    "in a code block": "```\nFA2024-0153\n```\n~~~sql\nselect 'FA2024-0153'\n~~~",
    "in code in a list": "- `FA2024-0153`",
}
IN_LINKS = {
    "an address": ("https://a.example/FA2024-0153", ["https://a.example/FA2024-0153"]),
    "a bare site": ("www.a.example/FA2024-0153", ["www.a.example/FA2024-0153"]),
    "an address in angles": ("<https://a.example/FA2024-0153>", ["https://a.example/FA2024-0153"]),
    "a mail address": ("FA2024-0153@a.example", ["FA2024-0153@a.example"]),
    "a label": ("[Facture FA2024-0153](https://a.example/)", ["Facture FA2024-0153"]),
    "a label in bold": ("[**FA2024-0153**](https://a.example/)", ["<strong>FA2024-0153</strong>"]),
    "beside a link": ("https://a.example/ FA2024-0153", ["https://a.example/", "FA2024-0153"]),
}


@pytest.mark.parametrize(("text", "found"), ALONE.values(), ids=ALONE)
def test_a_reference_that_stands_alone_is_a_link(text: str, found: list[str]) -> None:
    assert links(text) == found


@pytest.mark.parametrize("text", NOT_ALONE.values(), ids=NOT_ALONE)
def test_what_is_part_of_something_else_stays_as_typed(text: str) -> None:
    assert links(text) == []
    assert render.html(text, references=FINDER) == render.html(text)


@pytest.mark.parametrize(("text", "found"), IN_LINKS.values(), ids=IN_LINKS)
def test_a_link_holds_no_second_link(text: str, found: list[str]) -> None:
    assert links(text) == found


def test_a_link_is_safe_and_leads_where_its_pattern_says() -> None:
    assert render.html("FA2024-0153", references=FINDER) == (
        '<p><a href="https://gestan.example/?ref=FA2024-0153" target="_blank" '
        'rel="noopener noreferrer nofollow">FA2024-0153</a></p>'
    )


def test_a_reference_is_percent_encoded_in_the_address() -> None:
    finder = Finder([Pattern("N° ##/@_#", "https://gestan.example/{ref}/fiche?a=b&c=é")])
    assert 'href="https://gestan.example/N%C2%B0%2012%2FA_3/fiche?a=b&amp;c=' in render.html(
        "N° 12/A_3", references=finder
    )


def test_of_two_patterns_as_long_the_first_decides() -> None:
    finder = Finder([Pattern("A###", "https://one.example/{ref}"), Pattern("@123", "https://two.example/{ref}")])
    assert "one.example" in render.html("A123", references=finder)
    assert "two.example" in render.html("B123", references=finder)


@pytest.mark.parametrize(
    "address", ["javascript:alert({ref})", "data:text/html,{ref}", '"><script>{ref}', "//x/{ref}", ""]
)
def test_whatever_stands_in_the_database_no_link_is_unsafe(address: str) -> None:
    html = render.html("FA2024-0153", references=Finder([Pattern("FA####-####", address)]))
    assert "href" not in html or 'href="https' in html
    assert "<script" not in html
    assert "FA2024-0153" in html


HOSTILE_PATTERNS = ("(a+)+#", "(a|a)*#", ".*#", "[#", "]#", "#{1,9999}", r"\#", "(?#", "^#$", "#|", "(?P<n>#)", "\\")


@pytest.mark.parametrize("pattern", HOSTILE_PATTERNS)
def test_a_regular_expression_is_no_pattern_but_means_itself(pattern: str) -> None:
    """The store refuses them all; should one stand in the database, it means its characters and nothing else."""
    finder = Finder([Pattern(pattern, ADDRESS)])
    itself = pattern.replace("#", "7")
    assert [found[:2] for found in finder.all_in(f" {itself} ")] == [(1, 1 + len(itself))] or not finder.any_in(itself)
    assert not finder.any_in("a" * 50)
    assert not finder.any_in("aa7")


signs = st.sampled_from("#@A7-/ °.")
patterns = st.text(signs, min_size=3, max_size=40).filter(lambda p: p[0] not in "-/ °." and p[-1] not in "-/ °.")
office = st.lists(patterns, min_size=1, max_size=20, unique=True)


@given(office)
def test_a_search_takes_so_many_steps_at_each_place_and_no_more(some: list[str]) -> None:
    """Counted, not timed: nothing in the expression repeats, so a text of n characters takes n × this at most."""
    finder = Finder([Pattern(pattern, ADDRESS) for pattern in some])
    steps = count_steps(parser.parse(finder._expression.pattern))
    assert steps <= sum(map(len, some)) + 10


def count_steps(parsed) -> int:
    """Single characters that an expression can look at from one place, whatever the text."""
    steps = 0
    for operation, argument in parsed:
        name = str(operation)
        if name in {"LITERAL", "IN"}:
            steps += 1
        elif name == "BRANCH":
            steps += sum(map(count_steps, argument[1]))
        elif name == "SUBPATTERN":
            steps += count_steps(argument[3])
        elif name == "ASSERT_NOT":
            steps += count_steps(argument[1])
        else:
            # All that repeats is the hyphen that a reference's neighbour may have.
            assert name == "MAX_REPEAT"
            assert argument[:2] == (0, 1)
            steps += count_steps(argument[2])
    return steps


def plainly(some: list[str], text: str) -> list[tuple[int, int]]:
    """What the finder should find, the slow way."""
    found, at = [], 0
    by_length = sorted(some, key=len, reverse=True)
    while at < len(text):
        fits = [p for p in by_length if fits_at(p, text, at)]
        if fits:
            found.append((at, at + len(fits[0])))
            at += len(fits[0])
        else:
            at += 1
    return found


def fits_at(pattern: str, text: str, at: int) -> bool:
    piece, before, after = text[at : at + len(pattern)], text[:at], text[at + len(pattern) :]
    stands = {"#": "0123456789", "@": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    if len(piece) < len(pattern) or any(c not in stands.get(p, p) for p, c in zip(pattern, piece, strict=True)):
        return False
    if (before[-1:].isalnum()) or (before[-1:] == "-" and before[-2:-1].isalnum()):
        return False
    return not (after[:1].isalnum() or (after[:1] == "-" and after[1:2].isalnum()))


@settings(deadline=None)
@given(office, st.text(st.sampled_from("A7-/ °."), max_size=80))
def test_it_finds_what_a_plain_reader_finds(some: list[str], text: str) -> None:
    finder = Finder([Pattern(pattern, ADDRESS) for pattern in some])
    assert [(start, end) for start, end, _ in finder.all_in(text)] == plainly(some, text)


@settings(deadline=None)
@given(st.text(st.sampled_from("FA2024-0153 *_~`[]()>\n.:)"), max_size=60), st.booleans())
def test_links_change_nothing_else_of_a_message(text: str, smileys: bool) -> None:
    with_links = render.html(text, smileys, FINDER)
    Reader(with_links)
    assert without_links(with_links) == without_links(render.html(text, smileys))


def without_links(html: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", html)


def test_a_message_has_so_many_links_at_most_and_the_rest_is_as_typed() -> None:
    text = "\n".join(f"- FA2024-{n:04} **FA2025-{n:04}**" for n in range(references.MOST))
    html = render.html(text, references=FINDER)
    assert html.count("<a ") == references.MOST
    assert html.index("FA2024-0049</a>") < html.index("FA2024-0060")
    assert "FA2024-0060</a>" not in html


def test_without_a_finder_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked(*_: object) -> None:
        raise AssertionError("there is nothing to find")

    for name in ("any_in", "all_in"):
        monkeypatch.setattr(Finder, name, looked)
    assert render.html("FA2024-0153") == "<p>FA2024-0153</p>"
    assert render.html("**FA2024-0153**") == "<p><strong>FA2024-0153</strong></p>"


def test_one_message_leaves_no_pattern_to_the_next() -> None:
    assert "<a " in render.html("**FA2024-0153**", references=FINDER)
    assert "<a " not in render.html("**FA2024-0153**")


FULL = typed.MAX_LENGTH
WORST = [Pattern("A" * (39 - n) + "#" * (n + 1), "https://gestan.example/" + "x" * 470 + "{ref}") for n in range(20)]
UNITS = ("A", "A7", "7", "A ", "AAAA-", "A" * 39 + " ", "A" * 38 + "77 ", "FA2024-0153 ", "-", "**A**", "> A7", "A\n")
RENDER_ALL = """
import json, sys
from app.text import render
from app.text.references import Finder, Pattern
given = json.load(sys.stdin)
finder = Finder([Pattern(*each) for each in given["patterns"]])
json.dump([len(render.html(text, True, finder)) for text in given["texts"]], sys.stdout)
"""


def test_hostile_texts_are_done_in_good_time_and_stay_small() -> None:
    """In a process of its own: what explodes cannot be interrupted."""
    texts = [(unit * FULL)[:FULL] for unit in UNITS]
    done = subprocess.run(
        [sys.executable, "-c", RENDER_ALL],
        input=json.dumps({"texts": texts, "patterns": WORST}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    sizes = json.loads(done.stdout)
    assert len(sizes) == len(texts)
    assert max(sizes) < 25 * FULL
    assert done.stderr == ""
