"""The audit of actions, and what the staff need to work through their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of actions; let messages be done and point to a recording."""
    op.create_table(
        "actions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String()),
        sa.Column("reason", sa.Text()),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
    )
    op.create_index("ix_actions_call_id", "actions", ["call_id"])
    op.create_index("ix_actions_at", "actions", ["at"])
    with op.batch_alter_table("messages") as messages:
        messages.add_column(sa.Column("recording", sa.Text()))
        messages.add_column(sa.Column("done_at", sa.DateTime()))


def downgrade() -> None:
    """Undo it; the audit is lost."""
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("done_at")
        messages.drop_column("recording")
    op.drop_table("actions")
