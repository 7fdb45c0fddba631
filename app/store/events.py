"""What happens to a canal leaves a small line in its log: who renamed it, who was added, who left.

A line is a message without text; it says what happened as JSON, so that each reader gets it in their own language
and under today's names. It gives nobody a star.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert

from app.store import tables
from app.store.feed import Change, MessagePosted
from app.store.said import Message
from app.store.state import Canal, Member

if TYPE_CHECKING:
    from app.store.store import Store


def changes(before: Canal, values: dict[str, str | bool]) -> list[dict[str, object]]:
    """What is worth a line when these values take the place of the canal's."""
    told: list[dict[str, object]] = []
    if "name" in values and values["name"] != before.name:
        told.append({"what": "renamed", "name": values["name"]})
    if "color" in values and values["color"] != before.color:
        told.append({"what": "coloured", "color": values["color"]})
    if "topic" in values and values["topic"] != before.topic:
        told.append({"what": "described", "topic": values["topic"]})
    if "description" in values and values["description"] != before.description:
        # Not what it says: that stands where one looks for it, and would fill the log.
        told.append({"what": "explained" if values["description"] else "unexplained"})
    if "archived" in values and values["archived"] != before.archived:
        told.append({"what": "archived" if values["archived"] else "restored"})
    return told


def write(
    store: Store, connection: Connection, by: Member, canal_id: int, happened: list[dict[str, object]]
) -> list[Message]:
    """Put the lines into the canal's log; in the writer's thread."""
    lines = []
    for what in happened:
        line_id, now = store.message_ids.next()
        event = json.dumps(what, ensure_ascii=False)
        lines.append(Message(line_id, canal_id, by.id, "", (), f"event-{line_id}", event, said=now))
    if lines:
        rows = [
            {
                "id": line.id,
                "canal_id": line.canal_id,
                "author_id": line.author_id,
                "nonce": line.nonce,
                "text": "",
                "html": "",
                "is_aside": False,
                "event": line.event,
                "at": line.said,
            }
            for line in lines
        ]
        connection.execute(insert(tables.Message), rows)
    return lines


def apply(store: Store, lines: list[Message]) -> list[Change]:
    """Take durable lines into memory; returns what listeners should hear."""
    for line in lines:
        store.state.window(line.canal_id).add(line)
    return [MessagePosted(line) for line in lines]
