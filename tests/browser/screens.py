"""Screens of any size, with any font and pointer; and what somebody finds on them who cannot see or reach something."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.browser.chromium import Browser

USUAL_FONT = 16


@dataclass(frozen=True)
class Screen:
    """What the page is shown on.

    :param font: what the browser takes for its ordinary size of text
    :param touch: whether one points with a finger
    :param notch: how much the screen's own shape takes away on the left and on the right, as a telephone's that lies
    """

    width: int
    height: int
    font: int = USUAL_FONT
    touch: bool = False
    notch: int = 0

    def __str__(self) -> str:
        with_notch = f", {self.notch} px of notch" if self.notch else ""
        return f"{self.width}×{self.height}, {self.font} px, {'finger' if self.touch else 'mouse'}{with_notch}"


@contextmanager
def screens(tab: Browser) -> Iterator[None]:
    """Whatever screens it is shown on meanwhile, it is as it was before in the end."""
    do = tab.driver.execute_cdp_cmd
    do("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})
    try:
        yield
    finally:
        do("Emulation.setEmulatedMedia", {"features": []})
        do("Emulation.clearDeviceMetricsOverride", {})
        do("Emulation.setTouchEmulationEnabled", {"enabled": False})
        do("Emulation.setSafeAreaInsetsOverride", {"insets": {}})
        do("Page.setFontSizes", {"fontSizes": {"standard": USUAL_FONT}})


def show_on(tab: Browser, screen: Screen) -> None:
    """The page as it stands, on that screen; returns when it is laid out for it."""
    do = tab.driver.execute_cdp_cmd
    insets = {"left": screen.notch, "right": screen.notch, "leftMax": screen.notch, "rightMax": screen.notch}
    do("Page.setFontSizes", {"fontSizes": {"standard": screen.font}})
    do("Emulation.setTouchEmulationEnabled", {"enabled": screen.touch})
    do("Emulation.setSafeAreaInsetsOverride", {"insets": insets if screen.notch else {}})
    size = {"width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": False}
    do("Emulation.setDeviceMetricsOverride", size)
    is_so = (
        "const [width, height, font, touch] = arguments;"
        "const narrower = (px) => matchMedia(`(width < ${px / font}em)`).matches;"
        "return innerHeight === height && narrower(width + 1) && !narrower(width - 1)"
        " && matchMedia('(pointer: coarse)').matches === touch"
    )
    tab.until(lambda: tab.js(is_so, screen.width, screen.height, screen.font, screen.touch), f"the screen is {screen}")


FINDS = """
const [least, notch] = arguments;
const OPERABLE = `a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"],
  [data-member-id], [role^=menuitem], [role=option]`;
const IN_TEXT = ":is(p, dd, .message-body) a";
const { innerWidth: width, innerHeight: height } = window;
const found = [];
const call = (e) => {
  const says = e.ariaLabel || e.title || e.name || e.textContent || "";
  const classes = [...e.classList].map((name) => `.${name}`).join("");
  return `<${e.localName}${classes}> ${JSON.stringify(says.trim().replace(/\\s+/g, " ").slice(0, 40))}`;
};
const scrolls = (e, way) => /auto|scroll/.test(getComputedStyle(e)[`overflow${way}`]);

function look() {
  const wide = document.documentElement.scrollWidth - width;
  if (wide > 0) found.push(`the page scrolls sideways by ${wide} px`);
  // What is above all else is all that can be used.
  const layers = ["[popover=auto]:popover-open", "dialog:modal", "[data-drawer][data-open]", "body"];
  const layer = layers.map((css) => [...document.querySelectorAll(css)].at(-1)).find((e) => e);
  const places = [...document.querySelectorAll("body *")].filter((e) => e.scrollTop || e.scrollLeft)
    .map((e) => [e, e.scrollTop, e.scrollLeft]);
  for (const e of layer.querySelectorAll("*")) if (shows(e)) fits(e);
  for (const e of layer.querySelectorAll(OPERABLE)) if (shows(e) && !stands_back(e)) can_be_hit(e);
  for (const [e, scrollTop, scrollLeft] of places) Object.assign(e, { scrollTop, scrollLeft });
  return found;
}

