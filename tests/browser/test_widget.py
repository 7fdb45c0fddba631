"""The widget in other people's pages: across two sites, in a Chromium that keeps no cookie of the one in the other."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from werkzeug.serving import make_server

from tests.browser.chromium import Browser
from tests.browser.instance import free_port
from tests.browser.test_accessibility import looks_at
from tests.hosts import flask_host
from tests.hosts.office import BUREAU, COMPTABILITE, PASSWORD, Office, running
from tests.hosts.plain.serve import host as plain_host
from tests.pages.tab import Tab

LOADER = "[...document.body.children].find((each) => each.shadowRoot)"
EVENTS = ("ready", "unseen", "message", "opened", "error", "token-needed")


@contextmanager
def serving(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    if isinstance(server, ThreadingHTTPServer):
        server.server_close()


@pytest.fixture(scope="module")
def ports() -> tuple[int, int, int]:
    """Of the plain host, of the Flask host, and of a site that nobody allowed."""
    return free_port(), free_port(), free_port()


@pytest.fixture(scope="module")
def miaou(ports) -> Iterator[Office]:
    with running(*(f"http://localhost:{port}" for port in ports[:2])) as office:
        yield office
        assert "Traceback" not in office.instance.said()


@pytest.fixture(scope="module")
def sites(miaou, ports) -> Iterator[list[str]]:
    """The hosts' addresses: another port than Miaou's, and another name."""
    plain, flask, evil = ports
    with (
        serving(plain_host(miaou.address, miaou.secret, plain)),
        serving(make_server("127.0.0.1", flask, flask_host.host(miaou.address, miaou.secret), threaded=True)),
        serving(plain_host(miaou.address, miaou.secret, evil)),
    ):
        yield [f"http://localhost:{port}" for port in ports]


@pytest.fixture
def visitor(sites, browser) -> Browser:
    """Somebody at the plain host, who has never been at Miaou."""
    return browser(strict=True).at(sites[0])


def arrive(visitor: Browser, path: str = "/") -> Browser:
    """Open the host's page; returns when its widget has connected."""
    visitor.open(path)
    listen(visitor)
    visitor.until(lambda: "ready" in heard(visitor), "the widget is ready")
    return visitor


def listen(visitor: Browser) -> None:
    visitor.until(lambda: visitor.js("return Boolean(window.Miaou)"), "the loader is there")
    visitor.js(
        "window.heard ??= arguments[0].map((type) => Miaou.on(type, (said) => heard.push([type, said]))).slice(0, 0)",
        EVENTS,
    )


def heard(visitor: Browser) -> dict[str, Any]:
    """What the widget said to its host, the last of each kind."""
    return dict(visitor.js("return window.heard ?? []"))


def part(visitor: Browser, css: str) -> WebElement:
    return visitor.js(f"return {LOADER}.shadowRoot.querySelector(arguments[0])", css)


@contextmanager
def inside(visitor: Browser, frame: WebElement | None = None) -> Iterator[Browser]:
    """What happens within the frame."""
    visitor.driver.switch_to.frame(frame or part(visitor, "iframe"))
    try:
        yield visitor
    finally:
        visitor.driver.switch_to.default_content()


def opened(visitor: Browser) -> Browser:
    arrive(visitor)
    part(visitor, "button").click()
    return visitor


def say(miaou: Office, text: str, canal: str = BUREAU) -> None:
    """Léa says something from elsewhere."""

    async def once() -> None:
        async with Tab(miaou.address, miaou.instance.sign_in("lea", PASSWORD)) as tab:
            named = {
                told.get("name"): int(key[1:])
                for key, told in tab.snapshot["facts"]["told"].items()
                if key[1:].isdigit()
            }
            await tab.say(named[canal], text)

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(once())


def cookies_of(visitor: Browser, site: str) -> list[str]:
    every = visitor.driver.execute_cdp_cmd("Storage.getCookies", {})["cookies"]
    return [each["name"] for each in every if each["domain"] == site]


def test_a_host_s_user_talks_across_sites_without_any_cookie(miaou, visitor):
    opened(visitor)
    with inside(visitor):
        visitor.reads("Bonjour ! Le café est prêt 🙂").write("J’arrive !").reads("J’arrive !")
        say(miaou, "Il en reste une tasse")
        visitor.reads("Il en reste une tasse")
        loaded = "return [...document.images].filter((each) => each.naturalWidth > 0).length"
        visitor.until(lambda: visitor.js(loaded), "Léa's image shows")
        address = visitor.js("return location.href")
        assert "token" not in address
        assert "ticket" not in address
        assert visitor.js("return document.cookie") == ""
    assert cookies_of(visitor, "127.0.0.1") == []
    console = [line["message"] for line in visitor.driver.get_log("browser")]
    assert not [line for line in console if "401" in line or "Content Security Policy" in line]


