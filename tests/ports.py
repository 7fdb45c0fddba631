"""Ports for the servers that tests start."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket

FROM, HOW_MANY = 12_000, 20_000
"""Where systems take ports for outgoing connections from lies above: none of them takes one away before its server has
it, or while that is stopped."""

# Processes that stand beside one another begin far from one another.
_numbers = itertools.count(os.getpid() * 613)


def free_port() -> int:
    """One that nobody has; another one each time."""
    while True:
        port = FROM + next(_numbers) % HOW_MANY
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
