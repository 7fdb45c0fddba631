"""French spaces are put where they belong, and nowhere else."""

import pytest

from app.demo.typography import french_spaces


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
    assert french_spaces(typed) == shown


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
    assert french_spaces(typed) == typed


def test_prose_around_code_is_still_mended():
    assert french_spaces("Le `a : b` ? Oui !") == "Le `a : b`\u202f? Oui\u202f!"