def test_emoji_are_sought_and_completed_in_it_too(visitor):
    opened(visitor)
    with inside(visitor):
        visitor.press("button[name=emoji]").find(".emoji-menu [role=gridcell]")
        visitor.find(".emoji-menu input[type=search]").send_keys("licorne", Keys.ENTER)
        visitor.until(lambda: visitor.typed() == "🦄", "what was sought is in the text")
        visitor.composer.send_keys(" :chat")
        visitor.until(
            lambda: "Tête de chat" in "".join(visitor.texts(".emoji-names [role=option]")[:1]), "it is proposed"
        )
        visitor.composer.send_keys(Keys.ENTER, Keys.ENTER)
        visitor.reads("🦄 🐱")


def test_a_closed_panel_counts_what_is_unseen_and_tells_no_text(miaou, visitor):
    arrive(visitor)
    before = visitor.until(lambda: heard(visitor).get("unseen"), "the count is told")["count"]
    say(miaou, "Pendant que c’est fermé")
    visitor.until(lambda: heard(visitor)["unseen"]["count"] == before + 1, "one more is unseen")
    assert heard(visitor)["message"].keys() == {"canal", "author"}
    assert heard(visitor)["message"]["author"] == "Léa"
    assert "Pendant" not in json.dumps(visitor.js("return window.heard"))
    assert visitor.find("#unseen").text == part(visitor, ".count").text == str(before + 1)
    part(visitor, "button").click()
    visitor.until(lambda: heard(visitor)["unseen"]["count"] == 0, "all is seen")
    assert not part(visitor, ".count").is_displayed()
    part(visitor, "button").click()
    say(miaou, "Et encore fermé")
    visitor.until(lambda: heard(visitor)["unseen"]["count"] == 1, "one is unseen again")


def test_the_panel_stays_open_from_page_to_page(visitor):
    opened(visitor)
    arrive(visitor)
    assert part(visitor, ".panel").is_displayed()
    part(visitor, "button").click()
    arrive(visitor)
    assert not part(visitor, ".panel").is_displayed()


def test_the_host_may_open_canals_and_says_its_theme_and_shares_records(visitor):
    opened(visitor)
    with inside(visitor):
        canal = visitor.canal_named(COMPTABILITE)
    visitor.js("Miaou.openCanal(arguments[0])", canal)
    visitor.until(lambda: heard(visitor)["opened"]["canal"] == canal, "the canal is open")
    history = visitor.js("return history.length")
    visitor.js("for (const bad of ['x', -1, null, 1e300]) Miaou.openCanal(bad)")
    visitor.press("#theme").press("#share")
    with inside(visitor):
        visitor.until(lambda: visitor.js("return document.documentElement.dataset.theme") == "dark", "it is dark")
        visitor.until(lambda: visitor.find(".attached .record").is_displayed(), "the record has come")
        shared = visitor.js(
            "return [...document.querySelectorAll('.attached :is(strong, dt, dd)')].map((e) => e.innerHTML)"
        )
        visitor.press(".attached button")
    assert shared == ["Facture FA2024-0153", "Client", "Menuiserie Perrin", "Montant", "1 240,00 €"]
    assert visitor.js("return history.length") == history


def test_it_follows_the_host_s_look_however_that_is_written_and_when_it_fades(visitor):
    opened(visitor)
    look = f"return {LOADER}.dataset.theme"
    visitor.js("document.body.style.background = 'oklch(0.2 0.01 260)'")
    visitor.until(lambda: visitor.js(look) == "dark", "it is dark with the page")
    visitor.js("document.body.style.background = 'oklch(0.985 0.002 247)'")
    visitor.until(lambda: visitor.js(look) == "light", "it is light with the page")
    visitor.js("document.body.style.transition = 'background-color 0.1s'")
    for background, theme in (("#111", "dark"), ("#fff", "light")):
        visitor.js("document.body.style.background = arguments[0]", background)
        visitor.until(lambda theme=theme: visitor.js(look) == theme, "it is as the page has become")


def test_the_widget_hears_its_host_and_nobody_else(sites, visitor):
    opened(visitor)
    with inside(visitor):
        visitor.js("window.told = []; addEventListener('miaou:share', ({ detail }) => told.push(detail.title))")
        # From itself, not from its parent.
        visitor.js("postMessage({ miaou: 1, type: 'share', title: 'Forged' }, '*')")
    visitor.js(
        """
        const frame = arguments[0].contentWindow;
        const stranger = document.body.appendChild(document.createElement("iframe"));
        window.strangers = frame;
        const forged = JSON.stringify({ miaou: 1, type: "share", title: "Forged" });
        stranger.srcdoc = `<script>parent.strangers.postMessage(${forged}, "*")</script>`;
        for (const bad of [null, 7, "share", { type: "share", title: "No" }, { miaou: 2, type: "share", title: "No" },
                           { miaou: 1, type: "share" }, { miaou: 1, type: "share", title: "x".repeat(50_000) },
                           { miaou: 1, type: "share", title: "x", link: "javascript:alert(1)" },
                           { miaou: 1, type: ["share"], title: "x" }, { miaou: 1, type: "constructor" },
                           { miaou: 1, type: "theme", theme: "<b>" }])
          frame.postMessage(bad, "*");
        stranger.onload = () => frame.postMessage({ miaou: 1, type: "theme", theme: "dark" }, "*");
        """,
        part(visitor, "iframe"),
    )
    with inside(visitor):
        visitor.until(lambda: visitor.js("return document.documentElement.dataset.theme") == "dark", "the last came")
        assert "Forged" not in visitor.js("return window.told")
        assert not visitor.all(".attached .record")


