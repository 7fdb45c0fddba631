"""Files over HTTP: bringing one, having it, and what a browser is told of it; and nothing of what is not one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from app.pages import attachments
from app.pages.gate import COOKIE, PAGE
from app.store.files import kinds
from app.store.files.files import TEXT_MOST
from app.store.files.kinds import Kind
from app.store.files.quota import Limits
from tests.conftest import Office
from tests.pages.gated import Browser, browsers, gated
from tests.store.files.conftest import halves, lying

NONCES = count(1)
NOT_THERE = "Ce fichier n’existe pas, ou vous ne pouvez pas le voir."
MEGABYTE = bytes(1 << 20)

PNG = Kind("image", "image/png")
PAGE_OF_OURS = b"<!doctype html><script>parent.stolen = document.cookie</script>"


@pytest.fixture
async def web(office: Office) -> AsyncIterator[FastAPI]:
    async with gated(office, attachments) as web:
        yield web


@pytest.fixture
async def browser(office: Office, web: FastAPI) -> AsyncIterator[Browser]:
    async with browsers(office, web) as browser:
        yield browser


@pytest.fixture
def known_as(monkeypatch):
    """`known_as(kind)`: what all that comes from now on is taken for."""

    def known_as(kind: Kind) -> None:
        monkeypatch.setattr(kinds, "recognise", lambda *_: kind)

    return known_as


def bringing(office, name="devis.pdf", canal=None) -> str:
    return f"/files?canal={(canal or office.bureau).id}&name={quote(name, safe='')}"


async def brought(office, client, content=b"Bonjour", name="devis.pdf", canal=None) -> int:
    answer = await client.put(bringing(office, name, canal), content=content)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


async def sent(office, by, canal, *ids, to=()):
    circle = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, "", circle, f"n{next(NONCES)}", files=ids)).message


async def test_what_is_brought_is_shown_in_the_tray_and_had_as_it_was(office, browser):
    zoe = await browser(office.zoe)
    answer = await zoe.put(bringing(office, "Été 1.bin"), content=b"Bonjour")
    assert answer.status_code == 200
    assert "Été 1" in answer.json()["shown"]
    assert f"{answer.json()['id']}" in answer.json()["shown"]
    had = await zoe.get(f"/files/{answer.json()['id']}")
    assert (had.status_code, had.content) == (200, b"Bonjour")
    headers = had.headers
    plain, full = 'filename="_t_ 1.bin"', "filename*=UTF-8''%C3%89t%C3%A9%201.bin"
    assert headers["content-disposition"] == f"attachment; {plain}; {full}"
    assert headers["content-length"] == "7"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "private, no-cache"
    assert headers["vary"] == "cookie"
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "sandbox", "frame-ancestors 'none'"} <= set(policy)
    assert "script" not in headers["content-security-policy"]


async def test_head_says_what_there_is_and_sends_none_of_it(office, browser):
    zoe = await browser(office.zoe)
    answer = await zoe.head(f"/files/{await brought(office, zoe)}")
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, "7", b"")


async def test_nothing_that_a_browser_is_told_says_whether_somebody_had_it_before(office, browser):
    ids = [await brought(office, await browser(by)) for by in (office.karim, office.zoe)]
    answer = await (await browser(office.zoe)).get(f"/files/{ids[1]}")
    file = await office.store.files.find(office.zoe, ids[1])
    said = str(answer.headers)
    assert file.digest not in said
    assert answer.headers["etag"] == f'"{file.id}"'
    other = await (await browser(office.karim)).get(f"/files/{ids[0]}")
    assert other.headers["etag"] != answer.headers["etag"]
    assert str(office.store.folder) not in said


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", 'a"; filename="b.exe', "a\r\nset-cookie: x=1", "\u202efdp.exe", ""]
)
async def test_no_name_leads_out_of_its_header_or_its_folder(office, browser, name):
    zoe = await browser(office.zoe)
    answer = await zoe.get(f"/files/{await brought(office, zoe, name=name)}")
    said = answer.headers["content-disposition"]
    assert said.count('"') == 2
    assert "set-cookie" not in answer.headers
    assert not set(said) & set("/\\\r\n\u202e")
    assert len(lying(office.store)) == 1


@pytest.mark.parametrize(
    ("kind", "disposition", "media"),
    [
        (PNG, "inline", "image/png"),
        (Kind("animation", "image/gif"), "inline", "image/gif"),
        (Kind("audio", "audio/mpeg"), "inline", "audio/mpeg"),
        (Kind("video", "video/mp4"), "inline", "video/mp4"),
    ],
)
async def test_what_is_harmless_is_shown_and_played(office, browser, known_as, kind, disposition, media):
    known_as(kind)
    zoe = await browser(office.zoe)
    answer = await zoe.get(f"/files/{await brought(office, zoe, name='x.html')}/shown")
    assert answer.headers["content-disposition"].startswith(disposition)
    assert answer.headers["content-type"] == media
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "kind",
    [
        Kind("image", "image/svg+xml"),
        Kind("other", "text/html"),
        Kind("code", "text/html"),
        Kind("code", "application/xml"),
        Kind("text", "text/plain"),
        Kind("pdf", "application/pdf"),
        Kind("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Kind("archive", "application/zip"),
        Kind("code", "text/javascript"),
        Kind("other", "application/xhtml+xml"),
        Kind("other", "application/octet-stream"),
    ],
    ids=lambda kind: kind.media,
)
async def test_what_could_be_a_page_of_ours_is_never_shown_and_saved_without_its_type(office, browser, known_as, kind):
    known_as(kind)
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, PAGE_OF_OURS, "photo.png")
    assert (await zoe.get(f"/files/{file_id}/shown")).status_code == 404
    answer = await zoe.get(f"/files/{file_id}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] in ("application/octet-stream", "application/pdf", "application/zip")
    assert answer.content == PAGE_OF_OURS


async def test_a_page_that_calls_itself_a_picture_is_none(office, browser):
    """As its content is found to be, by nobody's word."""
    zoe = await browser(office.zoe)
    for name, content in (
        ("photo.png", PAGE_OF_OURS),
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.gif", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("photo.png", b"GIF89a = 1; alert(1)//" + PAGE_OF_OURS),
    ):
        file_id = await brought(office, zoe, content, name)
        for way in ("", "/shown", "/text", "/256.webp"):
            answer = await zoe.get(f"/files/{file_id}{way}")
            assert answer.headers["content-type"].split(";")[0] not in ("text/html", "image/svg+xml", "text/xml")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "script-src" not in answer.headers["content-security-policy"] or answer.status_code == 404


