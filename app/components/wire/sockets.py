"""The wire's and the tabs' side of NiceGUI's own Socket.IO server."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from typing import Any

from engineio.packet import MESSAGE, Packet  # type: ignore[import-untyped]
from nicegui import background_tasks, core
from socketio.packet import EVENT  # type: ignore[import-untyped]

from app.components.wire import waiting
from app.components.wire.connections import connection_of, framed
from app.components.wire.ops import Gone, Op
from app.components.wire.rooms import QUIET_ROOM, office_room
from app.components.wire.waiting import Waiting
from app.locale import LANGUAGES

log = logging.getLogger(__name__)

NAME = "miaou"
_NAMESPACE = "/"


def bound_what_waits() -> None:
    """From now on, a tab that does not take what is sent to it is cut when too much of it waits."""
    core.sio.eio.create_queue = lambda: Waiting(_cut_overfull)


async def emit(rooms: Sequence[str], op: Op) -> None:
    """Say an operation to every tab in these rooms: encoded once, whatever their number. Who cannot be told is cut off.

    python-socketio's own `emit` hands each recipient's packet through a queue and four tasks. Writing to the
    connections at once takes 0.54 × its time for 250 tabs (`tests/bench/fanout.py`).
    """
    manager = core.sio.manager
    tabs = [eio_sid for room in rooms for _, eio_sid in manager.get_participants(_NAMESPACE, _room(room))]
    if not tabs:
        return
    packet = Packet(MESSAGE, f'{EVENT}["{NAME}",{op.as_json()[1:]}')
    frame = framed(packet.encode())
    failures: list[Exception] = []
    for eio_sid in tabs:
        try:
            _send(eio_sid, packet, frame)
        except Exception as failure:
            failures.append(failure)
            # Nothing would show it that it missed something.
            cut(eio_sid)
    if failures:
        log.error("%d tabs could not be told something", len(failures), exc_info=failures[0])


def _send(eio_sid: str, packet: Packet, frame: bytes) -> None:
    sio = core.sio
    socket = sio.eio.sockets.get(eio_sid)
    if socket is None or socket.closed:
        return
    # What waits there already goes first; a connection that is still to become a WebSocket has only its queue.
    connection = connection_of(sio.environ[eio_sid]) if socket.queue.is_idle else None
    if connection is None or not connection.take(frame):
        socket.queue.put_nowait(packet)


class NiceSockets:
    """Puts sockets into rooms. The manager's own methods are used because they act at once, without awaiting."""

    def enter(self, sid: str, room: str) -> None:
        if is_open(sid):
            core.sio.manager.basic_enter_room(sid, _NAMESPACE, _room(room))

    def leave(self, sid: str, room: str) -> None:
        core.sio.manager.basic_leave_room(sid, _NAMESPACE, _room(room))

    async def gone(self, sid: str) -> None:
        await core.sio.emit(NAME, (Gone.called,), room=sid)
        await core.sio.disconnect(sid)


def is_open(sid: str) -> bool:
    return bool(core.sio.manager.is_connected(sid, _NAMESPACE))


def is_of(sid: str, client_id: str) -> bool:
    """Whether this socket came with that page: NiceGUI puts it into a room named after the page's client."""
    return any(sid == each for each, _ in core.sio.manager.get_participants(_NAMESPACE, client_id))


# How sockets end


def ended(sid: str) -> float:
    """Let go of all that waited for a socket that has just ended, or does not answer any more.

    :return: seconds since somebody was last known to be there
    """
    sio = core.sio
    eio_sid = sio.manager.eio_sid_from_sid(sid, _NAMESPACE)
    socket, connection = sio.eio.sockets.get(eio_sid), connection_of(sio.environ.get(eio_sid, {}))
    silent = connection.silent_s() if connection is not None else 0.0
    if socket is not None and socket.closing:
        # A browser answers the connection's pings while its page is frozen: Engine.IO's are answered by the page.
        silent = max(silent, time.time() - socket.last_ping if socket.last_ping else 0.0)
        socket.queue.forget()
        if connection is not None and silent > sio.eio.ping_timeout:
            connection.cut()
    return silent


def unattached() -> Iterator[str]:
    """The Engine.IO sockets at which there is no tab: of a page that has just come, or that will never say a word."""
    rooms = [_room(QUIET_ROOM), *(_room(office_room(lang)) for lang in LANGUAGES)]
    attached = {eio_sid for room in rooms for _, eio_sid in core.sio.manager.get_participants(_NAMESPACE, room)}
    return (eio_sid for eio_sid in core.sio.eio.sockets if eio_sid not in attached)


def cut(eio_sid: str) -> None:
    """End a socket at once, with all that waits for it. Its tab may come back, and catch up then."""
    socket = core.sio.eio.sockets.get(eio_sid)
    if socket is None:
        return
    socket.queue.forget()
    connection = connection_of(core.sio.environ.get(eio_sid, {}))
    if connection is not None:
        # Its reader, its writer and its rooms end with it.
        connection.cut()
    else:
        background_tasks.create(_close(socket), name="cut")


async def _close(socket: Any) -> None:
    await socket.close(wait=False, abort=True)
    # Whoever asked for news gets none.
    socket.queue.put_nowait(None)
    core.sio.eio.sockets.pop(socket.sid, None)


def _cut_overfull() -> None:
    for eio_sid, socket in list(core.sio.eio.sockets.items()):
        if socket.queue.size > waiting.WAITS_MOST:
            log.info("A tab takes nothing of what is sent to it: it is cut.")
            cut(eio_sid)


def _room(name: str) -> str:
    # NiceGUI's own rooms bear the ids of its clients: ours cannot be mistaken for one.
    return f"miaou:{name}"
