"""What reaches the terminal: our own plain lines, and of everything else only what kind of thing happened where.

A message's text, an aside, a hash, a token or a cookie may stand in whatever an exception or a library says: in the
values of a statement, in an object that could not be encoded, in a frame of a socket. So no exception's own words and
no library's line is ever written out: the kind and the place are, which is what mends a fault. Our own lines are
literal sentences; what fills them is a number, a path or the name of a class.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[1]
OWN = ("app", "main", "__main__")

log = logging.getLogger(__name__)


class PlainFormatter(logging.Formatter):
    """`WARNING app.store.writer: the database refused a batch`, and below it what kind of error it was, and where."""

    def format(self, record: logging.LogRecord) -> str:
        own = record.name.partition(".")[0] in OWN
        said = record.getMessage() if own else f"({_place(record.pathname, record.lineno, record.funcName)})"
        lines = [f"{record.levelname} {record.name}: {said}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.extend(told(record.exc_info[1]))
        return "\n".join(lines)


def told(error: BaseException, known: frozenset[int] = frozenset()) -> Iterator[str]:
    """An error's kind and place, its cause's before it; nothing of what it says.

    :param known: the ids of those that are being told already: one may be among its own causes
    """
    known |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in known:
        yield from told(before, known)
    yield f"  {_kind(error)}"
    frames = traceback.extract_tb(error.__traceback__)
    # Our own places, and where it happened in the end: the way through a library says nothing more.
    for frame in [frame for frame in frames[:-1] if _is_ours(frame.filename)] + frames[-1:]:
        yield f"    {_place(frame.filename, frame.lineno, frame.name)}"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from told(each, known)


def begin(level: str) -> None:
    """From now on, all that is logged or goes wrong anywhere in this process is told in this way.

    :param level: from which level on our own lines are told; other people's from warnings on
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OWN:
        logging.getLogger(name).setLevel(level.upper())
    quieten()
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _ended
    threading.excepthook = _thread_ended
    sys.unraisablehook = _unraisable


def quieten() -> None:
    """Libraries that bring a handler of their own speak through ours; once more after they have been imported."""
    for name in list(logging.root.manager.loggerDict):
        found = logging.getLogger(name)
        found.handlers.clear()
        found.propagate = True


def hear(loop: asyncio.AbstractEventLoop) -> None:
    """Tasks and callbacks of this loop whose errors nobody fetched are told as well; what they hold is not."""
    loop.set_exception_handler(_in_loop)


def _in_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    log.error("something went wrong in the event loop", exc_info=error if isinstance(error, BaseException) else None)


def _ended(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("Miaou ends because of an error of its own", exc_info=error)


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    log.error("a thread ended because of an error", exc_info=ended.exc_value)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    log.error("something went wrong where nobody could be told", exc_info=found.exc_value)


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, sqlite3.Error):
        # Not there when it is the driver's own.
        return f"{name} ({getattr(error, 'sqlite_errorname', None) or 'the driver'})"
    if isinstance(error, OSError) and error.strerror:
        # Without the file's name, which may be a person's.
        return f"{name} ({error.strerror})"
    return name


def _is_ours(path: str) -> bool:
    return Path(path).is_relative_to(ROOT) and "site-packages" not in path


def _place(path: str, line: int | None, function: str | None) -> str:
    file = Path(path)
    shown = file.relative_to(ROOT) if _is_ours(path) else Path(*file.parts[-3:])
    return f"{shown.as_posix()}:{line} {function}"
