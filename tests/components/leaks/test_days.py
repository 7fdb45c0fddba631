"""What a private canal holds and what is said aside reaches nobody outside, by no way out: not even a count.

The same days are lived twice, with the secrets and without them: whoever is outside must be told the very same.
"""

from __future__ import annotations

import pytest

from tests.components.leaks.days import live
from tests.components.leaks.world import HALF_INSIDE, OUTSIDE, SECRET, world


@pytest.mark.parametrize(
    ("login", "without"),
    [
        *((login, {"private": False, "asides": False}) for login in OUTSIDE),
        *((login, {"private": True, "asides": False}) for login in HALF_INSIDE),
    ],
)
async def test_one_is_told_the_same_whether_others_have_secrets_or_not(tmp_path, login, without):
    async with world(tmp_path / "with") as w:
        with_secrets = [w.told(tab) for tab in (await live(w, private=True, asides=True))[login]]
    async with world(tmp_path / "without") as w:
        without_them = [w.told(tab) for tab in (await live(w, **without))[login]]
    for heard, expected in zip(with_secrets, without_them, strict=True):
        assert heard == expected


async def test_no_secret_word_reaches_those_outside(office):
    seen = await live(office, private=True, asides=True)
    for login in OUTSIDE:
        for tab in seen[login]:
            assert SECRET not in tab.heard
    for tab in seen["nour"]:
        assert "en aparté" not in tab.heard
        assert "à deux" not in tab.heard
    # The scene would prove nothing if nobody heard anything.
    assert all(f"{SECRET} à ceux du canal" in tab.heard for tab in seen["nour"][:2])
