"""How heavy things are said to be."""

import pytest

from app.components.sizes import size
from app.locale import catalogue

FR, EN = catalogue("fr"), catalogue("en")


@pytest.mark.parametrize(
    ("in_bytes", "en", "fr"),
    [
        (0, "0 B", "0 o"),
        (999, "999 B", "999 o"),
        (1_000, "1 KB", "1 Ko"),
        (1_240, "1.2 KB", "1,2 Ko"),
        (9_949, "9.9 KB", "9,9 Ko"),
        (9_960, "10 KB", "10 Ko"),
        (182_400, "182 KB", "182 Ko"),
        # No "1,000 KB".
        (999_600, "1 MB", "1 Mo"),
        (25 << 20, "26 MB", "26 Mo"),
        (3_210_000_000, "3.2 GB", "3,2 Go"),
        (4_000_000_000_000, "4,000 GB", "4 000 Go"),
    ],
)
def test_a_size_has_two_digits_in_the_unit_that_says_most(in_bytes, en, fr):
    assert [size(in_bytes, words).replace("\xa0", " ").replace("\u202f", " ") for words in (EN, FR)] == [en, fr]
