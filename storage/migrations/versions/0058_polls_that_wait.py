"""Find the closed polls of a member from an index: by when it closed, all closed ones were gone through."""

from alembic import op

revision = "0058"
down_revision = "0057"


def upgrade() -> None:
    op.create_index("ix_polls_member_id_state_closed_at", "polls", ["member_id", "state", "closed_at"])
    op.drop_index("ix_polls_member_id", "polls")


def downgrade() -> None:
    op.create_index("ix_polls_member_id", "polls", ["member_id"])
    op.drop_index("ix_polls_member_id_state_closed_at", "polls")
