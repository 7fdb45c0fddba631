"""What a message is found by, read from its row: its words, those of its record and its files, and marks for all else.

A mark begins with "#", as no word does: for whom it is (`access.audience`), `#k` its canal, `#a` its author, `#t` whom
it was meant for, `#h` what it holds.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.store import access, cards
from app.store.search.words import terms

FILE_TEXT_MOST = 500_000
"""Characters of a file that are found; of what comes later, nothing."""

SHOWS_LINK = re.compile(r"https?://|www\.|mailto:", re.IGNORECASE)

HOLDING_OF = {"image": "image", "animation": "image", "pdf": "pdf", "audio": "audio", "video": "video"}
"""What `a:` calls a kind of file; all of them are a "file"."""


class Document(NamedTuple):
    """:param unread: whether it has files whose words are not among its terms"""

    id: int
    terms: set[str]
    unread: bool


_THESE = """
SELECT m.id, m.canal_id, c.kind = 'open', m.author_id, m.is_aside, m.text, m.card, m.mentions, m.has_files,
    (SELECT q.author_id FROM message AS q WHERE q.id = m.reply_to)
FROM json_each(?) AS j CROSS JOIN message AS m ON m.id = j.value JOIN canal AS c ON c.id = m.canal_id
WHERE m.event = '' ORDER BY m.id
"""
_RECIPIENTS = "SELECT member_id FROM recipient WHERE message_id = ?"
_FILES = "SELECT digest, name, kind FROM file WHERE message_id = ?"
_FILE_TEXT = "SELECT substr(text, 1, ?) FROM filetext WHERE digest = ?"


def of_these(db: sqlite3.Connection, ids: Sequence[int], whole: bool = False) -> Iterator[Document]:
    """:param whole: whether the words in their files are read, too, which may take long"""
    return (_document(db, row, whole) for row in db.execute(_THESE, (json.dumps(ids),)).fetchall())


def _document(db: sqlite3.Connection, row: Sequence[object], whole: bool) -> Document:
    id_, canal_id, is_open, author_id, is_aside, text, card, mentions, has_files, answered = row
    recipients = [each for (each,) in db.execute(_RECIPIENTS, (id_,))] if is_aside else []
    found = terms(str(text)) | {f"#k{canal_id}", f"#a{author_id}"}
    found.update(
        access.audience(int(str(canal_id)), bool(is_open), [int(str(author_id)), *recipients] if is_aside else [])
    )
    meant = {*recipients, *(json.loads(str(mentions)) if mentions else ()), *([answered] if answered else [])}
    found.update(f"#t{each}" for each in meant if each != author_id)
    if SHOWS_LINK.search(str(text)):
        found.add("#hlink")
    if card:
        found |= terms(card_text(str(card)))
        found.add("#hcard")
    if has_files:
        for digest, name, kind in db.execute(_FILES, (id_,)).fetchall():
            found |= terms(name)
            found |= {"#hfile", f"#h{HOLDING_OF.get(kind, 'document')}"}
            if whole:
                found |= terms(file_text(db, digest))
    return Document(int(str(id_)), found, bool(has_files) and not whole)


def card_text(kept: str) -> str:
    """All that a record shows, in one line."""
    card = cards.read(kept)
    fields = (f"{name} {value}" for name, value in card.fields)
    return " · ".join(filter(None, (card.title, card.reference, *fields)))


def file_text(db: sqlite3.Connection, digest: str) -> str:
    """What can be read in a file, as far as it is found."""
    row = db.execute(_FILE_TEXT, (FILE_TEXT_MOST, digest)).fetchone()
    return row[0] if row else ""
