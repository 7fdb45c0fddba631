"""The icons of an installed Miaou, drawn anew from the logo: `python -m tests.browser.icons`.

They are kept as pictures: a home screen takes no drawing, and nothing is drawn while people wait.
"""

from __future__ import annotations

import base64

from app.components.assets import FOLDER
from app.components.brand import logo
from app.components.installed.bar import DAY
from tests.browser.chromium import Browser

ICONS = {
    # how many pixels, which part of them the logo takes, and on what
    "app-192": (192, 0.94, "transparent"),
    "app-512": (512, 0.94, "transparent"),
    # A system cuts a mask's corners off: what counts lies in a circle of four fifths.
    "maskable-192": (192, 0.74, DAY),
    "maskable-512": (512, 0.74, DAY),
    "apple-180": (180, 0.82, DAY),
}


def draw(browser: Browser) -> None:
    do = browser.driver.execute_cdp_cmd
    do("Emulation.setDefaultBackgroundColorOverride", {"color": {"r": 0, "g": 0, "b": 0, "a": 0}})
    for name, (size, part, ground) in ICONS.items():
        style = f"margin:0;width:{size}px;height:{size}px;display:grid;place-items:center;background:{ground}"
        browser.open("about:blank").js(
            "document.documentElement.innerHTML = arguments[0]",
            f'<body style="{style}">{logo(round(size * part))}</body>',
        )
        area = {"x": 0, "y": 0, "width": size, "height": size, "scale": 1}
        whole = do("Page.captureScreenshot", {"format": "png", "clip": area, "captureBeyondViewport": True})
        (FOLDER / f"icons/{name}.png").write_bytes(base64.b64decode(whole["data"]))


if __name__ == "__main__":
    chromium = Browser()
    try:
        chromium.resize(512, 512)
        draw(chromium)
    finally:
        chromium.close()
