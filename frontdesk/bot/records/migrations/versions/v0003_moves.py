"""What a hold is for, and where an appointment stood that is being moved, so that settling can finish or undo it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; every hold so far was a booking."""
    with op.batch_alter_table("bookings") as bookings:
        bookings.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="book"))
        bookings.add_column(sa.Column("origin_calendar", sa.String()))
        bookings.add_column(sa.Column("origin_href", sa.String()))
        bookings.add_column(sa.Column("origin_start_at", sa.DateTime()))
        bookings.add_column(sa.Column("origin_end_at", sa.DateTime()))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("bookings") as bookings:
        for name in ("origin_end_at", "origin_start_at", "origin_href", "origin_calendar", "kind"):
            bookings.drop_column(name)
