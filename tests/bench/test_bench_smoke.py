import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent


@pytest.mark.skipif(sys.platform != "linux", reason="fanout reads the figures of other processes from /proc")
def test_the_fanout_benchmark_prints_its_figures_and_ratios():
    run = [sys.executable, str(BENCH / "fanout.py"), "--quick", "--tabs", "3"]
    shown = subprocess.run(run, check=False, capture_output=True, text=True, timeout=100, cwd=BENCH.parents[1])
    assert shown.returncode == 0, shown.stderr
    assert "×" in shown.stdout


def test_the_posting_benchmark_prints_its_figures_and_ratios():
    run = [sys.executable, str(BENCH / "posting.py"), "--quick"]
    shown = subprocess.run(run, check=False, capture_output=True, text=True, timeout=100, cwd=BENCH.parents[1])
    assert shown.returncode == 0, shown.stderr
    assert "store, 100 at once" in shown.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="it reads the figures of other processes from /proc")
def test_the_benchmark_of_embedded_tabs_prints_its_figures_and_ratios():
    run = [sys.executable, str(BENCH / "embedded.py"), "--quick", "--tabs", "4"]
    shown = subprocess.run(run, check=False, capture_output=True, text=True, timeout=100, cwd=BENCH.parents[1])
    assert shown.returncode == 0, shown.stderr
    assert "its token, exchanged" in shown.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="it puts the servers on a core of their own")
def test_the_benchmark_of_what_is_asked_prints_its_figures_and_ratios():
    run = [sys.executable, str(BENCH / "asking.py"), "--quick", "--tabs", "4"]
    shown = subprocess.run(run, check=False, capture_output=True, text=True, timeout=100, cwd=BENCH.parents[1])
    assert shown.returncode == 0, shown.stderr
    for asked in ("a canal", "a card", "the other order", "an emoji sought"):
        assert asked in shown.stdout


def test_the_benchmark_of_where_we_go_round_nicegui_prints_its_figures_and_ratios():
    run = [sys.executable, str(BENCH / "going_round.py"), "--quick"]
    shown = subprocess.run(run, check=False, capture_output=True, text=True, timeout=100, cwd=BENCH.parents[1])
    assert shown.returncode == 0, shown.stderr
    assert "tabs in which nothing happens" in shown.stdout
