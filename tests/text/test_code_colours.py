"""assets/css/code.css: it colours what Pygments marks, in messages alone."""

import re
from pathlib import Path

from app.text import highlight

CSS = (Path(__file__).parents[2] / "assets" / "css" / "code.css").read_text(encoding="utf-8")


def test_every_class_in_the_sheet_is_one_that_highlighting_gives() -> None:
    assert set(re.findall(r"\.(c-[a-z0-9]+)", CSS)) <= highlight.CLASSES


def test_every_rule_is_kept_to_messages() -> None:
    for rule in re.findall(r"^[^\s/@}*][^{]*(?=\{)", CSS, re.MULTILINE):
        assert ".message-body" in rule
