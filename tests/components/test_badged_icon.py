"""The icon of a browser's tab, with a number on it."""

from __future__ import annotations

import re

import pytest

from app.components.window.badged_icon import badged_icon, drawn
from app.store.unseen import Unseen


@pytest.mark.parametrize(
    ("unseen", "address"),
    [
        (Unseen(), "/favicon.ico"),
        (Unseen(1), "/favicon/1.svg"),
        (Unseen(9), "/favicon/9.svg"),
        (Unseen(10), "/favicon/9+.svg"),
        (Unseen(0, more=True), "/favicon/9+.svg"),
        (Unseen(3, more=True), "/favicon/9+.svg"),
    ],
)
def test_it_says_how_much_is_unseen(unseen, address):
    assert badged_icon(unseen) == address


@pytest.mark.parametrize("shown", ["1", "9", "9+"])
def test_the_number_is_drawn_on_the_house_s_icon(shown):
    picture = drawn(f"{shown}.svg")
    assert re.findall(r"<text[^>]*>([^<]*)</text>", picture) == [shown]
    assert picture.count("<svg") == picture.count("</svg>") == 1
    assert "#c2570c" in picture, "the cat"


@pytest.mark.parametrize("name", ["", "0.svg", "10.svg", "1.png", "9++.svg", "<b>.svg", "1\n.svg", "../1.svg"])
def test_what_is_no_such_number_has_no_icon(name):
    assert drawn(name) is None
