"""Add what was put on the web by who made it, and the order in which the web lists it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    for table in ("questions", "answers", "lessons"):
        op.add_column(table, sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_questions_published", "questions", ["published"])
    op.create_index("ix_lessons_published_made_at", "lessons", ["published", "made_at"])
    op.create_index("ix_agenda_items_published", "agenda_items", ["published"])
    op.create_index("ix_signals_published_decided_at", "signals", ["published", "decided_at"])


def downgrade() -> None:
    op.drop_index("ix_signals_published_decided_at", "signals")
    op.drop_index("ix_agenda_items_published", "agenda_items")
    op.drop_index("ix_lessons_published_made_at", "lessons")
    op.drop_index("ix_questions_published", "questions")
    for table in ("lessons", "answers", "questions"):
        op.drop_column(table, "published")
