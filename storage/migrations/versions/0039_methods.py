"""Add ways of working, and who used them where."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

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
        *_to(table, "method_id", "methods", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("method_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "methods",
        sa.Column("id", _ID, nullable=False),
        *_to("methods", "member_id", "members"),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("how", sa.String(length=600), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_to("methods", "conversation_id", "conversations"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("standard_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "state IN ('idee', 'uitgeprobeerd', 'standaard', 'ingetrokken')", name=op.f("ck_methods_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_methods")),
        sqlite_autoincrement=True,
    )
    for column in ("made_at", "used_at", "standard_at", "member_id"):
        op.create_index(f"ix_methods_{column}", "methods", [column])
    _about("method_regions", "regions")
    _about("method_themes", "themes")
    op.create_table(
        "method_uses",
        sa.Column("id", _ID, nullable=False),
        *_to("method_uses", "method_id", "methods", gone="CASCADE"),
        *_to("method_uses", "member_id", "members"),
        *_to("method_uses", "region_id", "regions"),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_method_uses")),
        sqlite_autoincrement=True,
    )
    for column in ("method_id", "member_id", "at"):
        op.create_index(f"ix_method_uses_{column}", "method_uses", [column])


def downgrade() -> None:
    for table in ("method_uses", "method_themes", "method_regions", "methods"):
        op.drop_table(table)
