"""Add learning evaluations: their question, who takes part, and what they answered."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _goes(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "evaluations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("maker_id", _ID, nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sa.Column("due_at", instant, nullable=True),
        sa.CheckConstraint("stage IN ('planned', 'running', 'resting', 'stopped')", name=op.f("ck_evaluations_stage")),
        _goes("evaluations", "network_id", "networks", "SET NULL"),
        _goes("evaluations", "maker_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sqlite_autoincrement=True,
    )
    for column in ("due_at", "network_id", "maker_id"):
        op.create_index(f"ix_evaluations_{column}", "evaluations", [column])
    op.create_table(
        "evaluation_people",
        sa.Column("evaluation_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("joined_at", instant, nullable=True),
        _goes("evaluation_people", "evaluation_id", "evaluations", "CASCADE"),
        _goes("evaluation_people", "member_id", "members", "CASCADE"),
        sa.PrimaryKeyConstraint("evaluation_id", "member_id", name=op.f("pk_evaluation_people")),
    )
    op.create_index("ix_evaluation_people_member_id", "evaluation_people", ["member_id"])
    op.create_table(
        "evaluation_answers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("evaluation_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("voice", sa.String(length=40), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("said_at", instant, nullable=False),
        sa.CheckConstraint("voice IN ('seen', 'well', 'better', 'adjust')", name=op.f("ck_evaluation_answers_voice")),
        sa.CheckConstraint("aspect IN ('inhoud', 'proces')", name=op.f("ck_evaluation_answers_aspect")),
        _goes("evaluation_answers", "evaluation_id", "evaluations", "CASCADE"),
        _goes("evaluation_answers", "member_id", "members", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_answers")),
        sqlite_autoincrement=True,
    )
    for column in ("evaluation_id", "member_id", "said_at"):
        op.create_index(f"ix_evaluation_answers_{column}", "evaluation_answers", [column])


def downgrade() -> None:
    op.drop_table("evaluation_answers")
    op.drop_table("evaluation_people")
    op.drop_table("evaluations")
