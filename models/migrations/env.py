"""Called by Alembic, inside the transaction that `models.migrations` has opened."""

from alembic import context

from models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change a column; Alembic then builds the table anew.
    render_as_batch=True,
)
context.run_migrations()
