"""Backup, restore and the outbox, as an operator meets them at the command line."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bot.chat.reply import PAYLOAD_VERSION
from storage.database.database import Database
from storage.messaging import outbox
from storage.vocabulary import Lane
from tests.bot.cli.conftest import moved_in
from tests.bot.fake_platform import letter
from tests.servers.postgres import Postgres
from tests.servers.program import plek
from tests.servers.small_disk import small_disk


def with_a_parked_letter(folder: Path) -> None:
    """A Café in that folder that gave up on a message."""
    assert plek("db", "upgrade", folder=folder).returncode == 0
    database = Database(f"sqlite:///{folder / 'var' / 'plek.db'}")
    now = datetime.now(UTC)
    with database.begin() as tx:
        outbox.post(tx, [letter("refused")], now, leased=False)
        for each in outbox.claim(tx, ["sink"], Lane.answer, now, limit=1, newest_version=PAYLOAD_VERSION):
            outbox.park(tx, each, "the room is gone", now)
    database.close()


def test_what_was_given_up_on_is_shown_retried_and_dropped(tmp_path: Path) -> None:
    with_a_parked_letter(tmp_path)
    shown = plek("outbox", "parked", folder=tmp_path).stdout
    assert "refused" in shown
    assert "the room is gone" in shown
    assert plek("outbox", "retry", folder=tmp_path).returncode == 2, "which one was not said"
    assert plek("outbox", "retry", "another", folder=tmp_path).returncode == 1
    assert "1 to be tried again" in plek("outbox", "retry", "refused", folder=tmp_path).stdout
    assert "refused" in plek("outbox", "waiting", folder=tmp_path).stdout
    assert plek("outbox", "drop", "refused", folder=tmp_path).returncode == 1, "it waits again, and is not parked"


def test_a_backup_is_restored_and_never_over_data_unasked(chatted: Path, tmp_path: Path) -> None:
    moved_in(chatted, tmp_path)
    made = plek("backup", "today.tar.gz", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    refused = plek("restore", "today.tar.gz", folder=tmp_path)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    (tmp_path / "var" / "plek.db").unlink()
    restored = plek("restore", "today.tar.gz", folder=tmp_path)
    assert restored.returncode == 0, restored.stderr
    assert "netwerk" in plek("chat", folder=tmp_path, said="netwerken\n").stdout.lower()


def test_a_restore_that_cannot_be_gets_one_sentence_and_leaves_no_database_behind(tmp_path: Path) -> None:
    assert plek("db", "upgrade", folder=tmp_path).returncode == 0
    assert plek("backup", "today.tar.gz", folder=tmp_path).returncode == 0
    with small_disk("1m") as disk:
        refused = plek("restore", tmp_path / "today.tar.gz", folder=disk)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert any(why in refused.stderr for why in ("full", "No space left")), "by the database or the disk"
        assert [each for each in disk.rglob("*") if each.is_file()] == []
    other, file = tmp_path / "other", tmp_path / "today.tar.gz"
    other.mkdir()
    file.write_bytes(file.read_bytes()[:-500])
    refused = plek("restore", file, folder=other)
    assert refused.returncode == 1
    assert refused.stderr == f"{file} is cut off or damaged. Nothing was restored; take another backup.\n"
    assert list(other.iterdir()) == []


def test_on_postgresql_with_a_password_a_backup_is_tried_made_and_restored(postgres: Postgres, tmp_path: Path) -> None:
    one, two = ({"PLEK_DATABASE__URL": postgres.fresh()} for _ in range(2))
    assert plek("db", "upgrade", folder=tmp_path, settings=one).returncode == 0
    assert "✓ backup: all " in plek("doctor", folder=tmp_path, settings=one).stdout
    # Nothing in the environment decides which server, and no program of PostgreSQL is needed.
    bare = {"PATH": "/nowhere", "PGPASSWORD": "wrong", "PGHOST": "nowhere"}
    made = plek("backup", "today.tar.gz", folder=tmp_path, settings=one | bare)
    assert made.returncode == 0, made.stderr
    restored = plek("restore", "today.tar.gz", folder=tmp_path, settings=two | bare)
    assert restored.returncode == 0, restored.stderr
    with psycopg.connect(one["PLEK_DATABASE__URL"]) as connection:
        connection.execute("REVOKE SELECT ON reports FROM plek")
    looked = plek("doctor", folder=tmp_path, settings=one)
    assert looked.returncode == 1
    assert "✗ backup: PostgreSQL says: permission denied for table reports" in looked.stdout
