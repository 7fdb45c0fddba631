"""Changing an image over HTTP: who may, what is read of what they send, and what they are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from fastapi import FastAPI
from PIL import Image

from app.pages import images
from app.pages.gate import COOKIE
from app.store.pictures import HEAVIEST
from tests.conftest import Office
from tests.pages.gated import Browser, browsers, gated


def picture(width: int = 60, height: int = 40) -> bytes:
    """Red on its left half, blue on its right."""
    image = Image.new("RGB", (width, height), (220, 30, 30))
    image.paste((40, 60, 210), (width // 2, 0, width, height))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def web(office: Office) -> AsyncIterator[FastAPI]:
    async with gated(office, images) as web:
        yield web


@pytest.fixture
async def browser(office: Office, web: FastAPI) -> AsyncIterator[Browser]:
    async with browsers(office, web) as browser:
        yield browser


class Body:
    """A request's body that knows how much of it was read."""

    def __init__(self, *chunks: bytes, waits: asyncio.Event | None = None) -> None:
        self.chunks, self.waits = chunks, waits
        self.read = 0
        self.begun = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            self.read += len(chunk)
            self.begun.set()
            yield chunk
            if self.waits is not None:
                await self.waits.wait()


def worn(office: Office, member) -> str:
    return office.store.members.get(member.id).image


async def test_one_s_own_image_is_changed_and_then_shown(office, browser):
    zoe = await browser(office.zoe)
    answer = await zoe.post(f"/images/{office.zoe.id}", content=picture())
    digest = worn(office, office.zoe)
    assert digest
    assert answer.status_code == 200
    assert answer.json() == {"then": [["toast", "L’image a été changée.", "info"]]}
    for side in (256, 64):
        shown = await zoe.get(f"/images/{digest}-{side}.webp")
        assert shown.headers["content-type"] == "image/webp"
        assert "immutable" in shown.headers["cache-control"]
        assert "private" in shown.headers["cache-control"]
        assert Image.open(BytesIO(shown.content)).size == (side, side)


async def test_an_administrator_changes_anybody_s_image_and_removes_it(office, browser):
    lea = await browser(office.lea)
    assert (await lea.post(f"/images/{office.zoe.id}", content=picture())).status_code == 200
    digest = worn(office, office.zoe)
    answer = await lea.delete(f"/images/{office.zoe.id}")
    assert answer.status_code == 200
    assert worn(office, office.zoe) == ""
    assert (await lea.get(f"/images/{digest}-64.webp")).status_code == 404


@pytest.mark.parametrize("who", ["karim", None])
async def test_of_whoever_may_not_nothing_is_read(office, browser, who):
    client = await browser(getattr(office, who) if who else None)
    body = Body(picture())
    answer = await client.post(f"/images/{office.zoe.id}", content=body)
    assert answer.status_code == (403 if who else 401)
    assert body.read == 0
    assert (await client.delete(f"/images/{office.zoe.id}")).status_code == answer.status_code
    assert worn(office, office.zoe) == ""


async def test_a_member_who_does_not_exist_is_refused_as_one_who_may_not_be_changed(office, browser):
    answer = await (await browser(office.lea)).post("/images/987654321", content=picture())
    assert (answer.status_code, answer.json()) == (403, {"refused": "Ce membre n’existe pas."})


async def test_another_site_cannot_change_an_image(office, browser):
    zoe = await browser(office.zoe)
    await office.store.members.set_image(office.zoe, office.zoe.id, b"large", b"small")
    there = {"origin": "http://elsewhere"}
    before = worn(office, office.zoe)
    assert (await zoe.post(f"/images/{office.zoe.id}", content=picture(), headers=there)).status_code == 403
    assert (await zoe.delete(f"/images/{office.zoe.id}", headers=there)).status_code == 403
    assert worn(office, office.zoe) == before


async def test_an_image_is_not_shown_to_whoever_is_not_signed_in(office, browser):
    await office.store.members.set_image(office.zoe, office.zoe.id, b"large", b"small")
    assert (await (await browser()).get(f"/images/{worn(office, office.zoe)}-64.webp")).status_code == 401


@pytest.mark.parametrize("name", ["1", "x-64.webp", f"{'0' * 24}-64.webp", "..%2Fmiaou.db-64.webp", "a-999999999999"])
async def test_an_image_that_does_not_exist_is_not_found(office, browser, name):
    assert (await (await browser(office.zoe)).get(f"/images/{name}")).status_code == 404


MEGABYTE = bytes(1024 * 1024)


async def test_a_byte_more_than_ten_megabytes_is_refused_while_it_comes(office, browser):
    body = Body(*[MEGABYTE] * 10, b"\0", *[MEGABYTE] * 50)
    answer = await (await browser(office.zoe)).post(f"/images/{office.zoe.id}", content=body)
    assert answer.status_code == 422
    assert answer.json() == {"refused": "Ce fichier est trop lourd\u00a0: une image pèse au plus 10\u00a0Mo."}
    assert body.read == HEAVIEST + 1


