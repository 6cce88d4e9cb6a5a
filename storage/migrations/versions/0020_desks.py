"""Add the desks: requests, whose turn it is, what the desk said, who sits there, and fixed answers."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_DESKS = "desk IN ('loket', 'café')"
_STATES = "('new', 'taken', 'waits', 'passed', 'solved', 'failed', 'withdrawn')"
_HELP = (
    "('doorverwijzen', 'geld', 'juridisch', 'techniek', 'training', 'achterkant', 'netwerk', 'regels', 'toegang', "
    "'onderzoek', 'terugkoppeling', 'direct contact', 'overzicht', 'uitleg')"
)


def _to(
    table: str, column: str, other: str, *, gone: str = "SET NULL", nullable: bool = True
) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _word(name: str, length: int, *, empty: bool = False) -> sa.Column[str]:
    default = sa.text("''") if empty else None
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def _part_of(table: str, column: str, other: str) -> list[sa.schema.SchemaItem]:
    return _to(table, column, other, gone="CASCADE", nullable=False)


def _make(table: str, *columns: sa.schema.SchemaItem) -> None:
    id_ = sa.Column("id", _ID, nullable=False)
    op.create_table(
        table, id_, *columns, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), sqlite_autoincrement=True
    )


def _requests() -> None:
    _make(
        "desk_requests",
        *_to("desk_requests", "asker_id", "members"),
        _word("desk", 40),
        _word("text", 500),
        sa.Column("more", sa.Text(), server_default=sa.text("''"), nullable=False),
        _word("help", 40),
        *_to("desk_requests", "region_id", "regions"),
        _word("state", 40),
        sa.Column("was", sa.String(length=40), nullable=True),
        _word("asked_by", 160, empty=True),
        _word("advice", 500, empty=True),
        sa.Column("silent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("alike", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(_DESKS, name=op.f("ck_desk_requests_desk")),
        sa.CheckConstraint(f"help IN {_HELP}", name=op.f("ck_desk_requests_help")),
        sa.CheckConstraint(f"state IN {_STATES}", name=op.f("ck_desk_requests_state")),
        sa.CheckConstraint(f"was IN {_STATES}", name=op.f("ck_desk_requests_was")),
    )
    for columns in (
        ["asker_id", "id"],
        ["desk", "state", "id"],
        ["desk", "region_id", "state", "id"],
        ["due_at"],
        ["alike", "made_at"],
        ["silent", "changed_at"],
        ["made_at"],
        ["changed_at"],
    ):
        op.create_index(f"ix_desk_requests_{'_'.join(columns)}", "desk_requests", columns)


def upgrade() -> None:
    _requests()
    _make(
        "desk_turns",
        *_part_of("desk_turns", "desk_request_id", "desk_requests"),
        *_part_of("desk_turns", "member_id", "members"),
        _word("turn", 40),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint("turn IN ('told', 'owner')", name=op.f("ck_desk_turns_turn")),
        sa.UniqueConstraint("desk_request_id", "turn", name=op.f("uq_desk_turns_desk_request_id_turn")),
    )
    op.create_index("ix_desk_turns_member_id_turn", "desk_turns", ["member_id", "turn"])
    _make(
        "desk_words",
        *_part_of("desk_words", "desk_request_id", "desk_requests"),
        *_to("desk_words", "member_id", "members"),
        _word("part", 40),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint("part IN ('answer', 'passed', 'failed')", name=op.f("ck_desk_words_part")),
    )
    op.create_index("ix_desk_words_desk_request_id", "desk_words", ["desk_request_id"])
    op.create_index("ix_desk_words_member_id", "desk_words", ["member_id"])
    _make(
        "desk_seats",
        *_part_of("desk_seats", "member_id", "members"),
        _word("desk", 40),
        *_to("desk_seats", "region_id", "regions", gone="CASCADE"),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("accepted_at", _AT, nullable=True),
        sa.CheckConstraint(_DESKS, name=op.f("ck_desk_seats_desk")),
        sa.UniqueConstraint("member_id", "desk", "region_id", name=op.f("uq_desk_seats_member_id_desk_region_id")),
    )
    op.create_index("ix_desk_seats_desk", "desk_seats", ["desk"])
    _make(
        "desk_answers",
        *_to("desk_answers", "member_id", "members"),
        _word("desk", 40),
        _word("about", 120),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("helped", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=False),
        sa.CheckConstraint(_DESKS, name=op.f("ck_desk_answers_desk")),
    )
    op.create_index("ix_desk_answers_desk_used_at", "desk_answers", ["desk", "used_at"])
    op.create_index("ix_desk_answers_member_id", "desk_answers", ["member_id"])


def downgrade() -> None:
    for table in ("desk_answers", "desk_seats", "desk_words", "desk_turns", "desk_requests"):
        op.drop_table(table)
