"""No message keeps the process busy for long, and none stops it."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.text import blocks, highlight, render, typed

FULL = typed.MAX_LENGTH


def filled(unit: str, end: str = "") -> str:
    """A message of full length made of one unit."""
    return (unit * (FULL // len(unit) + 1))[: FULL - len(end)] + end


ONLY = ("*", "_", "~", "`", "[", "(", "<", ">", "&", "\\", "!", "-", "a", "\n")
RUNS = (
    "~~",
    "![",
    "](",
    "[]",
    "[](",
    "``a`",
    "`a",
    "> ",
    "- ",
    "1. ",
    "*_",
    "[a](",
    "a.",
    "<a ",
    "\n ",
    "\u0301",
    "🇫🇷",
)
WORDS = ("*a ", "**a ", "_a ", "a* ", "~~a ", "*a _b ~~c ", "***a** ", "a@", "a@b.", "www.", "http://", "http://x)")
FACES = (":) ", ":)", "(:) ", ":ab:", ":chat: ", ":a", "<3*")
LINKS = ("[a](http://", '[a](x "', "[a](<", "<http://", "[[a](b)](")
LINES = ("a", "*", ">", "- a", "1. a", "```a", "~~~", "> - a", "  - a")
SHAPES = {
    **{f"only {unit!r}": filled(unit) for unit in ONLY + RUNS + WORDS + FACES + LINKS},
    **{f"lines of {unit!r}": filled(f"{unit}\n") for unit in LINES},
    **{f"{unit!r} and an end": filled(unit, "x)*_~~`]>") for unit in ONLY + RUNS},
    "backticks in ever longer runs": "".join("`" * n + "a" for n in range(1, 140)),
    "stars in ever longer runs": "".join("*" * n + "a" for n in range(1, 140)),
    "marks within marks": "".join("*a " if n % 2 else "_a " for n in range(900))
    + "".join(" a_" if n % 2 else " a*" for n in range(900)),
    "lists within lists": "\n".join(" " * 2 * n + "- a" for n in range(97)),
    "code of spaces": "```python\n" + " \n" * 4990 + "```",
    "code of blank lines": "```csharp\n" + ("a" + "\n" * 20) * 470 + "\n```",
    "code of open brackets": "```css\n" + "a{" * 4990 + "\n```",
    "many blocks of code": filled("```sql\nselect 1\n```\n"),
}
RENDER_ALL = (
    "import json, sys; from app.text import render; "
    "json.dump([render.html(s)[:3] for s in json.load(sys.stdin)], sys.stdout)"
)


def test_every_hostile_shape_is_done_in_good_time() -> None:
    """In a process of its own: a pattern that explodes cannot be interrupted. They take some 5 s together."""
    done = subprocess.run(
        [sys.executable, "-c", RENDER_ALL],
        input=json.dumps(list(SHAPES.values())),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert len(json.loads(done.stdout)) == len(SHAPES)
    assert done.stderr == ""


def test_more_marks_than_a_message_needs_are_shown_as_typed() -> None:
    text = filled("*a ")
    assert render.is_abusive(text)
    assert render.html(text) == f"<p>{text}</p>"


def test_a_long_table_of_numbers_with_underscores_is_no_abuse() -> None:
    text = filled("FA_2024_0153 **x**\n")
    assert not render.is_abusive(text)
    assert render.html(text).count("<strong>x</strong>") > 500


def test_a_long_line_drawn_with_underscores_is_one_mark() -> None:
    assert not render.is_abusive("_" * FULL)


@pytest.mark.parametrize(("source", "tag"), [(">" * 5000 + " x", "<blockquote>"), ("> " * 4999 + "x", "<blockquote>")])
def test_quotes_nest_only_so_deep_and_the_rest_is_as_typed(source: str, tag: str) -> None:
    html = render.html(source)
    assert html.count(tag) == blocks.DEEPEST
    assert html.count("&gt;") == source.count(">") - blocks.DEEPEST


def test_lists_nest_only_so_deep_and_the_rest_is_as_typed() -> None:
    html = render.html("\n".join("  " * n + f"- item {n}" for n in range(20)))
    assert html.count("<ul>") == blocks.DEEPEST
    assert all(f"item {n}" in html for n in range(20))


def test_code_that_takes_too_long_has_no_colours() -> None:
    assert "<span" in highlight.spans("return 1", "python", until=time.thread_time() + 60)
    assert highlight.spans("return '<b>'", "python", until=time.thread_time()) == "return '&lt;b&gt;'\n"


def test_the_code_of_one_message_has_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "```python\nreturn\n```\n" * 2 + "a" * highlight.SHORT
    assert render.html(source).count("<span") == 2
    monkeypatch.setattr(highlight, "SECONDS", 0)
    assert render.html(source).count("<span") == 0


def test_blank_lines_make_a_message_long_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "SECONDS", 0)
    assert render.html("```python\nreturn" + "\n" * highlight.SHORT + "```").count("<span") == 0


def test_a_short_message_has_its_colours_however_busy_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "SECONDS", 0)
    assert render.html("```python\nreturn\n```\n" * 2).count("<span") == 2


@pytest.mark.parametrize("trouble", [RecursionError, ValueError, KeyError])
def test_what_the_library_cannot_take_is_shown_as_typed(
    trouble: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str) -> str:
        raise trouble

    monkeypatch.setattr(render, "convert", fail)
    assert render.html("**secret** <b>\x00\nx\ud800") == "<p>**secret** &lt;b&gt;<br>x\ufffd</p>"
    assert "secret" not in caplog.text
