"""The wire's and the tabs' side of NiceGUI's own Socket.IO server."""

from __future__ import annotations

from nicegui import core

from app.components.topics import Batch

EVENT = "miaou"
_NAMESPACE = "/"


async def emit(topic: str, batch: Batch) -> None:
    """Send one batch to every tab that hears the topic: encoded once, whatever their number."""
    await core.sio.emit(EVENT, [topic, *batch], room=_room(topic))


class NiceSockets:
    """Puts sockets into rooms. The manager's own methods are used because they act at once, without awaiting."""

    def enter(self, sid: str, topic: str) -> None:
        if core.sio.manager.is_connected(sid, _NAMESPACE):
            core.sio.manager.basic_enter_room(sid, _NAMESPACE, _room(topic))

    def leave(self, sid: str, topic: str) -> None:
        core.sio.manager.basic_leave_room(sid, _NAMESPACE, _room(topic))

    async def gone(self, sid: str) -> None:
        await core.sio.emit(EVENT, ["", 0, 0, [["gone"]]], room=sid)
        await core.sio.disconnect(sid)


def _room(topic: str) -> str:
    # NiceGUI's own rooms bear the ids of its clients: ours cannot be mistaken for one.
    return f"miaou:{topic}"