def test_when_its_session_ends_it_falls_silent(miaou, visitor):
    opened(visitor)
    with inside(visitor):
        visitor.reads("Bonjour ! Le café est prêt 🙂")
    done = miaou.instance.operate("reset-password", "karim", "--password-stdin", password=PASSWORD)
    assert done.returncode == 0, done.stderr
    visitor.until(lambda: heard(visitor).get("error") == {"kind": "ended"}, "the host is told")
    with inside(visitor):
        assert visitor.shows("Cette session est terminée")
        assert not visitor.all("[role=log]")
        visitor.press("a.button")
    visitor.until(lambda: visitor.js("return window.heard.at(-1)[0]") != "error", "it asks the host again")
    with inside(visitor):
        visitor.reads("Bonjour ! Le café est prêt 🙂")


def test_after_a_restart_the_loader_signs_it_in_again(miaou, visitor):
    opened(visitor)
    with inside(visitor):
        visitor.reads("Bonjour ! Le café est prêt 🙂")
    visitor.js("heard.length = 0")
    miaou.instance.kill()
    miaou.instance.start()
    visitor.until(lambda: "ready" in heard(visitor), "the widget is ready again", 40)
    with inside(visitor):
        visitor.write("De retour").reads("De retour")


def frames(visitor: Browser) -> list[WebElement]:
    return visitor.all("iframe")


def test_a_plain_frame_with_a_token_works_once(visitor):
    visitor.open("/iframe.html")
    with inside(visitor, frames(visitor)[0]):
        visitor.reads("Bonjour ! Le café est prêt 🙂")
        assert visitor.js("return [innerWidth, innerHeight]") == [280, 360]
    visitor.js("document.body.append(document.querySelector('iframe').cloneNode())")
    with inside(visitor, frames(visitor)[1]):
        visitor.until(lambda: visitor.shows("Il a déjà servi"), "the replayed token is refused")
        assert not visitor.all("[role=log]")
        visitor.until(lambda: visitor.js("return location.search") == "?theme=light&ask=1", "it is in no history")


def test_a_site_that_is_not_allowed_shows_nothing(sites, browser):
    visitor = browser(strict=True).at(sites[2])
    visitor.open("/")
    visitor.until(lambda: visitor.js("return Boolean(window.Miaou)"), "the loader is there")
    visitor.js("Miaou.open()")
    refused = "violates the following Content Security Policy directive"
    visitor.until(
        lambda: any(refused in line["message"] for line in visitor.driver.get_log("browser")), "the frame is refused"
    )
    with inside(visitor):
        assert not visitor.all("[role=log], main, script[type=importmap]")


def test_at_the_flask_host_whoever_is_signed_in_there_has_miaou(sites, miaou, browser):
    visitor = browser(strict=True).at(sites[1])
    arrive(visitor, "/?user=paul.durand")
    part(visitor, "button").click()
    with inside(visitor):
        visitor.write("Bonjour, je suis nouveau").reads("Bonjour, je suis nouveau")
        assert "Paul Durand" in visitor.names("[data-member-id] .nick")


def test_it_is_compact_and_everything_folds_away(visitor):
    visitor.open("/iframe.html")
    with inside(visitor, frames(visitor)[0]):
        visitor.reads("Bonjour ! Le café est prêt 🙂")
        assert visitor.js("return document.documentElement.scrollWidth") == 280
        visitor.press("[data-opens-drawer=canals]").press(f"[data-canal-id='{visitor.canal_named(COMPTABILITE)}'] a")
        visitor.until(lambda: visitor.texts(".head h1") == [COMPTABILITE], "the canal is open")
        asked = visitor.js("return Object.fromEntries(new URLSearchParams(location.search))")
        assert asked == {"canal": str(visitor.canal_named(COMPTABILITE)), "theme": "light", "ask": "1"}
        visitor.press("[data-opens-drawer=members]").find("[data-member-id]")
        visitor.js("document.querySelector('.scrim').click()")
        visitor.write("À l’étroit").reads("À l’étroit")


def test_axe_finds_nothing_grave_in_it_nor_in_its_doors(miaou, visitor):
    visitor.open("/iframe.html")
    with inside(visitor, frames(visitor)[0]):
        visitor.reads("Bonjour ! Le café est prêt 🙂")
        looks_at(visitor)
        visitor.press("[data-opens-drawer=canals]").find(".drawer .canal")
        looks_at(visitor)
    arrive(visitor)
    looks_at(visitor)
    for page in ("/widget", "/widget/ended", "/widget?token=forged"):
        visitor.open(miaou.address + page)
        visitor.find("main")
        visitor.until(lambda: visitor.all("[data-fault], .in-trouble"), "it says what is wrong")
        looks_at(visitor)
