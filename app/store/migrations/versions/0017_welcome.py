"""Whoever comes is met once. Those who are here already know their office."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("member", sa.Column("welcome", sa.String, nullable=False, server_default=""))
