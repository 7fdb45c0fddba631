"""The audit: every deed of an administrator, in the order in which it was done."""

from __future__ import annotations

import threading

import pytest

from app.store import Forbidden, Refused
from app.store.audit import Entry
from tests.store.test_pictures import file, quarters


async def deeds(office, **which) -> list[tuple[str, dict]]:
    return [(entry.deed, entry.details) for entry in await office.store.audits.newest(office.lea, **which)]


async def test_every_deed_is_told_with_whom_it_concerned(office, stores, clock):
    store, lea, zoe = office.store, office.lea, office.zoe.id
    await store.members.set_role(lea, zoe, "admin")
    await store.members.edit(lea, zoe, nickname="Zoé L.")
    await store.members.set_image(lea, zoe, b"large", b"small")
    await store.resets.create(lea, zoe)
    await store.members.deactivate(lea, zoe)
    await store.members.reactivate(lea, zoe)
    invite = await store.invites.create(lea, 3, 5)
    await store.invites.revoke(lea, invite.code)
    await store.office.rename(lea, "Maison Perrin")
    await store.office.set_lang(lea, "en")
    await store.office.set_logo(lea, file(quarters()))
    await store.office.remove_logo(lea)
    store = await stores.reopen(store)
    told = await store.audits.newest(lea)
    assert [(entry.deed, entry.details) for entry in reversed(told) if entry.deed != "logo-changed"] == [
        ("member-role", {"member": zoe, "role": "admin"}),
        ("member-edited", {"member": zoe, "what": ["nickname"]}),
        ("member-edited", {"member": zoe, "what": ["image"]}),
        ("password-link", {"member": zoe}),
        ("member-deactivated", {"member": zoe}),
        ("member-reactivated", {"member": zoe}),
        ("invite-created", {"days": 3, "uses": 5}),
        ("invite-revoked", {}),
        ("office-renamed", {"name": "Maison Perrin"}),
        ("office-language", {"lang": "en"}),
        ("logo-removed", {"logo": ""}),
    ]
    assert {entry.by_id for entry in told} == {lea.id}
    assert all(0 <= clock.now - entry.at < 60_000 for entry in told)
    assert [entry.at for entry in told] == sorted((entry.at for entry in told), reverse=True)
    assert isinstance(told[0], Entry)


async def test_what_was_refused_is_not_told(office):
    for refused in (
        office.store.members.set_role(office.karim, office.karim.id, "admin"),
        office.store.members.deactivate(office.lea, office.lea.id),
        office.store.invites.create(office.lea, 0),
        office.store.office.rename(office.lea, ""),
    ):
        with pytest.raises(Refused):
            await refused
    assert await deeds(office) == []


async def test_what_one_changes_of_oneself_is_nobodys_business(office):
    await office.store.members.edit(office.lea, office.lea.id, note="À l’atelier")
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zaza")
    await office.store.members.set(office.lea, "theme", "dark")
    assert await deeds(office) == []


async def test_older_deeds_come_page_by_page(office):
    for n in range(7):
        await office.store.office.rename(office.lea, f"Bureau {n}")
    first = await office.store.audits.newest(office.lea, n=3)
    second = await office.store.audits.newest(office.lea, before=first[-1].id, n=3)
    third = await office.store.audits.newest(office.lea, before=second[-1].id, n=3)
    assert [entry.details["name"] for entry in (*first, *second, *third)] == [f"Bureau {n}" for n in range(6, -1, -1)]
    assert await office.store.audits.newest(office.lea, before=third[-1].id) == []


async def test_only_administrators_read_it(office):
    with pytest.raises(Forbidden):
        await office.store.audits.newest(office.karim)


async def test_it_is_read_off_the_event_loop(office, monkeypatch):
    await office.store.office.rename(office.lea, "Maison Perrin")
    where = []
    connect = office.store.database.engine.connect
    monkeypatch.setattr(
        office.store.database.engine, "connect", lambda: where.append(threading.current_thread()) or connect()
    )
    assert await deeds(office) == [("office-renamed", {"name": "Maison Perrin"})]
    assert where
    assert threading.main_thread() not in where
