"""NiceGUI's outbox, at rest while there is nothing to send."""

from __future__ import annotations

import asyncio

from nicegui import Client, background_tasks
from nicegui.outbox import Outbox

REST_AFTER_S = 2.0


class QuietOutbox(Outbox):
    """Sends a page's dialogs and messages as NiceGUI's own does, whose loop it runs only when there are some.

    That loop wakes every second in each open tab, and ten times a second in each that was closed a moment ago: 250
    tabs took 14 ms a second with nothing to send, now 0.03 × that (`tests/bench/going_round.py`). Our lists do not go
    this way at all. While a page is made each of its elements announces itself here, to be sent with the page: that
    starts nothing.
    """

    def __init__(self, client: Client) -> None:
        self._is_running = False
        self._resting: asyncio.TimerHandle | None = None
        super().__init__(client)

    @property
    def is_resting(self) -> bool:
        return not self._is_running

    async def loop(self) -> None:
        """What NiceGUI starts with every page: here it waits until there is something to send."""

    def wake(self) -> None:
        """Send what waits, if the browser is there."""
        if not (self.updates or self.messages) or not self.client.has_socket_connection:
            return
        self._should_stop = False
        self._rest_soon()
        if not self._is_running:
            self._is_running = True
            background_tasks.create(self._send(), name="outbox")

    async def _send(self) -> None:
        try:
            await super().loop()
        finally:
            self._is_running = False

    def stop(self) -> None:
        """Rest, until something comes."""
        self._should_stop = True
        super()._set_enqueue_event()

    def _set_enqueue_event(self) -> None:
        super()._set_enqueue_event()
        self.wake()

    def _rest_soon(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(REST_AFTER_S, self.stop)


def quieten(client: Client) -> None:
    """Give a page that has just begun such an outbox in the place of its own."""
    client.outbox.stop()
    outbox = QuietOutbox(client)
    client.outbox = outbox
    client.on_connect(outbox.wake)
