"""Keep how somebody wants to be forgotten, and who said what came of a question."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEY = "fk_questions_closed_by_members"


def upgrade() -> None:
    op.add_column("erasures", sa.Column("everything", sa.Boolean(), server_default=sa.false(), nullable=False))
    tx = op.get_bind()
    if tx.dialect.name == "sqlite":
        op.execute("ALTER TABLE questions ADD COLUMN closed_by INTEGER")
        _say(tx, "substr(rtrim(sql, char(10) || ' '), 1, length(rtrim(sql, char(10) || ' ')) - 1) || :key || ')'")
    else:
        op.add_column("questions", sa.Column("closed_by", _ID, nullable=True))
        op.create_foreign_key(op.f(_KEY), "questions", "members", ["closed_by"], ["id"], ondelete="SET NULL")
    # Who closed a question stands in the audit trail, for two years.
    tx.execute(
        sa.text(
            "UPDATE questions SET closed_by = (SELECT actor_id FROM audit WHERE audit.subject = 'question'"
            " AND audit.subject_id = questions.id AND audit.act = 'close' ORDER BY audit.id DESC LIMIT 1)"
            " WHERE outcome IS NOT NULL"
        )
    )


def downgrade() -> None:
    tx = op.get_bind()
    if tx.dialect.name == "sqlite":
        _say(tx, "replace(sql, :key, '')")
    else:
        op.drop_constraint(op.f(_KEY), "questions", type_="foreignkey")
    op.execute("ALTER TABLE questions DROP COLUMN closed_by")
    op.execute("ALTER TABLE erasures DROP COLUMN everything")


def _say(tx: sa.Connection, sql: str) -> None:
    """Change what SQLite's schema says, since it adds no key to a table that is there.

    Making the table anew would take along all that points at its rows, and forget which numbers it gave.
    """
    key = f", CONSTRAINT {_KEY} FOREIGN KEY(closed_by) REFERENCES members (id) ON DELETE SET NULL"
    tx.execute(sa.text("PRAGMA writable_schema=ON"))
    changed = f"UPDATE sqlite_master SET sql = {sql} WHERE type = 'table' AND name = 'questions'"  # noqa: S608  # our own
    tx.execute(sa.text(changed), {"key": key})
    tx.execute(sa.text("PRAGMA writable_schema=RESET"))
