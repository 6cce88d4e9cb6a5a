"""Add who keeps things, what members are to hear of them, and when they were asked about what they keep."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_index("ix_audit_actor_id", "audit", ["actor_id"])
    op.create_table(
        "keepers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_keepers_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keepers")),
        sa.UniqueConstraint("kind", "thing_id", "member_id", name=op.f("uq_keepers_kind_thing_id_member_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_keepers_member_id", "keepers", ["member_id"])
    op.create_table(
        "hearings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", _ID, nullable=False),
        sa.Column("entry", _ID, nullable=True),
        sa.Column("said", _JSON, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_hearings_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearings")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hearings_member_id", "hearings", ["member_id"])
    op.create_index("ix_hearings_sent_at_due_at", "hearings", ["sent_at", "due_at"])
    op.create_index("ix_hearings_entry", "hearings", ["entry"])
    op.create_table(
        "upkeeps",
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_upkeeps_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_upkeeps")),
    )


def downgrade() -> None:
    op.drop_table("upkeeps")
    op.drop_table("hearings")
    op.drop_table("keepers")
    op.drop_index("ix_audit_actor_id", "audit")
