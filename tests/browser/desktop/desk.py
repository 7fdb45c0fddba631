"""One tab with somebody's desktop in it, and what one does there by pointer and keys."""

from __future__ import annotations

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office

PLACE = ("--x", "--y", "--w", "--h")


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ")


class Desk:
    """One tab with somebody's desktop in it."""

    def __init__(self, house: Office, browser: Browser, login: str = "", path: str = "/desktop") -> None:
        self.house, self.browser = house, browser
        if login:
            browser.at(house.instance.address, house.instance.sign_in(login, PASSWORD))
        browser.open(path)
        self.ready()

    def ready(self) -> Desk:
        self.browser.until(
            lambda: self.browser.all("[data-desktop] [data-widget], .empty:not([hidden])"), "it is there"
        )
        online = "return import('miaou/wire.js').then(({ wire }) => wire.online)"
        self.browser.until(lambda: self.browser.js(online), "it is connected")
        return self

    def title(self, kind: str = "miaou") -> str:
        """What stands at the head of the newest tile of that kind, with ordinary spaces."""
        return plain(self.browser.texts(f"[data-widget={kind}] h2")[-1])

    def tells(self, sentence: str) -> Desk:
        """Returns when that was last said aloud."""
        told = "[data-desktop] > [role=status]"
        self.browser.until(lambda: plain(self.browser.texts(told)[0]) == sentence, f"it says: {sentence}")
        return self

    def still(self) -> Desk:
        """Returns when nothing glides any more."""
        moving = "return [...document.querySelectorAll('[data-tile], .menu')].some((e) => e.getAnimations().length)"
        self.browser.until(lambda: not self.browser.js(moving), "nothing moves any more")
        return self

    @property
    def editing(self) -> bool:
        return self.browser.all("[data-desktop]")[0].get_attribute("data-editing") == "true"

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

    def right_click(self, css: str = "") -> Desk:
        actions = ActionChains(self.browser.driver)
        if css:
            actions.context_click(self.browser.find(css)).perform()
        else:
            actions.w3c_actions.pointer_action.move_to_location(*self.free_spot())
            actions.context_click().perform()
        return self

    def offered(self) -> list[str]:
        return list(map(plain, self.browser.names(".menu:popover-open .menu-item:not([hidden])")))

    def choose(self, label: str) -> Desk:
        def item():
            items = self.browser.all(".menu:popover-open .menu-item:not([hidden])")
            return next((each for each, name in zip(items, self.offered(), strict=False) if name == label), None)

        self.browser.until(item, f"the menu offers {label!r}, not {self.offered()}").click()
        return self.still()

    def keys(self, *keys: str) -> Desk:
        ActionChains(self.browser.driver).send_keys(*keys).perform()
        return self

    def with_shift(self, key: str) -> Desk:
        ActionChains(self.browser.driver).key_down(Keys.SHIFT).send_keys(key).key_up(Keys.SHIFT).perform()
        return self

    def edit(self) -> Desk:
        self.right_click().choose("Mode Modification")
        self.browser.until(lambda: self.editing, "edit mode has begun")
        return self

    def focus(self, kind: str) -> Desk:
        self.browser.js("document.querySelector(`[data-widget='${arguments[0]}']`).focus()", kind)
        return self

    def drag(self, css: str, right: int, down: int) -> Desk:
        grip = self.browser.find(css)
        actions = ActionChains(self.browser.driver)
        # In steps, as a hand does.
        actions.click_and_hold(grip).move_by_offset(right // 2, down // 2)
        actions.move_by_offset(right - right // 2, down - down // 2).release().perform()
        return self

    def cell(self) -> tuple[int, int]:
        width, height = self.browser.js(
            "const { width, height } = document.querySelector('.cell').getBoundingClientRect(); return [width, height]"
        )
        return round(width), round(height)

    def memo_kept(self) -> Desk:
        """Returns when the server has what was typed into a memo."""
        waits = "return Object.keys(localStorage).some((key) => key.startsWith('miaou:memo:'))"
        self.browser.until(lambda: not self.browser.js(waits), "the memo is kept")
        return self

    def reload(self) -> Desk:
        self.browser.driver.refresh()
        return self.ready()
