"""Every address of the application, and what it answers to whom: one that is new must be put into the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from nicegui import Client
from starlette.routing import Mount

from app.components import assets
from app.components.emoji import menu
from app.components.installed.away import page_address
from tests.pages.conftest import House

NICEGUI = "/_nicegui/{version}"

TABLE: dict[tuple[str, str], tuple[str, tuple[int, int, int]]] = {
    # method, route: (an address of it, what is answered to whom is signed out, to a member, to an administrator)
    ("GET", "/"): ("/", (401, 200, 200)),
    ("GET", "/desktop"): ("/desktop", (401, 200, 200)),
    ("GET", "/login"): ("/login", (200, 303, 303)),
    ("POST", "/login"): ("/login", (403, 403, 403)),
    ("POST", "/sign-out"): ("/sign-out", (401, 303, 303)),
    ("GET", "/setup"): ("/setup?code=guess", (403, 403, 403)),
    ("POST", "/setup"): ("/setup", (403, 403, 403)),
    ("GET", "/join/{code}"): ("/join/guess", (404, 404, 404)),
    ("POST", "/join/{code}"): ("/join/guess", (422, 422, 422)),
    ("GET", "/invite"): ("/invite", (401, 403, 200)),
    ("POST", "/invite"): ("/invite", (401, 403, 303)),
    ("GET", "/widget"): ("/widget", (200, 200, 200)),
    ("POST", "/widget/enter"): ("/widget/enter", (422, 422, 422)),
    ("POST", "/widget/grant"): ("/widget/grant", (401, 401, 401)),
    ("GET", "/widget/ended"): ("/widget/ended", (200, 200, 200)),
    ("GET", "/manifest.webmanifest"): ("/manifest.webmanifest", (200, 200, 200)),
    ("GET", "/worker.js"): ("/worker.js", (200, 200, 200)),
    ("POST", "/share"): ("/share", (303, 303, 303)),
    ("GET", "/share/{ticket}"): ("/share/guess", (401, 404, 404)),
    ("POST", "/share/{ticket}"): ("/share/guess", (401, 404, 404)),
    ("GET", "/canal/{canal_id:int}/export"): ("/canal/1/export", (401, 403, 403)),
    ("GET", "/canal/{canal_id:int}/talk"): ("/canal/1/talk", (401, 403, 403)),
    ("GET", "/embed.js"): ("/embed.js", (200, 200, 200)),
    ("GET", "/reset/{code}"): ("/reset/guess", (404, 404, 404)),
    ("POST", "/reset/{code}"): ("/reset/guess", (404, 404, 404)),
    ("GET", "/logo/{name}"): ("/logo/none.webp", (404, 404, 404)),
    ("GET", "/admin"): ("/admin", (401, 403, 200)),
    ("GET", "/admin/members/{member_id}"): ("/admin/members/1", (401, 403, 200)),
    ("GET", "/admin/canals"): ("/admin/canals", (401, 403, 200)),
    ("GET", "/admin/embedding"): ("/admin/embedding", (401, 403, 200)),
    ("GET", "/admin/office"): ("/admin/office", (401, 403, 200)),
    ("GET", "/admin/data"): ("/admin/data", (401, 403, 200)),
    ("POST", "/admin/office/logo"): ("/admin/office/logo", (401, 403, 422)),
    ("GET", "/admin/audit"): ("/admin/audit", (401, 403, 200)),
    ("GET", "/healthz"): ("/healthz", (200, 200, 200)),
    ("POST", "/control/perform"): ("/control/perform", (403, 403, 403)),
    ("GET", "/images/{name}"): ("/images/nobody-64.webp", (401, 404, 404)),
    ("POST", "/images/{member_id}"): ("/images/1", (401, 403, 422)),
    ("DELETE", "/images/{member_id}"): ("/images/1", (401, 403, 200)),
    ("PUT", "/files"): ("/files?canal=1&name=x", (401, 403, 403)),
    ("GET", "/files/{file_id}"): ("/files/1", (401, 404, 404)),
    ("DELETE", "/files/{file_id}"): ("/files/1", (401, 403, 403)),
    ("GET", "/files/{file_id}/shown"): ("/files/1/shown", (401, 404, 404)),
    ("GET", "/files/{file_id}/text"): ("/files/1/text", (401, 404, 404)),
    ("GET", "/files/{file_id}/{size}.webp"): ("/files/1/256.webp", (401, 404, 404)),
    ("GET", "/cat/{name}"): ("/cat/2d7a46.png", (401, 200, 200)),
    ("GET", "/favicon/{name}"): ("/favicon/3.svg", (401, 200, 200)),
    ("GET", "/export"): ("/export", (401, 200, 200)),
    ("GET", "/favicon.ico"): ("/favicon.ico", (200, 200, 200)),
    ("*", "/assets/{digest}/js"): (assets.address("js/wire.js"), (200, 200, 200)),
    ("*", "/assets/{digest}/kit"): (assets.address("kit/wire.js"), (200, 200, 200)),
    ("*", "/assets/{digest}/sheets"): (assets.sheet_address("window"), (200, 200, 200)),
    ("*", f"{NICEGUI}/components/{{folder}}"): (assets.address("kit/shell.js"), (200, 200, 200)),
    ("*", "/assets/{digest}/away"): (page_address("fr"), (200, 200, 200)),
    ("*", "/assets/{digest}"): (assets.address("css/base.css"), (200, 200, 200)),
    ("GET", "/assets/{digest}/emoji/{name}"): (menu.address("fr", 0, 15.0), (200, 200, 200)),
    ("*", "/_nicegui_ws"): ("/_nicegui_ws/socket.io/?EIO=4&transport=polling", (401, 403, 403)),
    ("*", f"{NICEGUI}/static"): (f"{NICEGUI}/static/nicegui.js", (200, 200, 200)),
    ("GET", f"{NICEGUI}/libraries/{{key:path}}"): (f"{NICEGUI}/libraries/none.js", (404, 404, 404)),
    ("GET", f"{NICEGUI}/components/{{key:path}}"): (f"{NICEGUI}/components/none.js", (404, 404, 404)),
    ("GET", f"{NICEGUI}/resources/{{key}}/{{path:path}}"): (f"{NICEGUI}/resources/none/none.js", (404, 404, 404)),
    ("GET", f"{NICEGUI}/esm/{{key}}/{{path:path}}"): (f"{NICEGUI}/esm/none/none.js", (404, 404, 404)),
    ("GET", f"{NICEGUI}/dynamic_resources/{{name}}"): (f"{NICEGUI}/dynamic_resources/none", (401, 404, 404)),
    ("GET", "an address that is none"): ("/nowhere", (401, 404, 404)),
}

WHO = ("", "zoe", "lea")


def general(path: str) -> str:
    """A route's path without what changes from one version to the next."""
    path = re.sub(r"^/assets/[0-9a-f]{12}(-[\d.]+)?/", "/assets/{digest}/", path + "/").removesuffix("/") or "/"
    path = re.sub(r"^/_nicegui/[\d.]+", NICEGUI, path)
    return re.sub(r"/components/[0-9a-f]{32}$", "/components/{folder}", path)


