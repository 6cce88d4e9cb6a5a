"""Add what networks need and offer, and when their convenor was last asked."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "network_resources",
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.CheckConstraint("side IN ('needs', 'offers')", name=op.f("ck_network_resources_side")),
        sa.CheckConstraint(
            "resource IN ('mensen', 'geld', 'recht', 'techniek', 'training', 'ruimte')",
            name=op.f("ck_network_resources_resource"),
        ),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["networks.id"],
            name=op.f("fk_network_resources_network_id_networks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("network_id", "side", "resource", name=op.f("pk_network_resources")),
    )
    op.create_index("ix_network_resources_side_resource", "network_resources", ["side", "resource"])
    op.add_column("networks", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_networks_status_asked_at", "networks", ["status", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_networks_status_asked_at", "networks")
    op.drop_column("networks", "asked_at")
    op.drop_table("network_resources")
