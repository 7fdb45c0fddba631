"""The office: its name, and its first start."""

import pytest

from app.store import Forbidden, Refused, Unavailable
from app.store.feed import OfficeChanged
from app.store.members import Edit
from tests.store.test_pictures import file, quarters


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
    await store.office.rename(None, "  Cabinet   Dupré ")
    assert heard == [OfficeChanged()]
    assert store.office.name == "Cabinet Dupré"
    store = await stores.reopen(store)
    assert store.office.name == "Cabinet Dupré"


@pytest.mark.parametrize("name", ["", "\u202e", "x" * 200])
async def test_a_name_that_cannot_be_is_refused(store, name):
    with pytest.raises(Refused):
        await store.office.rename(None, name)


async def test_an_administrator_renames_the_office_and_nobody_else_does(office):
    await office.store.office.rename(office.lea, "Maison Perrin")
    with pytest.raises(Forbidden):
        await office.store.office.rename(office.karim, "Chez Karim")
    assert office.store.office.name == "Maison Perrin"


async def test_the_offices_language_is_kept(office, stores, heard):
    assert office.store.office.lang == "", "none was chosen"
    await office.store.office.set_lang(office.lea, "en")
    assert heard == [OfficeChanged()]
    async for store in stores.through_restart(office.store):
        assert store.office.lang == "en"


@pytest.mark.parametrize("lang", ["", "de", "FR", "fr-FR"])
async def test_a_language_that_we_do_not_speak_is_refused(office, lang):
    with pytest.raises(Refused):
        await office.store.office.set_lang(office.lea, lang)
    assert office.store.office.lang == ""


async def test_photographs_lose_what_their_camera_wrote_until_an_administrator_decides_otherwise(office, stores, heard):
    assert office.store.office.bare_photos
    with pytest.raises(Forbidden):
        await office.store.office.set_bare_photos(office.karim, False)
    await office.store.office.set_bare_photos(office.lea, False)
    assert heard == [OfficeChanged()]
    async for store in stores.through_restart(office.store):
        assert not store.office.bare_photos


@pytest.fixture
def logos(office):
    """The names of the files that the data folder holds of logos."""
    folder = office.store.folder / "logo"
    return lambda: {file.name for file in folder.iterdir()} if folder.exists() else set()


async def test_a_logo_is_kept_and_the_one_before_it_leaves_no_file(office, stores, logos, heard):
    await office.store.office.set_logo(office.lea, file(quarters(300, 100)))
    first = office.store.office.logo
    assert len(first) == 24
    await office.store.office.set_logo(office.lea, file(quarters(200, 100)))
    assert office.store.office.logo not in ("", first)
    assert heard == [OfficeChanged()] * 2
    assert logos() == {f"{office.store.office.logo}-160.webp"}
    async for store in stores.through_restart(office.store):
        assert (await store.logos.read(store.office.logo, 160))[:4] == b"RIFF"


async def test_the_same_logo_again_stays(office, logos):
    for _ in range(2):
        await office.store.office.set_logo(office.lea, file(quarters()))
    assert logos() == {f"{office.store.office.logo}-160.webp"}


async def test_a_removed_logo_is_gone_for_good(office, stores, logos):
    await office.store.office.set_logo(office.lea, file(quarters()))
    await office.store.office.remove_logo(office.lea)
    assert logos() == set()
    async for store in stores.through_restart(office.store):
        assert store.office.logo == ""


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n"]
)
async def test_what_is_no_picture_is_refused_and_the_logo_stays(office, logos, content):
    await office.store.office.set_logo(office.lea, file(quarters()))
    before = office.store.office.logo
    with pytest.raises(Refused):
        await office.store.office.set_logo(office.lea, content)
    assert office.store.office.logo == before
    assert logos() == {f"{before}-160.webp"}


async def test_a_forbidden_logo_is_not_even_looked_at(office, logos):
    with pytest.raises(Forbidden):
        await office.store.office.set_logo(office.karim, file(quarters()))
    assert logos() == set()


async def test_a_logo_that_the_database_does_not_take_leaves_no_file(office, logos, monkeypatch):
    def full(*_):
        raise Unavailable("The disk is full: nothing can be saved until there is space.")

    monkeypatch.setattr("app.store.audit.note", full)
    with pytest.raises(Refused):
        await office.store.office.set_logo(office.lea, file(quarters()))
    assert (office.store.office.logo, logos()) == ("", set())
