"""What is measured on a server whose tabs are open: the same for Miaou and for the floor."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.bench.figures import cpu
from tests.bench.servers import Server
from tests.bench.tab import SAYING, Arrivals, Tab

T = TypeVar("T")
Asking = Callable[[Tab, int], Awaitable[object]]
"""What a tab asks for, given its place in a round."""

TEXT = "Le devis de la maison Berthier est parti ce matin, ils répondent avant vendredi."
RATE = 10
"""Messages a second in a steady round: a busy office."""

WRITERS = 10
"""Tabs that write in a burst, and how many messages each has under way at once."""

SETTLE_S = 0.3
_numbers = itertools.count()


@dataclass
class Steady:
    """Of all steady rounds: seconds from writing to the last tab, and of the server's processor per delivery."""

    to_last: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


@dataclass
class Burst:
    """Of each burst: deliveries per second, and seconds of the server's processor per delivery."""

    rate: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


@dataclass
class Side:
    """One server with its open tabs. Its messages go to the `canals` in turn; the floor ignores them.

    A message counts as delivered to every tab: one that has another canal open is told of it by a star.
    """

    server: Server
    tabs: list[Tab]
    canals: Sequence[int] = (0,)
    look_apart: bool = False
    steady: Steady = field(default_factory=Steady)
    burst: Burst = field(default_factory=Burst)

    def say(self, tab: Tab, place: int) -> Awaitable[object]:
        """:param place: the message's place in its round"""
        canal, number = self.canals[place % len(self.canals)], next(_numbers)
        return tab.call("say", {"canal": canal, "text": TEXT, "to": [], "nonce": f"bench-{number}"})

    async def look_at_all_in_turn(self) -> None:
        """Each tab looks at one of the canals, and no longer at the first."""
        self.look_apart = True
        for number, tab in enumerate(self.tabs):
            canal = self.canals[number % len(self.canals)]
            if canal != self.canals[0]:
                await tab.call("seen", {"canal": self.canals[0], "id": 0, "here": False})
                await tab.call("open", {"key": canal})
                await tab.call("shows", {"keys": [canal]})
                await tab.call("seen", {"canal": canal, "id": 0, "here": True})

    def _arrivals(self, messages: int, mark: bytes = SAYING) -> Arrivals:
        of = len(self.canals)
        apart = [range(number % of, messages, of) for number in range(len(self.tabs))]
        return Arrivals(self.tabs, apart if self.look_apart else [range(messages)] * len(self.tabs), mark)

    async def write_steadily(self, seconds: float, ask: Asking | None = None, mark: bytes = SAYING) -> list[Any]:
        """One tab writes at `RATE`, or asks for something else; what is answered.

        :param mark: with which what all tabs hear of it begins
        """
        ask = ask or self.say
        loop = asyncio.get_running_loop()
        messages = max(2, round(RATE * seconds))
        arrivals = self._arrivals(messages, mark)
        used, start = cpu(self.server.pid), loop.time()
        written, answers = [], []
        for number in range(messages):
            await asyncio.sleep(start + number / RATE - loop.time())
            written.append(loop.time())
            answers.append(ask(self.tabs[0], number))
        await arrivals.all()
        answered = await asyncio.gather(*answers)
        check(answered)
        # The rest of the last message's time: each message bears what the server does in between.
        await asyncio.sleep(start + messages / RATE - loop.time())
        self.steady.cpu.append((cpu(self.server.pid) - used) / (len(self.tabs) * messages))
        self.steady.to_last += [last - first for first, last in zip(written, arrivals.last, strict=True)]
        return answered

    async def write_in_a_burst(self, messages: int) -> None:
        """Several tabs write as fast as they get answers, with several messages under way each."""
        used, seconds, deliveries = cpu(self.server.pid), *await self._burst(messages)
        self.burst.rate.append(deliveries / seconds)
        self.burst.cpu.append((cpu(self.server.pid) - used) / deliveries)

    async def _burst(self, messages: int) -> tuple[float, int]:
        arrivals = self._arrivals(messages)
        left = iter(range(messages))
        start = asyncio.get_running_loop().time()

        async def write(tab: Tab) -> None:
            for place in left:
                check([await self.say(tab, place)])

        await asyncio.gather(*(write(tab) for tab in self.tabs[:WRITERS] for _ in range(WRITERS)))
        await arrivals.all()
        return max(arrivals.last) - start, len(self.tabs) * messages

    def close(self) -> None:
        for tab in self.tabs:
            tab.close()


def check(answers: Sequence[object]) -> None:
    """:raises RuntimeError: when something was not taken: figures of refusals are worth nothing"""
    for answer in answers:
        if not isinstance(answer, dict) or "refused" in answer or "gone" in answer:
            raise RuntimeError(f"the server refused a message: {answer}")


async def spent(server: Server, asking: Awaitable[T]) -> tuple[T, float]:
    """What is answered, and the seconds of processor that the server spent on it."""
    used = cpu(server.pid)
    answer = await asking
    # What it does after its last answer belongs to it.
    await asyncio.sleep(0.01)
    return answer, cpu(server.pid) - used
