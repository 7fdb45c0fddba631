"""An office has a language once an administrator has chosen one; until then no row says which."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("UPDATE office SET lang = '' WHERE NOT EXISTS (SELECT 1 FROM audit WHERE deed = 'office-language')")
