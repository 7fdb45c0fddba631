"""An office of its own, and the people who arrange their desktops there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.store.layouts import FIRST
from tests.browser.chromium import Browser
from tests.browser.conftest import Office, people
from tests.browser.desktop.desk import Desk
from tests.browser.instance import Instance, furnish


@pytest.fixture(scope="module")
def house(instances: Callable[..., Instance]) -> Office:
    """A file's own: what one puts on a desktop stays there, and whoever was here is there a while longer."""
    instance = instances()
    found = furnish(instance.folder, people)
    return Office(instance.start(), *found)


@pytest.fixture
def fresh(house: Office) -> Callable[[str], None]:
    """Puts a member's desktop back as it was at first, through their own tab."""

    def put_back(tab: Browser) -> None:
        # A script's promise is waited for.
        tab.js(
            "const [first] = arguments; return import('miaou/wire.js').then(async ({ wire }) => {"
            " const ask = (what, details = {}) => wire.call(`desktop-${what}`, details);"
            " const standing = [...document.querySelectorAll('[data-tile]')].map(({ dataset }) => dataset.tile);"
            " for (const tile of standing) await ask('remove', { tile });"
            " for (const widget of first.widgets) await ask('put-back', { widget });"
            " await ask('paper', { key: first.wallpaper }); })",
            FIRST.as_json(),
        )
        at_first = [[widget.id, str(widget.x + 1), str(widget.y + 1)] for widget in FIRST.widgets]
        shown = (
            "return [...document.querySelectorAll('[data-tile]')].map((tile) =>"
            " [tile.dataset.tile, tile.style.getPropertyValue('--x'), tile.style.getPropertyValue('--y')])"
        )
        tab.until(lambda: tab.js(shown) == at_first, "the desktop is as at first")

    return put_back


@pytest.fixture
def marc(house: Office, browser, fresh) -> Desk:
    desk = Desk(house, browser(), "marc")
    fresh(desk.browser)
    return desk


@pytest.fixture
def phone(house: Office, browser, fresh) -> Desk:
    desk = Desk(house, browser(phone=True), "karim")
    fresh(desk.browser)
    return desk
