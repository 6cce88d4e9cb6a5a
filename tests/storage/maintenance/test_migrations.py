"""Migrations run up, down and up again on both databases, and make what the tables say."""

import contextlib
from datetime import UTC, datetime

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, DateTime, column, insert, inspect, select, table

from storage.accounts import traces
from storage.database.database import Database, Tx
from storage.maintenance import migrate
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: object) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.fresh()


def test_migrations_go_up_and_down_and_up_and_equal_the_tables(empty: str) -> None:
    database = Database(empty)
    for _round in range(2):
        with database.begin() as tx:
            assert migrate.current(tx) is None
            migrate.upgrade(tx)
        with database.begin() as tx:
            assert migrate.current(tx) == migrate.newest()
            assert migrate.differences(tx) == []
        with database.begin() as tx:
            migrate.downgrade(tx, migrate.BASE)
        with database.begin() as tx:
            assert set(inspect(tx).get_table_names()) <= {"alembic_version"}
    database.close()


def test_an_upgrade_that_fails_changes_nothing(empty: str) -> None:
    database = Database(empty)
    with contextlib.suppress(ZeroDivisionError), database.begin() as tx:
        migrate.upgrade(tx)
        raise ZeroDivisionError
    with database.begin() as tx:
        assert migrate.current(tx) is None
        assert set(inspect(tx).get_table_names()) <= {"alembic_version"}
        migrate.upgrade(tx)
    with database.begin() as tx:
        assert migrate.differences(tx) == []
    database.close()


def test_tables_made_at_once_are_those_of_the_migrations(database: Database) -> None:
    with database.begin() as tx:
        assert migrate.differences(tx) == []


def test_what_is_kept_of_things_stays_when_their_kinds_may_have_any_name(empty: str) -> None:
    database = Database(empty)
    audit = table(
        "audit",
        column("id"),
        column("at", DateTime(timezone=True)),
        column("act"),
        column("subject"),
        column("detail", JSON()),
    )
    kinds = select(audit.c.subject).order_by(audit.c.id)
    entry = {"at": datetime(2026, 3, 2, 9, tzinfo=UTC), "act": "hide", "detail": {}}
    with database.begin() as tx:
        migrate.upgrade(tx, "0002")
        tx.execute(insert(audit).values(subject="network", **entry))
        migrate.upgrade(tx, "0003")
        tx.execute(insert(audit).values(subject="neighbourhood meeting", **entry))
    with database.begin() as tx:
        assert tx.execute(select(audit.c.subject).order_by(audit.c.id)).scalars().all() == [
            "network",
            "neighbourhood meeting",
        ]
        migrate.downgrade(tx, "0002")
    with database.begin() as tx:
        assert tx.execute(kinds).scalars().all() == ["network"]
    database.close()


def test_letters_from_before_know_whom_they_name_unless_that_is_of_two(empty: str) -> None:
    database = Database(empty)
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    instant = DateTime(timezone=True)
    members = table(
        "members", *(column(name) for name in ("id", "name", "language")), column("created_at", instant),
        column("seen_at", instant),
    )  # fmt: skip
    texts = ("id", "key", "platform", "conversation_key", "lane", "operation", "payload_version", "trace")
    outbox = table(
        "outbox",
        *map(column, texts),
        *(column(name, instant) for name in ("created_at", "due_at")),
        *(column(name, JSON()) for name in ("conversation", "payload")),
    )

    def letter(id: int, *words: object) -> dict[str, object]:
        said = {"$": "Reply", "blocks": [{"$": "Text", "words": list(words)}], "language": "nl"}
        told = {"id": id, "key": f"k{id}", "platform": "x", "conversation_key": "x", "lane": "answer", "trace": "t"}
        return {**told, "operation": "send", "payload_version": 1, "created_at": at, "due_at": at} | {
            "conversation": {},
            "payload": said,
        }

    def letters(tx: Tx) -> dict[int, tuple[int, object]]:
        rows = tx.execute(select(outbox.c.id, outbox.c.payload_version, outbox.c.payload))
        return {row.id: (row.payload_version, row.payload["blocks"][0]["words"]) for row in rows}

    with database.begin() as tx:
        migrate.upgrade(tx, "0003")
        for id, name in ((1, "Piet Kwartel"), (2, "Jan Jansen"), (3, "Jan Jansen"), (4, "bodem")):
            tx.execute(insert(members).values(id=id, name=name, language="nl", created_at=at, seen_at=at))
        piet, jan = {"$": "Bold", "text": "Piet Kwartel"}, {"$": "Bold", "text": "Jan Jansen"}
        for each in (letter(1, piet, " helpt"), letter(2, jan, " helpt"), letter(3, "Wie weet iets van bodem?")):
            tx.execute(insert(outbox).values(**each))
        migrate.upgrade(tx, "0008")
    with database.begin() as tx:
        named = {"$": "Named", "span": piet, "member": 1, "own": False}
        assert letters(tx) == {1: (2, [named, " helpt"]), 2: (1, [jan, " helpt"]), 3: (1, ["Wie weet iets van bodem?"])}
        assert traces.unresolved(tx) == 2
        migrate.downgrade(tx, "0003")
        assert letters(tx)[1] == (1, [piet, " helpt"])
    database.close()


def test_migrations_are_numbered_in_their_order() -> None:
    """So that the newest is known without asking Alembic."""
    scripts = ScriptDirectory(str(migrate.SCRIPTS))
    assert migrate.newest() == scripts.get_current_head()
    assert all(migrate.knows(script.revision) for script in scripts.walk_revisions())
    assert not migrate.knows("9999")
