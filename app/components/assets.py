"""Where the browser finds our own files: addresses follow their content, so they keep for ever."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "assets"
"""Style sheets, logo and whatever else is served as it is, under `/assets/<DIGEST>/`."""

SCRIPTS = Path(__file__).parent
"""Our JavaScript lies beside the component it belongs to."""


def _sheets(*names: str) -> tuple[str, ...]:
    return tuple(f"css/{name}.css" for name in names)


_BASIS = _sheets("tokens", "base", "fields", "choices", "cat")

_TALK = _sheets(
    "canals",
    "log",
    "bubbles",
    "message",
    "record",
    "code",
    "composer",
    "room",
    "emoji",
    "people",
    "dialog",
    "cards",
    "image_editor",
    "menu",
    "toast",
)

WINDOW_SHEETS = (*_BASIS, *_sheets("window", "drawer"), *_TALK)
"""The style sheets of Clavardage, in the order of the cascade."""

DESKTOP_SHEETS = (*_BASIS, *_TALK, *_sheets("desktop", "wallpaper", "tiles", "widgets"))
"""The style sheets of the desktop, whose tiles hold what the window holds."""

ADMIN_SHEETS = (*_BASIS, *_sheets("dialog", "admin", "admin_sheets", "admin_things", "admin_tables"))
"""The style sheets of the admin page."""

DOOR_SHEETS = _sheets("tokens", "base", "fields", "cat", "door")
"""The style sheets of the pages that one passes to come in."""


def digest(files: Iterable[Path]) -> str:
    """A short hash of these files' names and contents, in whatever order they are given."""
    whole = sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:12]


DIGEST = digest([*(file for file in FOLDER.rglob("*") if file.is_file()), *SCRIPTS.glob("*.js")])
"""Of all that the browser keeps: another version of Miaou has other addresses."""


def address(path: str) -> str:
    """The address of a file in the assets folder: of `css/base.css`, `/assets/<DIGEST>/css/base.css`."""
    return f"/assets/{DIGEST}/{path}"
