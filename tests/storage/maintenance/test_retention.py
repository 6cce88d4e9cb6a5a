"""Every table says how long it keeps its rows; what is past that goes, and nothing else."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from bot.cli import retention_job
from storage import tables
from storage.database.database import Database
from storage.maintenance import retention
from storage.maintenance.every_table import every_table
from storage.members import codes, people, roles
from storage.members.roles import Grant
from storage.messaging import dialogues
from storage.messaging import sent as messages
from storage.tables import retention as declared
from storage.tables.base import metadata
from storage.tables.retention import Retention
from storage.vocabulary import Role

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
RETENTION = {table.name: declared.of(table) for table in every_table()}


def count(tx: Connection, table: str) -> int:
    return tx.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()


def test_every_table_has_a_retention_with_a_reason() -> None:
    assert all(isinstance(retention, Retention) for retention in RETENTION.values())
    assert all(retention.reason.endswith(".") or " " in retention.reason for retention in RETENTION.values())


def test_what_has_a_period_says_which_rows_are_past_it() -> None:
    for table, kept in RETENTION.items():
        assert (kept.period is None) == (kept.past is None), table


async def test_pruning_runs_on_every_table(database: Database) -> None:
    assert await retention_job.prune(database, NOW) == {}


async def test_handled_events_go_after_two_weeks_and_waiting_ones_stay(database: Database) -> None:
    def arrive(tx: Connection, name: str, handled_at: datetime | None) -> None:
        values = {"event_id": name, "conversation_key": "c", "payload": {}, "received_at": NOW - timedelta(days=40)}
        tx.execute(insert(tables.inbox).values(**values, handled_at=handled_at))

    with database.begin() as tx:
        arrive(tx, "old", NOW - timedelta(days=15))
        arrive(tx, "fresh", NOW - timedelta(days=13))
        arrive(tx, "waiting", None)
    assert await retention_job.prune(database, NOW) == {"inbox": 1}
    with database.begin() as tx:
        assert set(tx.execute(select(tables.inbox.c.event_id)).scalars()) == {"fresh", "waiting"}


async def test_a_visitor_goes_after_a_year_unless_something_of_them_stayed(database: Database) -> None:
    long_ago = NOW - timedelta(days=400)
    with database.begin() as tx:
        people.meet(tx, "terminal", "passer-by", "passer-by", "nl", long_ago)
        people.meet(tx, "terminal", "recent", "recent", "nl", NOW - timedelta(days=300))
        admin = people.meet(tx, "terminal", "admin", "admin", "nl", long_ago)
        roles.grant(tx, admin.id, Grant(Role.admin), None, long_ago)
        asker = people.meet(tx, "terminal", "asker", "asker", "nl", long_ago)
        tx.execute(
            insert(tables.questions).values(
                asker_id=asker.id, text="?", status="open", asked_at=long_ago, changed_at=long_ago
            )
        )
        member = people.meet(tx, "terminal", "member", "member", "nl", long_ago)
        people.sign_up(tx, member.id, people.profile_of(member), (), long_ago)
        tx.execute(tables.members.update().values(seen_at=tables.members.c.created_at))
    assert await retention_job.prune(database, NOW) == {"members": 1}
    with database.begin() as tx:
        left = set(tx.execute(select(tables.members.c.name)).scalars())
        assert left == {"recent", "admin", "asker", "member"}
        assert count(tx, "identities") == 4


async def test_a_letter_that_a_card_stands_on_stays(database: Database) -> None:
    sent = NOW - timedelta(days=100)
    with database.begin() as tx:
        for key in ("plain", "card"):
            tx.execute(
                insert(tables.outbox).values(
                    key=key,
                    platform="terminal",
                    conversation_key="c",
                    conversation={},
                    lane="answer",
                    operation="send",
                    payload={},
                    payload_version=1,
                    trace="t",
                    created_at=sent,
                    due_at=sent,
                    sent_at=sent,
                )
            )
        tx.execute(
            insert(tables.posts).values(
                platform="terminal",
                digest="d",
                subject="question",
                subject_id=1,
                line="K-1",
                conversation_key="c",
                conversation={},
                outbox_key="card",
                posted_at=sent,
            )
        )
    assert await retention_job.prune(database, NOW) == {"outbox": 1}
    with database.begin() as tx:
        assert messages.get(tx, "card") is not None


async def test_drafts_and_codes_go_when_they_expired(database: Database) -> None:
    with database.begin() as tx:
        member = people.meet(tx, "terminal", "jij", "jij", "nl", NOW).id
        dialogues.put(tx, member, "c", "sign_up", {}, NOW - timedelta(days=8))
        codes.issue(tx, codes.FIRST_ADMIN, NOW - timedelta(days=9))
        codes.issue(tx, codes.FIRST_ADMIN, NOW)
    assert await retention_job.prune(database, NOW) == {"dialogues": 1, "one_time_codes": 1}


async def test_pruning_goes_in_small_transactions(database: Database) -> None:
    old = NOW - timedelta(days=800)
    with database.begin() as tx:
        tx.execute(
            insert(tables.audit),
            [{"at": old, "act": "x", "subject": "member", "detail": {}} for _row in range(retention.BATCH + 1)],
        )
    assert await database.write(retention.prune, "audit", NOW) == retention.BATCH
    assert await retention_job.prune(database, NOW) == {"audit": 1}


async def test_of_several_processes_one_prunes_each_day(database: Database) -> None:
    assert await database.write(retention.due, NOW, retention_job.EVERY)
    assert not await database.write(retention.due, NOW + timedelta(hours=23), retention_job.EVERY)
    assert await database.write(retention.due, NOW + timedelta(hours=25), retention_job.EVERY)
