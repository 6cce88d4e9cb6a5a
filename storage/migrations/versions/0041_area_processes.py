"""Add area processes, their steps and agreements, and the questions to talk over."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)
_EMPTY = sa.text("''")
_TOPICS = "topic IN ('rollen', 'wie besluit', 'capaciteit', 'invloed van bewoners', 'als we vastlopen')"


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
        "process_steps",
        sa.Column("id", _ID, nullable=False),
        sa.Column("way", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        _words("done_when", 300),
        _words("lesson", 300),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_steps")),
        sa.UniqueConstraint("way", "number", name=op.f("uq_process_steps_way_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "principles",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principles")),
        sa.UniqueConstraint("title", name=op.f("uq_principles_title")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "area_processes",
        *_to("area_processes", "network_id", "networks"),
        sa.Column("way", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", _AT, nullable=False),
        sa.Column("moved_at", _AT, nullable=False),
        sa.Column("asked_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_area_processes")),
    )
    op.create_index("ix_area_processes_moved_at", "area_processes", ["moved_at"])
    op.create_table(
        "area_agreements",
        sa.Column("id", _ID, nullable=False),
        *_to("area_agreements", "network_id", "networks"),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        *_to("area_agreements", "said_by", "members", gone="SET NULL"),
        sa.Column("at", _AT, nullable=False),
        sa.CheckConstraint(_TOPICS, name=op.f("ck_area_agreements_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_agreements")),
        sa.UniqueConstraint("network_id", "topic", name=op.f("uq_area_agreements_network_id_topic")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_area_agreements_said_by", "area_agreements", ["said_by"])
    op.create_table(
        "area_newcomers",
        *_to("area_newcomers", "network_id", "networks"),
        *_to("area_newcomers", "member_id", "members"),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("network_id", "member_id", name=op.f("pk_area_newcomers")),
    )
    op.create_index("ix_area_newcomers_member_id", "area_newcomers", ["member_id"])
    op.create_index("ix_lessons_step_made_at", "lessons", ["step", "made_at"])


def downgrade() -> None:
    op.drop_index("ix_lessons_step_made_at", "lessons")
    for table in ("area_newcomers", "area_agreements", "area_processes", "principles", "process_steps"):
        op.drop_table(table)
