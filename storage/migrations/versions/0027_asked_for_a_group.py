"""Keep when somebody was asked for a peer group, so that each is asked once; list meetings by an index that covers."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_SHOWN = ("state", "closed", "hidden_at", "conversation_id", "starts_at", "ends_at")


def upgrade() -> None:
    op.add_column("group_seekers", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_meetings_state_starts_at", "meetings")
    op.drop_index("ix_meetings_state_ends_at", "meetings")
    op.create_index("ix_meetings_ends_at_state", "meetings", ["ends_at", "state"])
    op.create_index("ix_meetings_shown", "meetings", list(_SHOWN))


def downgrade() -> None:
    op.drop_index("ix_meetings_shown", "meetings")
    op.drop_index("ix_meetings_ends_at_state", "meetings")
    op.create_index("ix_meetings_state_ends_at", "meetings", ["state", "ends_at"])
    op.create_index("ix_meetings_state_starts_at", "meetings", ["state", "starts_at"])
    op.drop_column("group_seekers", "asked_at")
