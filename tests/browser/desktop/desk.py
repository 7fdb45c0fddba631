"""One tab with somebody's desktop in it, and what one does there by pointer and keys."""

from __future__ import annotations

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store.layouts import FIRST
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD, Office

PLACE = ("--x", "--y", "--w", "--h")
PASSING = "Éphémère"
"""A private canal that Marc is in, for the one test that takes him out."""

STEP_MS = 20
"""How long the pointer takes from one place to the next."""

SETTLE = """
for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
for (const menu of document.querySelectorAll("[role=menu]:popover-open")) menu.hidePopover();
for (const close of document.querySelectorAll(".toast [data-close]")) close.click();
const surface = document.querySelector("[data-desktop]");
if (surface.dataset.editing === "true") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
surface.scrollTop = 0;
window.socket.connect();
"""
READY = """
return document.querySelector("[data-desktop] [data-widget], .empty:not([hidden])") &&
  import("miaou/wire.js").then(({ wire }) => wire.online);
"""
PUT_BACK = """
const [spoilt, missing, wallpaper] = arguments;
return import("miaou/wire.js").then(async ({ wire }) => {
  const ask = (what, key, values) => Promise.all(values.map((it) => wire.call(`desktop-${what}`, { [key]: it })));
  await ask("remove", "tile", spoilt);
  await ask("put-back", "widget", missing);
  await ask("paper", "key", wallpaper);
});
"""
SHOWN = """
const tiles = [...document.querySelectorAll("[data-tile]")].map((tile) => [
  tile.dataset.tile,
  ...arguments[0].map((name) => Number(tile.style.getPropertyValue(name))),
  (tile.querySelector("textarea[data-text]")?.value ?? tile.querySelector("h2").textContent).trim(),
]);
return [document.querySelector("[data-desktop] .wallpaper").dataset.wallpaper, tiles];
"""
ITEM = """
const [label] = arguments;
return [...document.querySelectorAll(".menu:popover-open .menu-item:not([hidden])")]
  .find((item) => item.textContent.trim().replaceAll("\u00a0", " ") === label);
"""


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


CONTENTS = {"miaou": f"Miaou ! · {BUREAU}", "clock": "Horloge", "people": "Qui est là ?", "memo": ""}
AT_FIRST = [(each.id, each.x + 1, each.y + 1, each.w, each.h, CONTENTS[each.kind]) for each in FIRST.widgets]
"""Of each tile its name, its place, and what stands on a memo or at the head of another."""


