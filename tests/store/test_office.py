"""The office: its name, and its first start."""

import pytest

from app.store import Forbidden, Refused
from app.store.feed import OfficeChanged
from app.store.members import Edit


async def test_a_fresh_office_awaits_its_set_up(store):
    assert store.office.is_set_up is False
    assert store.office.name == ""
    store.office.check_setup_code(store.office.setup_code)


async def test_the_code_of_the_first_start_is_another_one_each_time(store, stores):
    first = store.office.setup_code
    assert len(first) == 12, "9 random bytes"
    again = await stores.reopen(store)
    assert again.office.setup_code != first
    with pytest.raises(Forbidden):
        again.office.check_setup_code(first)


@pytest.mark.parametrize("code", ["", "x", "é", "\ud800"])
async def test_another_code_is_refused(store, code):
    with pytest.raises(Forbidden):
        store.office.check_setup_code(code)


async def test_the_code_is_void_once_somebody_administers_the_office(store):
    code = store.office.setup_code
    await store.members.create("zoe")
    assert store.office.setup_code == code
    await store.members.create("lea", role="admin")
    assert store.office.is_set_up
    assert store.office.setup_code == ""
    for tried in (code, ""):
        with pytest.raises(Forbidden):
            store.office.check_setup_code(tried)


async def test_an_office_whose_only_administrator_is_deactivated_may_be_set_up_again(office):
    await office.store.writer.run(Edit(office.store, None, office.lea.id, {"active": False}))
    office.store.office.check_setup_code(office.store.office.setup_code)


async def test_the_offices_name_is_kept(store, stores, heard):
    await store.office.rename("  Cabinet   Dupré ")
    assert heard == [OfficeChanged()]
    assert store.office.name == "Cabinet Dupré"
    store = await stores.reopen(store)
    assert store.office.name == "Cabinet Dupré"


@pytest.mark.parametrize("name", ["", "\u202e", "x" * 200])
async def test_a_name_that_cannot_be_is_refused(store, name):
    with pytest.raises(Refused):
        await store.office.rename(name)
