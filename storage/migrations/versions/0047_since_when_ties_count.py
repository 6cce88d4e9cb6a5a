"""Note since when both sides of a tie say so, to tell it once."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.add_column("relations", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_relations_agreed_at", "relations", ["agreed_at"])


def downgrade() -> None:
    op.drop_index("ix_relations_agreed_at", "relations")
    op.drop_column("relations", "agreed_at")
