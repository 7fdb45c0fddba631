"""What administrators did: who, when, what. Written in the same transaction as the deed itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert

from app.store import tables
from app.store.state import Member

if TYPE_CHECKING:
    from app.store.store import Store


def note(store: Store, connection: Connection, by: Member, deed: str, **details: object) -> None:
    """Write down what an administrator is doing; called by a command's `write`.

    :param deed: its name, such as `member-deactivated`; a page says it in words
    :param details: what it was done to, as JSON values; never a secret
    """
    values = {"at": store.clock(), "by_id": by.id, "deed": deed, "details": json.dumps(details)}
    connection.execute(insert(tables.Audit).values(values))
