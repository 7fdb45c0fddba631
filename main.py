"""Miaou, the chat of a small office: `python main.py [options]`."""

from __future__ import annotations

from app.stopping import Stop

stop = Stop()
if __name__ == "__main__":
    # What follows takes a second or two to read: Ctrl+C is no error meanwhile.
    stop.heed()

import asyncio
import contextlib
import gc
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import logs, network_share, open_files, operations, terminal
from app.command_line import OPERATIONS, Order, read
from app.locale import catalogue, terminal_language
from app.progress import Progress
from app.settings import Settings, Trouble
from app.store import Unusable

if TYPE_CHECKING:
    from app.demo.demo import Demo

INTERRUPTED = 130
"""The exit status of an operation that was stopped, as shells have it: it was not done. To stop serving is no error."""


class Lost(Trouble):
    """Miaou ended by itself; a supervisor that restarts it does right (sysexits' EX_SOFTWARE)."""

    status = 70


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; returns the exit status."""
    terminal.begin()
    try:
        stop.interrupt()
        order = read(argv)
        logs.begin(order.settings.log_level)
        if order.operation == "serve":
            _serve(order.settings)
        else:
            _operate(order)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.status
    except KeyboardInterrupt:
        return INTERRUPTED if any(word in OPERATIONS and word != "serve" for word in argv) else 0
    return 0


def _operate(order: Order) -> None:
    request: operations.Request = {
        "operation": order.operation,
        "login": order.login,
        "nickname": order.nickname,
        "password": order.password,
        "admin": order.admin,
        "file": str(order.file),
        "replace": order.replace,
    }
    words = catalogue(terminal_language())
    progress = Progress(words)
    try:
        report = operations.run(order.settings, request, progress)
    finally:
        progress.end()
    print(words(report.pop("sentence"), **report))


def _serve(settings: Settings) -> None:
    with contextlib.ExitStack() as stack:
        if settings.demo:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="miaou-demo-", ignore_cleanup_errors=True))
            settings = settings.model_copy(
                update={"data_dir": Path(folder), "database_url": "", "backup_dir": None, "backup_keep": 0}
            )
        try:
            with asyncio.Runner(loop_factory=loop_factory()) as runner:
                runner.run(_run(settings))
        except Unusable as unusable:
            raise operations.trouble(unusable) from unusable
        except asyncio.CancelledError:
            # Stopped before the server began: nothing was begun that could be lost.
            return


async def _run(settings: Settings) -> None:
    # Imported here: an operation, a mistyped option or --help need not wait for the web server.
    from app import server
    from app.pages.addresses import base_address
    from app.store import Store
    from app.store.safekeeping import Plan
    from app.store.store import now_ms

    loop, starting = asyncio.get_running_loop(), asyncio.current_task()
    assert starting is not None
    stop.tell(lambda: loop.call_soon_threadsafe(starting.cancel))
    logs.quieten()
    logs.hear(loop)
    warning = network_share.warning((settings.data_dir, settings.database.parent), catalogue(terminal_language()))
    if warning:
        print(warning, file=sys.stderr)
    listening = server.listen(settings)
    if few := open_files.warning(catalogue(terminal_language())):
        print(few, file=sys.stderr, flush=True)
    try:
        demo = _demo(settings)
        clock = demo.clock if demo else now_ms
        store = await Store.open(settings.data_dir, settings.database, clock, kept_in=settings.backup_folder)
        try:
            if demo:
                await demo.furnish(store)
            with operations.announced(settings) as secret:
                store.safekeeping.plan = Plan(settings.backup_folder, settings.backup_hour, settings.backup_keep)
                store.begin()
                web = server.build(settings, store, secret, [demo] if demo else [])
                serving = server.Server(server.config(settings, web))
                stop.tell(serving.stop)
                address = base_address(settings, lan=False)
                way_in = f"{address}/setup?code={store.office.setup_code}" if store.office.setup_code else address
                _greet(settings, way_in, new=bool(store.office.setup_code))
                trouble = await store.health.trouble()
                if trouble:
                    # It serves all the same: one can read, and it goes on by itself when the cause is gone.
                    print(catalogue(terminal_language())(trouble), file=sys.stderr, flush=True)
                if not settings.no_browser:
                    # The port is taken already: a browser that is quicker than the server waits for it.
                    threading.Thread(target=webbrowser.open, args=(way_in,), daemon=True).start()
                # What stands now lives as long as the process: the collector need not look through it again and again.
                gc.collect()
                gc.freeze()
                await serving.serve_until(store.lost, listening)
            if store.lost.is_set():
                raise Lost("Miaou can no longer trust what it knows, and ends: start it again. Nothing is lost.")
        finally:
            await store.close()
    finally:
        listening.close()


def _demo(settings: Settings) -> Demo | None:
    if not settings.demo:
        return None
    # Nothing of it is imported otherwise.
    from app.demo.demo import Demo
    from app.demo.languages import first_language

    return Demo(settings, first_language())


def _greet(settings: Settings, way_in: str, new: bool) -> None:
    from app.pages.addresses import base_address

    words = catalogue(terminal_language())
    if new:
        print(words("Miaou is new here. Set it up at {address}", address=way_in), flush=True)
    elif settings.demo:
        print(words("The demo is open at {address}", address=way_in), flush=True)
    else:
        print(words("Miaou is open at {address}", address=base_address(settings)), flush=True)
    print(words("Ctrl+C stops it."), flush=True)


def loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    """uvloop's where there is one (not on Windows): it serves a crowd of sockets with less work."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.Loop


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
