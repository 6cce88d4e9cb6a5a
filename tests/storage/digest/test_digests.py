"""A window of an audience is claimed once, and what an audience changes is not overrun by an issue in the making."""

from datetime import time, timedelta

from storage.database.database import Database
from storage.digest import digests
from storage.digest.digests import Edits, Issue, Rhythm, Subscription
from storage.members import people
from storage.vocabulary import Frequency, Lane, Quiet
from tests.bot.fake_platform import START, letter

WEEK = timedelta(days=7)
MONDAYS = Rhythm(weekday=0, at=time(9), time_zone="Europe/Amsterdam")


def subscribed(database: Database) -> Subscription:
    with database.begin() as tx:
        member = people.meet(tx, "sink", "one", "deelnemer", "nl", START)
        return digests.put(
            tx, member=member.id, rhythm=MONDAYS, due_at=START + WEEK, by=member.id, now=START, quiet=Quiet.line
        )


def issue(subscription: Subscription, key: str = "digest") -> Issue:
    end = subscription.due_at
    return Issue(subscription, end, end + WEEK, letter(key, "one", Lane.digest), ("question/1",))


def test_a_window_is_claimed_once_and_the_next_begins_where_it_ended(database: Database) -> None:
    subscription = subscribed(database)
    with database.begin() as tx:
        assert len(digests.publish(tx, [issue(subscription)], START + WEEK)) == 1
    with database.begin() as tx:
        assert digests.publish(tx, [issue(subscription, "again")], START + WEEK) == []
        after = digests.of_member(tx, subscription.member_id or 0)
        told = digests.told(tx, [subscription.id], START)
    assert after is not None
    assert (after.window_start, after.due_at) == (subscription.due_at, subscription.due_at + WEEK)
    assert told == {subscription.id: frozenset({"question/1"})}


def test_an_issue_in_the_making_gives_way_to_what_its_audience_changed_meanwhile(database: Database) -> None:
    subscription = subscribed(database)
    with database.begin() as tx:
        digests.change(tx, subscription.id, skip_next=True)
    with database.begin() as tx:
        assert digests.publish(tx, [issue(subscription)], START + WEEK) == []
        assert digests.due(tx, START + WEEK, limit=9)[0].skip_next


def test_one_that_is_left_out_keeps_its_news_for_the_next(database: Database) -> None:
    subscription = subscribed(database)
    with database.begin() as tx:
        assert digests.postpone(tx, subscription, subscription.due_at + WEEK)
        assert not digests.postpone(tx, subscription, subscription.due_at + WEEK)
        after = digests.of_member(tx, subscription.member_id or 0)
    assert after is not None
    assert after.window_start == subscription.window_start


def test_one_that_is_off_is_never_due_and_begins_anew_when_turned_on(database: Database) -> None:
    subscription = subscribed(database)
    later = START + 10 * WEEK
    with database.begin() as tx:
        digests.change(tx, subscription.id, active=False)
        assert digests.due(tx, later, limit=9) == []
        assert digests.oldest_due(tx, later) is None
        on = digests.put(
            tx,
            member=subscription.member_id,
            rhythm=MONDAYS,
            due_at=later + WEEK,
            by=subscription.member_id or 0,
            now=later,
        )
    assert (on.id, on.window_start, on.quiet) == (subscription.id, later, Quiet.line)


def test_a_changed_rhythm_leaves_the_window_open(database: Database) -> None:
    subscription = subscribed(database)
    daily = Rhythm(weekday=0, at=time(7), time_zone="America/Curacao", frequency=Frequency.daily)
    with database.begin() as tx:
        changed = digests.put(
            tx,
            member=subscription.member_id,
            rhythm=daily,
            due_at=START + timedelta(days=1),
            by=subscription.member_id or 0,
            now=START + timedelta(hours=1),
        )
    assert changed.window_start == START
    assert changed.rhythm == daily


def test_edits_are_of_one_issue(database: Database) -> None:
    subscription = subscribed(database)
    edits = Edits("Welkom terug", ("question/3",), ("network/2",), ("networks",))
    with database.begin() as tx:
        digests.change(tx, subscription.id, edits=edits)
        edited = digests.of_member(tx, subscription.member_id or 0)
        assert edited is not None
        assert edited.edits == edits
        digests.publish(tx, [issue(edited)], START + WEEK)
        after = digests.of_member(tx, subscription.member_id or 0)
    assert after is not None
    assert after.edits == Edits()
