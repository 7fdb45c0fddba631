"""A message that changes gets a revision, one that goes leaves a tombstone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    # Nothing has changed yet: no row is touched, and the index is empty, however many messages there are.
    op.add_column("message", sa.Column("revision", sa.Integer))
    op.create_index(
        "ix_message_changed", "message", ["canal_id", "revision"], sqlite_where=sa.text("revision IS NOT NULL")
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("circle", sa.String, nullable=False),
        sa.Column("sending", sa.String, nullable=False, unique=True),
    )
    op.create_index("ix_tombstone_revision", "tombstone", ["canal_id", "revision"])
