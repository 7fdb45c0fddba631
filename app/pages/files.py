"""Files: our own assets, for everyone, and the health check."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.components import assets
from app.pages.house import House

ROOT = Path(__file__).parents[2]
FAVICON = ROOT / "assets" / "favicon.svg"


class _Lasting(StaticFiles):
    """Files whose address holds a digest of what they contain: a browser need never ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


class _Scripts(_Lasting):
    """Our JavaScript: its folders are one to the browser."""

    def __init__(self) -> None:
        super().__init__(directory=assets.KIT)
        self.all_directories = list(assets.SCRIPTS)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if not path.endswith(".js"):
            return Response(status_code=404)
        return await super().get_response(path, scope)


def register(web: FastAPI, house: House) -> None:
    web.mount(f"/assets/{assets.DIGEST}/js", _Scripts())
    web.mount(f"/assets/{assets.DIGEST}", _Lasting(directory=ROOT / "assets"))

    @web.get("/healthz")
    async def healthz() -> JSONResponse:
        trouble = await house.store.health.trouble()
        return JSONResponse({"ok": False, "reason": trouble}, 503) if trouble else JSONResponse({"ok": True})
