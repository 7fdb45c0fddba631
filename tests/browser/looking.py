"""A page as it stands before axe-core with all its rules, and before `sight`: in three sizes and both themes. Where
another size shows the same things they are not asked about again, for the rules would find the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selenium_axe_python import Axe

from tests.browser.chromium import Browser
from tests.browser.sight import too_pale

SIZES = (1440, 900), (768, 1024), (390, 844)
THEMES = "light", "dark"

LEFT_OUT = {
    "color-contrast": "it gives up on what is out of view or over a gradient: tests/browser/sight.py looks at all",
    "color-contrast-enhanced": "that measure is for who asks for more contrast: tests/components/test_contrasts.py",
    "css-orientation-lock": "it would fetch our sheets, none of which asks how a telephone is held",
    "hidden-content": "it asks that what is hidden be looked at when it shows, which is what these tests do",
    "frame-tested": "the frame on the admin page is /widget, which is looked at as a page",
    "focus-order-semantics": "what scrolls takes the focus, so that keys can scroll it",
}
"""Rules of axe-core that are not asked, and why; all others are, the experimental ones too."""

JUDGED = {
    # What opens a menu that is closed names it all the same.
    "aria-valid-attr-value": "document.getElementById(element.getAttribute('aria-controls'))",
    # The kit opens what it stands in, where that is not in view.
    "skip-link": "document.querySelector(element.getAttribute('href'))",
    # A drawing, a cat or a cross is no text that one could say to a computer.
    "label-content-name-mismatch": "!/\\p{L}{2}/u.test(element.innerText)",
}
"""What axe-core leaves open, by rule, and what must be true of each element then."""

BY_PLACE = ["scrollable-region-focusable"]
"""Its rule that asks how things lie, and not only what shows."""

BY_SIZE = "target-size"
"""One that takes as long as all others: on other screens tests/browser/test_sizes.py hits all, and asks for more."""

LOOK = """
const [part, leftOut, byPlace] = arguments;
const moving = () => document.getAnimations().filter(({ playState }) => playState === "running");
const asked = ({ ruleId, tags }) => !leftOut.includes(ruleId) && !tags.includes("deprecated");
const shows = (element) => Number(element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && element.getBoundingClientRect().width > 0);

// The page as it stands is one that all rules were asked about, in whatever size.
function known() {
  const all = [...document.querySelectorAll("*")];
  const page = [part, document.documentElement.outerHTML, all.map(shows).join("")].join();
  const before = window.lookedAt === page;
  window.lookedAt = page;
  return before;
}

return (async () => {
  for (let some; (some = moving()).length;) await Promise.allSettled(some.map(({ finished }) => finished));
  const kinds = ["violations", "incomplete"];
  const values = known() ? byPlace : axe.getRules().filter(asked).map(({ ruleId }) => ruleId);
  const options = { runOnly: { type: "rule", values }, resultTypes: kinds, preload: false, iframes: false };
  const found = await axe.run(part, options);
  return kinds.map((kind) => found[kind].flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => [id, help, target.flat().at(-1), html.slice(0, 80).toWellFormed()])));
})();
"""
"""What axe-core finds once nothing moves any more, and what it leaves open."""


def wear(tab: Browser, theme: str) -> Browser:
    """That theme, and as little movement as may be."""
    features = {"prefers-color-scheme": theme, "prefers-reduced-motion": "reduce"} if theme else {}
    media = [{"name": name, "value": value} for name, value in features.items()]
    tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    return tab


def looks_at(tab: Browser, part: str = "html") -> None:
    """The page as it stands, in each size, or a part of it, in the first and the last; and in the first size in each
    theme: what is pale in the dark is so in any. A telephone and a frame keep their size."""
    if not tab.js("return Boolean(window.axe)"):
        Axe(tab.driver).inject()
    if tab.js("return navigator.maxTouchPoints > 0 || window !== top"):
        faults = faults_of(tab, part)
    else:
        assert resized(tab, *SIZES[0]).all(part), f"{part} is there"
        faults = faults_of(tab, part)
        others = SIZES[1:] if part == "html" else SIZES[-1:]
        faults += [fault for size in others for fault in faults_of(resized(tab, *size), part, THEMES[:1])]
        resized(tab, *SIZES[0])
    assert not faults, "\n".join(faults)


def resized(tab: Browser, width: int, height: int) -> Browser:
    if tab.js("return innerWidth") != width:
        tab.resize(width, height)
    return tab


def faults_of(tab: Browser, part: str, themes: Sequence[str] = THEMES) -> list[str]:
    """What is wrong with it in the size that the page has, which is light before and after; some menus close when that
    becomes another."""
    if not tab.all(part):
        return []
    faults = found_by_axe(tab, part, LEFT_OUT if themes == THEMES else [*LEFT_OUT, BY_SIZE])
    for theme in themes:
        seen = tab if theme == THEMES[0] else wear(tab, theme)
        faults += [f"{fault} ({theme})" for fault in too_pale(seen, part)]
    if themes[-1] != THEMES[0]:
        wear(tab, THEMES[0])
    return [f"{tab.js('return innerWidth')} px: {fault}" for fault in faults]


def found_by_axe(tab: Browser, part: str, left_out: Iterable[str]) -> list[str]:
    """What axe-core finds in it by its other rules, and what it leaves open and is not as it must be."""
    found, left_open = tab.js(LOOK, part, list(left_out), BY_PLACE)
    for rule, said, target, html in left_open:
        judge = JUDGED.get(rule, "false")
        if not tab.js(f"const element = document.querySelector(arguments[0]); return Boolean({judge})", target):
            found.append((rule, f"left open: {said}", target, html))
    return [f"{rule} ({said}): {html} at {target}" for rule, said, target, html in found]
