"""Collect the things of a period from an index, for lists that are in another order."""

from alembic import op

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    op.create_index("ix_agenda_items_made_at", "agenda_items", ["made_at"])
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_tasks_made_at", "tasks", ["made_at"])


def downgrade() -> None:
    op.drop_index("ix_tasks_made_at", "tasks")
    op.drop_index("ix_questions_asked_at", "questions")
    op.drop_index("ix_agenda_items_made_at", "agenda_items")
