"""The cat's drawings: small, silent, and coloured by the style sheets alone."""

import re
from typing import get_args

import pytest

from app.components import assets
from app.components.drawings import SCENES, Name, drawing

NAMES = get_args(Name)
SHEET = (assets.FOLDER / "css" / "drawings.css").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_light_and_says_nothing_to_who_listens(name: Name) -> None:
    drawn = str(drawing(name))
    assert len(drawn.encode()) <= 2_300
    assert drawn.startswith("<svg") and 'aria-hidden="true"' in drawn
    assert "<text" not in drawn and "<title" not in drawn and " id=" not in drawn


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_follows_the_theme(name: Name) -> None:
    drawn = str(drawing(name))
    assert not re.findall(r"#[0-9a-f]{3,8}\b", drawn)
    used = set(re.findall(r"var\((--[\w-]+)\)", drawn))
    assert {"--drawn-fur", "--drawn-stripe"} <= used
    assert used <= set(re.findall(r"(--[\w-]+):", SHEET))


def test_every_name_is_drawn_and_no_two_alike() -> None:
    assert set(SCENES) == set(NAMES)
    assert len({str(drawing(name)) for name in NAMES}) == len(NAMES)


def test_every_page_knows_the_colours_of_the_drawings() -> None:
    # The demo's host is somebody else's page: no cat of ours stands in it.
    assert {kind for kind, sheets in assets.SHEETS.items() if "css/drawings.css" not in sheets} == {"erp"}
