"""Fixed spaces are put where they belong, and nowhere else."""

import pytest

from app.demo.typography import spaced


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Le pilier !!", "Le pilier\u202f!!"),
        ("Un détail : le prix ; le reste", "Un détail\u00a0: le prix\u202f; le reste"),
        ("un « aléa » vite", "un «\u00a0aléa\u00a0» vite"),
        ("1 842,60 € à 10 h 30", "1\u202f842,60\u00a0€ à 10\u00a0h\u00a030"),
        ("**3 min 40** et 20 %", "**3\u00a0min\u00a040** et 20\u00a0%"),
        ("Mme Vasseur", "Mme\u00a0Vasseur"),
    ],
)
def test_a_space_that_must_not_break_is_fixed(typed, shown):
    assert spaced(typed, "fr") == shown


@pytest.mark.parametrize(
    "typed",
    [
        "Merci :)",
        "https://salon-lyon.example.com/exposants/b14",
        "`a ; b ? c : d`",
        "```csv\nnom ; prix\nCrachin ; 89 €\n```",
        "> une citation\n- un point",
    ],
)
def test_smileys_links_code_and_marks_are_left_as_typed(typed):
    assert spaced(typed, "fr") == typed


def test_prose_around_code_is_still_mended():
    assert spaced("Le `a : b` ? Oui !", "fr") == "Le `a : b`\u202f? Oui\u202f!"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("114 kg in 10 boxes", "114\u00a0kg in 10 boxes"),
        ("**3 min 40** flat, 5.50 m", "**3\u00a0min 40** flat, 5.50\u00a0m"),
        ("Really? Yes: 20%!", "Really? Yes: 20%!"),
        ("`12 kg`", "`12 kg`"),
    ],
)
def test_in_english_a_number_keeps_its_unit_and_marks_have_no_space(typed, shown):
    assert spaced(typed, "en") == shown
