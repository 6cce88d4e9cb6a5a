"""Add the files with lists that administrators send in a chat."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "intakes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("conversation", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False, comment="The files, as a zip"),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", _AT, nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.CheckConstraint("state IN ('sent', 'shown', 'agreed')", name=op.f("ck_intakes_state")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_intakes_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intakes")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_intakes_state_lease_until", "intakes", ["state", "lease_until"])
    op.create_index("ix_intakes_member_id", "intakes", ["member_id"])
    op.create_index("ix_intakes_made_at", "intakes", ["made_at"])


def downgrade() -> None:
    op.drop_table("intakes")