async def test_a_text_is_shown_as_text_and_as_nothing_else(office, browser, known_as):
    known_as(Kind("code", "text/html"))
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, PAGE_OF_OURS + b"x" * TEXT_MOST, "page.html")
    answer = await zoe.get(f"/files/{file_id}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.content.startswith(PAGE_OF_OURS)
    assert len(answer.content) == TEXT_MOST


async def test_a_thumbnail_is_had_in_its_two_sizes_and_in_no_other(office, browser, known_as):
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe)
    file = await office.store.files.find(office.zoe, file_id)
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE file SET drawn = 1 WHERE id = ?", (file_id,))
    for size in (256, 1024):
        office.store.files.kept.path(file.digest, f"{size}.webp").write_bytes(b"RIFF")
        answer = await zoe.get(f"/files/{file_id}/{size}.webp")
        assert (answer.headers["content-type"], answer.content) == ("image/webp", b"RIFF")
    for name in ("64.webp", "256.png", "-256.webp", "9" * 5000 + ".webp", "original", "..%2Foriginal"):
        assert (await zoe.get(f"/files/{file_id}/{name}")).status_code == 404


# Whose it is


@pytest.mark.parametrize("way", ["", "/shown", "/text", "/256.webp", "/1024.webp"])
async def test_of_what_is_not_one_s_own_the_same_is_said_as_of_what_does_not_exist(office, browser, known_as, way):
    known_as(PNG)
    held = await brought(office, await browser(office.lea))
    private = await brought(office, await browser(office.karim), canal=office.direction)
    await sent(office, office.karim, office.direction, private)
    aside = await brought(office, await browser(office.lea), canal=office.bureau)
    await sent(office, office.lea, office.bureau, aside, to=[office.odile])
    zoe = await browser(office.zoe)
    answers = [await zoe.get(f"/files/{each}{way}") for each in (held, private, aside, 12345)]
    assert {(each.status_code, each.text) for each in answers} == {(404, NOT_THERE)}
    assert len({str(sorted(each.headers.items())) for each in answers}) == 1
    for each in (held, private, aside):
        assert (await (await browser()).get(f"/files/{each}{way}")).status_code == 401


