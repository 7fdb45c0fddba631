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
        (1_024, "1 KB", "1 Ko"),
        (1_270, "1.2 KB", "1,2 Ko"),
        (10_180, "9.9 KB", "9,9 Ko"),
        (10_200, "10 KB", "10 Ko"),
        (186_400, "182 KB", "182 Ko"),
        # No "1,000 KB".
        (1_023_600, "1 MB", "1 Mo"),
        (25 << 20, "25 MB", "25 Mo"),
        (3_450_000_000, "3.2 GB", "3,2 Go"),
        (4_000 << 30, "4,000 GB", "4 000 Go"),
    ],
)
def test_a_size_has_two_digits_in_the_unit_that_says_most(in_bytes, en, fr):
    assert [size(in_bytes, words).replace("\xa0", " ").replace("\u202f", " ") for words in (EN, FR)] == [en, fr]
