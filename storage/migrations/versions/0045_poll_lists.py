"""Let lists of polls, and what waits for their hosts, be read in order from an index."""

from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_index("ix_polls_hidden_at_id", "polls", ["hidden_at", "id"])
    op.create_index("ix_polls_state_closed_at", "polls", ["state", "closed_at"])


def downgrade() -> None:
    op.drop_index("ix_polls_state_closed_at", "polls")
    op.drop_index("ix_polls_hidden_at_id", "polls")
