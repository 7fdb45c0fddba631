"""What NiceGUI's own way would cost, where Miaou goes round it: `python tests/bench/going_round.py`.

Each line is one by-pass: NiceGUI's way and ours, in one process, by turns, and the ratio of ours to NiceGUI's.
Processor time, and memory as Python counts it; nothing is sent over a network.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).parents[2])

import httpx  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from nicegui import Client, ui  # noqa: E402

from app.components.live_list import in_ascii  # noqa: E402
from app.components.wire.quiet_outbox import quieten  # noqa: E402
from tests.bench.figures import median, ratio, table  # noqa: E402

MS = 1e3
KIB = 1024
IDLE_S = 3.0
ROW = '<article class="message"><b>Léa Martin</b><time>12:04</time><p>{n}: le devis est parti ce matin</p></article>'
ROWS = 200


def rows_of_elements() -> None:
    for n in range(ROWS):
        with ui.element("article").classes("message"):
            with ui.element("b"):
                ui.label("Léa Martin")
            ui.label("12:04")
            ui.label(f"{n}: le devis est parti ce matin")


def rows() -> str:
    return "".join(ROW.format(n=n) for n in range(ROWS))


def in_a_prop() -> None:
    ui.element("div").props["slots"] = json.dumps({"rows": rows()})


def in_the_page() -> None:
    ui.add_body_html(f"<template>{in_ascii(rows())}</template>")


def with_a_smile() -> None:
    ui.add_body_html(f"<template>{rows()}\N{CAT FACE}</template>")


def with_a_smile_in_ascii() -> None:
    ui.add_body_html(f"<template>{in_ascii(rows() + chr(0x1F431))}</template>")


PAIRS: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
    f"{ROWS} rows: elements, or one piece of HTML": (rows_of_elements, in_the_page),
    "their HTML: in a prop, or in the page": (in_a_prop, in_the_page),
    "an emoji in it: as it is, or in ASCII": (with_a_smile, with_a_smile_in_ascii),
}


async def page_cost(http: httpx.AsyncClient, path: str) -> float:
    """Seconds of processor time that one page takes."""
    before = time.process_time()
    (await http.get(path)).raise_for_status()
    return time.process_time() - before


async def page_memory(http: httpx.AsyncClient, path: str, pages: int) -> float:
    """Bytes that each of several pages leaves."""
    await http.get(path)
    gc.collect()
    tracemalloc.start()
    for _ in range(pages):
        await http.get(path)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / pages


async def idle_cost(http: httpx.AsyncClient, path: str, tabs: int, seconds: float) -> float:
    """Seconds of processor time that so many open pages take in each second while nothing happens."""
    for client in list(Client.instances.values()):
        client.delete()
    for _ in range(tabs):
        await http.get(path)
    for client in Client.instances.values():
        # As if its browser were there.
        client.tab_id = "open"
    before = time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - before) / seconds


def serve() -> FastAPI:
    web = FastAPI()

    def page(path: str, build: Callable[[], None], quiet: bool = False) -> None:
        @ui.page(path)
        def made(client: Client) -> None:
            if quiet:
                quieten(client)
            build()

    for number, pair in enumerate(PAIRS.values()):
        for whose, build in zip(("nicegui", "ours"), pair, strict=True):
            page(f"/{whose}/{number}", build)
    page("/nicegui/idle", lambda: None)
    page("/ours/idle", lambda: None, quiet=True)
    ui.run_with(web, tailwind=False, binding_refresh_interval=None, show_welcome_message=False, reconnect_timeout=3600)
    return web


async def measured(rounds: int, tabs: int, idle_s: float) -> list[list[str]]:
    web = serve()
    found = []

    async def both(measure: Callable[[str], Awaitable[float]], times: int = 1) -> tuple[float, float]:
        taken: list[tuple[Any, ...]] = [(await measure("nicegui"), await measure("ours")) for _ in range(times)]
        return median([each[0] for each in taken]), median([each[1] for each in taken])

    async with web.router.lifespan_context(web):
        transport = httpx.ASGITransport(web)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench", timeout=60) as http:
            for number, what in enumerate(PAIRS):
                theirs, ours = await both(lambda whose, n=number: page_cost(http, f"/{whose}/{n}"), rounds)
                found.append([f"{what}: CPU", f"{theirs * MS:.1f} ms", f"{ours * MS:.1f} ms", ratio(ours, theirs)])
            theirs, ours = await both(lambda whose: page_memory(http, f"/{whose}/0", max(2, rounds // 2)))
            found.append(
                [
                    "– of elements, or HTML: memory",
                    f"{theirs / KIB:.0f} KiB",
                    f"{ours / KIB:.0f} KiB",
                    ratio(ours, theirs),
                ]
            )
            theirs, ours = await both(lambda whose: idle_cost(http, f"/{whose}/idle", tabs, idle_s))
            name = f"{tabs} tabs in which nothing happens: CPU a second"
            found.append([name, f"{theirs * MS:.1f} ms", f"{ours * MS:.1f} ms", ratio(ours, theirs)])
    return found


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reading.add_argument("--quick", action="store_true", help="a look whether it works; no figures to quote")
    quick = reading.parse_args().quick
    rows_found = asyncio.run(measured(*((3, 5, 1.2) if quick else (30, 250, IDLE_S))))
    print(table(["", "NiceGUI's way", "ours", ""], rows_found))


if __name__ == "__main__":
    main()
