"""Add news, and what hubs saw in a month."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _to(table: str, column: str, other: str, *, gone: str = "SET NULL") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone),
    ]


def _about(table: str, other: str) -> None:
    column = f"{other.removesuffix('s')}_id"
    op.create_table(
        table,
        *_to(table, "news_id", "news", gone="CASCADE"),
        *_to(table, column, other, gone="CASCADE"),
        sa.PrimaryKeyConstraint("news_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "news",
        sa.Column("id", _ID, nullable=False),
        *_to("news", "member_id", "members"),
        *_to("news", "asked_by", "members"),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=True),
        sa.Column("message", sa.String(length=64), server_default=sa.text("''"), nullable=False),
        sa.Column("sort", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_to("news", "conversation_id", "conversations"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("shared_at", _AT, nullable=False),
        sa.Column("hidden_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("sort IN ('nieuws', 'publicatie', 'succes')", name=op.f("ck_news_sort")),
        sa.CheckConstraint("state IN ('asked', 'shared', 'withdrawn')", name=op.f("ck_news_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("address", name=op.f("uq_news_address")),
        sqlite_autoincrement=True,
    )
    for column in ("shared_at", "message", "member_id", "asked_by"):
        op.create_index(f"ix_news_{column}", "news", [column])
    _about("news_regions", "regions")
    _about("news_themes", "themes")
    op.create_table(
        "hub_reviews",
        sa.Column("id", _ID, nullable=False),
        *_to("hub_reviews", "network_id", "networks", gone="CASCADE"),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("seen", _JSON, nullable=False),
        sa.Column("note", sa.String(length=300), server_default=sa.text("''"), nullable=False),
        *_to("hub_reviews", "noted_by", "members"),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("sent_at", _AT, nullable=True),
        sa.CheckConstraint("stage IN ('draft', 'sent')", name=op.f("ck_hub_reviews_stage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_reviews")),
        sa.UniqueConstraint("network_id", "month", name=op.f("uq_hub_reviews_network_id_month")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hub_reviews_stage_made_at", "hub_reviews", ["stage", "made_at"])
    op.create_index("ix_hub_reviews_noted_by", "hub_reviews", ["noted_by"])


def downgrade() -> None:
    for table in ("hub_reviews", "news_themes", "news_regions", "news"):
        op.drop_table(table)
