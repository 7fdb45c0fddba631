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
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from werkzeug.serving import make_server

from tests.browser.chromium import Browser
from tests.browser.conftest import FAILED
from tests.browser.instance import QuickInstance
from tests.browser.looking import looks_at
from tests.browser.operating import another_password
from tests.hosts import flask_host
from tests.hosts.office import BUREAU, COMPTABILITE, PASSWORD, Office, running
from tests.hosts.plain.serve import host as plain_host
from tests.pages.tab import Tab
from tests.ports import free_port

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

LOADER = "[...document.body.children].find((each) => each.shadowRoot)"
AS_AT_FIRST = """
document.body.removeAttribute("style");
delete document.documentElement.dataset.theme;
for (const other of document.querySelectorAll("iframe")) other.remove();
Miaou.open();
"""
WITH_NOTHING_TYPED = """
for (const menu of document.querySelectorAll("[popover]:popover-open")) menu.hidePopover();
for (const out of document.querySelectorAll(".attached button")) out.click();
const field = document.querySelector("textarea[name=message]");
field.value = "";
field.dispatchEvent(new InputEvent("input", { bubbles: true }));
"""
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
    with running(*(f"http://localhost:{port}" for port in ports[:2]), kind=QuickInstance) as office:
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


@pytest.fixture(scope="module")
def strict_browser(sites, lasting_browser) -> Browser:
    return lasting_browser(strict=True).at(sites[0])


@pytest.fixture
def visitor(strict_browser, sites) -> Iterator[Browser]:
    """Somebody at the plain host, who has never been at Miaou."""
    strict_browser.clean()
    strict_browser.at(sites[0])
    yield strict_browser
    strict_browser.clean()


@pytest.fixture
def opened(strict_browser, request) -> Iterator[Browser]:
    """Somebody there with the panel open, on the page where the last one had it, as it was at first."""
    visitor = strict_browser
    if not visitor.js("return Boolean(window.heard)"):
        arrive(visitor)
    visitor.js(AS_AT_FIRST)
    with inside(visitor):
        canal, bureau = visitor.canal_open(), visitor.canal_named(BUREAU)
        visitor.js(WITH_NOTHING_TYPED)
    if canal != bureau:
        visitor.js("Miaou.openCanal(arguments[0])", bureau)
        visitor.until(lambda: heard(visitor).get("opened") == {"canal": bureau}, "that canal is open")
    visitor.js("heard.length = 0")
    visitor.driver.get_log("browser")
    yield visitor
    if request.node.stash.get(FAILED, False):
        visitor.clean()


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


def test_a_host_s_user_talks_across_sites_without_any_cookie(miaou, opened):
    with inside(opened):
        opened.reads("Bonjour ! Le café est prêt 🙂").write("J’arrive !").reads("J’arrive !")
        say(miaou, "Il en reste une tasse")
        opened.reads("Il en reste une tasse")
        loaded = "return [...document.images].filter((each) => each.naturalWidth > 0).length"
        opened.until(lambda: opened.js(loaded), "Léa's image shows")
        address = opened.js("return location.href")
        assert "token" not in address
        assert "ticket" not in address
        assert opened.js("return document.cookie") == ""
    assert cookies_of(opened, "127.0.0.1") == []
    console = [line["message"] for line in opened.driver.get_log("browser")]
    assert not [line for line in console if "401" in line or "Content Security Policy" in line]


def test_emoji_are_sought_and_completed_in_it_too(opened):
    with inside(opened):
        opened.press("button[name=emoji]").find(".emoji-menu [role=gridcell]")
        opened.find(".emoji-menu [role=searchbox]").send_keys("licorne", Keys.ENTER)
        opened.until(lambda: opened.typed() == "🦄", "what was sought is in the text")
        opened.composer.send_keys(" :chat")
        opened.until(
            lambda: "Tête de chat" in "".join(opened.texts(".emoji-names [role=option]")[:1]), "it is proposed"
        )
        opened.composer.send_keys(Keys.ENTER, Keys.ENTER)
        opened.reads("🦄 🐱")


