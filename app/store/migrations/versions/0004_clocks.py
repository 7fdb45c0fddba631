"""A message knows its time beside its id, a session until when it lasts; asides have an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # SQLite adds a column with a default without touching a row, however many there are.
    op.add_column("message", sa.Column("at", sa.Integer, nullable=False, server_default="0"))
    op.add_column("member", sa.Column("since", sa.Integer, nullable=False, server_default="0"))
    op.add_column("session", sa.Column("until", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE session SET until = seen + 2592000000")
    op.create_index(
        "ix_message_aside", "message", ["canal_id", "id", "author_id"], sqlite_where=sa.text("is_aside IS 1")
    )
