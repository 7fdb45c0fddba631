"""Where the browser finds our own files: addresses follow their content, so they keep for ever."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from app.components import bundle, by_day

FOLDER = Path(__file__).parents[2] / "assets"
"""Style sheets, logo and whatever else is served as it is, under `/assets/<DIGEST>/`."""

_APP = Path(__file__).parents[1]

KIT = _APP.resolve() / "browser"
"""The kit: what a browser does whatever the application, each file one behaviour."""

HOSTS = KIT / "hosts"
"""What runs in other people's pages, or speaks to them."""

AWAY = KIT / "away"
"""What runs in no page of ours: the worker beside them, and the page that it shows when nobody answers."""

SCRIPTS = (KIT, HOSTS, AWAY)
"""Where all our JavaScript lies. Its names are one name space, `miaou/…`."""


def scripts() -> list[Path]:
    """All our JavaScript."""
    return [file for folder in SCRIPTS for file in sorted(folder.glob("*.js"))]


def script(name: str) -> str:
    """The text of one of our scripts.

    :raises FileNotFoundError: when none is called so
    """
    for folder in SCRIPTS:
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise FileNotFoundError(name)


def _sheets(*names: str) -> tuple[str, ...]:
    return tuple(f"css/{name}.css" for name in names)


_BASIS = _sheets("tokens", "base", "fields", "choices", "cat", "drawings", "state")

_TALK = _sheets(
    "canals",
    "log",
    "first",
    "where",
    "bubbles",
    "message",
    "quote",
    "mention",
    "receipt",
    "reactions",
    "message_bar",
    "record",
    "files",
    "code",
    "composer",
    "tray",
    "later",
    "room",
    "emoji",
    "people",
    "search",
    "canal_panel",
    "dialog",
    "cards",
    "lightbox",
    "inbox",
    "settings",
    "image_editor",
    "menu",
    "toast",
)

_LAST = _sheets("forced", "print")
"""What the system says of colours, and what paper asks for, have the last word."""

_WINDOW = (*_BASIS, *_sheets("window", "drawer"), *_TALK)

WINDOW_SHEETS = (*_WINDOW, *_sheets("tour"), *_LAST)
"""The style sheets of Clavardage, in the order of the cascade."""

DESKTOP_SHEETS = (*_BASIS, *_TALK, *_sheets("desktop", "wallpaper", "tiles", "widgets", "tour"), *_LAST)
"""The style sheets of the desktop, whose tiles hold what the window holds."""

ADMIN_SHEETS = (
    *_BASIS,
    *_sheets("dialog", "cards", "toast", "admin", "admin_sheets", "admin_things", "admin_tables", "large_code"),
    *_LAST,
)
"""The style sheets of the admin page."""

_DOOR = _sheets("tokens", "base", "fields", "cat", "drawings", "door", "large_code")

DOOR_SHEETS = (*_DOOR, *_sheets("share", "take_out"), *_LAST)
"""The style sheets of the pages that one passes to come in."""

SHEETS = {
    "window": WINDOW_SHEETS,
    "widget": (*_WINDOW, *_sheets("widget"), *_LAST),
    "desktop": DESKTOP_SHEETS,
    "admin": ADMIN_SHEETS,
    "beside": (*_BASIS, *_sheets("dialog", "cards", "toast", "beside"), *_LAST),
    "erp": _sheets("tokens", "erp"),
    "door": DOOR_SHEETS,
    "widget_door": (*_DOOR, *_sheets("widget_door"), *_LAST),
}
"""By kind of page: each is given them as one, in this order."""


def digest(files: Iterable[Path]) -> str:
    """A short hash of these files' names and contents, in whatever order they are given."""
    whole = sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:12]


_MAKERS = (Path(__file__), Path(bundle.__file__), Path(by_day.__file__))

DIGEST = digest([*(file for file in FOLDER.rglob("*") if file.is_file()), *scripts(), *_MAKERS])
"""Of all that the browser keeps, and of what makes it: another version of Miaou has other addresses."""


def address(path: str) -> str:
    """The address of a file in the assets folder: of `css/base.css`, `/assets/<DIGEST>/css/base.css`."""
    return f"/assets/{DIGEST}/{path}"


def sheet_address(kind: str) -> str:
    """The address of the style sheet of that kind of page."""
    return address(f"sheets/{kind}.css")


def sheets() -> dict[str, str]:
    """All style sheets of each kind of page as one, and what older browsers want of it, by its name as a file."""
    whole = {
        kind: "\n".join((FOLDER / path).read_text(encoding="utf-8") for path in paths) for kind, paths in SHEETS.items()
    }
    return {f"{kind}.css": f"{sheet}\n{by_day.again(sheet)}" for kind, sheet in whole.items()}


def kit() -> dict[str, str]:
    """What a page of NiceGUI's finds under `miaou/`.

    :raises NotUnderstood: when a script is written so that it cannot go into the bundle
    """
    # Those are no modules: other people's pages have the one alone, and no page has the others.
    modules = (file for file in scripts() if file.name != "embed.js" and file.parent != AWAY)
    return bundle.bundled({file.name: file.read_text(encoding="utf-8") for file in modules})
