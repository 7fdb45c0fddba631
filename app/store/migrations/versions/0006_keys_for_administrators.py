"""A host's key lets in administrators when one of them says so; those that stand go on doing what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("embedkey", sa.Column("admins", sa.Boolean, nullable=False, server_default="1"))