def test_a_closed_panel_counts_what_is_unseen_and_tells_no_text(miaou, opened):
    opened.until(lambda: opened.find("#unseen").text == "0", "all is seen")
    part(opened, "button").click()
    say(miaou, "Pendant que c’est fermé")
    opened.until(lambda: heard(opened).get("unseen") == {"count": 1}, "one is unseen")
    opened.until(lambda: "message" in heard(opened), "so is the message")
    assert heard(opened)["message"].keys() == {"canal", "author"}
    assert heard(opened)["message"]["author"] == "Léa"
    assert "Pendant" not in json.dumps(opened.js("return window.heard"))
    assert opened.find("#unseen").text == part(opened, ".count").text == "1"
    part(opened, "button").click()
    opened.until(lambda: heard(opened)["unseen"] == {"count": 0}, "all is seen")
    assert not part(opened, ".count").is_displayed()
    part(opened, "button").click()
    say(miaou, "Et encore fermé")
    opened.until(lambda: heard(opened)["unseen"] == {"count": 1}, "one is unseen again")


def test_the_panel_stays_open_from_page_to_page(opened):
    arrive(opened)
    assert part(opened, ".panel").is_displayed()
    part(opened, "button").click()
    arrive(opened)
    assert not part(opened, ".panel").is_displayed()


DROPS_A_PICTURE = """
const [done] = arguments;
const canvas = new OffscreenCanvas(40, 30);
canvas.getContext("2d").fillRect(0, 0, 20, 30);
canvas.convertToBlob().then((blob) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([blob], "photo.png"));
  const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
  done(document.querySelector("[role=log]").dispatchEvent(event));
});
"""


def test_a_picture_that_is_dropped_is_seen_without_a_cookie(opened):
    seen = "return [...document.querySelectorAll(arguments[0])].some(({ naturalWidth }) => naturalWidth > 0)"
    with inside(opened):
        opened.driver.execute_async_script(DROPS_A_PICTURE)
        opened.until(lambda: opened.js(seen, ".tray img"), "it shows in the tray")
        opened.write("Vu ici").reads("Vu ici")
        opened.until(lambda: opened.js(seen, "[data-message-id] [data-file] img"), "and in the message")


def test_esc_closes_what_is_open_in_the_panel_and_then_the_panel(opened):
    with inside(opened):
        opened.press("[data-opens-drawer=canals]")
        opened.until(lambda: opened.all("[data-drawer][data-open]"), "the drawer is open")
        ActionChains(opened.driver).send_keys(Keys.ESCAPE).perform()
        opened.until(lambda: not opened.all("[data-drawer][data-open]"), "the drawer is closed")
    assert opened.js(f"return !{LOADER}.shadowRoot.querySelector('.panel').hidden")
    with inside(opened):
        opened.composer.send_keys("À demain", Keys.ESCAPE)
    opened.until(lambda: opened.js(f"return {LOADER}.shadowRoot.querySelector('.panel').hidden"), "the panel is closed")
    assert opened.js(f"return {LOADER}.shadowRoot.activeElement.localName") == "button"
    opened.js("Miaou.open()")
    with inside(opened):
        assert opened.typed() == "À demain"


def test_esc_leaves_what_one_has_begun_wherever_the_focus_is_before_the_panel(miaou, opened):
    esc = lambda: ActionChains(opened.driver).send_keys(Keys.ESCAPE).perform()  # noqa: E731
    to_row = "document.querySelector('[role=log] [data-message-id][tabindex=\"0\"]').focus()"
    shows = lambda css: opened.js("return document.querySelector(arguments[0]).checkVisibility()", css)  # noqa: E731
    closed = f"return {LOADER}.shadowRoot.querySelector('.panel').hidden"
    with inside(opened):
        opened.write("À répondre").reads("À répondre")
        opened.js("[...document.querySelectorAll('[role=log] [data-do=reply]')].at(-1).click()")
        opened.until(lambda: shows("[data-attached=reply]"), "it is answered")
        opened.js(to_row)
        esc()
        opened.until(lambda: not shows("[data-attached=reply]"), "it is answered no longer")
        opened.composer.send_keys(Keys.ARROW_UP)
        opened.until(lambda: opened.typed() == "À répondre", "it is edited")
        for start in (to_row, ""):
            opened.js("document.querySelector('[data-preview]').click()")
            opened.until(lambda: shows(".preview"), "it is looked at")
            opened.js(start)
            esc()
            opened.until(lambda: not shows(".preview"), "one goes on writing")
        assert shows("[data-attached=edits]")
        opened.js(to_row)
        esc()
        opened.until(lambda: not shows("[data-attached=edits]"), "it is edited no longer")
        held = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', arguments[0]))"
        for more in ({"repeat": True}, {"isComposing": True}):
            opened.js(held, {"key": "Escape", "bubbles": True, **more})
    assert not opened.js(closed)
    with inside(opened):
        esc()
    opened.until(lambda: opened.js(closed), "the panel is closed")


