"""The office's files: what an administrator sees of them, which is numbers; and what photographs keep."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from app.components.admin.audit import Deeds
from app.components.admin.files import KINDS, Files, Photographs
from app.components.admin.frame import Title
from app.store import said as store_said
from app.store.feed import SafetyChanged
from app.store.files.quota import Limits, Space
from tests.components.admin.conftest import said, send, shows
from tests.store.test_pictures import file, quarters


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content


@pytest.fixture
def sends(office):
    """`await sends(member, canal, name, content)`: they send a file there."""

    async def send_one(member, canal, name: str, content: bytes) -> None:
        brought = await office.store.files.bring(member, canal.id, name, pieces(content))
        await office.store.messages.post(member, canal.id, "", (), f"n{brought.id}", files=[brought.id])

    return send_one


async def test_an_administrator_sees_numbers_and_neither_names_nor_where_they_are(office, at, sends):
    secret = await office.store.canals.create(office.karim, "Secret", kind="private", members=[office.zoe.id])
    for name in ("salaires.txt", "encore.txt"):
        await sends(office.karim, secret, name, b"Salaires")
    await sends(office.karim, secret, "plan.png", file(quarters()))
    shown = shows(await at(office.lea, Files))
    assert '<td class="kind">Texts</td><td class="number">2</td>' in shown
    assert '<td class="kind">Pictures</td><td class="number">1</td>' in shown
    for word in ("salaires", "encore", "plan", "Secret", "Salaires"):
        assert word not in shown


async def test_what_was_brought_and_not_sent_is_not_counted_yet(office, at):
    await office.store.files.bring(office.karim, office.bureau.id, "a.txt", pieces(b"Bonjour"))
    assert "No file has been sent yet." in shows(await at(office.lea, Files))


async def test_one_is_told_before_the_room_is_full_on_every_page_of_the_administration(office, at, sends, settled):
    part = await at(office.lea, Files)
    titles = [await at(office.lea, Title, section, lambda: "Titre", str, "") for section in ("members", "data")]
    assert "trouble" not in "".join(map(shows, (part, *titles)))
    content = bytes(range(256)) * 40
    office.store.files.quota.limits = Limits(file=1 << 20, office=len(content) + 100)
    await sends(office.karim, office.bureau, "a.bin", content)
    await settled()
    assert "Files take nine tenths of the room that they may have" in shows(part)
    assert 'data-state="trouble"' in shows(part)
    elsewhere, here = map(shows, titles)
    assert "Files take nine tenths" in elsewhere
    assert "Files take nine tenths" not in here, "its own sheet says so"


async def test_room_is_told_as_the_settings_tell_it(office, at):
    office.store.files.quota.limits = Limits(file=25 << 20, office=20 << 30)
    shown = shows(await at(office.lea, Files))
    assert "0 B used of 20 GB" in shown
    assert "<dd>25 MB</dd>" in shown


async def test_an_office_without_a_quota_says_what_is_used_alone(office, at):
    office.store.files.quota.limits = Limits(office=0)
    assert "<progress" not in shows(await at(office.lea, Files))


async def test_how_much_can_be_found_by_now_is_told(office, at, monkeypatch):
    part = await at(office.lea, Files)
    assert "everything can be found" in shows(part)
    monkeypatch.setattr(office.store.search, "state", lambda: SimpleNamespace(ready=0.62))
    office.store.feed.publish([SafetyChanged()])
    part = await at(office.lea, Files)
    assert "62% can be found" in shows(part)


async def test_photographs_keep_what_their_camera_wrote_where_an_administrator_wants_it(office, at, second):
    part, other = await at(office.lea, Photographs), await at(second, Photographs)
    assert 'value="bare" checked' in shows(part)
    assert await send(part, "set_bare_photos", photos="whole") == {"done": True}
    assert said(part) == ["What happens to photographs is changed."]
    assert 'value="whole" checked' in shows(other)
    assert "Photographs keep what their camera wrote into them" in shows(await at(office.lea, Deeds, None))
    assert await send(part, "set_bare_photos", photos="bare") == {"done": True}
    assert office.store.office.bare_photos


def test_every_kind_of_file_has_a_name_here():
    assert tuple(KINDS) == store_said.KINDS


def test_what_has_no_room_is_told_by_the_disk_first():
    assert Space(0, 0, free=0).trouble
    assert not Space(0, 0, free=1 << 40).trouble