async def test_whoever_looks_at_one_that_is_not_there_sees_a_page_that_says_so(office, browser):
    answer = await (await browser(office.zoe)).get("/files/12345", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert NOT_THERE in answer.text
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_file_is_served_as_long_as_its_message_may_be_read_and_not_a_moment_longer(office, browser, known_as):
    known_as(PNG)
    lea, karim, store = await browser(office.lea), await browser(office.karim), office.store
    file_id = await brought(office, lea, canal=office.direction)
    message = await sent(office, office.lea, office.direction, file_id)
    had = await karim.get(f"/files/{file_id}")
    again = {"if-none-match": had.headers["etag"]}
    assert (await karim.get(f"/files/{file_id}", headers=again)).status_code == 304
    await store.deletions.delete(office.lea, message.id)
    for headers in ({}, again, {"range": "bytes=0-1"}):
        assert (await karim.get(f"/files/{file_id}", headers=headers)).status_code == 404
    await store.deletions.undo(office.lea, message.id)
    assert (await karim.get(f"/files/{file_id}/shown", headers=again)).status_code == 304
    await store.canals.leave(office.karim, office.direction.id)
    for headers in ({}, again):
        assert (await karim.get(f"/files/{file_id}", headers=headers)).status_code == 404
    assert (await lea.get(f"/files/{file_id}")).status_code == 200


async def test_what_is_gone_from_the_disk_is_said_to_be_gone(office, browser):
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe)
    (await office.store.files.open(office.zoe, file_id)).path.unlink()
    assert (await zoe.get(f"/files/{file_id}")).status_code == 404


async def test_what_the_disk_does_not_give_is_said_to_be_there_later_and_a_text_goes_like_all_else(office, browser):
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, b"Bonjour")
    path = (await office.store.files.open(office.zoe, file_id)).path
    addresses = [f"/files/{file_id}{part}" for part in ("", "/text")]
    assert [(await zoe.get(each)).status_code for each in addresses] == [200, 200]
    path.rename(path.with_name("aside"))
    path.symlink_to(path)
    for each in addresses:
        answer = await zoe.get(each)
        assert (answer.status_code, "lu pour le moment" in answer.text) == (503, True), each
    path.unlink()
    for each in addresses:
        assert (await zoe.get(each)).text == NOT_THERE, each


async def test_a_file_is_dropped_by_whoever_holds_it_and_by_nobody_else(office, browser):
    zoe, lea = await browser(office.zoe), await browser(office.lea)
    file_id = await brought(office, zoe)
    refused = await lea.delete(f"/files/{file_id}")
    assert (refused.status_code, refused.json()) == (403, {"refused": NOT_THERE})
    assert (await (await browser()).delete(f"/files/{file_id}")).status_code == 401
    elsewhere = await zoe.delete(f"/files/{file_id}", headers={"origin": "http://elsewhere"})
    assert elsewhere.status_code == 403
    assert (await zoe.get(f"/files/{file_id}")).status_code == 200
    assert (await zoe.delete(f"/files/{file_id}")).status_code == 200
    assert (await zoe.get(f"/files/{file_id}")).status_code == 404
    assert lying(office.store) == []


# How it comes


class Body:
    """A request's body that knows how much of it was read."""

    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks
        self.read = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            self.read += len(chunk)
            yield chunk


@pytest.mark.parametrize("who", ["zoe", None])
async def test_of_whoever_may_not_nothing_is_read(office, browser, who):
    body = Body(b"x")
    client = await browser(getattr(office, who) if who else None)
    answer = await client.put(bringing(office, canal=office.direction), content=body)
    assert answer.status_code == (403 if who else 401)
    assert body.read == 0


@pytest.mark.parametrize("query", ["", "canal=", "canal=x&name=a", "canal=-1", "canal=99999999999999999999", "name=a"])
async def test_to_no_canal_nothing_is_brought(office, browser, query):
    answer = await (await browser(office.zoe)).put(f"/files?{query}", content=b"x")
    assert answer.status_code == 403
    assert answer.json() == {"refused": "Ce canal n’existe pas, ou vous n’en faites pas partie."}