def test_the_host_may_open_canals_and_says_its_theme_and_shares_records(opened):
    with inside(opened):
        canal = opened.canal_named(COMPTABILITE)
    opened.js("Miaou.openCanal(arguments[0])", canal)
    opened.until(lambda: heard(opened).get("opened") == {"canal": canal}, "the canal is open")
    history = opened.js("return history.length")
    opened.js("for (const bad of ['x', -1, null, 1e300]) Miaou.openCanal(bad)")
    opened.press("#theme").press("#share")
    with inside(opened):
        opened.until(lambda: opened.js("return document.documentElement.dataset.theme") == "dark", "it is dark")
        opened.until(lambda: opened.find(".attached .record").is_displayed(), "the record has come")
        shared = opened.js(
            "return [...document.querySelectorAll('.attached :is(strong, dt, dd)')].map((e) => e.innerHTML)"
        )
        opened.press(".attached button")
    assert shared == ["Facture FA2024-0153", "Client", "Menuiserie Perrin", "Montant", "1 240,00 €"]
    assert opened.js("return history.length") == history


def test_it_follows_the_host_s_look_however_that_is_written_and_when_it_fades(opened):
    look = f"return {LOADER}.dataset.theme"
    opened.js("document.body.style.background = 'oklch(0.2 0.01 260)'")
    opened.until(lambda: opened.js(look) == "dark", "it is dark with the page")
    opened.js("document.body.style.background = 'oklch(0.985 0.002 247)'")
    opened.until(lambda: opened.js(look) == "light", "it is light with the page")
    opened.js("document.body.style.transition = 'background-color 0.1s'")
    for background, theme in (("#111", "dark"), ("#fff", "light")):
        opened.js("document.body.style.background = arguments[0]", background)
        opened.until(lambda theme=theme: opened.js(look) == theme, "it is as the page has become")


def test_the_widget_hears_its_host_and_nobody_else(sites, opened):
    with inside(opened):
        opened.js("window.told = []; addEventListener('miaou:share', ({ detail }) => told.push(detail.title))")
        # From itself, not from its parent.
        opened.js("postMessage({ miaou: 1, type: 'share', title: 'Forged' }, '*')")
    opened.js(
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
        part(opened, "iframe"),
    )
    with inside(opened):
        opened.until(lambda: opened.js("return document.documentElement.dataset.theme") == "dark", "the last came")
        assert "Forged" not in opened.js("return window.told")
        assert not opened.all(".attached .record")
    as_before = "arguments[0].contentWindow.postMessage({ miaou: 1, type: 'theme', theme: 'light' }, '*')"
    opened.js(as_before, part(opened, "iframe"))


def test_when_its_session_ends_it_falls_silent(miaou, opened):
    with inside(opened):
        opened.reads("Bonjour ! Le café est prêt 🙂")
    another_password(miaou.instance, "karim", PASSWORD)
    opened.until(lambda: heard(opened).get("error") == {"kind": "ended"}, "the host is told")
    with inside(opened):
        assert opened.shows("Cette session est terminée")
        assert not opened.all("[role=log]")
        opened.press("a.button")
    opened.until(lambda: opened.js("return window.heard.at(-1)[0]") != "error", "it asks the host again")
    with inside(opened):
        opened.reads("Bonjour ! Le café est prêt 🙂")


def test_after_a_restart_the_loader_signs_it_in_again(miaou, opened):
    with inside(opened):
        opened.reads("Bonjour ! Le café est prêt 🙂")
    opened.js("heard.length = 0")
    miaou.instance.kill()
    miaou.instance.start()
    opened.until(lambda: "ready" in heard(opened), "the widget is ready again", 40)
    with inside(opened):
        opened.write("De retour").reads("De retour")


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


def test_a_site_that_is_not_allowed_shows_nothing(sites, visitor):
    visitor.at(sites[2]).open("/")
    visitor.until(lambda: visitor.js("return Boolean(window.Miaou)"), "the loader is there")
    visitor.js("Miaou.open()")
    refused = "violates the following Content Security Policy directive"
    visitor.until(
        lambda: any(refused in line["message"] for line in visitor.driver.get_log("browser")), "the frame is refused"
    )
    with inside(visitor):
        assert not visitor.all("[role=log], main, script[type=importmap]")


def test_at_the_flask_host_whoever_is_signed_in_there_has_miaou(sites, visitor):
    arrive(visitor.at(sites[1]), "/?user=paul.durand")
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
