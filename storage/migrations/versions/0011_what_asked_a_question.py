"""Add which message asked a question, so that its edits and deletion reach it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    with op.batch_alter_table("question_messages") as table:
        table.add_column(sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False))
