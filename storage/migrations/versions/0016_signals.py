"""Add signals: what they are about, who raised them, and what was said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_WORD = sa.String(length=40)
_STATES = (
    "'received', 'proposal', 'passed_on', 'put_to', 'decided', 'under_way', 'seen', 'not_seen', 'closed', 'open', "
    "'merged', 'withdrawn', 'hidden'"
)


def _one_of(name: str, allowed: str, table: str = "signals") -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IN ({allowed})", name=op.f(f"ck_{table}_{name}"))


def _goes(column: str, target: str, ondelete: str, table: str = "signals") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)


def _short(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=160), server_default=sa.text("''"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "signals",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sort", _WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _text("cost"),
        sa.Column("scope", _WORD, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("was", _WORD, nullable=True),
        _short("body"),
        _short("passed_to"),
        sa.Column("decision", _WORD, nullable=True),
        _text("decided"),
        _text("reason"),
        _text("action"),
        _text("effect"),
        _text("measure"),
        sa.Column("rhythm", _WORD, nullable=False),
        _short("raised_by"),
        sa.Column("merged_into", _ID, nullable=True),
        sa.Column("maker_id", _ID, nullable=True),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("room_id", _ID, nullable=True),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("heard_at", _AT, nullable=True),
        sa.Column("decided_at", _AT, nullable=True),
        sa.Column("action_at", _AT, nullable=True),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        _one_of("sort", "'signal', 'risk'"),
        _one_of("state", _STATES),
        _one_of("was", _STATES),
        _one_of("decision", "'overnemen', 'deels', 'niet', 'later'"),
        _one_of("rhythm", "'elk overleg', 'elk kwartaal', 'elk half jaar'"),
        _goes("merged_into", "signals", "SET NULL"),
        _goes("maker_id", "members", "SET NULL"),
        _goes("room_id", "conversations", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signals_state_changed_at", "signals", ["state", "changed_at"])
    op.create_index("ix_signals_maker_id", "signals", ["maker_id"])
    op.create_index("ix_signals_due_at", "signals", ["due_at"])
    op.create_index("ix_signals_decided_at", "signals", ["decided_at"])
    for what in ("region", "theme"):
        table = f"signal_{what}s"
        op.create_table(
            table,
            sa.Column("signal_id", _ID, nullable=False),
            sa.Column(f"{what}_id", _ID, nullable=False),
            _goes("signal_id", "signals", "CASCADE", table),
            _goes(f"{what}_id", f"{what}s", "CASCADE", table),
            sa.PrimaryKeyConstraint("signal_id", f"{what}_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_{what}_id", table, [f"{what}_id"])
    op.create_table(
        "signal_raisers",
        sa.Column("signal_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=True),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _goes("signal_id", "signals", "CASCADE", "signal_raisers"),
        _goes("member_id", "members", "CASCADE", "signal_raisers"),
        _goes("region_id", "regions", "SET NULL", "signal_raisers"),
        sa.PrimaryKeyConstraint("signal_id", "member_id", name=op.f("pk_signal_raisers")),
    )
    op.create_index("ix_signal_raisers_member_id", "signal_raisers", ["member_id"])
    op.create_table(
        "signal_voices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("signal_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("voice", _WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _one_of("voice", "'proposal', 'view', 'reaction', 'noticed'", "signal_voices"),
        _goes("signal_id", "signals", "CASCADE", "signal_voices"),
        _goes("member_id", "members", "SET NULL", "signal_voices"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_voices")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signal_voices_signal_id", "signal_voices", ["signal_id"])
    op.create_index("ix_signal_voices_member_id", "signal_voices", ["member_id"])


def downgrade() -> None:
    for table in ("signal_voices", "signal_raisers", "signal_themes", "signal_regions", "signals"):
        op.drop_table(table)
