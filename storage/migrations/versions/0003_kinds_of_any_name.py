"""Kinds of things have any name: topics bring their own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KINDS = (
    ("audit", "subject"),
    ("exchange_keys", "kind"),
    ("follows", "subject"),
    ("links", "from_kind"),
    ("links", "to_kind"),
    ("posts", "subject"),
    ("reports", "subject"),
)
_CLOSED = ("member", "network", "question", "answer", "theme", "region", "conversation")
"""The kinds that could be followed before."""


def upgrade() -> None:
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_follows_subject"), type_="check")
    _widen(20, 40)


def downgrade() -> None:
    # What only a later version knows has no place in this one.
    for table, column in _KINDS:
        kind: sa.ColumnClause[str] = sa.column(column)
        op.execute(sa.delete(sa.table(table, kind)).where(sa.func.length(kind) > 20))
    subject: sa.ColumnClause[str] = sa.column("subject")
    op.execute(sa.delete(sa.table("follows", subject)).where(subject.not_in(_CLOSED)))
    _widen(40, 20)
    with op.batch_alter_table("follows", schema=None) as batch_op:
        batch_op.create_check_constraint(op.f("ck_follows_subject"), f"subject IN {_CLOSED}")


def _widen(was: int, to: int) -> None:
    for table, column in _KINDS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                column, existing_type=sa.String(length=was), type_=sa.String(length=to), existing_nullable=False
            )
