"""What a private canal holds and what is said aside reaches nobody outside, by no way out: not even a count.

The same days are lived twice, with the secrets and without them: whoever is outside must be told the very same.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import pytest_asyncio

from tests.components.leaks.days import live
from tests.components.leaks.world import HALF_INSIDE, OUTSIDE, SECRET, world

SECRETS = {"all": (True, True), "no asides": (True, False), "none": (False, False)}
"""Which days are lived: whether there is a private canal, and whether some talk aside."""


@dataclass
class Lived:
    """What each of those who are not in every secret was told in each of their tabs."""

    told: dict[str, list[list[str]]]
    heard: dict[str, list[str]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(tmp_path_factory, copied_to) -> dict[str, Lived]:
    async def days(name: str) -> Lived:
        private, asides = SECRETS[name]
        async with world(copied_to(tmp_path_factory.mktemp("days") / name, furnished=False)) as w:
            seen = await live(w, private=private, asides=asides)
            told = {login: [w.told(tab) for tab in tabs] for login, tabs in seen.items()}
            return Lived(told, {login: [tab.heard for tab in tabs] for login, tabs in seen.items()})

    return {name: await days(name) for name in SECRETS}


@pytest.mark.parametrize(
    ("login", "without"), [*((login, "none") for login in OUTSIDE), *((login, "no asides") for login in HALF_INSIDE)]
)
def test_one_is_told_the_same_whether_others_have_secrets_or_not(lived, login, without):
    for heard, expected in zip(lived["all"].told[login], lived[without].told[login], strict=True):
        assert heard == expected


def test_no_secret_word_reaches_those_outside(lived):
    heard = lived["all"].heard
    for login in OUTSIDE:
        for tab in heard[login]:
            assert SECRET not in tab
    for tab in heard["nour"]:
        assert "en aparté" not in tab
        assert "à deux" not in tab
    # The scene would prove nothing if nobody heard anything.
    assert all(f"{SECRET} à ceux du canal" in tab for tab in heard["nour"][:2])
