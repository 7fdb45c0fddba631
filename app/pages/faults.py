"""What is answered when there is nothing to show: an address that is none of ours, too much at once, our own error.

NiceGUI's own pages for that would open a connection, and say what the error says: a message may stand in that.
"""

from __future__ import annotations

from typing import NamedTuple

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from nicegui import app as nicegui_app
from starlette.exceptions import HTTPException

from app.components.drawings import Name
from app.components.states import stop
from app.locale import N_
from app.pages.door import shown, theme_of, words_of
from app.pages.gate import HEADERS


class Fault(NamedTuple):
    """How a state of this kind looks, what it is called and what is said of it."""

    drawn: Name
    heading: str
    sentence: str


NOWHERE = Fault("lost", N_("Nobody here"), N_("There is nothing at this address."))
TOO_MUCH = Fault(
    "heavy", N_("That was a lot at once"), N_("What was sent is larger than anything that is asked for here.")
)
BROKEN = Fault(
    "tangled",
    N_("We got tangled up"),
    N_("The error is ours. Its kind and its place are noted on the terminal for whoever runs Miaou, and nothing else."),
)

TO_THE_CHAT = (N_("To the chat"), "/")


def register(web: FastAPI) -> None:
    """For our own routes, and for NiceGUI's application, in which the live pages are."""

    @nicegui_app.exception_handler(404)
    async def nowhere(request: Request, _: Exception) -> Response:
        return _answer(request, 404, NOWHERE)

    for served in (web, nicegui_app):
        served.add_exception_handler(HTTPException, _as_it_is_asked)
        served.add_exception_handler(RequestValidationError, _not_understood)
        # What went wrong reaches the terminal by the server itself (see app.logs), once this is answered.
        served.add_exception_handler(Exception, _broken)


async def _as_it_is_asked(request: Request, found: Exception) -> Response:
    """A status of a route's own: a page for whoever looks at it, FastAPI's answer for a script."""
    assert isinstance(found, HTTPException)
    if not _reads_html(request):
        return await http_exception_handler(request, found)
    answer = _answer(request, found.status_code, TOO_MUCH if found.status_code == 413 else NOWHERE)
    # What is allowed instead, when one may come again.
    answer.headers.update(found.headers or {})
    return answer


async def _not_understood(request: Request, found: Exception) -> Response:
    """An address whose number is none, as `/cat/x`."""
    assert isinstance(found, RequestValidationError)
    if not _reads_html(request):
        return await request_validation_exception_handler(request, found)
    return _answer(request, 404, NOWHERE)


async def _broken(request: Request, _: Exception) -> Response:
    answer = _answer(request, 500, BROKEN)
    # Outside of the gate, which gives them to all other answers.
    answer.headers.update(HEADERS)
    return answer


def _answer(request: Request, status: int, fault: Fault) -> Response:
    words = words_of(request)
    sentence = words(fault.sentence)
    if _reads_html(request):
        way = (N_("Try again"), "") if status == 500 and request.method == "GET" else TO_THE_CHAT
        text, address = way
        page = stop(words, fault.drawn, words(fault.heading), sentence, (words(text), address), theme=theme_of(request))
        return shown(page, status)
    if "json" in request.headers.get("accept", ""):
        return JSONResponse({"detail": sentence}, status)
    return PlainTextResponse(sentence, status)


def _reads_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
