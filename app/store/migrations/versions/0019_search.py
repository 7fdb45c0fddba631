"""What was said is found by its words: an index that is filled in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(terms, detail=none, columnsize=0, prefix='2 3 4',"
        " tokenize=\"ascii tokenchars '#'\")"
    )
    op.create_table(
        "searchunread",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("since", sa.Integer, nullable=False),
    )
    op.create_table(
        "searchstate",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reached", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO searchstate SELECT 1, coalesce(max(id), 0) + 1, 1 FROM message")
