"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO office (id, name, lang, created) VALUES (1, '', 'fr', 0)")
    op.create_table(
        "member",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.String, nullable=False),
        sa.Column("login_fold", sa.String, nullable=False, unique=True),
        sa.Column("nickname", sa.String, nullable=False),
        sa.Column("nickname_fold", sa.String, nullable=False, unique=True),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("color", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("image", sa.String, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("theme", sa.String, nullable=False),
        sa.Column("reading_order", sa.String, nullable=False),
    )
    op.create_table(
        "canal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("color", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("creator_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
    )
    op.create_table(
        "membership",
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True, index=True),
        sa.Column("joined", sa.Integer, nullable=False),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), nullable=False, index=True),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("html", sa.String, nullable=False),
        sa.Column("is_aside", sa.Boolean, nullable=False),
        sa.UniqueConstraint("author_id", "nonce"),
    )
    op.create_table(
        "recipient",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True, index=True),
    )
    op.create_table(
        "readmark",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), primary_key=True),
        sa.Column("message_id", sa.Integer, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String, nullable=False, unique=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("agent", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
    )
    op.create_table(
        "invite",
        sa.Column("code", sa.String, primary_key=True),
        sa.Column("creator_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
        sa.Column("uses_left", sa.Integer, nullable=False),
    )
