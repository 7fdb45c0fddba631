"""The README's picture: `python -m tests.pictures` takes it anew, of the demo as it is.

A wide window and a telephone, each a real screenshot, side by side on nothing: the page's own colour shows through.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.browser.chromium import Browser
from tests.browser.instance import ROOT, Instance

FILE = ROOT / "docs" / "pictures" / "miaou.webp"
LIMIT = 300_000
"""Bytes: whoever opens the README fetches it."""

DEMO = ("--demo", "--demo-seed", "12", "--demo-time", "2026-03-05T15:00")
"""A Thursday afternoon, always the same."""

BARE = "/?bar=0"
"""The window without the presenter's bar, and without the room that it takes."""

NOT_THE_PRODUCT = "[data-presenter], .presenter-door, .presenter-room, .tour-card, .toasts { display: none !important }"
"""What stands in a demo's window and in no office's, or only for a moment."""

MARGIN, OVERLAP = 36, 64
"""Pixels of the picture: around it for the shadow, and how far the telephone lies over the window."""


class Shot(NamedTuple):
    """Who is at which screen, and where they look. Width and height in CSS pixels, `scale` pixels of the picture each.

    :param who: a nickname
    """

    who: str
    canal: str
    width: int
    height: int
    scale: float
    corner: float


WIDE = Shot("Léa", "Service marketing", 1440, 900, scale=1.25, corner=12)
PHONE = Shot("Karim", "Tout le bureau", 390, 844, scale=1.05, corner=34)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="miaou-pictures-") as folder:
        demo = Instance(Path(folder) / "data", *DEMO).start()
        try:
            wide, phone = (taken(demo.address, shot) for shot in (WIDE, PHONE))
        finally:
            demo.kill()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(smallest(side_by_side(wide, phone)))
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size:,} bytes")


def taken(address: str, shot: Shot) -> Image.Image:
    """What that member sees there, with the corners of the thing that it is seen on."""
    with browser(phone=shot.width < 500) as tab:
        screen = {"width": shot.width, "height": shot.height, "deviceScaleFactor": 2, "mobile": shot.width < 500}
        tab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        be(tab.at(address), shot.who)
        tab.open_window(BARE)
        look_into(tab, shot.canal)
        screen_shot = Image.open(io.BytesIO(tab.driver.get_screenshot_as_png())).convert("RGB")
    size = round(shot.width * shot.scale), round(shot.height * shot.scale)
    return rounded(screen_shot.resize(size, Image.Resampling.LANCZOS), shot.corner * shot.scale)


@contextmanager
def browser(phone: bool) -> Iterator[Browser]:
    tab = Browser(phone=phone)
    features = {"prefers-color-scheme": "light", "prefers-reduced-motion": "reduce"}
    media = [{"name": name, "value": value} for name, value in features.items()]
    tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    tab.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    try:
        yield tab
    finally:
        tab.close()


def be(tab: Browser, nickname: str) -> None:
    """Come in as that colleague."""
    tab.open("/login")
    faces = tab.until(lambda: tab.all("button[name=who]"), "one chooses who to be")
    next(face for face in faces if face.text.startswith(nickname)).click()
    tab.until(lambda: tab.path.split("?")[0] == "/", f"{nickname} is in")


def look_into(tab: Browser, canal: str) -> None:
    """Have the newest of that canal in view, with all pictures there and nothing else in the way."""
    tab.js(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets.push(sheet)",
        NOT_THE_PRODUCT,
    )
    tab.js(
        "document.querySelector(`[data-canal-id='${arguments[0]}'] a`).click()",
        tab.canal_named(canal),
    )
    tab.until(lambda: tab.canal_open() == tab.canal_named(canal), f"{canal} is open")
    tab.js("document.activeElement.blur()")
    tab.js("const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight")
    settled = "return [...document.images].every((i) => i.complete) && document.fonts.status === 'loaded'"
    tab.until(lambda: tab.js(settled), "all pictures are there")


def rounded(image: Image.Image, radius: float) -> Image.Image:
    """The image with round corners; its mask is drawn larger and shrunk, for Pillow does not smooth edges."""
    mask = Image.new("L", (image.width * 4, image.height * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * 4, fill=255)
    cut = image.convert("RGBA")
    cut.putalpha(mask.resize(image.size, Image.Resampling.LANCZOS))
    return cut


def side_by_side(wide: Image.Image, phone: Image.Image) -> Image.Image:
    """The telephone lies over the window's lower right corner."""
    width = MARGIN + wide.width - OVERLAP + phone.width + MARGIN
    picture = Image.new("RGBA", (width, MARGIN + wide.height + 2 * MARGIN))
    lie(picture, wide, (MARGIN, MARGIN), depth=14)
    lie(picture, phone, (MARGIN + wide.width - OVERLAP, picture.height - MARGIN - phone.height), depth=22)
    return picture


def lie(picture: Image.Image, thing: Image.Image, at: tuple[int, int], depth: int) -> None:
    """Put the thing there, with its shadow and a hairline around it."""
    shadow = Image.new("L", picture.size)
    shadow.paste(thing.getchannel("A").point([level * 0.34 for level in range(256)]), (at[0], at[1] + depth // 2))
    shadow = shadow.filter(ImageFilter.GaussianBlur(depth))
    ink = Image.new("RGBA", picture.size, "#2a2231")
    ink.putalpha(shadow)
    picture.alpha_composite(ink)
    edge = thing.getchannel("A").filter(ImageFilter.MaxFilter(3))
    line = Image.new("RGBA", thing.size, "#2a2231")
    line.putalpha(ImageChops.multiply(edge, Image.new("L", thing.size, 70)))
    picture.alpha_composite(line.resize((thing.width + 2, thing.height + 2)), (at[0] - 1, at[1] - 1))
    picture.alpha_composite(thing, at)


def smallest(picture: Image.Image) -> bytes:
    """As a WebP file under the limit, as fine as may be."""
    for quality in range(92, 40, -4):
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6, alpha_quality=90)
        if file.tell() < LIMIT:
            return file.getvalue()
    raise ValueError("the picture is too large for any quality that one wants to look at")


if __name__ == "__main__":
    main()
