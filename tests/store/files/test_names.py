"""What a file is called, whatever it was called by whoever brought it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.files.names import LONGEST, LONGEST_BYTES, fit_name

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Devis été 2026.pdf", "Devis été 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\calc.exe", "calc.exe"),
        ("..", "Miaou.pdf"),
        ("../", "Miaou.pdf"),
        (".", "Miaou.pdf"),
        ("", "Miaou.pdf"),
        (" \u200b\u202e ", "Miaou.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\x00b\nc\td.txt", "ab c d.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1.pdf", "_Com1.pdf"),
        ("lpt9 .pdf", "_lpt9 .pdf"),
        ("console.txt", "console.txt"),
        ("com10.txt", "com10.txt"),
        ("devis.pdf. . ", "devis.pdf"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        (".gitignore", ".gitignore"),
        ("\ud800.txt", "�.txt"),
        ("👩\u200d💻.png", "👩\u200d💻.png"),
    ],
)
def test_a_name_is_fit_to_be_shown_and_saved_anywhere(given_name, kept):
    assert fit_name(given_name, PDF) == kept


def test_a_long_name_keeps_its_ending():
    assert fit_name("a" * 300 + ".pdf", PDF) == "a" * (LONGEST - 4) + ".pdf"
    assert fit_name("é" * 300 + ".pdf", PDF).endswith("é.pdf")


def test_what_follows_the_last_dot_is_not_always_an_ending():
    assert fit_name("a." + "b" * 300, PDF) == "a." + "b" * (LONGEST - 2)
    assert fit_name("." + "b" * 300, PDF) == "." + "b" * (LONGEST - 1)


def test_a_name_of_which_nothing_is_left_says_what_it_is():
    assert fit_name("", "image/png") == "Miaou.png"
    assert fit_name("", "application/x-unheard-of") == "Miaou"


@given(st.text(max_size=400) | st.text("./\\ \u202e\u200d\x00CONcon1👩é", max_size=400), st.sampled_from([PDF, "x/y"]))
def test_any_name_at_all_is_fit(given_name, media):
    name = fit_name(given_name, media)
    assert name
    assert len(name) <= LONGEST
    assert len(name.encode()) <= LONGEST_BYTES
    assert not set(name) & set('/\\<>:"|?*\0\n')
    assert name == name.strip()
    assert not name.endswith(".")
    assert not {unicodedata.category(each) for each in name} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(each) for each in name} & {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"}
    assert fit_name(name, media) == name
