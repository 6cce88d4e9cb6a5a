"""Let each box of the quadrant be read in order from an index, and which agenda items were asked about."""

from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.create_index("ix_lessons_side_aspect_made_at", "lessons", ["side", "aspect", "made_at", "id"])
    op.create_index("ix_agenda_items_asked_at", "agenda_items", ["asked_at"])


def downgrade() -> None:
    op.drop_index("ix_agenda_items_asked_at", "agenda_items")
    op.drop_index("ix_lessons_side_aspect_made_at", "lessons")
