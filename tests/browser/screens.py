"""Screens of any size, with any font and pointer; and what somebody finds on them who cannot see or reach something."""

from __future__ import annotations

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
    try:
        yield
    finally:
        do = tab.driver.execute_cdp_cmd
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
const INTERACTIVE = `a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"],
  [role=menuitem], [role=menuitemradio], [role=option], [data-member-id]`;
const LABELLED = "[type=radio], [type=checkbox], [type=color], [type=file]";
const [width, height, least, clear] = [innerWidth, innerHeight, arguments[0], arguments[1]];
const found = [];
const call = (e) => {
  const text = (e.ariaLabel || e.title || e.name || e.textContent || "").trim().replace(/\\s+/g, " ").slice(0, 40);
  const kind = e.className && typeof e.className === "string" ? "." + e.className.trim().split(/\\s+/).join(".") : "";
  return `<${e.localName}${kind}> ${JSON.stringify(text)}`;
};
const isSkip = (e) => e.matches(".skip, [href^='#']:not(:focus)") && e.getBoundingClientRect().bottom <= 0;
const round = (box) => [box.left, box.top, box.right, box.bottom].map(Math.round).join(" ");
const shows = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: false, contentVisibilityAuto: false })
  && !e.closest("[inert], [aria-hidden=true]") && !e.disabled
  && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;
const scrolls = (e, way) => /auto|scroll/.test(getComputedStyle(e)[`overflow${way}`]);

// Nothing scrolls sideways but what is made for it.
const root = document.documentElement;
if (root.scrollWidth > width) found.push(`the page scrolls sideways: ${root.scrollWidth} px wide`);
for (const e of document.querySelectorAll("body *")) {
  if (!e.checkVisibility() || e.scrollWidth <= e.clientWidth + 1 || e.matches("pre, pre *, input, textarea")) continue;
  if (scrolls(e, "X") && !e.matches("[data-sideways]")) found.push(`scrolls sideways by ${e.scrollWidth - e.clientWidth} px: ${call(e)}`);
}

// What is above all else is all that can be used.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
const drawer = document.querySelector("[data-drawer][data-open]");
const popover = [...document.querySelectorAll("[popover=auto]:popover-open")].at(-1);
const layer = popover ?? modal ?? drawer ?? document.body;
const own = (e, hit) => hit && (e === hit || e.contains(hit) || hit.labels_?.includes?.(e)
  || (hit.closest("label") && hit.closest("label") === e.closest("label"))
  || (e.matches(LABELLED) && hit.closest("label")?.control === e));
const at = (e, x, y) => x >= 0 && y >= 0 && x < width && y < height && own(e, document.elementFromPoint(x, y));

const scrolled = new Map();
for (const e of document.querySelectorAll("body *")) if (e.scrollTop || e.scrollLeft) scrolled.set(e, [e.scrollTop, e.scrollLeft]);
for (const e of layer.querySelectorAll(INTERACTIVE)) {
  if (!shows(e) || isSkip(e) || e.closest(".swatch-choice.other")) continue;
  e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const lines = [...e.getClientRects()], box = lines[lines.length >> 1];
  const x = (Math.max(box.left, 0) + Math.min(box.right, width)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, height)) / 2;
  if (!(x >= 0 && x < width && y >= 0 && y < height) || box.right > width + 1 || box.left < -1) {
    found.push(`out of the screen, at ${round(box)}: ${call(e)}`);
    continue;
  }
  if (x < clear || x > width - clear) found.push(`under the notch, at ${round(box)}: ${call(e)}`);
  if (!at(e, x, y)) {
    const over = document.elementFromPoint(x, y);
    found.push(`covered by ${over ? call(over) : "nothing"}, at ${round(box)}: ${call(e)}`);
    continue;
  }
  const inText = e.matches("p a, .message-body a, dd a, .under a, .lead a, li > a:only-child");
  const need = (inText ? 24 : least) - 1;
  const reach = (dx, dy) => { let n = 0; while (n < need && at(e, x + dx * (n + 1), y + dy * (n + 1))) n += 1; return n; };
  const across = reach(-1, 0) + reach(1, 0) + 1, down = reach(0, -1) + reach(0, 1) + 1;
  if (across < need || down < need) found.push(`${across}×${down} px to hit, of ${need + 1}: ${call(e)}`);
}
for (const [e, [top, left]] of scrolled) Object.assign(e, { scrollTop: top, scrollLeft: left });

// Words stay in what holds them.
for (const e of layer.querySelectorAll("li, button, a, header, h1, h2, label, .person, .canal, .chip, .tile-head, .bubble, footer, td, form, section")) {
  if (!shows(e) || scrolls(e, "Y") || e.matches(".aloud, .aloud *")) continue;
  const style = getComputedStyle(e);
  if (style.display === "inline" || e.scrollHeight <= e.clientHeight + 4 || style.webkitLineClamp !== "none") continue;
  found.push(`${e.scrollHeight} px of words in ${e.clientHeight}: ${call(e)}`);
}
return found;
"""
