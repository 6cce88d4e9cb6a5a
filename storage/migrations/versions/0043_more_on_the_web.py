"""Add what of news, ways of working and sources was put on the web by who made it."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

_ORDER = {"news": "shared_at", "methods": "title", "sources": "title"}


def upgrade() -> None:
    for table, column in _ORDER.items():
        op.add_column(table, sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False))
        op.create_index(f"ix_{table}_published_{column}", table, ["published", column])


def downgrade() -> None:
    for table, column in _ORDER.items():
        op.drop_index(f"ix_{table}_published_{column}", table)
        op.drop_column(table, "published")
