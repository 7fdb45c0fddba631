"""What a browser is told of Miaou as something to install, and what it may keep of it."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from PIL import Image

from app.components import assets
from app.components.brand import GINGER
from app.components.installed.bar import DAY, NIGHT
from app.locale import LANGUAGES
from tests.components.palette import TOKENS


def manifest(house, **headers: str) -> dict:
    with house.browser(**headers) as browser:
        answer = browser.get("/manifest.webmanifest")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/manifest+json"
    assert answer.headers["cache-control"] == "no-cache"
    return answer.json()


def worker(house, lang: str) -> str:
    with house.browser() as browser:
        return browser.get(f"/worker.js?lang={lang}").text


def kept(house, lang: str) -> list[str]:
    """The addresses that the worker keeps."""
    return json.loads(worker(house, lang).splitlines()[0].removeprefix("const KEEPS = ").removesuffix(";"))


def test_the_manifest_says_whose_office_it_is_and_opens_the_chat_in_a_window_of_its_own(house):
    told = manifest(house)
    assert told["name"] == (house.store.office.name or "Miaou")
    assert (told["short_name"], told["display"]) == ("Miaou", "standalone")
    assert (told["id"], told["start_url"], told["scope"]) == ("/", "/", "/")
    assert [each["url"] for each in told["shortcuts"]] == ["/?canal=", "/desktop"]


def test_the_manifest_speaks_the_browser_s_language(house):
    french, english = (manifest(house, **{"accept-language": lang}) for lang in LANGUAGES)
    assert (french["lang"], english["lang"]) == LANGUAGES
    assert french["shortcuts"][0]["name"] == "Clavardage"
    assert english["shortcuts"][0]["name"] == "Chat"


def test_each_icon_is_as_large_as_it_says_and_shows_the_cat(house):
    icons = manifest(house)["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    with house.browser() as browser:
        for icon in icons:
            picture = Image.open(BytesIO(browser.get(icon["src"]).content)).convert("RGBA")
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            red, green, blue, covers = picture.getpixel((picture.width // 2, picture.height // 2))
            assert (f"#{red:02x}{green:02x}{blue:02x}", covers) == (GINGER, 255), "the middle of the cat's head"
            corner = picture.getpixel((0, 0))
            assert corner[3] == (255 if icon["purpose"] == "maskable" else 0), "a mask cuts off what is there"


def test_the_bar_above_a_page_has_the_colour_of_the_paper():
    assert TOKENS["--paper"] == f"light-dark({DAY}, {NIGHT})"


@pytest.mark.parametrize(("who", "address"), [("", "/login"), ("", "/join/guess"), ("lea", "/"), ("lea", "/admin")])
def test_every_page_says_where_the_manifest_is_and_what_miaou_is(house, who, address):
    with house.browser(who, **{"accept-language": "fr"}) as browser:
        page = browser.get(address, headers={"accept": "text/html"}).text
    assert page.count('<link rel="manifest" href="/manifest.webmanifest">') == 1
    assert page.count('<meta name="description" content="Le clavardage d') == 1
    icon = re.search(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    assert icon and icon[1] == assets.address("icons/apple-180.png")


def test_a_browser_asks_each_time_whether_the_worker_is_still_this_one(house):
    with house.browser() as browser:
        answer = browser.get("/worker.js?lang=fr")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["cache-control"] == "no-cache"
        again = browser.get("/worker.js?lang=fr", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_worker_keeps_nothing_but_files_that_say_which_version_they_are(house, lang):
    addresses = kept(house, lang)
    with house.browser() as browser:
        for address in addresses:
            answer = browser.get(address)
            assert address.startswith(f"/assets/{assets.DIGEST}/")
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
            assert "set-cookie" not in answer.headers


def test_a_worker_speaks_a_language_of_ours_whatever_it_is_asked_for(house):
    assert worker(house, "fr") != worker(house, "en")
    assert worker(house, "xx';alert(1)//") in (worker(house, "fr"), worker(house, "en"))


def test_the_page_for_when_nobody_answers_is_drawn_with_what_the_worker_keeps(house):
    page, *rest = kept(house, "fr")
    with house.browser() as browser:
        text = browser.get(page).text
    assert '<html lang="fr">' in text
    asked = re.findall(r'<(?:script|img)[^>]* src="([^"]+)"|<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"', text)
    assert {script or link for script, link in asked} == set(rest)


def test_a_page_in_another_site_s_frame_has_no_worker(house):
    """A whole page registers it; the script that would is not among those of a frame."""
    with house.browser("lea") as browser:
        whole, framed = browser.get("/").text, browser.get("/widget").text
    assert '$use("standby.js")' in whole
    assert "standby.js" not in framed


def colours(page: str) -> dict[str, tuple[str, str]]:
    """Of the bar: when each of the two counts, and what it is until the page has come to life."""
    found = re.findall(r'<meta name="theme-color" media="([^"]+)" content="([^"]+)" data-facts="bar-(\w+)"', page)
    return {at: (media, colour) for media, colour, at in found}


@pytest.mark.parametrize("address", ["/", "/desktop", "/admin"])
def test_the_bar_is_light_or_dark_as_the_member_wants_it(house, address):
    with house.browser("lea") as browser:
        shown = colours(browser.get(address).text)
        assert shown == {
            "day": ("(prefers-color-scheme: light)", DAY),
            "night": ("(prefers-color-scheme: dark)", NIGHT),
        }
        lea = house.members["lea"]
        try:
            house.do(lambda store: store.members.set(lea, "theme", "dark"))
            assert colours(browser.get(address).text) == {"day": ("not all", DAY), "night": ("all", NIGHT)}
        finally:
            house.do(lambda store: store.members.set(lea, "theme", ""))
