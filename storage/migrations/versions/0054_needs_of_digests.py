"""Which questions a digest holds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054"
down_revision = "0053"

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("digest_subscriptions", sa.Column("needs", _JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("digest_subscriptions", "needs")
