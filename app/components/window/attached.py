"""What a message brings besides its text: its files, the same for all who may read it."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, div

from app.components.window.files.pictures import is_picture, pictures
from app.components.window.files.pieces import piece
from app.locale import Words
from app.store.said import File


def attached(files: Sequence[File], words: Words) -> Element:
    """First what is to be looked at, then all others, each in the order in which they were brought."""
    seen = [file for file in files if is_picture(file)]
    others: Node = [piece(file, words) for file in files if not is_picture(file)]
    return div(class_=["brought", {"looked-at": not others}])[pictures(seen, words) if seen else None, others]
