"""A database that takes nothing just now is said in plain words wherever one writes, and what was typed stays."""

from __future__ import annotations

import errno
import io

import pytest
from PIL import Image
from sqlalchemy import event

from tests.pages.conftest import PASSWORD, House
from tests.pages.tab import AdminTab, cookies

READ_ONLY, FULL = "La base de données est en lecture seule", "Le disque est plein"


@pytest.fixture
def cause(house: House):
    """Why the database takes nothing; it does again afterwards. Yields what is said of it."""

    def begin(connection):
        connection.exec_driver_sql("PRAGMA query_only=ON")

    def lift(connection):
        connection.exec_driver_sql("PRAGMA query_only=OFF")

    engine = house.store.database.engine
    event.listen(engine, "begin", begin)
    yield READ_ONLY
    event.remove(engine, "begin", begin)
    event.listen(engine, "begin", lift)
    house.do(lambda store: store.health._look())
    event.remove(engine, "begin", lift)


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (300, 300), "#336699").save(file, "PNG")
    return file.getvalue()


IN_FRENCH = {"accept-language": "fr", "accept": "text/html"}

ADMIN_FORMS = (
    ("/admin/office", "name", "rename", {"name": "Un nom tapé"}),
    ("/admin/office", "language", "set_lang", {"lang": "en"}),
    ("/admin", "invites", "invite", {"days": "7", "uses": "5"}),
    ("/admin/members/2", "role", "set_role", {"role": "admin"}),
    ("/admin/members/2", "password", "make_link", {}),
    ("/admin/embedding", "sites", "allow", {"origin": "https://erp.tape.example"}),
    ("/admin/embedding", "keys", "make_secret", {"name": "Une clé tapée"}),
    ("/admin/embedding", "creation", "let_create", {"creates": "yes"}),
    ("/admin/data", "photographs", "set_bare_photos", {"photos": "whole"}),
    ("/admin/embedding", "references", "add", {"pattern": "FA####", "address": "https://erp.example/{ref}"}),
)


def test_signing_in_says_so_and_keeps_the_login(house: House, cause):
    with house.browser(**IN_FRENCH) as browser:
        answer = browser.post("/login", data={"login": "karim", "password": PASSWORD})
        assert answer.status_code == 503
        assert cause in answer.text
        assert 'value="karim"' in answer.text


def test_signing_out_says_that_one_is_still_signed_in(house: House, token_of_karim, cause):
    with house.browser(**IN_FRENCH, cookie=token_of_karim) as browser:
        answer = browser.post("/sign-out")
        assert (answer.status_code, "set-cookie" in answer.headers) == (503, False)
        assert cause in answer.text
        assert 'action="/sign-out"' in answer.text
        assert browser.get("/").status_code == 200


@pytest.mark.parametrize(("path", "part", "action", "typed"), ADMIN_FORMS)
async def test_every_form_of_admin_says_so(house: House, token_of_lea, cause, path, part, action, typed):
    async with AdminTab(house.address, token_of_lea.partition("=")[2], path) as tab:
        answer = await tab.send(part, action, **typed)
        assert cause in str(answer)
        assert "done" not in answer


def test_a_logo_says_so(house: House, token_of_lea, cause):
    with house.browser(**IN_FRENCH, cookie=token_of_lea) as browser:
        answer = browser.post("/admin/office/logo", content=png())
        assert (answer.status_code, cause in answer.json()["refused"]) == (503, True)


def test_an_image_says_so_and_leaves_no_file_behind(house: House, token_of_karim, cause):
    folder = house.store.folder / "images"
    before = set(folder.glob("*"))
    with house.browser(**{"accept-language": "fr"}, cookie=token_of_karim) as browser:
        answer = browser.post(f"/images/{house.members['karim'].id}", content=png())
        assert answer.status_code == 503
        assert cause in answer.json()["refused"]
    assert set(folder.glob("*")) == before


def test_joining_keeps_the_login_too(house: House, invitation, cause):
    with house.browser(**IN_FRENCH) as browser:
        typed = {"login": "nouvelle", "nickname": "Nouvelle", "password": PASSWORD}
        answer = browser.post(f"/join/{invitation}", data=typed)
        assert answer.status_code == 503
        assert cause in answer.text
        assert 'value="nouvelle"' in answer.text
    assert house.store.members.by_login("nouvelle") is None


def test_a_disk_without_room_for_an_image_is_said_in_the_same_words(house: House, token_of_karim, monkeypatch):
    """The system's own error, from the place where the file is made durable."""

    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.store.images.os.fsync", full)
    with house.browser(**{"accept-language": "fr"}, cookie=token_of_karim) as browser:
        answer = browser.post(f"/images/{house.members['karim'].id}", content=png())
    assert (answer.status_code, FULL in answer.json()["refused"]) == (503, True)
    assert list((house.store.folder / "images").glob("*")) == []


def test_service_resumes_by_itself(house: House):
    with house.browser(**IN_FRENCH) as browser:
        assert browser.post("/login", data={"login": "karim", "password": PASSWORD}).status_code == 303
        assert browser.get("/healthz").status_code == 200


@pytest.fixture
def invitation(house: House) -> str:
    """Made while the database still takes it."""
    return house.do(lambda store: store.invites.create(house.members["lea"])).code


@pytest.fixture
def token_of_lea(house: House) -> str:
    return cookies(house.session("lea"), house.address)["cookie"]


@pytest.fixture
def token_of_karim(house: House) -> str:
    return cookies(house.session("karim"), house.address)["cookie"]
