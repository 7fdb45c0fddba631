"""What a file may be called: fit to be shown on one line, and to be saved under anywhere."""

from __future__ import annotations

import re
from mimetypes import guess_extension

from app.text.typed import clean_name

LONGEST = 120
"""Characters of a name."""

LONGEST_BYTES = 240
"""Of a name in UTF-8: a disk takes 255, and whoever saves it twice has a number put to it."""

ENDING_LONGEST = 20
"""Characters of what follows the last dot, up to which it is an ending that a program may go by."""

NAMELESS = "Miaou"
"""What a file is called of whose name nothing is left."""

_SEEN = 4 * 1024
"""Characters of what was given that are looked at: cleaning takes its time, and an address may be long."""

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Names that mean a device under Windows, whatever ending follows them."""


def fit_name(given: str, media: str) -> str:
    """The name of a file as it is kept: no folder, nothing invisible or turned around, nothing that a system forbids.

    :param media: what it holds, for one whose name says nothing
    """
    name = clean_name(_FOLDERS.sub("", given[-_SEEN:]))
    name = _NOT_ON_WINDOWS.sub("_", name).strip(" ").rstrip(". \u200d")
    if not name:
        return NAMELESS + (guess_extension(media) or "")
    if _DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    """Cut before its ending, which stays."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > ENDING_LONGEST:
        stem, dot, ending = name, "", ""
    end = dot + ending
    cut = stem[: LONGEST - len(end)]
    while len((cut + end).encode()) > LONGEST_BYTES:
        cut = cut[:-1]
    return name if cut == stem else (cut.rstrip(". \u200d") or NAMELESS) + end
