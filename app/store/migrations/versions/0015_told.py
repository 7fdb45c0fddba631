"""Recipients know their canal: to whom something was said aside there last is found at once, however much was said."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "recipient_of_canal",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False),
        sa.Column("seen", sa.Integer, nullable=False, server_default="0"),
    )
    op.execute(
        "INSERT INTO recipient_of_canal SELECT message_id, member_id, canal_id, seen"
        " FROM recipient JOIN message ON message.id = message_id"
    )
    op.drop_table("recipient")
    op.rename_table("recipient_of_canal", "recipient")
    op.create_index("ix_recipient_member_id", "recipient", ["member_id"])
    op.create_index("ix_recipient_told", "recipient", ["canal_id", "member_id", "message_id"])
