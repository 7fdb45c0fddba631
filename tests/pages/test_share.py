"""What is shared with Miaou from elsewhere: it waits for whoever shared it, and goes where they say, once."""

from __future__ import annotations

import re

import pytest

from app.components.installed.manifest import manifest
from app.components.installed.shared import told
from app.locale import catalogue
from app.pages.share import LARGEST, LASTS_MS, WAITING_MOST, Shelf
from app.store import composed
from app.text.typed import MAX_LENGTH
from tests.pages.conftest import PASSWORD

LINK = "https://exemple.fr/salon?jour=12&côté=nord"
FROM_A_PHONE = {"origin": "null", "accept": "text/html"}
"""What a system sends by itself comes from no page."""


def share(browser, **given: str):
    return browser.post("/share", data=given, headers=FROM_A_PHONE)


def written(house, login: str, canal: str) -> str:
    """What stands where they write."""
    draft = house.store.drafts.at(house.members[login], house.canals[canal].id)
    return composed.read(draft.content)["text"] if draft else ""


@pytest.fixture(autouse=True)
def nothing_is_written(house):
    yield
    for login in house.members:
        for canal in house.canals.values():
            house.do(lambda store, by=house.members[login], key=canal.id: store.drafts.discard(by, key))


def test_the_form_is_the_one_that_the_manifest_names():
    target = manifest("", catalogue("fr"))["share_target"]
    assert (target["action"], target["method"]) == ("/share", "POST")
    assert list(target["params"]) == ["title", "text", "url"]


def test_what_is_shared_goes_into_the_composer_of_the_canal_that_one_chooses(house):
    with house.browser("karim") as browser:
        answer = share(browser, title="Salon", text="À voir", url=LINK)
        assert answer.status_code == 303
        there = answer.headers["location"]
        assert "exemple" not in there
        page = browser.get(there)
        assert page.status_code == 200
        assert "no-store" in page.headers["cache-control"]
        assert "À voir" in page.text
        offered = re.findall(r'name="canal" value="(\d+)"', page.text)
        theirs = house.store.canals.of(house.members["karim"])
        assert set(offered) == {str(canal.id) for canal in theirs if not canal.archived}
        answer = browser.post(there, data={"canal": str(house.canals["direction"].id)})
        assert answer.headers["location"] == f"/?canal={house.canals['direction'].id}"
        assert written(house, "karim", "direction") == f"Salon\nÀ voir\n{LINK}"
        assert browser.get(there).status_code == 404, "it waits no more"
    assert written(house, "lea", "direction") == ""


def test_nothing_is_said_to_anybody_by_it(house):
    lea, bureau = house.members["lea"], house.canals["bureau"].id
    said = house.store.messages.newest(lea, bureau)
    with house.browser("lea") as browser:
        there = share(browser, text="Pas encore dit").headers["location"]
        browser.post(there, data={"canal": str(bureau)})
    assert house.store.messages.newest(lea, bureau) == said


def test_what_was_being_written_there_stays_before_it(house):
    lea, bureau = house.members["lea"], house.canals["bureau"]
    karim = house.members["karim"].id
    before = {"text": "Regardez :", "to": [karim], "half": "", "card": None}
    house.do(lambda store: store.drafts.keep(lea, bureau.id, before, 0))
    with house.browser("lea") as browser:
        there = share(browser, url=LINK).headers["location"]
        browser.post(there, data={"canal": str(bureau.id)})
    kept = composed.read(house.store.drafts.at(lea, bureau.id).content)
    assert (kept["text"], kept["to"]) == (f"Regardez :\n{LINK}", [karim])


def test_nothing_is_lost_by_signing_in_first(house):
    with house.browser(**{"x-forwarded-for": "198.51.100.77"}) as browser:
        there = share(browser, text="Gardé").headers["location"]
        door = browser.get(there, headers={"accept": "text/html"}).headers["location"]
        assert door.startswith("/login?next=")
        way = re.search(r'name="next" value="([^"]+)"', browser.get(door).text)[1]
        signed = browser.post("/login", data={"login": "zoe", "password": PASSWORD, "next": way})
        assert signed.headers["location"] == there
        assert "Gardé" in browser.get(there).text


