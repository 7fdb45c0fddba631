"""How many files this process may have open: each open tab holds one, and a page that opens a few more for a moment."""

from __future__ import annotations

import contextlib
import sys

from app.locale import Words

WANTED = 65_536
"""More than any office needs; some systems allow millions, and whatever counts through them all gets slow."""

OWN = 100
"""The database, the images that are being read, libraries, the terminal."""

PER_TAB = 2
"""A tab's socket, and its share of the connections over which pages are fetched when an office comes in at nine."""

ENOUGH_TABS = 250
"""What an office is promised."""


def allow_many() -> int | None:
    """Raise this process's limit of open files as far as it may be. Returns it; None where a system has none."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # macOS allows less than it says.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def warning(words: Words) -> str:
    """Raise the limit; returns what must be said when it still is too low for an office, else ""."""
    files = allow_many()
    if files is None or tabs_with(files) >= ENOUGH_TABS:
        return ""
    return words(
        "Miaou may have only {files} files open here, enough for {tabs} open tabs: raise the limit (ulimit -n, or "
        "LimitNOFILE in its service).",
        files=files,
        tabs=tabs_with(files),
    )


def tabs_with(files: int) -> int:
    """How many tabs can be open with so many open files."""
    return max(0, (files - OWN) // PER_TAB)
