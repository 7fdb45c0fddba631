"""What any page of NiceGUI costs to open: one with nothing in it, served as Miaou serves its own.

`python -m tests.bench.empty_page PORT [TEXT]`, which is then all that it shows.
"""

import sys

import uvicorn
from fastapi import FastAPI
from nicegui import ui


def build(text: str = "") -> FastAPI:
    web = FastAPI()

    @ui.page("/")
    def nothing() -> None:
        if text:
            ui.label(text)

    ui.run_with(web, tailwind=False, binding_refresh_interval=None, show_welcome_message=False)
    return web


if __name__ == "__main__":
    uvicorn.run(
        build(*sys.argv[2:]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
    )