def test_what_waits_is_its_owner_s_alone(house):
    with house.browser("karim") as karim, house.browser("zoe") as zoe:
        there = share(karim, text="À Karim").headers["location"]
        assert zoe.get(there).status_code == 404
        assert zoe.post(there, data={"canal": str(house.canals["bureau"].id)}).status_code == 404
        assert karim.get(there).status_code == 200
    with house.browser() as nobody, house.browser("karim") as karim, house.browser("zoe") as zoe:
        there = share(nobody, text="À qui vient").headers["location"]
        assert karim.get(there).status_code == 200
        assert zoe.get(there).status_code == 404, "once somebody has come for it, it is theirs"


def test_nobody_puts_anything_where_they_may_not_write(house):
    with house.browser("zoe") as zoe:
        there = share(zoe, text="Ailleurs").headers["location"]
        assert str(house.canals["direction"].id) not in zoe.get(there).text
        for canal in (str(house.canals["direction"].id), "0", "", "x"):
            assert zoe.post(there, data={"canal": canal}).status_code == 403
        assert "Ailleurs" in zoe.get(there).text, "it is not lost by that"
    assert written(house, "zoe", "direction") == ""


@pytest.mark.parametrize("origin", ["https://ailleurs.example", "http://127.0.0.1:1"])
def test_another_site_hands_nothing_over(house, origin):
    with house.browser("zoe") as zoe:
        assert zoe.post("/share", data={"text": "x"}, headers={"origin": origin}).status_code == 403
        there = share(zoe, text="x").headers["location"]
        for other in (origin, "null"):
            assert zoe.post(there, data={"canal": "1"}, headers={"origin": other}).status_code == 403


def test_what_is_hostile_is_a_text_like_any_other(house):
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    with house.browser("lea") as browser:
        page = browser.get(share(browser, title=hostile).headers["location"]).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_what_is_no_text_is_nothing_and_what_is_too_long_ends_where_a_message_does(house):
    with house.browser("lea") as browser:
        assert share(browser).headers["location"] == "/"
        assert share(browser, text=" \n ", url="\x00").headers["location"] == "/"
        assert share(browser, other="x").headers["location"] == "/"
        assert browser.post("/share", data={"text": "x" * LARGEST}, headers=FROM_A_PHONE).status_code == 413
        assert share(browser, text="€" * MAX_LENGTH).status_code == 303
    assert told({"text": "x" * (MAX_LENGTH + 5)}) == "x" * MAX_LENGTH


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "Salon", "text": f"Salon : {LINK}", "url": LINK}, f"Salon : {LINK}"),
        ({"title": f"Salon {LINK}", "url": LINK}, f"Salon {LINK}"),
        ({"text": LINK}, LINK),
        ({"title": "Salon", "text": "", "url": LINK}, f"Salon\n{LINK}"),
        ({"title": " Deux\r\nlignes ", "text": "Deux"}, "Deux\nlignes"),
    ],
)
def test_what_an_application_says_twice_is_said_once(given, said):
    assert told(given) == said


def test_nothing_waits_for_ever_and_no_crowd_fills_the_memory(house):
    shelf, lea = Shelf(), house.members["lea"]
    first = shelf.put("le premier", lea, 0)
    assert shelf.text(first, lea, LASTS_MS) == "le premier"
    assert shelf.text(first, lea, LASTS_MS + 1) is None
    for n in range(WAITING_MOST):
        last = shelf.put(str(n), lea, 0)
    assert shelf.text(first, lea, 0) is None
    assert shelf.text(last, lea, 0) == str(WAITING_MOST - 1)


def test_a_crowd_of_strangers_takes_nothing_from_whoever_is_known(house):
    shelf, lea = Shelf(), house.members["lea"]
    theirs = shelf.put("à Léa", lea, 0)
    for n in range(2 * WAITING_MOST):
        last = shelf.put(str(n), None, 0)
    assert shelf.text(theirs, lea, 0) == "à Léa"
    assert shelf.text(last, lea, 0) == str(2 * WAITING_MOST - 1)


def test_what_nobody_came_for_in_time_is_kept_no_longer(house):
    shelf = Shelf()
    shelf.put("oublié", house.members["lea"], 0)
    shelf.put("suivant", None, LASTS_MS + 1)
    assert [each.text for each in shelf._waiting.values()] == ["suivant"]
