"""Files: our own assets and NiceGUI's, for everyone, and the health check."""

from __future__ import annotations

import asyncio
import gzip
import os
import re
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

import nicegui
from fastapi import FastAPI
from fastapi.responses import FileResponse, JSONResponse, Response
from nicegui.dependencies import js_components
from nicegui.version import __version__
from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.components import assets
from app.components.installed import away
from app.pages.house import House

ROOT = Path(__file__).parents[2]
FAVICON = ROOT / "assets" / "favicon.svg"

NICEGUI = f"/_nicegui/{__version__}"

SMALL = 1000
"""Bytes that go out as they are: packed they would fill as many packets."""

_TEXT = re.compile(r"^text/|javascript|json|svg")


class _Lasting(StaticFiles):
    """Files whose address holds a digest of what they contain: a browser need never ask again. Texts are packed once,
    as small as it gets, when the first browser asks for one.

    :param folders: where the files lie; to the browser they are one folder
    :param made: files that lie nowhere, by their names
    """

    def __init__(self, *folders: Path, made: Mapping[str, str] | None = None, linked: bool = False) -> None:
        super().__init__(follow_symlink=linked)
        self.all_directories = list(folders)
        self._made = made or {}
        self._packed: dict[str, bytes] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await self._found(path, scope)
        if response.status_code == 200 and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            response = await self._in_brief(path, response)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        response.headers["vary"] = "accept-encoding"
        return response

    async def _found(self, path: str, scope: Scope) -> Response:
        if path in self._made:
            return Response(self._made[path], media_type=guess_type(path)[0])
        return await super().get_response(path, scope)

    async def _in_brief(self, path: str, response: Response) -> Response:
        kind = response.headers["content-type"]
        if int(response.headers["content-length"]) < SMALL or not _TEXT.search(kind):
            return response
        if path not in self._packed:
            whole = response.path if isinstance(response, FileResponse) else bytes(response.body)
            self._packed[path] = await asyncio.to_thread(_packed, whole)
        return Response(self._packed[path], headers={"content-type": kind, "content-encoding": "gzip"})


def _packed(whole: str | os.PathLike[str] | bytes) -> bytes:
    return gzip.compress(whole if isinstance(whole, bytes) else Path(whole).read_bytes(), mtime=0)


def _components(kit: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What NiceGUI would serve of the kit by itself, by its folders: a page has it from the bundle."""
    found: dict[str, dict[str, str]] = {}
    for key, component in js_components.items():
        if component.path.resolve().parent == assets.KIT:
            folder, name = key.split("/")
            found.setdefault(folder, {})[name] = kit[name]
    return found


def register(web: FastAPI, house: House) -> None:
    kit = assets.kit()
    for folder, made in _components(kit).items():
        web.mount(f"{NICEGUI}/components/{folder}", _Lasting(made=made))
    web.mount(f"{NICEGUI}/static", _Lasting(Path(nicegui.__file__).parent / "static", linked=True))
    web.mount(f"/assets/{assets.DIGEST}/js", _Lasting(*assets.SCRIPTS))
    web.mount(f"/assets/{assets.DIGEST}/kit", _Lasting(made=kit))
    web.mount(f"/assets/{assets.DIGEST}/sheets", _Lasting(made=assets.sheets()))
    web.mount(f"/assets/{assets.DIGEST}/away", _Lasting(made=away.pages()))
    web.mount(f"/assets/{assets.DIGEST}", _Lasting(assets.FOLDER))

    @web.get("/healthz")
    async def healthz() -> JSONResponse:
        trouble = await house.store.health.trouble()
        return JSONResponse({"ok": False, "reason": trouble}, 503) if trouble else JSONResponse({"ok": True})
