"""The demo's ends: who one is, two of them on one screen, beginning again, and the page of another software."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office
from tests.browser.instance import Instance
from tests.browser.looking import looks_at

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

WIDGET = "[...document.body.children].find((each) => each.shadowRoot).shadowRoot.querySelector('iframe')"


@pytest.fixture(scope="module")
def demo(instances: Callable[..., Instance]) -> Instance:
    return instances("--demo").start()


@pytest.fixture(scope="module")
def presenter(demo: Instance, lasting_browser: Callable[[], Browser]) -> Browser:
    """Whoever presents it, as Léa."""
    visitor = lasting_browser().at(demo.address).open("/login")
    be(visitor, ".who-card", "Léa")
    visitor.until(lambda: visitor.all("[role=log]"), "Léa's window")
    return visitor


def be(page: Browser, css: str, name: str) -> None:
    """Press that face."""
    named = "(each.ariaLabel ?? each.textContent).includes(arguments[1])"
    press = f"const face = [...document.querySelectorAll(arguments[0])].find((each) => {named}); face?.click();"
    page.until(lambda: page.js(f"{press} return Boolean(face)", css, name), f"there is {name}")


@contextmanager
def within(page: Browser, frame: object) -> Iterator[None]:
    page.driver.switch_to.frame(frame)
    try:
        page.until(lambda: page.all("[role=log] [data-message-id]"), "its talk")
        page.until(page.is_online, "its connection")
        yield
    finally:
        page.driver.switch_to.default_content()


def end(page: Browser, n: int) -> object:
    return page.until(lambda: page.all(".end iframe"), "two frames")[n]


def headers(page: Browser, path: str) -> dict[str, str]:
    ask = "fetch(arguments[0]).then(({ headers }) => arguments[1](Object.fromEntries(headers)))"
    return page.driver.execute_async_script(ask, path)


def say(page: Browser, text: str) -> None:
    page.find("textarea[name=message]").send_keys(text, Keys.ENTER)
    page.until(lambda: page.shows(text), "it is said")


def test_an_office_and_the_demo_in_one_browser_leave_each_other_signed_in(
    presenter: Browser, demo: Instance, office: Office
):
    presenter.at(office.instance.address).open("/login")
    presenter.find("input[name=login]").send_keys("karim")
    presenter.find("input[name=password]").send_keys(PASSWORD, Keys.ENTER)
    presenter.until(lambda: presenter.all("[role=log]"), "the office's window")
    presenter.at(demo.address).open_window("/")
    assert presenter.shows("Maison Perrin")
    presenter.at(office.instance.address).open_window("/")
    presenter.at(demo.address)


def test_two_colleagues_side_by_side_hear_each_other_and_begin_again_together(presenter: Browser):
    presenter.open("/demo/beside?with=karim")
    with within(presenter, end(presenter, 0)):
        say(presenter, "Le monde d’avant")
    with within(presenter, end(presenter, 1)):
        presenter.until(lambda: presenter.shows("Le monde d’avant"), "the other one hears it")
        assert "Karim" in presenter.js("return document.querySelector('[data-status=self]').textContent")
    looks_at(presenter)
    for path in ("/demo/beside", "/demo/erp", "/"):
        assert headers(presenter, path)["x-frame-options"] == "DENY", "only their widget stands in a frame"
    presenter.js("fetch('/demo/reset', { method: 'POST', body: new URLSearchParams({ next: '/healthz' }) })")
    for n in (0, 1):
        with within(presenter, end(presenter, n)):
            presenter.until(lambda: not presenter.shows("Le monde d’avant"), "the office is as it was")
            assert not presenter.texts(".toast")
            presenter.find("textarea[name=message]")
    be(presenter, ".end:last-child .faces button", "Zoé")
    presenter.until(lambda: presenter.path == "/demo/beside?with=zoe", "it is Zoé")
    be(presenter, ".end:not(:last-child) .faces button", "Nour")
    presenter.until(lambda: presenter.texts(".end-head b") == ["Nour", "Zoé"], "Nour beside Zoé")
    assert presenter.path == "/demo/beside?with=zoe"
    presenter.find(".end-head a").click()
    presenter.until(lambda: presenter.all("[data-member-id][data-status=self]"), "one window, of Nour's")


def test_a_record_of_another_software_is_shared_in_the_widget_that_stands_in_it(presenter: Browser):
    presenter.open("/demo/erp").find(".opened")
    looks_at(presenter)
    presenter.find(".opened [data-share]").click()
    with within(presenter, presenter.js(f"return {WIDGET}")):
        card = presenter.until(lambda: presenter.texts("[data-attached=card]"), "the record is in the composer")
        presenter.until(lambda: "-0153" in "".join(presenter.texts("[data-attached=card]")), str(card))


def test_a_record_that_somebody_writes_of_leads_into_that_software_without_a_network(presenter: Browser):
    presenter.open_window("/")
    say(presenter, "BL2026-0418 ?")
    address = presenter.js("return document.querySelector('[role=log] a[href$=\"BL2026-0418\"]').href")
    presenter.driver.get(address)
    presenter.until(lambda: presenter.texts(".opened h2") == ["BL2026-0418"], "the record")
    looks_at(presenter)
