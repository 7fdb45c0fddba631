"""The Markdown that messages know: the table of markdown.toml."""

import tomllib
from pathlib import Path

import pytest

from app.text import render

CASES = tomllib.loads(Path(__file__).with_name("markdown.toml").read_text(encoding="utf-8"))["case"]
LINK = 'target="_blank" rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_markdown_becomes_the_html_in_the_table(case: dict[str, str]) -> None:
    expected = case["html"].replace("\n", "").replace("&#10;", "\n").replace("{link}", LINK)
    assert render.html(case["source"]) == expected


def test_no_two_cases_have_one_name() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
