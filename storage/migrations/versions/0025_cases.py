"""Add cases: what was brought in, who thought along, and how they went on."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_STATES = "('brought', 'discussed', 'followed', 'closed', 'withdrawn', 'hidden')"


def _to(table: str, column: str, other: str, *, gone: str = "SET NULL") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _about(table: str, other: str) -> None:
    column = f"{other.removesuffix('s')}_id"
    op.create_table(
        table,
        *_to(table, "case_id", "cases", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def _said(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", _ID, nullable=False),
        *_to(table, "case_id", "cases", gone="CASCADE"),
        *_to(table, "member_id", "members"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "member_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", _ID, nullable=False),
        *_to("cases", "maker_id", "members"),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("question", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("size", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=40), nullable=True),
        sa.Column("brought_by", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        *(_words(each) for each in ("changes", "carries", "practice", "result")),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_to("cases", "room_id", "conversations"),
        sa.Column("circle_kind", sa.String(length=40), nullable=True),
        sa.Column("circle_id", _ID, nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("moved_at", _AT, nullable=False),
        *(
            sa.Column(each, _AT, nullable=True)
            for each in ("closed_at", "asked_at", "learnt_asked_at", "missing_asked_at")
        ),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("size IN ('klein', 'groot')", name=op.f("ck_cases_size")),
        sa.CheckConstraint(f"state IN {_STATES}", name=op.f("ck_cases_state")),
        sa.CheckConstraint(f"was IN {_STATES}", name=op.f("ck_cases_was")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sqlite_autoincrement=True,
    )
    for columns in (["state", "id"], ["maker_id"], ["made_at"], ["moved_at"], ["closed_at"]):
        op.create_index(f"ix_cases_{'_'.join(columns)}", "cases", columns)
    _about("case_regions", "regions")
    _about("case_themes", "themes")
    _said("case_thoughts")
    _said("case_moments")


def downgrade() -> None:
    for table in ("case_moments", "case_thoughts", "case_themes", "case_regions", "cases"):
        op.drop_table(table)
