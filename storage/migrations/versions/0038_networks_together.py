"""Add the networks that want the same, and what who drives them said to acting together."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "network_pairs",
        sa.Column("network_id", _ID, nullable=False),
        sa.Column("other_id", _ID, nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wants", sa.Boolean(), nullable=True),
        sa.Column("other_wants", sa.Boolean(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("other_asked_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], ["networks.id"], name=op.f(f"fk_network_pairs_{column}_networks"), ondelete="CASCADE"
            )
            for column in ("network_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("network_id", "other_id", name=op.f("pk_network_pairs")),
    )
    for column in ("other_id", "asked_at", "other_asked_at"):
        op.create_index(f"ix_network_pairs_{column}", "network_pairs", [column])
    op.create_index("ix_networks_status_changed_at", "networks", ["status", "changed_at"])


def downgrade() -> None:
    op.drop_index("ix_networks_status_changed_at", "networks")
    op.drop_table("network_pairs")
