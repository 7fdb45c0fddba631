"""Browsers that do not know light-dark() get every colour as it is by day."""

import re

from app.components import assets, by_day


def test_a_colour_comes_again_as_it_is_by_day_and_nothing_else_does():
    sheet = "/* a { color: light-dark(red, blue) } */ i { margin: 0; --x: 1px light-dark( #fff, #000) , red; top: 0 }"
    made = by_day.again(sheet)
    assert made.startswith("@supports not (color: light-dark(red, red)) {\n")
    assert made.endswith("i {--x: 1px  #fff , red;}\n}\n")
    assert made.count("--x") == 1
    assert "margin" not in made


def test_what_stands_under_a_condition_does_not_come_without_it():
    sheet = "@media (width < 9em) { a { color: light-dark(red, blue) } b {} } u { color: light-dark(#111, #222) }"
    made = by_day.again(sheet)
    assert "red;" not in made
    assert "u {color: #111;}" in made


def test_a_lightness_that_is_reckoned_is_left_as_it_came():
    reckoned = "oklch(from var(--c) clamp(0.7, l + 0.2, 0.8) min(c, 0.14) h)"
    made = by_day.again(f"a {{ --wash: light-dark(color-mix(in srgb, {reckoned} 20%, var(--paper)), {reckoned}) }}")
    assert "a {--wash: color-mix(in srgb, var(--c) 20%, var(--paper));}" in made


def test_no_page_has_a_colour_that_they_would_not_know():
    for sheet in assets.sheets().values():
        _, found, again = sheet.rpartition("@supports not (color: light-dark(red, red)) {")
        assert found
        assert re.search(r"--paper: #\w{6};", again)
        assert "light-dark(" not in again
        assert "from var" not in again
        assert again.count("(") == again.count(")")
        assert again.count("{") + 1 == again.count("}")
