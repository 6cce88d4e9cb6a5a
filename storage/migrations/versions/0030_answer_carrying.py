"""Keep how far answers carry and by what source, and what people did with them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _goes(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "answer_carrying",
        sa.Column("id", _ID, nullable=False),
        sa.Column("answer_id", _ID, nullable=False),
        sa.Column("carries", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("told_by", _ID, nullable=True),
        sa.CheckConstraint(
            "carries IN ('here', 'elsewhere', 'research', 'practice')", name=op.f("ck_answer_carrying_carries")
        ),
        _goes("answer_carrying", "answer_id", "answers", "CASCADE"),
        _goes("answer_carrying", "told_by", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_carrying")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer_uses",
        sa.Column("id", _ID, nullable=False),
        sa.Column("answer_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("said", sa.String(length=300), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        _goes("answer_uses", "answer_id", "answers", "CASCADE"),
        _goes("answer_uses", "member_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_uses")),
        sa.UniqueConstraint("answer_id", "member_id", name=op.f("uq_answer_uses_answer_id_member_id")),
        sqlite_autoincrement=True,
    )
    for table, columns in (
        ("answer_carrying", ("answer_id", "told_by")),
        ("answer_uses", ("member_id", "asked_at", "used_at")),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table("answer_uses")
    op.drop_table("answer_carrying")
