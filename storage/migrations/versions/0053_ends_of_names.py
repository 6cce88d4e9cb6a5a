"""Keep how the name of a word begins and ends, to find one that was meant."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    for name, letters in (("beginning", 2), ("ending", 3)):
        op.add_column("word_names", sa.Column(name, sa.String(letters), server_default=sa.text("''"), nullable=False))
    last = "right(folded, 3)" if op.get_bind().dialect.name == "postgresql" else "substr(folded, -3)"
    op.execute(f"UPDATE word_names SET beginning = substr(folded, 1, 2), ending = {last}")  # noqa: S608  # ours
    op.create_index("ix_word_names_beginning", "word_names", ["beginning"])
    op.create_index("ix_word_names_ending", "word_names", ["ending"])


def downgrade() -> None:
    op.drop_index("ix_word_names_ending", "word_names")
    op.drop_index("ix_word_names_beginning", "word_names")
    with op.batch_alter_table("word_names") as batch_op:
        batch_op.drop_column("ending")
        batch_op.drop_column("beginning")
