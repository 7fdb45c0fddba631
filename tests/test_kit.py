"""The browser's half stays small and general: what a person sees is decided in Python."""

import re

import pytest

from app.components import assets

MOST = 3_200
"""Lines of JavaScript that do something, but for what runs in other people's pages. Blank lines and comments are not
counted: saying why must not cost what a line of code costs."""

WHOLE_MOST = 4_360
"""All lines of the same: they grew once, when people began to talk back, and shrink from there."""

HOSTS_MOST = 650

AWAY_MOST = 40
"""Lines of code of what runs in no page of ours: the worker, and what it shows."""

OF_A_CHAT = re.compile(
    r"canal|member|aside|recipient|emoji|smiley|nickname|unread|unseen|wallpaper|memo|desktop|widget|office", re.I
)
SENTENCE = re.compile(r"""["'`][A-ZÀ-Ý][^"'`\n]* [^"'`\n]*["'`]""")
NOT_OURS = {'"Implicit handshake failed"'}
"""What NiceGUI says, by which its trouble is known."""

KIT = sorted(assets.KIT.glob("*.js"))
AWAY = sorted(assets.AWAY.glob("*.js"))

COMMENT = re.compile(r"^ *(/\*.*?\*/|//[^\n]*)", re.DOTALL | re.MULTILINE)


def lines(files):
    return sum(len(file.read_text("utf-8").splitlines()) for file in files)


def lines_of_code(text):
    return sum(bool(line.strip()) for line in COMMENT.sub("", text).splitlines())


def test_a_line_of_code_is_one_that_is_neither_blank_nor_a_comment():
    assert lines_of_code("/** What\n * it does. */\nlet a = 1; // why\n\n  // Why.\n  /* And */\n  a += '/*';\n") == 2


def test_our_javascript_stays_small():
    assert 0 < sum(lines_of_code(file.read_text("utf-8")) for file in KIT) <= MOST


def test_all_of_it_only_shrinks():
    assert 0 < lines(KIT) <= WHOLE_MOST


@pytest.mark.parametrize("script", [*KIT, *AWAY], ids=lambda script: script.name)
def test_its_lines_are_as_long_as_those_of_python(script):
    """Or fewer of them would say as much."""
    assert [line for line in script.read_text("utf-8").splitlines() if len(line) > 120] == []


def test_what_runs_in_other_peoples_pages_stays_small():
    assert 0 < lines(assets.HOSTS.glob("*.js")) <= HOSTS_MOST


def test_what_runs_beside_our_pages_stays_small():
    assert 0 < sum(lines_of_code(file.read_text("utf-8")) for file in AWAY) <= AWAY_MOST


def test_all_of_it_lies_in_the_kit():
    assert set(KIT[0].parents[1].rglob("*.js")) == set(assets.scripts())


@pytest.mark.parametrize("script", [*KIT, *AWAY], ids=lambda script: script.name)
def test_a_script_of_the_kit_knows_no_chat(script):
    assert OF_A_CHAT.findall(script.read_text("utf-8")) == []


@pytest.mark.parametrize("script", [*KIT, *AWAY], ids=lambda script: script.name)
def test_a_script_of_the_kit_says_nothing_to_people(script):
    assert set(SENTENCE.findall(script.read_text("utf-8"))) <= NOT_OURS


def test_no_two_scripts_bear_one_name():
    names = [script.name for script in assets.scripts()]
    assert len(names) == len(set(names))
