"""List the series of a kind from an index."""

from alembic import op

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    op.create_index("ix_series_kind_state_made_at", "series", ["kind", "state", "made_at"])


def downgrade() -> None:
    op.drop_index("ix_series_kind_state_made_at", "series")
