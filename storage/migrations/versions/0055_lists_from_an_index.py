"""Read lists of agenda items in a state, and the words that wait longest, from an index alone."""

from alembic import op

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    op.create_index("ix_agenda_items_shown", "agenda_items", ["half", "wanted", "id", "state", "room_id"])
    op.drop_index("ix_agenda_items_half_wanted", "agenda_items")
    op.create_index("ix_words_state_changed_at", "words", ["state", "changed_at"])


def downgrade() -> None:
    op.drop_index("ix_words_state_changed_at", "words")
    op.create_index("ix_agenda_items_half_wanted", "agenda_items", ["half", "wanted", "id"])
    op.drop_index("ix_agenda_items_shown", "agenda_items")
