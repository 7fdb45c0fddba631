"""What goes with a message that is being written: a chip for each file."""

from __future__ import annotations

from htpy import Element, span

from app.locale import Words
from app.store.said import File


def chip(file: File, words: Words) -> Element:
    return span(".chip", data_file=str(file.id))[file.name]