async def test_ten_megabytes_are_not_too_heavy(office, browser):
    content = picture() + bytes(HEAVIEST - len(picture()))
    answer = await (await browser(office.zoe)).post(f"/images/{office.zoe.id}", content=content)
    assert answer.status_code == 200


@pytest.mark.parametrize(("lang", "said"), [("fr", "Ce fichier n’est pas une image"), ("en", "This is not a picture")])
async def test_what_is_refused_is_said_in_the_member_s_language(office, browser, lang, said):
    await office.store.members.set_image(office.zoe, office.zoe.id, b"large", b"small")
    before = worn(office, office.zoe)
    zoe = await browser(office.zoe, lang)
    told = {"content-type": "image/png", "content-disposition": 'attachment; filename="chat.png"'}
    answer = await zoe.post(f"/images/{office.zoe.id}", content=b"Pas une image", headers=told)
    assert answer.status_code == 422
    assert answer.json()["refused"].startswith(said)
    assert worn(office, office.zoe) == before


@pytest.mark.parametrize(("x", "colour"), [("0", (220, 30, 30)), ("0.5", (40, 60, 210)), ("7", (40, 60, 210))])
async def test_the_square_that_was_chosen_is_kept(office, browser, x, colour):
    zoe = await browser(office.zoe)
    await zoe.post(f"/images/{office.zoe.id}?x={x}&y=0&side=0.5", content=picture(400, 200))
    kept = Image.open(BytesIO(await office.store.images.read(worn(office, office.zoe), 256)))
    assert all(abs(a - b) < 14 for a, b in zip(kept.getpixel((128, 128)), colour, strict=True))


@pytest.mark.parametrize(
    "square",
    ["x=nan&y=0&side=1", "x=0&y=inf&side=1", "x=0&y=0&side=-Infinity", "x=gauche&y=0&side=1", "x=0&y=0", "side=1"],
)
async def test_a_square_that_is_none_is_refused_before_anything_is_read(office, browser, square):
    body = Body(picture())
    answer = await (await browser(office.zoe)).post(f"/images/{office.zoe.id}?{square}", content=body)
    assert answer.status_code == 422
    assert answer.json()["refused"]
    assert body.read == 0
    assert worn(office, office.zoe) == ""


async def test_a_file_that_does_not_come_to_its_end_is_let_go(office, browser, monkeypatch):
    monkeypatch.setattr(images, "READ_S", 0.01)
    answer = await (await browser(office.zoe)).post(
        f"/images/{office.zoe.id}", content=Body(picture()[:40], waits=asyncio.Event())
    )
    assert answer.status_code == 408
    assert worn(office, office.zoe) == ""


async def test_a_browser_that_goes_away_changes_nothing(office, web):
    token = await office.store.sessions.start(office.zoe)
    said = iter([{"type": "http.request", "body": picture()[:40], "more_body": True}, {"type": "http.disconnect"}])
    answered: list[dict] = []

    async def receive() -> dict:
        return next(said)

    async def send(message: dict) -> None:
        answered.append(message)

    path = f"/images/{office.zoe.id}"
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"cookie", f"{COOKIE}={token}".encode())],
    }
    await web(scope, receive, send)
    assert answered[0]["status"] == 408
    assert worn(office, office.zoe) == ""


async def test_of_a_crowd_of_files_only_some_are_read_at_a_time(office, browser):
    lea = await browser(office.lea)
    on = asyncio.Event()
    bodies = [Body(picture()[:40], picture()[40:], waits=on) for _ in range(images.AT_ONCE + 3)]
    asked = [asyncio.create_task(lea.post(f"/images/{office.zoe.id}", content=body)) for body in bodies]
    async with asyncio.timeout(20):
        await asyncio.gather(*(body.begun.wait() for body in bodies[: images.AT_ONCE]))
        # The house is open meanwhile; and what would have begun by now has.
        assert (await (await browser(office.karim)).delete(f"/images/{office.karim.id}")).status_code == 200
        assert not any(body.begun.is_set() for body in bodies[images.AT_ONCE :])
        on.set()
        assert {(await answer).status_code for answer in asked} == {200}


async def test_whoever_is_signed_out_while_their_file_comes_changes_nothing(office, browser):
    zoe, on = await browser(office.zoe), asyncio.Event()
    body = Body(picture()[:40], picture()[40:], waits=on)
    asked = asyncio.create_task(zoe.post(f"/images/{office.zoe.id}", content=body))
    async with asyncio.timeout(20):
        await body.begun.wait()
        await office.store.sessions.revoke(office.zoe, office.store.sessions.of(office.zoe)[0].id)
        on.set()
        assert (await asked).status_code == 403
    assert worn(office, office.zoe) == ""
