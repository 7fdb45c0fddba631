"""assets/css/code.css: it colours what Pygments marks, and can be read."""

import re
from pathlib import Path

import pytest

from app.text import highlight

CSS = (Path(__file__).parents[2] / "assets" / "css" / "code.css").read_text(encoding="utf-8")
GROUNDS = {
    r"^\.message-body": "#f3ece2",
    r'^html\[data-theme="dark"\] \.message-body': "#14111a",
    r'^  html:not\(\[data-theme="light"\]\) \.message-body': "#14111a",
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("selector", "ground"), GROUNDS.items())
def test_every_colour_of_code_stands_out_from_its_ground(selector: str, ground: str) -> None:
    block = re.search(selector + r" \{([^}]*)\}", CSS, re.MULTILINE)
    assert block
    colours = dict(re.findall(r"(--code-[a-z-]+): (#[0-9a-f]{6});", block[1]))
    assert len(colours) == 7
    assert {name: contrast(colour, ground) for name, colour in colours.items() if contrast(colour, ground) < 4.5} == {}


def test_every_class_in_the_sheet_is_one_that_highlighting_gives() -> None:
    assert set(re.findall(r"\.(c-[a-z0-9]+)", CSS)) <= highlight.CLASSES


def test_every_rule_is_kept_to_messages() -> None:
    for rule in re.findall(r"^[^\s/@}*][^{]*(?=\{)", CSS, re.MULTILINE):
        assert ".message-body" in rule