async def test_to_an_archived_canal_nothing_is_brought(office, browser):
    await office.store.canals.archive(office.lea, office.bureau.id)
    body = Body(b"x")
    answer = await (await browser(office.zoe)).put(bringing(office), content=body)
    assert (answer.status_code, body.read) == (403, 0)


async def test_another_site_brings_nothing(office, browser):
    zoe = await browser(office.zoe)
    answer = await zoe.put(bringing(office), content=b"x", headers={"origin": "http://elsewhere"})
    assert answer.status_code == 403
    assert lying(office.store) == []


async def test_what_is_too_heavy_is_refused_before_it_comes_or_as_it_does(office, browser):
    office.store.files.quota.limits = Limits(file=2 << 20)
    said = {"refused": "Ce fichier est trop lourd\u00a0: un fichier fait au plus 2\u00a0Mo."}
    zoe = await browser(office.zoe)
    claiming = Body(*[MEGABYTE] * 3)
    answer = await zoe.put(bringing(office), content=claiming, headers={"content-length": str(3 << 20)})
    assert (answer.status_code, answer.json(), claiming.read) == (422, said, 0)
    silent = Body(*[MEGABYTE] * 30)
    answer = await zoe.put(bringing(office), content=silent)
    assert (answer.status_code, answer.json()) == (422, said)
    assert silent.read < 6 << 20
    assert halves(office.store) == []


async def test_an_empty_file_and_an_office_without_room_are_said_to_be_so(office, browser):
    zoe = await browser(office.zoe)
    answer = await zoe.put(bringing(office), content=b"")
    assert (answer.status_code, answer.json()) == (422, {"refused": "Ce fichier est vide."})
    office.store.files.quota.limits = Limits(office=3)
    answer = await zoe.put(bringing(office), content=b"four")
    assert answer.status_code == 422
    assert "plus de place" in answer.json()["refused"]


async def test_a_browser_that_goes_away_leaves_nothing(office, web):
    """As the server tells it: the body ends with the connection."""
    token = await office.store.sessions.start(office.zoe)
    told = iter([{"type": "http.request", "body": bytes(10), "more_body": True}, {"type": "http.disconnect"}])
    answered = []

    async def receive():
        return next(told)

    async def send(message):
        answered.append(message)

    query = bringing(office).partition("?")[2].encode()
    headers = [(b"host", b"miaou"), (b"cookie", f"{COOKIE}={token}".encode()), (b"content-length", b"1000")]
    scope = {"type": "http", "method": "PUT", "path": "/files", "raw_path": b"/files", "query_string": query}
    scope |= {"headers": headers, "scheme": "http", "server": ("miaou", 80), "client": ("127.0.0.1", 1)}
    await web({**scope, "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1"}, receive, send)
    assert answered[0]["status"] == 408
    assert lying(office.store) == []
    assert halves(office.store) == []


async def test_whoever_is_signed_out_while_it_comes_has_brought_nothing(office, browser):
    zoe = await browser(office.zoe)
    token = zoe.headers["cookie"].partition("=")[2]

    async def body():
        yield b"x"
        await office.store.sessions.end(token)

    answer = await zoe.put(bringing(office), content=body())
    assert answer.status_code == 403
    assert lying(office.store) == []


# In part


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=5-900", 206, b"56789", "bytes 5-9/10"),
        ("bytes=10-", 416, None, "bytes */10"),
        ("bytes=-99999999999999999999", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=99999999999999999999-", 416, None, "bytes */10"),
        ("bytes=5-1", 400, None, None),
        ("bytes=a-b", 400, None, None),
        ("bytes=", 400, None, None),
        ("lines=0-3", 400, None, None),
        ("bytes=" + ",".join(["0-1"] * 5000), 200, b"0123456789", None),
        ("bytes=" + "9" * 6000 + "-", 400, None, None),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_player_has_the_part_that_it_asks_for(office, browser, known_as, asked, status, content, told):
    known_as(Kind("audio", "audio/mpeg"))
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, b"0123456789")
    answer = await zoe.get(f"/files/{file_id}/shown", headers={"range": asked})
    assert answer.status_code == status
    assert answer.headers.get("content-range") == told
    assert "content-encoding" not in answer.headers
    if content is not None:
        assert answer.content == content
        assert answer.headers["accept-ranges"] == "bytes"
        assert "sandbox" in answer.headers["content-security-policy"]


