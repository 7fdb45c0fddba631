"""The emoji that members used last, and their skin colour: until now each browser kept its own."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "emojihabit",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("recent", sa.String, nullable=False),
        sa.Column("tone", sa.Integer, nullable=False),
    )
