"""Say who gave the words that stand in a signal itself: a reason, an action, what is done about a risk."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _goes(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_signal_words_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "signal_words",
        sa.Column("id", _ID, nullable=False),
        sa.Column("signal_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "part IN ('passed_to', 'body', 'reason', 'action', 'measure')", name=op.f("ck_signal_words_part")
        ),
        _goes("signal_id", "signals", "CASCADE"),
        _goes("member_id", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_words")),
        sa.UniqueConstraint("signal_id", "part", name=op.f("uq_signal_words_signal_id_part")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signal_words_member_id", "signal_words", ["member_id"])
    # Who decided and told the action stands in the audit trail, for two years.
    for part, act in (
        ("passed_to", "hand on"),
        ("body", "put to"),
        ("reason", "decide"),
        ("action", "act"),
        ("measure", "return"),
    ):
        acts = f"('{act}', 'stop')" if part == "reason" else f"('{act}')"
        op.execute(
            "INSERT INTO signal_words (signal_id, member_id, part)"  # noqa: S608  # our own
            f" SELECT signals.id, (SELECT actor_id FROM audit WHERE audit.subject = 'signal'"
            f" AND audit.subject_id = signals.id AND audit.act IN {acts} ORDER BY audit.id DESC LIMIT 1), '{part}'"
            f" FROM signals WHERE signals.{part} <> ''"
            f" AND EXISTS (SELECT 1 FROM audit WHERE audit.subject = 'signal'"
            f" AND audit.subject_id = signals.id AND audit.act IN {acts})"
        )


def downgrade() -> None:
    op.drop_table("signal_words")
