"""Let a poll be for those who take part in a thing, such as a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("polls", sa.Column("gathering_kind", sa.String(length=40), nullable=True))
    op.add_column("polls", sa.Column("gathering_id", _ID, nullable=True))


def downgrade() -> None:
    op.drop_column("polls", "gathering_id")
    op.drop_column("polls", "gathering_kind")
