"""The colleagues in a real store, with nothing said yet, and a pace on which nobody has to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from app.demo.cast import CHARACTERS, PLACES, logins_in
from app.demo.company import Company
from app.demo.pace import Pace
from app.store.store import Store


async def hired(store: Store) -> Company:
    """Everybody who works there, and their canals."""
    members = {each.login: await store.members.create(each.login, each.nickname, role=each.role) for each in CHARACTERS}
    canals = {}
    for place in PLACES:
        first, *others = (members[login] for login in logins_in(place))
        inside = [member.id for member in others]
        if place.kind == "direct":
            canals[place.key] = await store.canals.direct(first, inside)
        else:
            canals[place.key] = await store.canals.create(first, name=place.key, kind=place.kind, members=inside)
    return Company(
        store,
        {login: member.id for login, member in members.items()},
        {key: canal.id for key, canal in canals.items()},
    )


class Counting:
    """A time that passes by being waited for. `at(seconds, doing)` does something at its moment."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, Callable[[], None]]] = []

    def at(self, seconds: float, doing: Callable[[], None]) -> None:
        self._due.append((seconds, doing))
        self._due.sort(key=lambda each: each[0])

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        while self._due and self._due[0][0] <= self.now:
            self._due.pop(0)[1]()
        await asyncio.sleep(0)

    def pace(self) -> Pace:
        return Pace(sleep=self.sleep)
