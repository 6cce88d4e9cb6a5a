"""Add who wants to get acquainted, and the pairs that were introduced to each other."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _part_of(table: str, column: str, other: str) -> list[sa.schema.SchemaItem]:
    name = op.f(f"fk_{table}_{column}_{other}")
    return [
        sa.Column(column, _ID, nullable=False),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "introduction_pool",
        *_part_of("introduction_pool", "member_id", "members"),
        sa.Column("since", _AT, nullable=False),
        sa.Column("passed_over", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_introduction_pool")),
    )
    op.create_table(
        "introductions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("elsewhere", sa.String(length=40), nullable=True),
        sa.Column("common", sa.String(length=40), nullable=False),
        sa.Column("theme_id", _ID, nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.CheckConstraint("state IN ('open', 'met', 'over')", name=op.f("ck_introductions_state")),
        sa.CheckConstraint("elsewhere IN ('region', 'network')", name=op.f("ck_introductions_elsewhere")),
        sa.CheckConstraint("common IN ('theme', 'organisation')", name=op.f("ck_introductions_common")),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_introductions_theme_id_themes"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_introductions_state_made_at", "introductions", ["state", "made_at"])
    op.create_table(
        "introduction_sides",
        *_part_of("introduction_sides", "introduction_id", "introductions"),
        *_part_of("introduction_sides", "member_id", "members"),
        sa.Column("willing", sa.Boolean(), nullable=True),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("answered_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("introduction_id", "member_id", name=op.f("pk_introduction_sides")),
    )
    op.create_index("ix_introduction_sides_member_id", "introduction_sides", ["member_id"])
    op.create_index("ix_introduction_sides_asked_at", "introduction_sides", ["asked_at"])


def downgrade() -> None:
    op.drop_table("introduction_sides")
    op.drop_table("introductions")
    op.drop_table("introduction_pool")
