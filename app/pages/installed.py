"""What a browser asks for to install Miaou: the manifest, and the worker that shows a page when nobody answers."""

from __future__ import annotations

from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from app.components.installed.away import WORKER, worker
from app.components.installed.manifest import ADDRESS, manifest
from app.locale import catalogue
from app.pages.door import words_of
from app.pages.house import House


def register(web: FastAPI, house: House) -> None:
    @web.get(ADDRESS)
    async def told(request: Request) -> Response:
        # It comes without a cookie: in the language that the browser asks for, whoever is signed in there.
        headers = {"cache-control": "no-cache", "vary": "accept-language"}
        content = manifest(house.store.office.name, words_of(request))
        return JSONResponse(content, headers=headers, media_type="application/manifest+json")

    @web.get(WORKER)
    async def standing_by(request: Request, lang: str = "") -> Response:
        content = worker(catalogue(lang).lang).encode()
        # Its address stays: a browser asks each time whether it is still this one.
        headers = {"cache-control": "no-cache", "etag": f'"{sha256(content).hexdigest()[:24]}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/javascript", headers=headers)
