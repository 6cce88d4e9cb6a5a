"""Say of what was looked for in vain which kind of knowledge it was."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("needs", sa.Column("knowledge_type", sa.String(length=40), nullable=True))
    op.create_index("ix_needs_member_id", "needs", ["member_id"])
    op.create_index("ix_needs_theme_id", "needs", ["theme_id", "region_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_needs_theme_id", "needs")
    op.drop_index("ix_needs_member_id", "needs")
    op.drop_column("needs", "knowledge_type")
