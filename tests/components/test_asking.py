"""Actions are found by name and their arguments read by annotation; whatever else comes is refused."""

import pytest

from app.components.asking import action, ask
from app.store import Forbidden


class Counter:
    total = 0

    @action
    async def add(self, n: int, why: str | None) -> dict[str, object]:
        self.total += n
        return {"total": self.total, "why": why}

    @action
    async def noted(self, flags: dict[str, object], on: bool) -> dict[str, object]:
        return {"flags": flags, "on": on}

    async def hidden(self) -> dict[str, object]:
        return {}


async def test_an_action_is_asked_for_by_its_name_with_its_arguments():
    counter = Counter()
    assert await ask(counter, "add", {"n": 3, "why": "x"}) == {"total": 3, "why": "x"}
    assert await ask(counter, "add", {"n": -1, "other": []}) == {"total": 2, "why": None}
    assert await ask(counter, "noted", {"flags": {"a": 1}, "on": True}) == {"flags": {"a": 1}, "on": True}


@pytest.mark.parametrize(
    "payload",
    [
        *({}, {"do": None}, {"do": []}, {"do": "hidden"}, {"do": "total"}, {"do": "__class__"}, {"do": "__dict__"}),
        *({"do": "add"}, {"do": "add", "n": "3"}, {"do": "add", "n": True}, {"do": "add", "n": 3.0}),
        *({"do": "add", "n": None}, {"do": "add", "n": 1, "why": 7}, {"do": "add", "n": 1, "why": []}),
        *({"do": "noted", "flags": [], "on": True}, {"do": "noted", "flags": {}, "on": 1}),
    ],
    ids=str,
)
async def test_what_is_no_action_or_no_such_argument_is_refused(payload):
    counter = Counter()
    with pytest.raises(Forbidden):
        await ask(counter, payload.pop("do", None), payload)
    assert counter.total == 0
