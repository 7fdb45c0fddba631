"""What a search looks through in the database itself: texts of messages, and their files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from app.store.search.excerpts import Row

_ROWS = """
SELECT m.id, m.text, m.html, m.card, m.has_files FROM json_each(?) AS j CROSS JOIN message AS m ON m.id = j.value
WHERE m.event = '' AND m.gone IS NOT 1
"""
_FILES = "SELECT id, digest, name FROM file WHERE message_id = ? ORDER BY place"


def read_rows(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Row]:
    """What these messages say and hold, in their order; nothing of what is gone."""
    found = {}
    for id_, text, html, card, has_files in db.execute(_ROWS, (json.dumps(ids),)).fetchall():
        files = tuple(db.execute(_FILES, (id_,)).fetchall()) if has_files else ()
        found[id_] = Row(id_, text, html, card, files)
    return found
