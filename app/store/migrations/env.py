"""Alembic runs the revisions on the connection that `Database.prepare` hands over."""

from alembic import context
from sqlmodel import SQLModel

import app.store.tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
