"""The benchmarks run, quickly: what they measure so is worth nothing, but they do measure it.

One is started as people start it; the others fork, and so do the programs that they measure.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import forking

ROOT = Path(__file__).parents[2]
PATIENCE_S = 100


def shown_by(bench: str, *words: str, forked: bool = True) -> str:
    """What that benchmark prints."""
    program, words = f"tests/bench/{bench}.py", ("--quick", *words)
    if forked and forking.possible:
        done = forking.finished(ROOT, words, os.environ, "", PATIENCE_S, program)
    else:
        run = [sys.executable, program, *words]
        done = subprocess.run(run, check=False, capture_output=True, text=True, timeout=PATIENCE_S, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="fanout reads the figures of other processes from /proc")
def test_the_fanout_benchmark_prints_its_figures_and_ratios():
    assert "×" in shown_by("fanout", "--tabs", "3")


@pytest.mark.skipif(sys.platform != "linux", reason="it reads the figures of other processes from /proc")
def test_the_benchmark_of_what_becomes_otherwise_prints_its_figures_and_ratios():
    shown = shown_by("mending", "--tabs", "3")
    for what in ("an edit", "a reaction", "a deletion"):
        assert what in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it reads the figures of other processes from /proc")
def test_the_benchmark_of_files_that_come_in_prints_its_figures_and_ratios():
    assert "while files come in" in shown_by("uploading")


@pytest.mark.slow
def test_the_posting_benchmark_prints_its_figures_and_ratios():
    assert "store, 100 at once" in shown_by("posting", forked=False)


@pytest.mark.slow
def test_the_drawing_benchmark_prints_its_figures_and_ratios():
    shown = shown_by("drawing", forked=False)
    for format_ in ("JPEG", "PNG", "WEBP", "HEIF"):
        assert format_ in shown


@pytest.mark.slow
def test_the_benchmark_of_searching_prints_its_figures():
    shown = shown_by("searching", forked=False)
    for what in ("a rare word", "a phrase of common words", "the best first", "built in"):
        assert what in shown


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it reads the figures of other processes from /proc")
def test_the_benchmark_of_embedded_tabs_prints_its_figures_and_ratios():
    assert "its token, exchanged" in shown_by("embedded", "--tabs", "4")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it puts the servers on a core of their own")
def test_the_benchmark_of_what_is_asked_prints_its_figures_and_ratios():
    shown = shown_by("asking", "--tabs", "4")
    for asked in ("a canal", "a card", "the other order", "an emoji sought"):
        assert asked in shown


@pytest.mark.slow
def test_the_benchmark_of_where_we_go_round_nicegui_prints_its_figures_and_ratios():
    assert "tabs in which nothing happens" in shown_by("going_round")


@pytest.mark.slow
@pytest.mark.browser
def test_the_benchmark_of_a_first_visit_prints_its_figures_and_ratios():
    shown = shown_by("first_visit")
    for line in ("first: a message shows", "again: requests"):
        assert line in shown
