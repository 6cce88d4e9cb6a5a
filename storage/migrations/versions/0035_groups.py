"""Add the groups of the Café, requests to be let in, and what members are in a hub."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_EMPTY = sa.text("''")


def _to(table: str, column: str, other: str, *, gone: str = "CASCADE") -> list[sa.schema.SchemaItem]:
    name = op.f(f"fk_{table}_{column}_{other}")
    return [
        sa.Column(column, _ID, nullable=gone == "SET NULL"),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=gone),
    ]


def _words(name: str, length: int) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), server_default=_EMPTY, nullable=False)


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        _words("part_of", 120),
        _words("for_whom", 200),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_to("groups", "keeper_id", "members", gone="SET NULL"),
        *_to("groups", "conversation_id", "conversations", gone="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("title", "part_of", name=op.f("uq_groups_title_part_of")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_groups_keeper_id", "groups", ["keeper_id"])
    for what in ("region", "theme"):
        table = f"group_{what}s"
        op.create_table(
            table,
            *_to(table, "group_id", "groups"),
            *_to(table, f"{what}_id", f"{what}s"),
            sa.PrimaryKeyConstraint("group_id", f"{what}_id", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "group_requests",
        sa.Column("id", _ID, nullable=False),
        *_to("group_requests", "group_id", "groups"),
        *_to("group_requests", "member_id", "members"),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        *_to("group_requests", "answered_by", "members", gone="SET NULL"),
        _words("reason", 300),
        sa.Column("overdue_at", _AT, nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_group_requests_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_requests")),
        sqlite_autoincrement=True,
    )
    for column in ("group_id", "member_id", "answered_by"):
        op.create_index(f"ix_group_requests_{column}", "group_requests", [column])
    op.create_index("ix_group_requests_state_due_at", "group_requests", ["state", "due_at"])
    op.create_table(
        "hub_labels",
        *_to("hub_labels", "network_id", "networks"),
        *_to("hub_labels", "member_id", "members"),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint(
            "label IN ('verbinder', 'ondernemer', 'projectleider', 'verbindingsofficier')",
            name=op.f("ck_hub_labels_label"),
        ),
        sa.PrimaryKeyConstraint("network_id", "member_id", name=op.f("pk_hub_labels")),
    )
    op.create_index("ix_hub_labels_member_id", "hub_labels", ["member_id"])
    op.create_index("ix_hub_labels_network_id_label", "hub_labels", ["network_id", "label"])


def downgrade() -> None:
    for table in ("hub_labels", "group_requests", "group_themes", "group_regions", "groups"):
        op.drop_table(table)
