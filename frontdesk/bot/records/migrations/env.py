"""What Alembic runs: migrate over the connection that `open_database` hands in."""

from alembic import context

from frontdesk.bot.records.tables import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
