"""The sessions of embedded pages, which end with the process, are no longer in the database."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("DELETE FROM session WHERE embedded")
    # By SQLite itself, which keeps all else as it is: what Alembic does by default would make the table anew.
    op.execute("ALTER TABLE session DROP COLUMN embedded")
