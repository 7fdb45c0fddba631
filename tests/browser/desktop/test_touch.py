"""The desktop under a finger: on a tablet, and in one column on a phone."""

from __future__ import annotations

from tests.browser.chromium import Browser


def test_a_tile_follows_a_finger_on_a_tablet(marc):
    tab = marc.browser
    tab.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        width, height = marc.edit().cell()
        box = tab.js("return document.querySelector('[data-widget=clock]').getBoundingClientRect()")
        x, y = box["left"] + 40, box["top"] + 40
        touch(tab, "touchStart", x, y)
        for part in (0.3, 0.7, 1):
            touch(tab, "touchMove", x - 2 * width * part, y + height * part)
        touch(tab, "touchEnd")
        marc.becomes("clock", 7, 2, 4, 2)
        assert not marc.offered(), "that was no long press"
    finally:
        tab.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def touch(tab: Browser, kind: str, x: int = 0, y: int = 0) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    tab.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_on_a_phone_the_tiles_stand_in_one_column(phone):
    boxes = phone.browser.js(
        "return [...document.querySelectorAll('[data-widget]')].map((e) => e.getBoundingClientRect())"
        ".map(({ left, right, top }) => [left, right, top])"
    )
    assert len({(left, right) for left, right, _ in boxes}) == 1
    assert [top for *_, top in boxes] == sorted(top for *_, top in boxes)
    assert phone.browser.js("return document.documentElement.scrollWidth") <= 390
    assert phone.widgets() == ["miaou", "clock", "people", "memo"]


def test_on_a_phone_one_arranges_with_buttons(phone):
    phone.browser.press("[aria-controls=menu-view]")
    phone.choose("Mode Modification")
    phone.browser.press("[data-widget=clock] [data-tool=up]")
    phone.browser.until(lambda: phone.widgets() == ["clock", "miaou", "people", "memo"], "the clock is first")
    phone.still()
    phone.browser.press("[data-widget=clock] [data-tool=taller]")
    phone.browser.until(lambda: phone.place("clock")[3] == 3, "it is taller")
    phone.browser.press("[data-widget=clock] [data-tool=remove]")
    phone.browser.until(lambda: "clock" not in phone.widgets(), "it is gone")
    phone.browser.press("[aria-controls=menu-view]")
    phone.choose("Ajouter").choose("Horloge")
    phone.browser.until(lambda: phone.widgets() == ["miaou", "people", "memo", "clock"], "a new one stands below")


def test_a_long_press_opens_the_menu(phone):
    x, y = phone.browser.js(
        "document.querySelector('[data-widget=clock]').scrollIntoView();"
        "const { left, top, width, height } = document.querySelector('[data-widget=clock]').getBoundingClientRect();"
        "return [left + width / 2, top + height / 2]"
    )
    touch(phone.browser, "touchStart", x, y)
    phone.browser.until(lambda: "Mode Modification" in phone.offered(), "the menu is open")
    touch(phone.browser, "touchEnd")
    assert "Mode Modification" in phone.offered(), "lifting the finger chooses nothing"
    phone.choose("Mode Modification")
    phone.browser.until(lambda: phone.editing, "edit mode")


def test_what_one_touches_is_large_enough(phone):
    phone.browser.press("[aria-controls=menu-view]")
    phone.choose("Mode Modification").browser.find("[data-editing=true]")
    small = phone.browser.js(
        """
        return [...document.querySelectorAll(".menu-bar button, .tile-tools button, .tile-head button")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 0)
          .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.max(width, height) < 40 || Math.min(width, height) < 24)
          .map(([html]) => html)
        """
    )
    assert small == []
