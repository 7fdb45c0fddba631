"""What was said is found by its words: an index of its own, which is filled in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "searchpiece",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ids", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "searchword",
        sa.Column("piece", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("word", sa.String, primary_key=True),
        sa.Column("held", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "searchfresh",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terms", sa.String, nullable=False),
        sa.Column("unread", sa.Integer, nullable=False),
    )
    op.create_table(
        "searchstate",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("built", sa.Boolean, nullable=False),
    )
    op.execute("INSERT INTO searchstate SELECT 1, coalesce(max(id), 0), max(id) IS NULL FROM message")
