"""Backup, restore and the outbox, as an operator meets them at the command line."""

from datetime import UTC, datetime
from pathlib import Path

from storage.database.database import Database
from storage.messaging import outbox
from storage.vocabulary import Lane
from tests.bot.cli.test_cli import plek
from tests.bot.fake_platform import letter


def with_a_parked_letter(folder: Path) -> None:
    """A Café in that folder that gave up on a message."""
    assert plek("db", "upgrade", folder=folder).returncode == 0
    database = Database(f"sqlite:///{folder / 'var' / 'plek.db'}")
    now = datetime.now(UTC)
    with database.begin() as tx:
        outbox.post(tx, [letter("refused")], now, leased=False)
        for each in outbox.claim(tx, ["sink"], Lane.answer, now, limit=1, newest_version=1):
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


def test_a_backup_is_restored_and_never_over_data_unasked(tmp_path: Path) -> None:
    assert plek("chat", folder=tmp_path, said="hulp\n").returncode == 0
    made = plek("backup", "today.tar.gz", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    refused = plek("restore", "today.tar.gz", folder=tmp_path)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    (tmp_path / "var" / "plek.db").unlink()
    restored = plek("restore", "today.tar.gz", folder=tmp_path)
    assert restored.returncode == 0, restored.stderr
    assert "netwerk" in plek("chat", folder=tmp_path, said="netwerken\n").stdout.lower()
