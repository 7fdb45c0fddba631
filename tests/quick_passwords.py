"""Passwords with the least work that Argon2 allows, where a test is about something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from app.store import passwords


@contextmanager
def quick_passwords() -> Iterator[None]:
    """Meanwhile this process hashes so. A hash says how it was made: whoever looks at it later does as little."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", hasher)
        patch.setattr(passwords, "_NOBODY", hasher.hash("no member has this password"))
        yield
