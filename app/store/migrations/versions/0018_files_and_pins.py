"""Files that go with messages, pinned messages, what a canal is for."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("office", sa.Column("bare_photos", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("canal", sa.Column("description", sa.String, nullable=False, server_default=""))
    op.add_column("message", sa.Column("has_files", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("media", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer, nullable=False, server_default="0"),
        sa.Column("height", sa.Integer, nullable=False, server_default="0"),
        sa.Column("pages", sa.Integer, nullable=False, server_default="0"),
        sa.Column("drawn", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("excerpt", sa.String, nullable=False, server_default=""),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), nullable=True),
        sa.Column("place", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_file_digest", "file", ["digest"])
    op.create_index("ix_file_message", "file", ["message_id", "place"], sqlite_where=sa.text("message_id IS NOT NULL"))
    op.create_index("ix_file_held", "file", ["owner_id", "at"], sqlite_where=sa.text("message_id IS NULL"))
    op.create_table(
        "filetext",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "pin",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False),
        sa.Column("by_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_index("ix_pin_canal", "pin", ["canal_id", "at"])
