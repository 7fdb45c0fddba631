"""Instances, browsers and people for the tests that drive a real Chromium."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.instance import Instance, QuickInstance, furnish
from tests.browser.kit_page import stock
from tests.pages.tab import Tab

FAILURES = Path(__file__).parent / "failures"
PASSWORD = "un mot de passe du bureau"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Browsers:
    """Lends browsers, and takes them back clean: starting one takes longer than most tests."""

    def __init__(self) -> None:
        self._idle: dict[tuple[str, bool, bool], list[Browser]] = {}
        self._lent: list[tuple[tuple[str, bool, bool], Browser]] = []

    def __call__(self, lang: str = "fr", phone: bool = False, strict: bool = False) -> Browser:
        kind = (lang, phone, strict)
        idle = self._idle.setdefault(kind, [])
        browser = idle.pop() if idle else Browser(*kind)
        self._lent.append((kind, browser))
        return browser

    def take_back(self) -> None:
        while self._lent:
            kind, browser = self._lent.pop()
            browser.clean()
            self._idle[kind].append(browser)

    def picture(self, name: str) -> None:
        for number, (_, browser) in enumerate(self._lent, 1):
            browser.screenshot(FAILURES / f"{name}-{number}.png")

    def close(self) -> None:
        self.take_back()
        for idle in self._idle.values():
            for browser in idle:
                browser.close()


@pytest.fixture(scope="session")
def all_browsers() -> Iterator[Browsers]:
    browsers = Browsers()
    yield browsers
    browsers.close()


@pytest.fixture
def browser(all_browsers: Browsers, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    """`browser()` is a fresh one, in French; all are taken back after the test, with a picture if it failed."""
    yield all_browsers
    if request.node.stash.get(FAILED, False):
        all_browsers.picture(re.sub(r"\W+", "-", request.node.name))
    all_browsers.take_back()


@pytest.fixture(scope="module")
def lasting_browser(all_browsers: Browsers) -> Iterator[Browsers]:
    """As `browser`, for a whole file: its tests follow one another in the same ones."""
    yield all_browsers
    all_browsers.take_back()


@pytest.fixture(scope="module")
def another(lasting_browser: Browsers) -> Browser:
    """One more that lasts, for `fresh`."""
    return lasting_browser()


@pytest.fixture
def fresh(another: Browser) -> Browser:
    """A browser in which nobody is signed in."""
    another.clean()
    return another


@pytest.fixture
def picture_if_it_fails(all_browsers: Browsers, request: pytest.FixtureRequest) -> Iterator[None]:
    """For tests with browsers that last; `browser` does it by itself."""
    yield
    if request.node.stash.get(FAILED, False):
        all_browsers.picture(re.sub(r"\W+", "-", request.node.name))


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    outcome = yield
    report = outcome.get_result()
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The small page on which the kit's behaviours are tried, that has nothing to do with a chat."""
    with stock() as served:
        yield served


@pytest.fixture
def in_stock(browser: Browsers, address: str) -> Callable[..., object]:
    """`in_stock(script, html)`: what a script returns on that page, with this in it. It may await."""
    page = browser().at(address)

    def run(script: str, html: str = "") -> object:
        page.open("/")
        return page.driver.execute_async_script(
            "const [html, done] = arguments; document.body.innerHTML = html;"
            f"(async () => {{ {script} }})().then(done, (e) => done(String(e.stack ?? e)));",
            html,
        )

    return run


@pytest.fixture(scope="session")
def instances(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Instance]]:
    """`instances()` is a Miaou that is not started yet, on an empty folder; it ends with its file's tests."""

    def make(*options: str, **rest: str) -> Instance:
        instance = QuickInstance(tmp_path_factory.mktemp("miaou") / "data", *options, **rest)
        _made.append(instance)
        return instance

    yield make
    _end_from(0)


_made: list[Instance] = []


@pytest.fixture(scope="module", autouse=True)
def none_is_left_running() -> Iterator[None]:
    before = len(_made)
    yield
    _end_from(before)


def _end_from(place: int) -> None:
    for instance in _made[place:]:
        instance.kill()
    del _made[place:]


@dataclass(frozen=True)
class Office:
    """An instance with people in it: Léa administers; everybody's password is `PASSWORD`."""

    instance: Instance
    members: dict[str, int]
    canals: dict[str, int]

    def say(self, login: str, canal: int, text: str, recipients: Sequence[int] = ()) -> int:
        """A member says something from elsewhere than the test's browsers; returns the message's id."""

        async def once() -> int:
            async with Tab(self.instance.address, self.instance.sign_in(login, PASSWORD)) as tab:
                return (await tab.say(canal, text, list(recipients)))["id"]

        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            return runner.run(once())

    def ask(self, login: str, name: str, **payload: object) -> Any:
        """What is answered to a member who asks for something from elsewhere than the test's browsers."""

        async def once() -> Any:
            async with Tab(self.instance.address, self.instance.sign_in(login, PASSWORD)) as tab:
                return await tab.call(name, payload)

        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            return runner.run(once())

    def arrive(self, browser: Browser, login: str, path: str = "/") -> Browser:
        """Sign a member in on that browser and open the window."""
        token = self.instance.sign_in_anew(login, PASSWORD)
        return browser.at(self.instance.address, token).open_window(path)


@pytest.fixture(scope="module")
def house(instances: Callable[..., Instance], request: pytest.FixtureRequest) -> Office:
    """An office of the file's own, with its `people` in it."""
    instance = instances()
    found = furnish(instance.folder, request.module.people)
    return Office(instance.start(), *found)


NICKNAMES = {"lea": "Léa", "karim": "Karim", "zoe": "Zoé", "odile": "Odile", "marc": "Marc"}
BUREAU, CAFE, ARCHIVES = "Tout le bureau", "Machine à café", "Archives"
ARCHIVED = 500
"""Messages in the archives: "Message 1" to "Message 500"."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Five members and three open canals, one full of messages; returns their ids by login and by name."""
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    for login, nickname in list(NICKNAMES.items())[1:]:
        await store.members.create(login, nickname, PASSWORD)
    for name in (BUREAU, CAFE, ARCHIVES):
        canal = await store.canals.create(lea, name)
    numbers = range(1, ARCHIVED + 1)
    await asyncio.gather(*(store.messages.post(lea, canal.id, f"Message {n}", (), f"archive-{n}") for n in numbers))
    members = {member.login: member.id for member in store.members.all()}
    return members, {canal.name: canal.id for canal in store.canals.of(lea)}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office that runs for all the tests which leave it standing."""
    instance = QuickInstance(tmp_path_factory.mktemp("office") / "data")
    members, canals = furnish(instance.folder, people)
    try:
        yield Office(instance.start(), members, canals)
        assert instance.interrupt() == 0
    finally:
        instance.kill()
    assert "Traceback" not in instance.said()
