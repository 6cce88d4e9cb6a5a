"""The outbox keeps order per conversation and lane, and lends each letter to one sender at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.chat.reply import PAYLOAD_VERSION
from storage.database.database import Database
from storage.messaging import backlog, outbox, sent
from storage.messaging.outbox import Outbound
from storage.vocabulary import Lane
from tests.bot.fake_platform import PLATFORM, START, letter

BRIEF = timedelta(milliseconds=1)


def claim(database: Database, *, lane: Lane = Lane.answer, limit: int = 10, now=START, **options) -> list[Outbound]:  # type: ignore[no-untyped-def]  # the options of outbox.claim
    with database.begin() as tx:
        return outbox.claim(tx, [PLATFORM], lane, now, limit=limit, newest_version=PAYLOAD_VERSION, **options)


def post(database: Database, *keys: str, to: str = "square", lane: Lane = Lane.answer, leased: bool = False) -> None:
    with database.begin() as tx:
        outbox.post(tx, [letter(key, to, lane) for key in keys], START, leased=leased)


def keys(letters: list[Outbound]) -> list[str]:
    return [each.letter.key for each in letters]


def test_only_the_first_of_a_lane_goes_out(database: Database) -> None:
    post(database, "one", "two")
    assert keys(claim(database)) == ["one"]
    assert claim(database) == []


def test_what_was_posted_first_in_its_lane_is_handed_over_at_once(database: Database) -> None:
    with database.begin() as tx:
        ready = outbox.post(tx, [letter("one"), letter("two"), letter("elsewhere", "hall")], START)
    assert keys(ready) == ["one", "elsewhere"]
    assert claim(database) == []


def test_the_next_follows_when_the_first_is_sent(database: Database) -> None:
    post(database, "one", "two")
    first = claim(database)[0]
    with database.begin() as tx:
        outbox.arrived(tx, [(first.id, "n1", START)])
        assert keys(outbox.next_in_lanes(tx, [first.letter], START, newest_version=PAYLOAD_VERSION)) == ["two"]


def test_a_parked_letter_frees_its_lane(database: Database) -> None:
    post(database, "one", "two")
    with database.begin() as tx:
        outbox.park(
            tx,
            outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0],
            "no",
            START,
        )
    assert keys(claim(database)) == ["two"]


def test_a_letter_that_waits_for_its_retry_keeps_its_lane_waiting(database: Database) -> None:
    post(database, "one", "two")
    with database.begin() as tx:
        first = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0]
        outbox.later(tx, first, START + timedelta(minutes=1), "busy")
    assert claim(database) == []
    assert keys(claim(database, now=START + timedelta(minutes=2))) == ["one"]


def test_lanes_of_one_conversation_do_not_wait_for_each_other(database: Database) -> None:
    post(database, "digest", lane=Lane.digest)
    post(database, "answer")
    assert keys(claim(database)) == ["answer"]


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_can_no_longer_decide(database: Database) -> None:
    post(database, "one")
    first = claim(database, lease=-BRIEF)[0]
    again = claim(database)[0]
    assert (again.id, again.attempts) == (first.id, 2)
    with database.begin() as tx:
        outbox.park(tx, first, "late to the party", START)
        assert outbox.renew(tx, first, START) is None
        outbox.release(tx, first)
        assert outbox.renew(tx, again, START) is not None
        assert backlog.unsent(tx, parked=True, limit=5) == []


def test_what_arrived_is_sent_whoever_holds_it(database: Database) -> None:
    post(database, "one")
    first = claim(database, lease=-BRIEF)[0]
    claim(database)
    with database.begin() as tx:
        outbox.arrived(tx, [(first.id, "n1", START)])
        found = sent.get(tx, "one")
    assert found is not None
    assert found.native_id == "n1"


def test_a_process_does_not_claim_what_it_holds_itself(database: Database) -> None:
    post(database, "one")
    first = claim(database, lease=-BRIEF)[0]
    assert claim(database, but=[first.id]) == []


def test_a_payload_of_a_newer_version_is_left_to_a_newer_replica(database: Database) -> None:
    post(database, "one")
    with database.begin() as tx:
        assert outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=0) == []


def test_a_try_that_does_not_count_is_free(database: Database) -> None:
    post(database, "one")
    with database.begin() as tx:
        first = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0]
        outbox.later(tx, first, START, "slow down", counts=False)
    assert claim(database)[0].attempts == 1


def test_a_key_is_taken_once(database: Database) -> None:
    post(database, "one")
    with pytest.raises(IntegrityError):
        post(database, "one")


def test_an_operator_sees_retries_and_drops_what_is_parked(database: Database) -> None:
    post(database, "one", "two")
    for _ in range(2):
        with database.begin() as tx:
            first = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0]
            outbox.park(tx, first, "refused", START)
    with database.begin() as tx:
        assert [(each.key, each.failure) for each in backlog.unsent(tx, parked=True, limit=9)] == [
            ("one", "refused"),
            ("two", "refused"),
        ]
        assert backlog.retry(tx, START, key="one") == 1
        assert backlog.drop(tx, "two")
        assert not backlog.drop(tx, "one"), "only what is parked can be dropped"
        assert [depth.waiting for depth in backlog.depths(tx)] == [1]
    assert keys(claim(database)) == ["one"]


def test_what_was_sent_long_ago_is_pruned(database: Database) -> None:
    post(database, "old", "waiting")
    with database.begin() as tx:
        first = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0]
        outbox.arrived(tx, [(first.id, None, START)])
        assert outbox.prune(tx, START + timedelta(days=1)) == 1
        assert sent.get(tx, "waiting") is not None


def test_after_the_clock_was_set_back_nothing_waits_for_a_time_that_was_never_meant(database: Database) -> None:
    post(database, "one")
    with database.begin() as tx:
        first = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=1, newest_version=PAYLOAD_VERSION)[0]
        outbox.later(tx, first, START + timedelta(seconds=2), "busy")
    back = START - timedelta(hours=1)
    assert claim(database, now=back) == []
    with database.begin() as tx:
        assert outbox.hasten(tx, back, furthest=timedelta(minutes=10)) == 1
    assert keys(claim(database, now=back)) == ["one"]


def test_many_claim_at_once_and_each_letter_goes_to_one_of_them(database: Database) -> None:
    with database.begin() as tx:
        outbox.post(tx, [letter(f"letter-{n}", f"place-{n % 40}") for n in range(200)], START, leased=False)

    def work(_: int) -> list[str]:
        mine = []
        while found := claim(database, limit=3):
            for each in found:
                mine.append(each.letter.key)
                with database.begin() as tx:
                    outbox.arrived(tx, [(each.id, None, START)])
        return mine

    with ThreadPoolExecutor(8) as threads:
        taken = [key for mine in threads.map(work, range(8)) for key in mine]
    taken += work(0)  # who found nothing for a moment stopped early
    assert sorted(taken) == sorted(f"letter-{n}" for n in range(200))
