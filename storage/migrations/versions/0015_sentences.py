"""Add sentences that were not understood, which members agreed to have kept."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sentences",
        sa.Column("id", _ID, nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentences")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("sentences")
