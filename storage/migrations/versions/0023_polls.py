"""Add polls: what is asked, who chose what while it is open, and what is left of that afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_KINDS = (
    "'rijk', 'provincie', 'gemeente', 'waterschap', 'omgevingsdienst', 'uitvoeringsorganisatie', 'koepel', "
    "'kennisinstelling', 'planbureau', 'maatschappelijk initiatief', 'bedrijf'"
)


def _to(table: str, column: str, other: str, *, gone: str = "SET NULL") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _about(table: str, other: str) -> None:
    column = f"{other.removesuffix('s')}_id"
    op.create_table(
        table,
        *_to(table, "poll_id", "polls", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "polls",
        sa.Column("id", _ID, nullable=False),
        *_to("polls", "member_id", "members"),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("purpose", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("follow_up", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        *_to("polls", "told_by", "members"),
        *_to("polls", "conversation_id", "conversations"),
        *_to("polls", "network_id", "networks"),
        *_to("polls", "again_of", "polls"),
        sa.Column("until_at", _AT, nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("closed_at", _AT, nullable=True),
        sa.Column("reminded_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.CheckConstraint("sort IN ('keuze', 'schaal', 'top3', 'dilemma')", name=op.f("ck_polls_sort")),
        sa.CheckConstraint("state IN ('open', 'closed', 'done', 'withdrawn')", name=op.f("ck_polls_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
        sqlite_autoincrement=True,
    )
    for columns in (("state", "until_at"), ("state", "made_at"), ("made_at",), ("closed_at",)):
        op.create_index(f"ix_polls_{'_'.join(columns)}", "polls", list(columns))
    for column in ("member_id", "conversation_id", "network_id", "again_of"):
        op.create_index(f"ix_polls_{column}", "polls", [column])
    op.create_table(
        "poll_options",
        *_to("poll_options", "poll_id", "polls", gone="CASCADE"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("poll_id", "place", name=op.f("pk_poll_options")),
    )
    _about("poll_regions", "regions")
    _about("poll_themes", "themes")
    _votes()


def _votes() -> None:
    op.create_table(
        "poll_votes",
        sa.Column("id", _ID, nullable=False),
        *_to("poll_votes", "poll_id", "polls", gone="CASCADE"),
        *_to("poll_votes", "member_id", "members", gone="CASCADE"),
        sa.Column("picked", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_votes")),
        sa.UniqueConstraint("poll_id", "member_id", name=op.f("uq_poll_votes_poll_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_poll_votes_member_id", "poll_votes", ["member_id"])
    op.create_table(
        "poll_ballots",
        sa.Column("id", _ID, nullable=False),
        *_to("poll_ballots", "poll_id", "polls", gone="CASCADE"),
        sa.Column("picked", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_poll_ballots_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_ballots")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_poll_ballots_poll_id", "poll_ballots", ["poll_id"])
    op.create_table(
        "poll_voters",
        *_to("poll_voters", "poll_id", "polls", gone="CASCADE"),
        *_to("poll_voters", "member_id", "members", gone="CASCADE"),
        sa.Column("closed_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name=op.f("pk_poll_voters")),
    )
    op.create_index("ix_poll_voters_member_id", "poll_voters", ["member_id"])
    op.create_index("ix_poll_voters_closed_at", "poll_voters", ["closed_at"])
    op.create_table(
        "poll_guests",
        *_to("poll_guests", "poll_id", "polls", gone="CASCADE"),
        *_to("poll_guests", "member_id", "members", gone="CASCADE"),
        sa.Column("since", _AT, nullable=False),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name=op.f("pk_poll_guests")),
    )
    op.create_index("ix_poll_guests_member_id", "poll_guests", ["member_id"])


def downgrade() -> None:
    for table in ("guests", "voters", "ballots", "votes", "themes", "regions", "options"):
        op.drop_table(f"poll_{table}")
    op.drop_table("polls")
