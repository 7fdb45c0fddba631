"""Messages are edited, answered, taken away and reacted to; members are named in them, and receive what is for them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # SQLite adds a column with a default without touching a row, however many there are.
    op.add_column("message", sa.Column("edited", sa.Integer, nullable=False, server_default="0"))
    op.add_column("message", sa.Column("reply_to", sa.Integer))
    op.add_column("message", sa.Column("mentions", sa.String, nullable=False, server_default=""))
    op.add_column("message", sa.Column("gone", sa.Boolean, nullable=False, server_default="0"))
    op.create_index("ix_message_reply", "message", ["reply_to"], sqlite_where=sa.text("reply_to IS NOT NULL"))
    op.create_index("ix_message_named", "message", ["canal_id", "id"], sqlite_where=sa.text("mentions <> ''"))
    op.add_column("member", sa.Column("receipts", sa.Boolean, nullable=False, server_default="1"))
    op.add_column("member", sa.Column("sound", sa.String, nullable=False, server_default="miaou"))
    op.add_column("member", sa.Column("received", sa.Integer, nullable=False, server_default="0"))
    op.add_column("readmark", sa.Column("at", sa.Integer, nullable=False, server_default="0"))
    op.add_column("recipient", sa.Column("seen", sa.Integer, nullable=False, server_default="0"))
    op.add_column("emojihabit", sa.Column("uses", sa.String, nullable=False, server_default="{}"))
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.UniqueConstraint("message_id", "nonce"),
    )
    op.create_index("ix_version_message_id", "version", ["message_id"])
    op.create_table(
        "deletion",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("by_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("due", sa.Integer, nullable=False),
    )
    op.create_table(
        "reaction",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("emoji", sa.String, primary_key=True),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_table(
        "received",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), nullable=False),
        sa.Column("by_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("emoji", sa.String, nullable=False, server_default=""),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_index("ix_received_member", "received", ["member_id", "id"])
    op.create_index("ix_received_message_id", "received", ["message_id"])
    # The asides that there are have been received, and looked at.
    op.execute(
        "INSERT INTO received (id, member_id, kind, message_id, by_id, at)"
        " SELECT row_number() OVER (ORDER BY message.id, recipient.member_id), recipient.member_id, 'aside',"
        " message.id, message.author_id,"
        " CASE message.at WHEN 0 THEN message.id / 1024 + 1577836800000 ELSE message.at END"
        " FROM recipient JOIN message ON message.id = recipient.message_id"
    )
    op.execute("UPDATE member SET received = coalesce((SELECT max(id) FROM received), 0)")
