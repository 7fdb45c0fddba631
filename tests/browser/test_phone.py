"""On a phone the two drawers slide over the talk."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import CLEAR

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

WIDTH = 390


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(phone=True), "zoe", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def phone(office, lasting) -> Browser:
    """In the open canal, with nothing typed and no drawer over it."""
    lasting.js(CLEAR + "document.querySelector('.scrim').click()")
    if lasting.canal_open() != office.canals[BUREAU]:
        lasting.open_window(f"/?canal={office.canals[BUREAU]}")
    lasting.until(
        lambda: not any(in_view(lasting, panel) for panel in (".drawer", ".people")), "the drawers have slid away"
    )
    return lasting


def in_view(phone: Browser, css: str) -> bool:
    """Whether it shows, wholly inside the screen."""
    return phone.js(
        "const panel = document.querySelector(arguments[0]);"
        "const { left, right } = panel.getBoundingClientRect();"
        "return getComputedStyle(panel).visibility === 'visible' && left >= 0 && right <= arguments[1]",
        css,
        WIDTH,
    )


def tap(phone: Browser, x: int, y: int) -> None:
    point = [{"x": x, "y": y}]
    phone.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
    phone.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_the_talk_alone_fills_the_screen_at_first(office, phone):
    phone.open_window(f"/?canal={office.canals[BUREAU]}")
    assert not in_view(phone, ".drawer")
    assert not in_view(phone, ".people")
    assert phone.js("return document.documentElement.scrollWidth") <= WIDTH
    assert phone.find("textarea[name=message]").rect["width"] > WIDTH / 2


def test_the_canals_slide_over_and_a_chosen_one_closes_them(office, phone):
    phone.press("[data-opens-drawer=canals]")
    phone.until(lambda: in_view(phone, ".drawer"), "the canals are in view")
    phone.press(f"[data-canal-id='{office.canals[CAFE]}'] a")
    phone.until(lambda: phone.find("h1").text == CAFE, "the canal is open")
    phone.until(lambda: not in_view(phone, ".drawer"), "the canals have slid away")


def test_a_tap_beside_it_closes_the_drawer(phone):
    phone.press("[data-opens-drawer=canals]")
    phone.until(lambda: in_view(phone, ".drawer"), "the canals are in view")
    tap(phone, WIDTH - 10, 400)
    phone.until(lambda: not in_view(phone, ".drawer"), "the canals have slid away")


def test_the_members_slide_over(phone):
    phone.press("[data-opens-drawer=members]")
    phone.until(lambda: in_view(phone, ".people"), "the members are in view")
    assert "Léa" in phone.find(".people").text
    tap(phone, 10, 400)
    phone.until(lambda: not in_view(phone, ".people"), "the members have slid away")


def test_on_glass_enter_breaks_the_line_and_the_button_sends(phone):
    phone.composer.send_keys("Du train\nj’arrive")
    assert phone.typed() == "Du train\nj’arrive"
    phone.press("button[name=send]").reads("Du train\nj’arrive")


ALL_AT_REST = """
return document.getAnimations().every(({ effect, playState }) =>
  playState !== "running" || effect.getComputedTiming().endTime === Infinity);
"""


def test_what_one_touches_is_large_enough(phone):
    """At least 40 pixels one way and 24 the other."""
    phone.press("[data-opens-drawer=canals]")
    phone.until(lambda: in_view(phone, ".drawer"), "the canals are in view")
    # What has just been said grows into its size.
    phone.until(lambda: phone.js(ALL_AT_REST), "nothing moves any more")
    small = phone.js(
        """
        // Of a field that only shows by its label, that is what one touches.
        return [...document.querySelectorAll("button, a, input:not(label > .aloud), label:has(> .aloud), textarea")]
          // A link in a text is as high as its line.
          .filter((e) => !e.closest(".message-body"))
          .filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getBoundingClientRect().width > 0)
          .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.max(width, height) < 40 || Math.min(width, height) < 24)
          .map(([html]) => html)
        """
    )
    assert small == []
