"""What happens to a canal stands in its log; members have preferences for their canals."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("event", sa.String, nullable=False, server_default=""))
    with op.batch_alter_table("member") as member:
        member.add_column(sa.Column("smileys", sa.Boolean, nullable=False, server_default="1"))
    op.create_table(
        "preference",
        sa.Column("member_id", sa.Integer, sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("canal_id", sa.Integer, sa.ForeignKey("canal.id"), primary_key=True),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
    )
