"""Ends the connections on which nothing goes on: each holds an open file, and maybe what waits for it.

uvicorn waits for ever for a request that never comes whole, and for a browser that takes nothing of what it asked for;
Engine.IO keeps every socket that answers its pings.
"""

from __future__ import annotations

import logging
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from app.components.wire import sockets
from app.components.wire.connections import Connection, cut

log = logging.getLogger(__name__)

HEAD_S = 20.0
"""For a request's first line and headers, from when the connection is there or has its last answer."""

BODY_S = 150.0
"""For a request's body. Pages that take files answer at 120 s by themselves, with a sentence."""

UNHURRIED = "unhurried"
"""In a request's state, what says that whoever answers it waits for its body as long as something comes of it."""

TAKES_S = 20.0
"""How long a browser may take nothing at all of what was sent to it."""

ATTACHES_S = 30.0
"""For a page to say which one it is, from when its socket is there."""


class Watch:
    """Call `look` every second or so."""

    def __init__(self) -> None:
        self._asking = _Standing()
        self._unattached = _Standing()
        self._taking: dict[Any, tuple[int, float]] = {}

    def look(self, connections: Iterable[Any], now: float) -> None:
        """End what has stood still for too long.

        :param connections: uvicorn's
        :param now: seconds of the event loop's clock
        """
        there = list(connections)
        late = self._asking.longer_than({each: _asks(each) for each in there if not isinstance(each, Connection)}, now)
        for connection in {*late, *self._taking_nothing(there, now)}:
            log.info("Nothing goes on on a connection: it is cut.")
            cut(connection.transport)
        silent = self._unattached.longer_than(dict.fromkeys(sockets.unattached(), ("", ATTACHES_S)), now)
        for eio_sid in silent:
            log.info("No page speaks at a socket: it is cut.")
            sockets.cut(eio_sid)

    def _taking_nothing(self, connections: list[Any], now: float) -> list[Any]:
        taking: dict[Any, tuple[int, float]] = {}
        for each in connections:
            waits = each.transport.get_write_buffer_size()
            before, since = self._taking.get(each, (0, now))
            taking[each] = (waits, now if waits < before or not waits else since)
        self._taking = taking
        return [each for each, (_, since) in taking.items() if now - since >= TAKES_S]


@dataclass
class _Standing:
    """Since when each of some stands where it does."""

    _since: dict[Any, tuple[Hashable, float]] = field(default_factory=dict)

    def longer_than(self, stages: dict[Any, tuple[Hashable, float]], now: float) -> list[Any]:
        """Those that have been at their stage for as long as they may. The others are forgotten.

        :param stages: the stage of each, and the seconds that it may last
        """
        since: dict[Any, tuple[Hashable, float]] = {}
        for who, (stage, _) in stages.items():
            before = self._since.get(who)
            since[who] = before if before is not None and before[0] == stage else (stage, now)
        self._since = since
        return [who for who, (_, most) in stages.items() if now - since[who][1] >= most]


def _asks(connection: Any) -> tuple[Hashable, float]:
    """How far an HTTP connection is with its request, and the seconds for that."""
    cycle = connection.cycle
    if cycle is None:
        return ("head", cycle), HEAD_S
    if cycle.response_complete:
        # What was refused before it came may be on its way still: a browser looks at the answer after that.
        return ("head", cycle), BODY_S if cycle.more_body else HEAD_S
    if cycle.more_body and not cycle.scope.get("state", {}).get(UNHURRIED):
        return ("body", cycle), BODY_S
    return ("answer", cycle), float("inf")
