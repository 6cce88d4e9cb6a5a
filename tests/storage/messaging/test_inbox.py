"""What came in is taken up again by a process that serves its platform."""

from storage.database.database import Database
from storage.messaging import inbox
from storage.messaging.inbox import LEASE, Arrival
from tests.bot.fake_platform import START


def test_what_another_process_left_behind_is_taken_up_by_who_serves_its_platform(database: Database) -> None:
    arrivals = [Arrival(f"{platform}:1", f"{platform}:square", {}) for platform in ("matrix", "teams")]
    with database.begin() as tx:
        inbox.store(tx, arrivals, START)
    later = START + 2 * LEASE
    with database.begin() as tx:
        assert [each.event_id for each in inbox.claim(tx, later, platforms=["teams"])] == ["teams:1"]
        assert inbox.claim(tx, later, platforms=["teams"]) == []
    with database.begin() as tx:
        assert [each.event_id for each in inbox.claim(tx, later, platforms=["matrix", "terminal"])] == ["matrix:1"]


def test_what_a_process_holds_on_to_is_not_taken_up_by_another(database: Database) -> None:
    with database.begin() as tx:
        (held,) = inbox.store(tx, [Arrival("teams:1", "teams:square", {})], START)
        inbox.renew(tx, [held.id], START + 0.9 * LEASE)
        assert inbox.claim(tx, START + 1.8 * LEASE) == []
        (taken,) = inbox.claim(tx, START + 2 * LEASE)
        assert taken.left_behind
