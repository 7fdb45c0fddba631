"""The limit of open files: raised by itself, and said when it is too low for an office."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.browser.instance import PATIENCE_S, ROOT

START = """
import resource
from app import open_files
from app.locale import catalogue
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
print(open_files.warning(catalogue("en")))
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")


def begun(soft: int, hard: int) -> list[str]:
    """What a process that begins with those limits says, and its limit then."""
    run = [sys.executable, "-c", START.format(soft=soft, hard=hard)]
    said = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout
    return said.splitlines()


def test_the_limit_is_raised_as_far_as_it_may_be():
    assert begun(soft=128, hard=2048) == ["", "2048"]


def test_a_limit_too_low_for_an_office_is_said_with_what_it_allows():
    said, limit = begun(soft=128, hard=300)
    assert "300 files" in said
    assert "100 open tabs" in said
    assert limit == "300"
