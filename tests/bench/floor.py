"""The floor: what a chat costs that does nothing but pass a text on.

A bare python-socketio server, served as Miaou is. What is said goes to everybody, then the caller gets an answer; any
other call is answered at once, with nothing.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import socketio
import uvicorn


def main(port: int) -> None:
    sio = socketio.AsyncServer(async_mode="asgi")

    @sio.on("call")
    async def call(_sid: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        if name == "say":
            await sio.emit("say", payload["text"])
        return {}

    config = uvicorn.Config(
        socketio.ASGIApp(sio, socketio_path="/_nicegui_ws/socket.io"),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main(int(sys.argv[1]))
