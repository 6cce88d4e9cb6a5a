"""Numbers are given once: SQLite would give that of the newest row again when it is gone. PostgreSQL never did."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBERED = (
    "answers",
    "audit",
    "conversations",
    "dialogues",
    "digest_issues",
    "digest_subscriptions",
    "identities",
    "inbox",
    "links",
    "members",
    "needs",
    "networks",
    "organisations",
    "outbox",
    "posts",
    "question_copies",
    "question_messages",
    "question_places",
    "questions",
    "regions",
    "reports",
    "requests",
    "reuses",
    "roles",
    "themes",
)
_REMEMBERED = {"members": "member", "networks": "network", "questions": "question", "answers": "answer"}
"""What the audit trail and reports may still name by a number that nothing has any more."""

_PLAIN, _COUNTED = "PRIMARY KEY (id)", "PRIMARY KEY (id AUTOINCREMENT)"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    # SQLite keeps the numbers in a table that it makes with the first table that counts.
    op.execute("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    op.execute("DROP TABLE counted")
    _say(_PLAIN, _COUNTED)
    for name in _NUMBERED:
        highest = [f"SELECT max(id) AS number FROM {name}"]  # noqa: S608  # our own names
        if kind := _REMEMBERED.get(name):
            for other in ("audit", "reports"):
                highest.append(f"SELECT max(subject_id) FROM {other} WHERE subject = '{kind}'")  # noqa: S608  # names of our own tables
        op.execute(
            f"INSERT INTO sqlite_sequence (name, seq) SELECT '{name}', coalesce(max(number), 0) "  # noqa: S608  # names of our own tables
            f"FROM ({' UNION ALL '.join(highest)})"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    _say(_COUNTED, _PLAIN)
    for name in _NUMBERED:
        op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{name}'")  # noqa: S608  # our own names


def _say(before: str, now: str) -> None:
    """Change what the schema says of the numbers of rows.

    It changes nothing in the tables, so they need not be written anew: dropping the old ones would take along all
    that points at them.
    """
    bind = op.get_bind()
    bind.execute(sa.text("PRAGMA writable_schema=ON"))
    changed = bind.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :now) "
            "WHERE type = 'table' AND name IN :names AND sql LIKE '%' || :before || '%'"
        ).bindparams(sa.bindparam("names", expanding=True)),
        {"before": before, "now": now, "names": _NUMBERED},
    )
    bind.execute(sa.text("PRAGMA writable_schema=RESET"))
    if changed.rowcount != len(_NUMBERED):
        raise RuntimeError(f"Of {len(_NUMBERED)} tables, {changed.rowcount} say how their rows are numbered.")
