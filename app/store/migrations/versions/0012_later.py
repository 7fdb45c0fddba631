"""What is written and not sent yet is kept for all of a member's devices: drafts, scheduled messages, reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), primary_key=True),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("typed", sa.Integer, nullable=False),
    )
    op.create_table(
        "scheduled",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("due", sa.Integer, nullable=False),
        sa.Column("trouble", sa.String, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.UniqueConstraint("member_id", "nonce"),
    )
    op.create_table(
        "reminder",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        # Not of a message that must be there: it may go.
        sa.Column("message_id", sa.Integer, primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False),
        sa.Column("due", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
    )
