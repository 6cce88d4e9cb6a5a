"""Add since when nothing reaches somebody on a platform."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("identities") as table:
        table.add_column(sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True))