class Desk:
    """One tab with somebody's desktop in it."""

    is_spoilt = False
    """Whether nobody knows what a test that failed left in it."""

    def __init__(self, house: Office, browser: Browser, login: str) -> None:
        self.house, self.browser, self.login = house, browser, login
        self.arrive()

    def arrive(self) -> Desk:
        self.browser.at(self.house.instance.address, self.house.instance.sign_in_anew(self.login, PASSWORD))
        self.browser.open("/desktop")
        return self.ready()

    def ready(self) -> Desk:
        self.browser.until(lambda: self.browser.js(READY), "it is there, and connected")
        return self

    def settle(self) -> Desk:
        """With nothing open and nobody arranging, wherever the tab was."""
        if self.browser.path != "/desktop":
            self.browser.open("/desktop")
            self.ready()
        self.browser.js(SETTLE)
        # What the server answers takes the focus: it must have come.
        resting = ("", "Le mode modification est terminé.")
        self.ready().browser.until(lambda: not self.editing and self.told() in resting, "nobody arranges")
        return self

    def as_at_first(self) -> Desk:
        """With the tiles of somebody who comes for the first time, and nothing in them."""
        if not self.is_as_at_first():
            wallpaper, tiles = self._shown()
            standing = [tile for tile in tiles if tile in AT_FIRST]
            missing = [
                each.as_json() for each, tile in zip(FIRST.widgets, AT_FIRST, strict=True) if tile not in standing
            ]
            spoilt = [tile[0] for tile in tiles if tile not in standing]
            self.browser.js(PUT_BACK, spoilt, missing, [FIRST.wallpaper] * (wallpaper != FIRST.wallpaper))
            self.browser.until(self.is_as_at_first, "the desktop is as at first")
        return self

    def is_as_at_first(self) -> bool:
        return self._shown() == (FIRST.wallpaper, AT_FIRST)

    def _shown(self) -> tuple[str, list[tuple[object, ...]]]:
        """The wallpaper, and of each tile what `AT_FIRST` has."""
        wallpaper, tiles = self.browser.js(SHOWN, PLACE)
        return wallpaper, [(*place, plain(content)) for *place, content in tiles]

    def title(self, kind: str = "miaou") -> str:
        """What stands at the head of the newest tile of that kind, with ordinary spaces."""
        return plain(self.browser.texts(f"[data-widget={kind}] h2")[-1])

    def tells(self, sentence: str) -> Desk:
        """Returns when that was last said aloud."""
        self.browser.until(lambda: self.told() == sentence, f"it says: {sentence}")
        return self

    def told(self) -> str:
        return plain(self.browser.texts("[data-desktop] > [role=status]")[0])

    def still(self) -> Desk:
        """Returns when nothing glides any more."""
        moving = "return [...document.querySelectorAll('[data-tile], .menu')].some((e) => e.getAnimations().length)"
        self.browser.until(lambda: not self.browser.js(moving), "nothing moves any more")
        return self

    @property
    def editing(self) -> bool:
        return self.browser.js("return document.querySelector('[data-desktop]').dataset.editing") == "true"

    def widgets(self) -> list[str]:
        return self.browser.js("return [...document.querySelectorAll('[data-widget]')].map((e) => e.dataset.widget)")

    def place(self, kind: str) -> tuple[int, ...]:
        """Column, row, width and height, counted from 1."""
        script = (
            "const tile = document.querySelector(`[data-widget='${arguments[0]}']`);"
            "return tile ? arguments[1].map((name) => Number(tile.style.getPropertyValue(name))) : []"
        )
        return tuple(self.browser.js(script, kind, PLACE))

    def becomes(self, kind: str, *place: int) -> Desk:
        self.browser.until(lambda: self.place(kind) == place, f"{kind} stands at {place}, not {self.place(kind)}")
        return self

    def free_spot(self) -> tuple[int, int]:
        """A point of the window where only the desktop is."""
        return tuple(
            self.browser.js(
                "for (let y = innerHeight - 20; y > 60; y -= 20) for (let x = 20; x < innerWidth - 20; x += 20)"
                " if (document.elementFromPoint(x, y)?.matches('.tiles')) return [x, y]"
            )
        )

    @property
    def actions(self) -> ActionChains:
        """What the pointer and the keys do, without dawdling."""
        return ActionChains(self.browser.driver, duration=STEP_MS)

    def right_click(self, css: str = "") -> Desk:
        actions = self.actions
        if css:
            actions.context_click(self.browser.find(css)).perform()
        else:
            actions.w3c_actions.pointer_action.move_to_location(*self.free_spot())
            actions.context_click().perform()
        return self

    def offered(self) -> list[str]:
        return list(map(plain, self.browser.names(".menu:popover-open .menu-item:not([hidden])")))

    def choose(self, label: str) -> Desk:
        item = self.browser.until(lambda: self.browser.js(ITEM, label), f"the menu offers {label!r}")
        item.click()
        return self.still()

    def keys(self, *keys: str) -> Desk:
        self.actions.send_keys(*keys).perform()
        return self

    def with_shift(self, key: str) -> Desk:
        self.actions.key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()
        return self

    def with_control(self, key: str) -> Desk:
        self.actions.key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()
        return self

    def edit(self) -> Desk:
        """Edit mode, by what its menu does; test_menus.py clicks there."""
        self.browser.js("document.querySelector('#menu-desktop [data-action=edit-mode]').click()")
        self.browser.until(lambda: self.editing, "edit mode has begun")
        return self

    def add(self, kind: str) -> Desk:
        """What *Ajouter* does; test_menus.py clicks there."""
        asked = "return import('miaou/actions.js').then(({ ask }) => void ask('desktop-add', arguments[0]))"
        self.browser.js(asked, {"key": kind, "x": None, "y": None, "column": False})
        return self

    def focus(self, kind: str) -> Desk:
        self.browser.js("document.querySelector(`[data-widget='${arguments[0]}']`).focus()", kind)
        return self

    def drag(self, css: str, right: int, down: int) -> Desk:
        # In steps, as a hand does.
        actions = self.actions.click_and_hold(self.browser.find(css)).move_by_offset(right // 2, down // 2)
        actions.move_by_offset(right - right // 2, down - down // 2).release().perform()
        return self

    def cell(self) -> tuple[int, int]:
        width, height = self.browser.js(
            "const { width, height } = document.querySelector('.cell').getBoundingClientRect(); return [width, height]"
        )
        return round(width), round(height)

    def memo(self) -> str:
        """What stands on the memo."""
        return self.browser.js("return document.querySelector('[data-widget=memo] textarea').value")

    def memo_kept(self) -> Desk:
        """Returns when the server has what was typed into a memo."""
        waits = "return Object.keys(localStorage).some((key) => key.startsWith('miaou:memo:'))"
        self.browser.until(lambda: not self.browser.js(waits), "the memo is kept")
        return self

    def reload(self) -> Desk:
        self.browser.driver.refresh()
        return self.ready()
