"""Add relations: what networks and organisations are to each other, the ties that follow, and who connects."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = (
    "'sluit aan bij', 'deelt mensen met', 'gaat over in', 'benut', 'doet mee aan', 'werkt samen met', "
    "'wil meewerken aan', 'wordt beheerd door', 'is voorbeeld voor'"
)


def _goes(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _one_of_both(side: str) -> sa.CheckConstraint:
    rule = f"({side}_network_id IS NULL) <> ({side}_organisation_id IS NULL)"
    return sa.CheckConstraint(rule, name=op.f(f"ck_relations_{side}_is_one"))


def upgrade() -> None:
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "relations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("from_network_id", _ID, nullable=True),
        sa.Column("from_organisation_id", _ID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to_network_id", _ID, nullable=True),
        sa.Column("to_organisation_id", _ID, nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("line", sa.String(length=200), server_default=sa.text("''"), nullable=False),
        sa.Column("said_by", _ID, nullable=True),
        sa.Column("waits_for", sa.String(length=40), nullable=True),
        sa.Column("made_at", instant, nullable=False),
        sa.Column("told_at", instant, nullable=True),
        sa.Column("example", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_relations_kind")),
        sa.CheckConstraint("standing IN ('bestaat', 'kans')", name=op.f("ck_relations_standing")),
        sa.CheckConstraint("waits_for IN ('from', 'to')", name=op.f("ck_relations_waits_for")),
        _one_of_both("from"),
        _one_of_both("to"),
        _goes("relations", "from_network_id", "networks"),
        _goes("relations", "from_organisation_id", "organisations"),
        _goes("relations", "to_network_id", "networks"),
        _goes("relations", "to_organisation_id", "organisations"),
        _goes("relations", "said_by", "members", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relations")),
        sqlite_autoincrement=True,
    )
    for column in ("from_network_id", "from_organisation_id", "to_network_id", "to_organisation_id", "said_by"):
        op.create_index(f"ix_relations_{column}", "relations", [column])
    op.create_table(
        "ties",
        sa.Column("id", _ID, nullable=False),
        sa.Column("one_kind", sa.String(length=40), nullable=False),
        sa.Column("one_id", _ID, nullable=False),
        sa.Column("other_kind", sa.String(length=40), nullable=False),
        sa.Column("other_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("back", sa.Boolean(), nullable=False),
        sa.Column("chance", sa.Boolean(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("relation_id", _ID, nullable=True),
        _goes("ties", "relation_id", "relations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ties")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ties_one_kind_one_id", "ties", ["one_kind", "one_id"])
    op.create_index("ix_ties_relation_id", "ties", ["relation_id"])
    op.create_table(
        "connectors",
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("since", instant, nullable=False),
        _goes("connectors", "member_id", "members"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_connectors")),
    )


def downgrade() -> None:
    op.drop_table("connectors")
    op.drop_table("ties")
    op.drop_table("relations")