function shows(e) {
  const { width, height } = e.getBoundingClientRect();
  const is_there = width > 1 && height > 1 && !e.closest("[inert], [aria-hidden=true]");
  return is_there && e.checkVisibility({ visibilityProperty: true });
}

/** A way past the page, until it has the focus; the thirteenth swatch, which a colour to choose lies over. */
function stands_back(e) {
  return e.disabled || (e.hash && e.getBoundingClientRect().bottom <= 0) || e.matches(".other > [type=radio]");
}

/** Nothing scrolls sideways but what is made for it, and words stay in what holds them. */
function fits(e) {
  const style = getComputedStyle(e);
  if (style.display === "inline" || e.matches("pre, pre *, input, textarea, [data-sideways], svg *")) return;
  const right = e.scrollWidth - e.clientWidth, down = e.scrollHeight - e.clientHeight;
  if (right > 1 && scrolls(e, "X")) found.push(`scrolls sideways by ${right} px: ${call(e)}`);
  if (down > 4 && e.matches("li, button, a, header, footer, h1, h2, label, .chip, .bubble") && !scrolls(e, "Y")) {
    found.push(`${down} px more of words than it is high: ${call(e)}`);
  }
}

function can_be_hit(e) {
  e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const lines = [...e.getClientRects()];
  const box = lines[lines.length >> 1];
  const at = `at ${[box.left, box.top, box.right, box.bottom].map(Math.round).join(" ")}: ${call(e)}`;
  if (box.left < -1 || box.right > width + 1 || box.bottom < 1 || box.top > height - 1) {
    return found.push(`outside of the screen, ${at}`);
  }
  if (box.width < width / 2 && (box.left < notch || box.right > width - notch)) found.push(`in the notch, ${at}`);
  const x = (box.left + box.right) / 2, y = (Math.max(box.top, 0) + Math.min(box.bottom, height)) / 2;
  const hits = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (e.contains(hit) || (hit.closest("label") ?? hit) === (e.closest("label") ?? e));
  };
  if (!hits(x, y)) {
    const over = document.elementFromPoint(x, y);
    return found.push(`under ${over ? call(over) : "nothing"}, ${at}`);
  }
  const need = e.matches(IN_TEXT) ? 24 : least;
  const near = need / 2 - 1;
  if ([[near, 0], [-near, 0], [0, near], [0, -near]].every(([right, down]) => hits(x + right, y + down))) return;
  const reach = (right, down) => {
    let n = 0;
    while (n < need && hits(x + right * (n + 1), y + down * (n + 1))) n += 1;
    return n;
  };
  const across = reach(-1, 0) + reach(1, 0) + 1, along = reach(0, -1) + reach(0, 1) + 1;
  // A pixel may be lost at each end, where it is hit in a half.
  if (Math.min(across, along) < need - 1) found.push(`${across} by ${along} px to hit, ${at}`);
}

return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(look()))));
"""
"""What is wrong with the page on the screen that it is shown on: how large what one hits must be, and the notch."""

PATIENCE_S = 5

A_FINGER, A_MOUSE = 40, 24
"""How many pixels each needs to hit something."""


def finds(tab: Browser, screen: Screen) -> list[str]:
    """What somebody with that screen cannot see, reach or hit of the page as it stands. A page takes some frames until
    it has found its place on another screen: only what stays wrong is wrong."""
    show_on(tab, screen)
    ends = time.monotonic() + PATIENCE_S
    while found := tab.js(FINDS, A_FINGER if screen.touch else A_MOUSE, screen.notch):
        if time.monotonic() > ends:
            break
    return [f"{screen}: {each}" for each in found]
