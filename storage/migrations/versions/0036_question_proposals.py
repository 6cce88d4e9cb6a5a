"""Keep what others propose to make of a question: a better wording, or background."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _goes(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_question_proposals_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "question_proposals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("question_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part IN ('text', 'context')", name=op.f("ck_question_proposals_part")),
        sa.CheckConstraint(
            "state IN ('open', 'taken', 'declined', 'withdrawn')", name=op.f("ck_question_proposals_state")
        ),
        _goes("question_id", "questions"),
        _goes("member_id", "members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_proposals")),
        sqlite_autoincrement=True,
    )
    for column in ("question_id", "member_id"):
        op.create_index(f"ix_question_proposals_{column}", "question_proposals", [column])


def downgrade() -> None:
    op.drop_table("question_proposals")
