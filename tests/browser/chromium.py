"""A headless Chromium, and what a person does and sees in it. Waits for what it should show, never for a time."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from app.pages.gate import cookie_name

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    # No spare process for the page to come, and nothing that a test has no use for: a sixth less work.
    "--disable-features=SpareRendererForSitePerProcess,Translate,MediaRouter,OptimizationHints",
)
ONE_SITE_FLAGS = ("--disable-site-isolation-trials", "--renderer-process-limit=1")
STRICT_FLAGS = ("--test-third-party-cookie-phaseout",)
STRICT_PREFERENCES = {"profile.cookie_controls_mode": 1, "profile.block_third_party_cookies": True}
CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMEDRIVER = ("chromedriver", "/usr/lib/chromium-browser/chromedriver")

MOVES = """
    const [wanted, paths] = [arguments[0], ["transform", "translate", "scale"]];
    return document.getAnimations().some(({ effect, playState }) =>
      playState === "running" && !effect.pseudoElement && effect.target.contains(wanted) &&
      Number.isFinite(effect.getComputedTiming().endTime) &&
      effect.getKeyframes().some((frame) => paths.some((path) => path in frame)));
"""
"""Whether it, or what it is in, is on its way; what goes on for ever leads nowhere."""

PATIENCE_S = 20
"""For what takes a fraction of a second on an idle machine."""

SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.05, 0.2
"""Between two looks at the page: a look takes ten milliseconds of a core, so the longer it takes the rarer they are."""


def program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is not installed: tests/run installs it.", pytrace=False)
    return found


IS_WIDE = """
const [width] = arguments;
const frame = () => new Promise(requestAnimationFrame);
return (async () => {
  // The page hears of it with its next frame, and answers in that.
  for (const begun = Date.now(); innerWidth !== width && Date.now() - begun < 20_000; ) await frame();
  await frame();
  await frame();
  if (innerWidth !== width) throw new Error(`it is ${innerWidth} px wide`);
})();
"""
"""Returns when the page has that width, and did what it does then."""


class Browser:
    """One browser of one person, with a profile of its own.

    :param lang: what it asks pages for
    :param phone: a touch screen of 390 by 844
    :param strict: it keeps no cookie of a site in another site's page
    """

    def __init__(self, lang: str = "fr", phone: bool = False, strict: bool = False) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = program(*CHROMIUM)
        for flag in (*FLAGS, *(STRICT_FLAGS if strict else ONE_SITE_FLAGS), f"--lang={lang}", "--window-size=1280,800"):
            options.add_argument(flag)
        kept = {"intl.accept_languages": lang} | (STRICT_PREFERENCES if strict else {})
        options.add_experimental_option("prefs", kept)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(program(*CHROMEDRIVER)))
        if phone:
            screen = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.address = ""
        self._is_resized = False

    def resize(self, width: int, height: int) -> None:
        """The page has this size until the test ends; returns when it knows."""
        self._is_resized = True
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.js(IS_WIDE, width)

    @contextmanager
    def cut_off(self) -> Iterator[Browser]:
        """Meanwhile it reaches no server."""
        do, offline = self.driver.execute_cdp_cmd, {"latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        do("Network.enable", {})
        do("Network.emulateNetworkConditions", {**offline, "offline": True})
        try:
            self.js("window.socket.io.engine.close()")
            yield self
        finally:
            do("Network.emulateNetworkConditions", {**offline, "offline": False})

    def clean(self) -> None:
        """As fresh as on its first day."""
        first, *others = self.driver.window_handles
        for other in others:
            self.driver.switch_to.window(other)
            self.driver.close()
        self.driver.switch_to.window(first)
        # A page that is left saves its draft: clearing comes after.
        self.driver.get("about:blank")
        if self.address:
            everything = {"origin": self.address, "storageTypes": "all"}
            self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", everything)
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        if self._is_resized:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
            self._is_resized = False
        self.driver.get_log("browser")

    # Going somewhere

    def at(self, address: str, token: str = "") -> Browser:
        """This browser talks to that instance; with a session's token it is signed in."""
        self.address = address
        if token:
            cookie = {"name": cookie_name(address), "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}
            self.driver.execute_cdp_cmd("Network.setCookie", cookie)
        return self

    def open(self, path: str = "/") -> Browser:
        self.driver.get(self.address + path if path.startswith("/") else path)
        return self

    def open_window(self, path: str = "/") -> Browser:
        """The same person's window; returns when its log is there, and what is pressed in it is answered."""
        self.open(path)
        self.until(lambda: self.all("[role=log]"), "the window has a log")
        self.until(self.is_online, "the window has its connection")
        return self

    def is_online(self) -> bool:
        return self.js("return import('miaou/wire.js').then(({ wire }) => wire.online)")

    @property
    def path(self) -> str:
        """Where the page is, without the instance's address."""
        return self.driver.current_url.removeprefix(self.address)

    # Looking

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def find(self, css: str) -> WebElement:
        """The first such element that shows, as soon as there is one."""
        return self.until(lambda: next((e for e in self.all(css) if e.is_displayed()), None), f"{css} shows")

    def texts(self, css: str) -> list[str]:
        """What all these say, in the order of the page, read at one moment."""
        return self.js("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText.trim())", css)

    def shows(self, text: str) -> bool:
        return text in self.js("return document.body.innerText")

    def until(self, condition: Callable[[], Any], what: str, patience: float = PATIENCE_S) -> Any:
        """What the condition gives as soon as it gives something; `what` says what was missing when it never does."""
        ends, pause = time.monotonic() + patience, SHORTEST_PAUSE_S
        while not (found := self._now(condition)):
            if time.monotonic() > ends:
                pytest.fail(f"not within {patience} s: {what}\n{self.told()}")
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_PAUSE_S)
        return found

    @staticmethod
    def _now(condition: Callable[[], Any]) -> Any:
        """What it gives; nothing when the page drew anew what it was looking at."""
        try:
            return condition()
        except (StaleElementReferenceException, NoSuchElementException):
            return None

    def told(self) -> str:
        """Where the browser is and what its console says: for whoever reads why a test failed."""
        console = [line["message"] for line in self.driver.get_log("browser")]
        log = self.texts("[role=log] .message-body")[-5:]
        return "\n".join([f"at {self.driver.current_url}", f"the log ends with {log}", *console[-10:]])

    # Filling in

    def fill(self, **fields: str) -> Browser:
        """Type into the form's fields, by their names."""
        for name, text in fields.items():
            field = self.find(f"input[name={name}]")
            field.clear()
            field.send_keys(text)
        return self

    def press(self, css: str) -> Browser:
        """Press it, once what it belongs to may be sent again: at once, that would be a double click."""
        busy = "return document.querySelector(arguments[0])?.closest('[data-pressed], form[aria-busy=true]') !== null"
        self.until(lambda: not self.js(busy, css), f"{css} is there and may be pressed")
        self.until(lambda: self._clicked(css), f"nothing lies over {css}")
        return self

    def _clicked(self, css: str) -> bool:
        """Whether the click reached it: what slides in would have left the place at which it is aimed."""
        element = self.find(css)
        if self.js(MOVES, element):
            return False
        try:
            element.click()
        except ElementClickInterceptedException:
            return False
        return True

    def submit(self) -> Browser:
        return self.press("button[name=submit]")

    # The window

    @property
    def composer(self) -> WebElement:
        return self.find("textarea[name=message]")

    def write(self, text: str) -> Browser:
        """Type a message of one line and send it."""
        self.composer.send_keys(text, Keys.ENTER)
        return self

    def typed(self) -> str:
        return self.js("return document.querySelector('textarea[name=message]').value")

    def said(self) -> list[str]:
        """The messages that show as sent."""
        return self.texts("[role=log] [data-message-id] .message-body")

    def waiting(self) -> list[str]:
        """The messages that show as not yet sent."""
        return self.texts("[role=log] [data-state]:not([data-state=sent]) .message-body")

    def reads(self, text: str, patience: float = PATIENCE_S) -> Browser:
        """Returns when that message shows as sent."""
        self.until(lambda: text in self.said(), f"the message {text!r} shows", patience)
        return self

    def names(self, css: str) -> list[str]:
        """What all these say, also those scrolled out of view, which the browser need not draw."""
        return self.js("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())", css)

    def canals(self) -> list[str]:
        return self.names("[data-canal-id]:not([hidden]) .name")

    def open_canal(self, canal: int) -> Browser:
        self.press(f"[data-canal-id='{canal}'] a")
        self.until(lambda: self.canal_open() == canal, f"canal {canal} is open")
        return self

    def canal_open(self) -> int | None:
        """The canal that is open, once its log is there."""
        return self.js(
            "const row = document.querySelector('[data-canal-id]:has([aria-current=page])');"
            "if (!row || document.querySelector('[aria-busy=true]')) return null;"
            "const canal = Number(row.dataset.canalId);"
            "return history.state?.key === canal ? canal : null"
        )

    def star(self, canal: int) -> bool:
        """Whether the canal's star shows."""
        star, unread = self.js(
            "const row = document.querySelector(`[data-canal-id='${arguments[0]}']`);"
            "return [row.querySelector('.star').checkVisibility(), row.dataset.unread]",
            canal,
        )
        assert star == (unread == "true")
        return star

    def canal_named(self, name: str) -> int:
        """The id of the canal of that name in the drawer."""
        script = (
            "return [...document.querySelectorAll('[data-canal-id]')]"
            ".find((row) => row.querySelector('.name').textContent === arguments[0])?.dataset.canalId"
        )
        return int(self.until(lambda: self.js(script, name), f"the drawer has the canal {name!r}"))

    # One's own menu

    def own_menu(self) -> Browser:
        return self.press("[aria-controls=menu-own]")

    def choose(self, setting: str, value: str) -> Browser:
        """Choose that in one's own menu."""
        choice = f"[id^=menu-own] [data-facts='{setting}-{value}']"
        submenu = self.js("return document.querySelector(arguments[0]).closest('[role=menu]').id", choice)
        return self.own_menu().press(f"[popovertarget='{submenu}']").press(choice)

    def chosen(self) -> list[str]:
        """All that one's own menu says to be chosen."""
        return self.names("[id^=menu-own] [aria-checked=true]")

    def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))

    def close(self) -> None:
        self.driver.quit()
