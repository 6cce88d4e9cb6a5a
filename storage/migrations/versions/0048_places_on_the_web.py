"""Add since when a programme or hub is on the web."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    for table in ("programmes", "hubs"):
        op.add_column(table, sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in ("hubs", "programmes"):
        op.drop_column(table, "published_at")
