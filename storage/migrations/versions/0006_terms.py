"""Add what things of topics are called, beside the names of themes: one vocabulary."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "terms",
        sa.Column("folded", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", _ID, nullable=False),
        sa.Column("theme_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_terms_theme_id_themes"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_terms")),
    )
    op.create_index("ix_terms_source_kind_source_id", "terms", ["source_kind", "source_id"])
    op.create_index("ix_terms_theme_id", "terms", ["theme_id"])


def downgrade() -> None:
    op.drop_table("terms")
