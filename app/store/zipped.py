"""What goes into a zip archive: packed where that makes it smaller, else stored as it is."""

from __future__ import annotations

import time
import zipfile
import zlib

GAIN = 0.9
"""Of its size to which the beginning of a file must shrink: pictures, films and documents are packed already, and to
pack them again takes long and saves nothing."""


def entry(name: str, beginning: bytes) -> str | zipfile.ZipInfo:
    """As what a file is opened in an archive that packs.

    :param beginning: of what it holds, some hundred kilobytes
    """
    if not beginning or len(zlib.compress(beginning, 1)) < GAIN * len(beginning):
        return name
    stored = zipfile.ZipInfo(name, time.localtime()[:6])
    stored.compress_type = zipfile.ZIP_STORED
    stored.external_attr = 0o600 << 16
    return stored
