"""Each answer that is begun is a draft of its own, beside that of its canal."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "draft_by_answer",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), primary_key=True),
        # Not a message that must be there: it may go.
        sa.Column("reply_to", sa.Integer, primary_key=True),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("typed", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO draft_by_answer SELECT member_id, canal_id,"
        " CASE json_type(content, '$.reply.key') WHEN 'integer' THEN json_extract(content, '$.reply.key') ELSE 0 END,"
        " json_remove(content, '$.reply'), typed FROM draft"
    )
    op.drop_table("draft")
    op.rename_table("draft_by_answer", "draft")
