"""The README shows what Miaou looks like, to whoever has only that."""

import re

from PIL import Image

from tests.browser.instance import ROOT
from tests.pictures import FILE, LIMIT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_s_first_screen_shows_the_picture_and_says_what_is_on_it():
    shown = re.search(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert shown
    alt, path = shown.groups()
    assert ROOT / path == FILE
    assert len(alt) > 60
    assert README[: shown.start()].count("\n") < 12


def test_the_picture_is_there_sharp_and_light_enough():
    assert FILE.stat().st_size <= LIMIT
    with Image.open(FILE) as picture:
        assert picture.format == "WEBP"
        assert picture.width >= 1800


def test_no_other_picture_is_carried_along():
    assert [file for file in FILE.parent.iterdir() if file != FILE] == []
