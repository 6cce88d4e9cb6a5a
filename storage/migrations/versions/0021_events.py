"""Add meetings and series: what is planned, who comes, what is prepared, who seeks a group."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rhythm", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("rule", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("audience", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("host", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("outcome", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("conversation_id", _ID, nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('reeks', 'dialoogtafel', 'intervisie')", name=op.f("ck_series_kind")),
        sa.CheckConstraint("state IN ('active', 'ended', 'withdrawn')", name=op.f("ck_series_state")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_series_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_series_member_id_members"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_series_member_id", "series", ["member_id"])
    op.create_index("ix_series_state_made_at", "series", ["state", "made_at"])


def _group_offers() -> None:
    op.create_table(
        "group_offers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("theme_id", _ID, nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("until_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("series_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_group_offers_series_id_series"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_group_offers_theme_id_themes"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_offers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_group_offers_ended_at_until_at", "group_offers", ["ended_at", "until_at"])


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("series_id", _ID, nullable=True),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("sort", sa.String(length=60), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", _AT, nullable=False),
        sa.Column("ends_at", _AT, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("told_when", sa.String(length=10), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("link", sa.String(length=400), server_default=sa.text("''"), nullable=False),
        sa.Column("audience", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("host", sa.String(length=160), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("outcome", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("follow_up", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("report", sa.String(length=4000), server_default=sa.text("''"), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("conversation_id", _ID, nullable=True),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("reported_at", _AT, nullable=True),
        sa.Column("host_told_at", _AT, nullable=True),
        sa.Column("programme_asked_at", _AT, nullable=True),
        sa.Column("report_asked_at", _AT, nullable=True),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'held', 'reported', 'cancelled', 'withdrawn')", name=op.f("ck_meetings_state")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_meetings_conversation_id_conversations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_meetings_member_id_members"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_meetings_series_id_series"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meetings_made_at", "meetings", ["made_at"])
    op.create_index("ix_meetings_member_id", "meetings", ["member_id"])
    op.create_index("ix_meetings_published_made_at", "meetings", ["published", "made_at"])
    op.create_index("ix_meetings_reported_at", "meetings", ["reported_at"])
    op.create_index("ix_meetings_series_id_starts_at", "meetings", ["series_id", "starts_at"])
    op.create_index("ix_meetings_state_ends_at", "meetings", ["state", "ends_at"])
    op.create_index("ix_meetings_state_starts_at", "meetings", ["state", "starts_at"])


def _series_members() -> None:
    op.create_table(
        "series_members",
        sa.Column("id", _ID, nullable=False),
        sa.Column("series_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=80), server_default=sa.text("''"), nullable=False),
        sa.Column("joined_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_series_members_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_members_series_id_series"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_members")),
        sa.UniqueConstraint("series_id", "member_id", name=op.f("uq_series_members_series_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_series_members_member_id", "series_members", ["member_id"])


def _series_regions() -> None:
    op.create_table(
        "series_regions",
        sa.Column("series_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_series_regions_region_id_regions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_regions_series_id_series"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("series_id", "region_id", name=op.f("pk_series_regions")),
    )
    op.create_index("ix_series_regions_region_id", "series_regions", ["region_id"])


def _series_themes() -> None:
    op.create_table(
        "series_themes",
        sa.Column("series_id", _ID, nullable=False),
        sa.Column("theme_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_series_themes_series_id_series"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_series_themes_theme_id_themes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("series_id", "theme_id", name=op.f("pk_series_themes")),
    )
    op.create_index("ix_series_themes_theme_id", "series_themes", ["theme_id"])


def _attendances() -> None:
    op.create_table(
        "attendances",
        sa.Column("id", _ID, nullable=False),
        sa.Column("meeting_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.Column("guests", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.Column("told_sequence", sa.Integer(), nullable=False),
        sa.Column("reminded_at", _AT, nullable=True),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("worth", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_attendances_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_attendances_meeting_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attendances_member_id", "attendances", ["member_id"])


def _group_seekers() -> None:
    op.create_table(
        "group_seekers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("since", _AT, nullable=False),
        sa.Column("offer_id", _ID, nullable=True),
        sa.Column("willing", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_group_seekers_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["group_offers.id"], name=op.f("fk_group_seekers_offer_id_group_offers"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_seekers")),
        sa.UniqueConstraint("member_id", name=op.f("uq_group_seekers_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_group_seekers_offer_id", "group_seekers", ["offer_id"])


def _homework() -> None:
    op.create_table(
        "homework",
        sa.Column("id", _ID, nullable=False),
        sa.Column("meeting_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("done_at", _AT, nullable=True),
        sa.Column("reminded_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_homework_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_homework_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homework")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_homework_meeting_id", "homework", ["meeting_id"])
    op.create_index("ix_homework_member_id_done_at", "homework", ["member_id", "done_at"])


def _meeting_regions() -> None:
    op.create_table(
        "meeting_regions",
        sa.Column("meeting_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_regions_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_meeting_regions_region_id_regions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "region_id", name=op.f("pk_meeting_regions")),
    )
    op.create_index("ix_meeting_regions_region_id", "meeting_regions", ["region_id"])


def _meeting_themes() -> None:
    op.create_table(
        "meeting_themes",
        sa.Column("meeting_id", _ID, nullable=False),
        sa.Column("theme_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_themes_meeting_id_meetings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_meeting_themes_theme_id_themes"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "theme_id", name=op.f("pk_meeting_themes")),
    )
    op.create_index("ix_meeting_themes_theme_id", "meeting_themes", ["theme_id"])


def _seeker_regions() -> None:
    op.create_table(
        "seeker_regions",
        sa.Column("seeker_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_seeker_regions_region_id_regions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seeker_id"],
            ["group_seekers.id"],
            name=op.f("fk_seeker_regions_seeker_id_group_seekers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seeker_id", "region_id", name=op.f("pk_seeker_regions")),
    )
    op.create_index("ix_seeker_regions_region_id", "seeker_regions", ["region_id"])


def _seeker_themes() -> None:
    op.create_table(
        "seeker_themes",
        sa.Column("seeker_id", _ID, nullable=False),
        sa.Column("theme_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_seeker_themes_theme_id_themes"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seeker_id"],
            ["group_seekers.id"],
            name=op.f("fk_seeker_themes_seeker_id_group_seekers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seeker_id", "theme_id", name=op.f("pk_seeker_themes")),
    )
    op.create_index("ix_seeker_themes_theme_id", "seeker_themes", ["theme_id"])


def upgrade() -> None:
    _series()
    _group_offers()
    _meetings()
    _series_members()
    _series_regions()
    _series_themes()
    _attendances()
    _group_seekers()
    _homework()
    _meeting_regions()
    _meeting_themes()
    _seeker_regions()
    _seeker_themes()


def downgrade() -> None:
    for table in (
        "seeker_themes",
        "seeker_regions",
        "meeting_themes",
        "meeting_regions",
        "homework",
        "group_seekers",
        "attendances",
        "series_themes",
        "series_regions",
        "series_members",
        "meetings",
        "group_offers",
        "series",
    ):
        op.drop_table(table)
