"""Add the agenda: items, what they are about, who supports them and works on them, and what recurs."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_WORD = sa.String(length=40)
_STATES = "'proposed', 'listed', 'taken_up', 'done', 'parked', 'merged', 'withdrawn', 'hidden'"


def _one_of(name: str, allowed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} IN ({allowed})", name=op.f(f"ck_agenda_items_{name}"))


def _goes(column: str, target: str, ondelete: str, table: str = "agenda_items") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", _ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("list_name", sa.String(length=160), nullable=False),
        sa.Column("region_id", _ID, nullable=True),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("half", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=True),
        sa.Column("knowledge_type", _WORD, nullable=True),
        sa.Column("level", _WORD, nullable=True),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("knowing", _WORD, nullable=False),
        sa.Column("known_how", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("was", _WORD, nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("merged_into", _ID, nullable=True),
        sa.Column("maker_id", _ID, nullable=True),
        sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("room_id", _ID, nullable=True),
        sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("listed_at", _AT, nullable=True),
        sa.Column("taken_up_at", _AT, nullable=True),
        sa.Column("done_at", _AT, nullable=True),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        _one_of("half", "'opgave', 'kennisinfrastructuur'"),
        _one_of("kind", "'inhoudelijk', 'organisatorisch', 'relationeel'"),
        _one_of(
            "knowledge_type",
            "'praktijkkennis', 'onderzoekskennis', 'beleidskennis', 'proceskennis', 'methodologische kennis', "
            "'transitiekennis', 'materiekennis'",
        ),
        _one_of("level", "'lokaal', 'regionaal', 'nationaal', 'europees'"),
        _one_of("knowing", "'there', 'elsewhere', 'develop', 'unknown'"),
        _one_of("state", _STATES),
        _one_of("was", _STATES),
        _goes("region_id", "regions", "SET NULL"),
        _goes("network_id", "networks", "SET NULL"),
        _goes("parent_id", "agenda_items", "SET NULL"),
        _goes("merged_into", "agenda_items", "SET NULL"),
        _goes("maker_id", "members", "SET NULL"),
        _goes("room_id", "conversations", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_agenda_items_state_changed_at", "agenda_items", ["state", "changed_at"])
    op.create_index("ix_agenda_items_maker_id", "agenda_items", ["maker_id"])
    op.create_index("ix_agenda_items_listed_at", "agenda_items", ["listed_at"])
    op.create_index("ix_agenda_items_list_name", "agenda_items", ["list_name"])
    for what in ("region", "theme"):
        table = f"agenda_item_{what}s"
        op.create_table(
            table,
            sa.Column("item_id", _ID, nullable=False),
            sa.Column(f"{what}_id", _ID, nullable=False),
            _goes("item_id", "agenda_items", "CASCADE", table),
            _goes(f"{what}_id", f"{what}s", "CASCADE", table),
            sa.PrimaryKeyConstraint("item_id", f"{what}_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_{what}_id", table, [f"{what}_id"])
    op.create_table(
        "agenda_supports",
        sa.Column("item_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("region_id", _ID, nullable=True),
        sa.Column("at", _AT, nullable=False),
        _goes("item_id", "agenda_items", "CASCADE", "agenda_supports"),
        _goes("member_id", "members", "CASCADE", "agenda_supports"),
        _goes("region_id", "regions", "SET NULL", "agenda_supports"),
        sa.PrimaryKeyConstraint("item_id", "member_id", name=op.f("pk_agenda_supports")),
    )
    op.create_index("ix_agenda_supports_member_id", "agenda_supports", ["member_id"])
    op.create_table(
        "agenda_works",
        sa.Column("id", _ID, nullable=False),
        sa.Column("item_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("network_id", _ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _goes("item_id", "agenda_items", "CASCADE", "agenda_works"),
        _goes("member_id", "members", "SET NULL", "agenda_works"),
        _goes("network_id", "networks", "SET NULL", "agenda_works"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_works")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_agenda_works_item_id", "agenda_works", ["item_id"])
    op.create_index("ix_agenda_works_member_id", "agenda_works", ["member_id"])
    op.create_table(
        "agenda_recurring",
        sa.Column("id", _ID, nullable=False),
        sa.Column("questions", sa.String(length=400), nullable=False),
        sa.Column("regions", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_recurring")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in (
        "agenda_recurring",
        "agenda_works",
        "agenda_supports",
        "agenda_item_themes",
        "agenda_item_regions",
        "agenda_items",
    ):
        op.drop_table(table)
