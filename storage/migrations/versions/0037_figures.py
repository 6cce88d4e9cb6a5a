"""Keep when who raised a signal first heard something, and find by its moment what figures count."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

_MOMENTS = (("answers", "given_at"), ("reuses", "at"), ("signals", "made_at"), ("lesson_uses", "said_at"))


def upgrade() -> None:
    op.add_column("signals", sa.Column("first_heard_at", sa.DateTime(timezone=True), nullable=True))
    # What they heard last is the nearest that is known of what was heard before.
    op.execute("UPDATE signals SET first_heard_at = heard_at")
    for table, column in _MOMENTS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in _MOMENTS:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_column("signals", "first_heard_at")
