"""Add shared sources, and what was told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _to(table: str, column: str, other: str, *, gone: str = "SET NULL") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _words(name: str, most: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=most), server_default=sa.text("''"), nullable=False)


def _about(table: str, other: str) -> None:
    column = f"{other.removesuffix('s')}_id"
    op.create_table(
        table,
        *_to(table, "source_id", "sources", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", _ID, nullable=False),
        *_to("sources", "member_id", "members"),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        _words("text", 300),
        _words("rhythm", 60),
        sa.Column("months", sa.Integer(), nullable=True),
        _words("link", 500),
        sa.Column("openness", sa.String(length=40), nullable=False),
        _words("used_for", 160),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_to("sources", "conversation_id", "conversations"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("issued_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("openness IN ('ja', 'nee', 'onbekend')", name=op.f("ck_sources_openness")),
        sa.CheckConstraint("state IN ('there', 'withdrawn')", name=op.f("ck_sources_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sqlite_autoincrement=True,
    )
    for column in ("made_at", "changed_at", "due_at", "member_id"):
        op.create_index(f"ix_sources_{column}", "sources", [column])
    _about("source_regions", "regions")
    _about("source_themes", "themes")
    op.create_table(
        "source_notes",
        sa.Column("id", _ID, nullable=False),
        *_to("source_notes", "source_id", "sources", gone="CASCADE"),
        *_to("source_notes", "member_id", "members"),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint("sort IN ('issue', 'claim')", name=op.f("ck_source_notes_sort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_notes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_source_notes_source_id", "source_notes", ["source_id"])
    op.create_index("ix_source_notes_member_id", "source_notes", ["member_id"])
    op.create_index("ix_source_notes_sort_at", "source_notes", ["sort", "at"])


def downgrade() -> None:
    for table in ("source_notes", "source_themes", "source_regions", "sources"):
        op.drop_table(table)
