"""Add lessons: what was learnt, about what, who saw the same, and who used it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _to(table: str, column: str, other: str, *, gone: str = "SET NULL") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _about(table: str, other: str) -> None:
    column = f"{other.removesuffix('s')}_id"
    op.create_table(
        table,
        *_to(table, "lesson_id", "lessons", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("lesson_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("id", _ID, nullable=False),
        *_to("lessons", "member_id", "members"),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("failure", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("celebrated", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("place", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("next_time", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        *_to("lessons", "conversation_id", "conversations"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("side IN ('goed', 'beter')", name=op.f("ck_lessons_side")),
        sa.CheckConstraint("aspect IN ('inhoud', 'proces')", name=op.f("ck_lessons_aspect")),
        sa.CheckConstraint("basis IN ('ervaring', 'advies', 'verwachting')", name=op.f("ck_lessons_basis")),
        sa.CheckConstraint("state IN ('shared', 'old', 'withdrawn')", name=op.f("ck_lessons_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lessons_made_at", "lessons", ["made_at"])
    op.create_index("ix_lessons_used_at", "lessons", ["used_at"])
    op.create_index("ix_lessons_member_id", "lessons", ["member_id"])
    op.create_index("ix_lessons_failure_made_at", "lessons", ["failure", "made_at"])
    _about("lesson_regions", "regions")
    _about("lesson_themes", "themes")
    op.create_table(
        "lesson_views",
        sa.Column("id", _ID, nullable=False),
        *_to("lesson_views", "lesson_id", "lessons", gone="CASCADE"),
        *_to("lesson_views", "member_id", "members"),
        *_to("lesson_views", "region_id", "regions"),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_views")),
        sa.UniqueConstraint("lesson_id", "member_id", name=op.f("uq_lesson_views_lesson_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lesson_views_member_id", "lesson_views", ["member_id"])
    op.create_table(
        "lesson_uses",
        sa.Column("id", _ID, nullable=False),
        *_to("lesson_uses", "lesson_id", "lessons", gone="CASCADE"),
        *_to("lesson_uses", "member_id", "members"),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_uses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lesson_uses_lesson_id", "lesson_uses", ["lesson_id"])
    op.create_index("ix_lesson_uses_member_id", "lesson_uses", ["member_id"])


def downgrade() -> None:
    for table in ("lesson_uses", "lesson_views", "lesson_themes", "lesson_regions", "lessons"):
        op.drop_table(table)
