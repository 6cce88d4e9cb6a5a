"""Add links between things."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('komt uit', 'gaat over', 'hoort bij', 'dubbel van', 'opvolger van')", name=op.f("ck_links_kind")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_links_member_id_members"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint(
            "from_kind",
            "from_id",
            "kind",
            "to_kind",
            "to_id",
            name=op.f("uq_links_from_kind_from_id_kind_to_kind_to_id"),
        ),
    )
    op.create_index("ix_links_to_kind_to_id", "links", ["to_kind", "to_id"])


def downgrade() -> None:
    op.drop_index("ix_links_to_kind_to_id", table_name="links")
    op.drop_table("links")
