"""Let rows say whose words they hold, and words in letters whom they name.

What was written before is brought into this form as far as it can be: a piece of a letter that is the name of one
member, and of nobody else, becomes theirs. A letter in which a name stands otherwise stays of the first version, which
`plek doctor` counts; it goes by its retention.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_WHOSE = (
    ("needs", "member_id", "CASCADE"),
    ("networks", "sent_back_by", "SET NULL"),
    ("digest_subscriptions", "edited_by", "SET NULL"),
)
_OUTBOX = sa.table(
    "outbox", sa.column("id", _ID), sa.column("payload", _JSON), sa.column("payload_version", sa.Integer())
)
_AT_ONCE = 500
_NO_WORDS = {"$", "url", "line", "id", "asker", "language", "kind", "platform", "media_type", "owner", "value", "name"}
"""Of a letter, what only a program reads."""


def upgrade() -> None:
    for column in _WHOSE:
        _add(op.get_bind(), *column)
    op.create_table(
        "organisation_origins",
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_organisation_origins_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_origins_organisation_id_organisations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_organisation_origins")),
    )
    op.create_index("ix_organisation_origins_member_id", "organisation_origins", ["member_id"])
    _name_members(op.get_bind())
    _hide_own_answers(op.get_bind())


def downgrade() -> None:
    tx = op.get_bind()
    for id, payload in _letters(tx, 2):
        tx.execute(sa.update(_OUTBOX).where(_OUTBOX.c.id == id).values(payload=_unnamed(payload), payload_version=1))
    op.drop_table("organisation_origins")
    for column in _WHOSE:
        _drop(tx, *column)


def _add(tx: sa.Connection, table: str, column: str, goes: str) -> None:
    if tx.dialect.name != "sqlite":
        op.add_column(table, sa.Column(column, _ID, nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_{column}_members"), table, "members", [column], ["id"], ondelete=goes)
        return
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")
    key = _key(table, column, goes)
    _say(
        tx, table, "substr(rtrim(sql, char(10) || ' '), 1, length(rtrim(sql, char(10) || ' ')) - 1) || :key || ')'", key
    )


def _drop(tx: sa.Connection, table: str, column: str, goes: str) -> None:
    if tx.dialect.name == "sqlite":
        _say(tx, table, "replace(sql, :key, '')", _key(table, column, goes))
    else:
        op.drop_constraint(op.f(f"fk_{table}_{column}_members"), table, type_="foreignkey")
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _key(table: str, column: str, goes: str) -> str:
    return f", CONSTRAINT fk_{table}_{column}_members FOREIGN KEY({column}) REFERENCES members (id) ON DELETE {goes}"


def _say(tx: sa.Connection, table: str, sql: str, key: str) -> None:
    """Change what SQLite's schema says, since it adds no key to a table that is there.

    Making the table anew would take along all that points at its rows, and forget which numbers it gave.
    """
    tx.execute(sa.text("PRAGMA writable_schema=ON"))
    changed = f"UPDATE sqlite_master SET sql = {sql} WHERE type = 'table' AND name = :table"  # noqa: S608  # our own
    tx.execute(sa.text(changed), {"table": table, "key": key})
    tx.execute(sa.text("PRAGMA writable_schema=RESET"))


def _hide_own_answers(tx: sa.Connection) -> None:
    """Nobody is found any more by their answer to a question of their own that they asked without a name."""
    owned = (sa.column("id", _ID), sa.column("owners", _JSON))
    table = sa.table("search_row", *owned, sa.column("source_kind"), sa.column("source_id"))
    answers = sa.table("answers", sa.column("id"), sa.column("question_id"), sa.column("member_id"))
    questions = sa.table("questions", sa.column("id"), sa.column("asker_id"), sa.column("anonymous", sa.Boolean()))
    found = (
        sa.select(table.c.id, table.c.owners, answers.c.member_id)
        .join(answers, sa.and_(table.c.source_kind == "answer", answers.c.id == table.c.source_id))
        .join(questions, questions.c.id == answers.c.question_id)
        .where(questions.c.anonymous, questions.c.asker_id == answers.c.member_id)
    )
    for row in tx.execute(found).all():
        kept = [owner for owner in row.owners if owner[:2] != ["member", row.member_id]]
        tx.execute(sa.update(table).where(table.c.id == row.id).values(owners=kept))


def _name_members(tx: sa.Connection) -> None:
    owners = _names(tx)
    starts = _starts(owners)
    for id, payload in _letters(tx, 1):
        named = _named(payload, owners)
        known = not any(_holds_name(text, owners, starts) for text in _texts(named))
        values = {"payload": named, "payload_version": 2 if known else 1}
        tx.execute(sa.update(_OUTBOX).where(_OUTBOX.c.id == id).values(**values))


_WORD = re.compile(r"\w+")


def _starts(names: Iterable[str]) -> dict[str, set[tuple[int, int]]]:
    """Give by the first word of names where it stands in them, and how long they are."""
    found: dict[str, set[tuple[int, int]]] = {}
    for name in names:
        if first := _WORD.search(name):
            found.setdefault(first[0], set()).add((first.start(), len(name)))
    return found


def _holds_name(text: str, names: Container[str], starts: Mapping[str, set[tuple[int, int]]]) -> bool:
    """Tell whether whole words of a text are some name: the time goes with the text, however many names there are."""
    for word in _WORD.finditer(text):
        for at, length in starts.get(word[0], ()):
            begin, end = word.start() - at, word.start() - at + length
            if begin >= 0 and text[begin:end] in names and not _WORD.match(text[end : end + 1]):
                return True
    return False


def _names(tx: sa.Connection) -> dict[str, int | None]:
    """Whose each name is, alone and with the organisation behind it as letters have it; None when it is of several."""
    rows = tx.execute(
        sa.text(
            "SELECT members.id, members.name, organisations.name FROM members"
            " LEFT JOIN organisations ON organisations.id = members.organisation_id"
        )
    )
    found: dict[str, int | None] = {}
    for id, name, organisation in rows:
        for form in (name, f"{name} ({organisation})") if organisation else (name,):
            found[form] = id if found.get(form, id) == id else None
    return found


def _letters(tx: sa.Connection, version: int) -> Iterator[tuple[int, Any]]:
    last = 0
    while rows := tx.execute(
        sa.select(_OUTBOX.c.id, _OUTBOX.c.payload)
        .where(_OUTBOX.c.id > last, _OUTBOX.c.payload_version == version)
        .order_by(_OUTBOX.c.id)
        .limit(_AT_ONCE)
    ).all():
        yield from ((row.id, row.payload) for row in rows)
        last = rows[-1].id


def _named(data: Any, owners: Mapping[str, int | None]) -> Any:  # Any: JSON
    match data:
        case {"$": "Bold" | "Italic", "text": str(text)} if owners.get(text) is not None:
            return {"$": "Named", "span": data, "member": owners[text], "own": False}
        case {"$": "Named"}:
            return data
        case str() if owners.get(data) is not None:
            return {"$": "Named", "span": data, "member": owners[data], "own": False}
        case list():
            return [_named(each, owners) for each in data]
        case Mapping():
            # Only in lists stand spans of words; a string of its own is a label, or for a program.
            return {
                key: _named(each, owners) if isinstance(each, list | Mapping) else each for key, each in data.items()
            }
        case _:
            return data


def _unnamed(data: Any) -> Any:  # Any: JSON
    match data:
        case {"$": "Named", "span": span}:
            return span
        case list():
            return [_unnamed(each) for each in data]
        case Mapping():
            return {key: _unnamed(each) for key, each in data.items()}
        case _:
            return data


def _texts(data: Any) -> Iterator[str]:  # Any: JSON
    """What a letter still says, besides what is somebody's already."""
    match data:
        case {"$": "Named"}:
            pass
        case str():
            yield data
        case list():
            for each in data:
                yield from _texts(each)
        case Mapping():
            for key, each in data.items():
                if key not in _NO_WORDS:
                    yield from _texts(each)
