"""Finding in a small office."""

from __future__ import annotations

from itertools import count

import pytest

NUMBERS = count(1)


@pytest.fixture
def say(office):
    """`await say("Bonjour", by=…, canal=…, to=[…])` returns the message."""

    async def saying(text, by=None, canal=None, to=(), **more):
        by, canal, nonce = by or office.lea, canal or office.bureau, f"s{next(NUMBERS)}"
        circle = [member.id for member in to]
        return (await office.store.messages.post(by, canal.id, text, circle, nonce, **more)).message

    return saying


@pytest.fixture
def find(office):
    """`await find("bonjour", by=…)` returns the ids that are found, in their order."""

    async def finding(typed, by=None, **more):
        found = await office.store.search.find(by or office.lea, typed, **more)
        return [each.message.id for each in found.results]

    return finding
