"""Files that members hold, as rows alone: what they hold lies nowhere, and is not asked for."""

from __future__ import annotations

import hashlib
from itertools import count

from sqlalchemy import Connection, insert

from app.store import Store, tables
from app.store.ids import random_id
from app.store.said import File
from app.store.state import Member
from app.store.writer import Command

NUMBERS = count(1)


class Hold(Command[File]):
    def __init__(self, file: File) -> None:
        self.file = file

    def write(self, connection: Connection) -> File:
        names = [name for name in File.__slots__ if name in tables.File.model_fields]
        connection.execute(insert(tables.File).values({name: getattr(self.file, name) for name in names}))
        if self.file.excerpt:
            text = insert(tables.FileText).prefix_with("OR IGNORE")
            connection.execute(text.values(digest=self.file.digest, text=self.file.excerpt))
        return self.file


async def hold(store: Store, by: Member, name: str = "photo.png", content: str = "", **more: object) -> File:
    """A file that somebody has brought, and not sent yet.

    :param content: what it holds; something else each time when it is not said
    """
    digest = hashlib.sha256((content or f"{next(NUMBERS)}").encode()).hexdigest()
    known = {"kind": "image", "media": "image/png", "size": 1_000, "width": 640, "height": 480, "drawn": True, **more}
    return await store.writer.run(Hold(File(random_id(), digest, name, owner_id=by.id, at=store.clock(), **known)))
