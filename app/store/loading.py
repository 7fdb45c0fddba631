"""Reading into memory what pages need: at the start, and again when memory may have gone wrong."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlmodel import col

from app.store import (
    desktops,
    drafts,
    embedding,
    emoji_habits,
    haunts,
    pinned,
    receipts,
    received,
    reminders,
    scheduled,
    tables,
    tours,
)
from app.store.doors import Invite, Reset, Session
from app.store.habits import Preference
from app.store.ids import id_at
from app.store.said import Deletion
from app.store.state import Canal, Member, Reference, State
from app.store.window_rows import read_windows


def load(connection: Connection) -> tuple[State, int]:
    """All that the process holds, and the message id above which new ones must be."""
    state = State()
    for office in connection.execute(select(tables.Office.__table__)).mappings():  # type: ignore[attr-defined]
        state.office_name, state.office_lang, state.office_logo = office["name"], office["lang"], office["logo"]
        state.office_bare_photos = bool(office["bare_photos"])
    for row in connection.execute(select(tables.Member.__table__)).mappings():  # type: ignore[attr-defined]
        kept = {name: row[name] for name in Member.__dataclass_fields__ if name in row}
        state.members[row["id"]] = Member(**kept)
    joined: dict[int, dict[int, int]] = {}
    for membership in connection.execute(select(tables.Membership.__table__)).mappings():  # type: ignore[attr-defined]
        joined.setdefault(membership["canal_id"], {})[membership["member_id"]] = membership["joined"]
    for row in connection.execute(select(tables.Canal.__table__)).mappings():  # type: ignore[attr-defined]
        state.canals[row["id"]] = Canal(**row, joined=joined.get(row["id"], {}))
    for row in connection.execute(select(tables.ReadMark.__table__)).mappings():  # type: ignore[attr-defined]
        state.marks.setdefault(row["member_id"], {})[row["canal_id"]] = row["message_id"]
        if row["at"]:
            state.marked.setdefault(row["member_id"], {})[row["canal_id"]] = row["at"]
    for row in connection.execute(select(tables.Preference.__table__)).mappings():  # type: ignore[attr-defined]
        kept_preferences = state.preferences.setdefault(row["member_id"], {})
        kept_preferences[row["canal_id"]] = Preference(row["level"], row["place"])
    for row in connection.execute(select(tables.Session.__table__)).mappings():  # type: ignore[attr-defined]
        state.sessions[row["token_hash"]] = Session(**row)
    for row in connection.execute(select(tables.Invite.__table__)).mappings():  # type: ignore[attr-defined]
        state.invites[row["code"]] = Invite(**row)
    for row in connection.execute(select(tables.PasswordReset.__table__)).mappings():  # type: ignore[attr-defined]
        state.resets[row["code_hash"]] = Reset(**row)
    references = select(tables.Reference.__table__).order_by(col(tables.Reference.id))  # type: ignore[attr-defined]
    state.references = tuple(Reference(**row) for row in connection.execute(references).mappings())
    for row in connection.execute(select(tables.Deletion.__table__)).mappings():  # type: ignore[attr-defined]
        state.deletions[row["message_id"]] = Deletion(**row)
    embedding.load(state, connection)
    desktops.load(state, connection)
    emoji_habits.load(state, connection)
    haunts.load(state, connection)
    tours.load(state, connection)
    pinned.load(state, connection)
    for each in (drafts, scheduled, reminders):
        each.load(state, connection)
    state.windows = read_windows(connection, list(state.canals))
    receipts.load(state, connection)
    newest_received = received.load(state, connection)
    last = connection.execute(select(func.max(col(tables.Message.id)))).scalar()
    changed = max((window.changed for window in state.windows.values()), default=0)
    return state, max(last or 0, changed, newest_received, id_at(state.newest_arrival))
