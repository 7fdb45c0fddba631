"""The desktop; Miaou in other people's pages; what administrators did; cards in messages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("office") as office:
        office.add_column(sa.Column("logo", sa.String, nullable=False, server_default=""))
        office.add_column(sa.Column("desktop", sa.String, nullable=False, server_default=""))
        office.add_column(sa.Column("embed_creates", sa.Boolean, nullable=False, server_default="0"))
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("email", sa.String, nullable=False, server_default=""))
        member.add_column(sa.Column("home", sa.String, nullable=False, server_default="window"))
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("card", sa.String, nullable=False, server_default=""))
    with op.batch_alter_table("session") as session:
        session.add_column(sa.Column("embedded", sa.Boolean, nullable=False, server_default="0"))
    op.create_table(
        "desktop",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("layout", sa.String, nullable=False),
    )
    op.create_table(
        "passwordreset",
        sa.Column("code_hash", sa.String, primary_key=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False, index=True),
        sa.Column("creator_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("expires", sa.Integer, nullable=False),
    )
    op.create_table(
        "embedkey",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("algorithm", sa.String, nullable=False),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("creator_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("created", sa.Integer, nullable=False),
    )
    op.create_table(
        "embedorigin",
        sa.Column("origin", sa.String, primary_key=True),
        sa.Column("created", sa.Integer, nullable=False),
    )
    op.create_table(
        "usedtoken",
        sa.Column("jti_hash", sa.String, primary_key=True),
        sa.Column("expires", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("pattern", sa.String, nullable=False, unique=True),
        sa.Column("address", sa.String, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("by_id", sa.Integer, sa.ForeignKey("member.id"), nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("details", sa.String, nullable=False),
    )