def routes(app, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and route of an application, and of those mounted in it."""
    for route in app.routes:
        path = prefix + route.path
        if isinstance(route, Mount) and getattr(route.app, "routes", None):
            yield from routes(route.app, path)
        elif isinstance(route, Mount):
            yield "*", general(path)
        else:
            # Starlette answers HEAD wherever it answers GET.
            yield from ((method, general(path)) for method in sorted(route.methods or "*") if method != "HEAD")


def ask(browser: httpx.Client, house: House, method: str, address: str) -> httpx.Response:
    version = next(path for _, path in _concrete(house) if path.startswith("/_nicegui/")).split("/")[2]
    return browser.request("GET" if method == "*" else method, address.replace("{version}", version))


def _concrete(house: House) -> Iterator[tuple[str, str]]:
    mounted = next(route.app for route in house.web.routes if isinstance(route, Mount) and route.path == "")
    return (("", route.path) for route in mounted.routes)


def test_every_route_is_in_the_table(house):
    assert set(routes(house.web)) == {row for row in TABLE if not row[1].startswith("an address")}


@pytest.mark.parametrize("who", WHO, ids=("signed out", "a member", "an administrator"))
@pytest.mark.parametrize(("method", "route"), TABLE, ids=" ".join)
def test_each_route_answers_as_the_table_says(house, method, route, who):
    address, statuses = TABLE[method, route]
    with house.browser(who, **{"x-forwarded-for": f"198.51.100.{len(route)}"}) as browser:
        answer = ask(browser, house, method, address)
    assert answer.status_code == statuses[WHO.index(who)]
    if answer.status_code in (401, 403):
        assert "Direction" not in answer.text


@pytest.mark.parametrize(
    ("address", "way_in"),
    [
        ("/", "/login"),
        ("/?canal=12", "/login?next=%2F%3Fcanal%3D12"),
        ("/nowhere", "/login?next=%2Fnowhere"),
        ("/?x=//evil.example", "/login?next=%2F%3Fx%3D%2F%2Fevil.example"),
    ],
)
def test_a_visitor_is_sent_to_the_door_and_back(house, address, way_in):
    with house.browser(accept="text/html") as visitor:
        answer = visitor.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, way_in)


@pytest.mark.parametrize("path", ["/assets/../data/miaou.db", "/images/..%2f..%2fmiaou.db", "/images/%2e%2e/miaou.db"])
def test_no_file_of_the_data_folder_is_served(house, path):
    for who in WHO:
        with house.browser(who) as browser:
            answer = browser.get(path)
        assert answer.status_code in (401, 404)
        assert b"SQLite format" not in answer.content


@pytest.mark.parametrize(
    "path", ["/assets/{digest}/js/wire.py", "/assets/{digest}/js/__init__.py", "/assets/{digest}/js/"]
)
def test_only_scripts_are_served_from_beside_the_components(house, path):
    with house.browser() as visitor:
        assert visitor.get(path.replace("{digest}", assets.DIGEST)).status_code == 404


def test_an_address_of_nothing_says_so_in_one_s_own_language(house):
    pages = set(Client.instances)
    for lang, said in (("fr", "Il n’y a rien à cette adresse."), ("en", "There is nothing at this address.")):
        with house.browser("zoe", accept="text/html", **{"accept-language": lang}) as browser:
            answer = browser.get("/nowhere")
        assert answer.status_code == 404
        assert said in answer.text
    assert set(Client.instances) <= pages