async def test_many_parts_come_once_each_and_overlapping_ones_as_one(office, browser):
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, b"0123456789")
    answer = await zoe.get(f"/files/{file_id}", headers={"range": "bytes=0-1,4-5,1-2"})
    assert answer.status_code == 206
    assert answer.headers["content-type"].startswith("multipart/byteranges")
    assert answer.content.count(b"content-range") + answer.content.count(b"Content-Range") == 2
    assert int(answer.headers["content-length"]) == len(answer.content)


async def test_a_part_is_of_the_file_that_its_beginning_was_of(office, browser):
    zoe = await browser(office.zoe)
    file_id = await brought(office, zoe, b"0123456789")
    address, etag = f"/files/{file_id}", (await zoe.get(f"/files/{file_id}")).headers["etag"]
    ours = await zoe.get(address, headers={"range": "bytes=0-1", "if-range": etag})
    assert (ours.status_code, ours.content) == (206, b"01")
    other = await zoe.get(address, headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert (other.status_code, other.content) == (200, b"0123456789")


# In an embedded page


async def test_an_embedded_page_has_files_by_its_grant_as_long_as_it_stands(office, browser, web):
    store, house = office.store, web.state.house
    key = await store.embedding.create_secret(office.lea, "ERP")
    file_id = await brought(office, await browser(office.lea))
    await sent(office, office.lea, office.bureau, file_id)
    private = await brought(office, await browser(office.lea))
    await sent(office, office.lea, office.direction, private)
    session = store.sessions.start_embedded(office.zoe, key.id, "https://erp.example", "")
    grant = house.grants.give(session.id, store.clock())
    page = await browser()
    assert (await page.get(f"/files/{file_id}?grant={grant}")).status_code == 200
    assert (await page.get(f"/files/{private}?grant={grant}")).status_code == 404
    assert (await page.get(f"/files/{file_id}?grant={grant}x")).status_code == 401
    # A grant shows and does nothing: it stands in addresses, which others may see.
    assert (await page.put(f"{bringing(office)}&grant={grant}", content=b"x")).status_code == 401
    assert (await page.delete(f"/files/{file_id}?grant={grant}")).status_code == 401
    assert (await page.put(bringing(office), content=b"x", headers={PAGE: "guess"})).status_code == 401
    store.sessions.end_embedded(session.id)
    assert (await page.get(f"/files/{file_id}?grant={grant}")).status_code == 401


async def test_an_embedded_page_brings_files_as_long_as_its_session_stands(office, browser, web, monkeypatch):
    store, house = office.store, web.state.house
    key = await store.embedding.create_secret(office.lea, "ERP")
    session = store.sessions.start_embedded(office.zoe, key.id, "https://erp.example", "")
    pages = {"its own": SimpleNamespace(session_id=session.id)}
    monkeypatch.setattr(house.tabs, "get", pages.get)
    page, named = await browser(), {PAGE: "its own"}
    answer = await page.put(bringing(office), content=b"x", headers=named)
    assert answer.status_code == 200
    assert (await page.put(bringing(office, canal=office.direction), content=b"x", headers=named)).status_code == 403
    assert (await page.delete(f"/files/{answer.json()['id']}", headers=named)).status_code == 200

    async def body():
        yield b"x"
        store.sessions.end_embedded(session.id)

    assert (await page.put(bringing(office), content=body(), headers=named)).status_code == 403
    assert (await page.put(bringing(office), content=b"x", headers=named)).status_code == 401
    assert lying(store) == []


async def test_many_come_and_are_had_at_once(office, browser):
    clients = [await browser(member) for member in office.members]
    bringing_all = [brought(office, client, f"{n}".encode()) for n in range(10) for client in clients]
    ids = await asyncio.gather(*bringing_all)
    had = await asyncio.gather(*(clients[n % 4].get(f"/files/{each}") for n, each in enumerate(ids)))
    assert [answer.content for answer in had] == [f"{n // 4}".encode() for n in range(40)]
