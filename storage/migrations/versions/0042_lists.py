"""Let lists be read in order from an index, whatever they are about, and the agenda by its support."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

_OWNERS = {
    "agenda_item": "item_id",
    "case": "case_id",
    "lesson": "lesson_id",
    "meeting": "meeting_id",
    "method": "method_id",
    "network": "network_id",
    "news": "news_id",
    "poll": "poll_id",
    "question": "question_id",
    "series": "series_id",
    "signal": "signal_id",
    "source": "source_id",
    "task": "task_id",
}


def upgrade() -> None:
    for table, column, owner in _links():
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column, owner])
    op.add_column("agenda_items", sa.Column("wanted", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute(
        "UPDATE agenda_items SET wanted = (SELECT count(DISTINCT region_id) * 1000 + count(*) FROM agenda_supports"
        " WHERE item_id = agenda_items.id)"
    )
    op.create_index("ix_agenda_items_half_wanted", "agenda_items", ["half", "wanted", "id"])
    op.create_index("ix_signals_sort_id", "signals", ["sort", "id"])


def downgrade() -> None:
    op.drop_index("ix_signals_sort_id", "signals")
    op.drop_index("ix_agenda_items_half_wanted", "agenda_items")
    op.drop_column("agenda_items", "wanted")
    for table, column, _owner in _links():
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column])


def _links() -> list[tuple[str, str, str]]:
    return [(f"{kind}_{what}s", f"{what}_id", owner) for kind, owner in _OWNERS.items() for what in ("region", "theme")]
