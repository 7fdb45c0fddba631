"""A tab that lasts for a file's tests, put back to where each of them begins."""

from __future__ import annotations

from tests.browser.chromium import Browser

CLEAR = """
for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
for (const popover of document.querySelectorAll("[popover=auto]:popover-open")) popover.hidePopover();
for (const close of document.querySelectorAll(".toasts [data-close]")) close.click();
for (const out of document.querySelectorAll(".attached button")) out.click();
for (const field of document.querySelectorAll(".write :is(textarea, input:not([type=file])), .quick input")) {
  if (!field.value) continue;
  field.value = "";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
document.querySelector(".to-line:has(.chip) .to-all")?.click();
document.querySelector("[data-preview][aria-pressed=true]")?.click();
document.activeElement.blur();
if (location.protocol !== "about:") {
  for (const name of Object.keys(localStorage)) if (/^miaou:(draft|last):/.test(name)) localStorage.removeItem(name);
}
"""


THROW_AWAY = """
const [{ wire }, { facts }] = [$use("wire.js"), $use("facts.js")];
const canals = facts.keys().filter((key) => /^c[0-9]+$/.test(key)).map((key) => Number(key.slice(1)));
const drafts = canals.flatMap((canal) => (facts.get(`c${canal}`).draft || "0").split(" ").map((each) => [canal, each]));
const said = drafts.map(([canal, each]) =>
  wire.call("draft", { canal, answers: parseInt(each), content: null, age: 0 }));
return Promise.all(said).then(() => { CLEAR });
""".replace("CLEAR", CLEAR)
"""What was left written in it is kept nowhere any more, and does not come up again."""


def at_canal(tab: Browser, canal: int) -> Browser:
    """The window at that canal, with nothing typed, chosen, attached, filtered or open; it stays the same page where
    it is the window and has its connection."""
    if not (tab.js(CLEAR + "return location.pathname === '/'") and tab.is_online()):
        # A draft that was kept comes with the page.
        tab.open_window(f"/?canal={canal}")
    tab.js(THROW_AWAY)
    if tab.canal_open() != canal:
        tab.open_canal(canal)
    return tab


def order(tab: Browser) -> str:
    return tab.find("[role=log]").get_attribute("data-order")


def turn(tab: Browser, wanted: str) -> Browser:
    """One press, and no second one before that has its answer: it would turn the log back."""
    if order(tab) != wanted:
        tab.until(lambda: not tab.all("[data-action=flip-order][data-pressed]"), "another press is one by itself")
        tab.press("[data-action=flip-order]")
        tab.until(lambda: order(tab) == wanted, f"the log stands {wanted}")
    return tab
