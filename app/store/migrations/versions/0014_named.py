"""Whom messages named before those that memory holds is read from an index alone, without the messages."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.drop_index("ix_message_named", "message")
    columns = ["canal_id", "id", "author_id", "is_aside", "gone", "mentions"]
    op.create_index("ix_message_named", "message", columns, sqlite_where=sa.text("mentions <> ''"))
