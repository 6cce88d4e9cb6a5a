"""Remember of which rows a file says that not all of it stands in its source."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    op.add_column("exchange_keys", sa.Column("doubted", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("exchange_keys") as batch_op:
        batch_op.drop_column("doubted")
