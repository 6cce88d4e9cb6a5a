"""Keep what processes remember of the search index ready for one that begins."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "search_image",
        sa.Column("image", sa.String(length=16), nullable=False),
        sa.Column("piece", sa.Integer(), autoincrement=False, nullable=False, comment="0 is its header, written last"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False, comment="storage/search/image.py"),
        sa.PrimaryKeyConstraint("image", "piece", name=op.f("pk_search_image")),
    )


def downgrade() -> None:
    op.drop_table("search_image")
