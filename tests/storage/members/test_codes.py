"""One-time codes: once, for a day, and not to be guessed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from storage.database.database import Database
from storage.members import codes, people
from storage.members.codes import FIRST_ADMIN, Verdict
from storage.tables import one_time_codes

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def tx(database: Database) -> Iterator[Connection]:
    with database.begin() as connection:
        yield connection


def someone(tx: Connection, name: str = "kernteam") -> int:
    return people.meet(tx, "terminal", name, name, "nl", NOW).id


def test_a_code_works_once(tx: Connection) -> None:
    member, code = someone(tx), codes.issue(tx, FIRST_ADMIN, NOW)
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW).verdict is Verdict.accepted
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW).verdict is Verdict.wrong


def test_a_code_may_be_typed_with_capitals_spaces_or_no_dashes(tx: Connection) -> None:
    member = someone(tx)
    for typed in (str.upper, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")):
        code = codes.issue(tx, FIRST_ADMIN, NOW)
        assert codes.redeem(tx, FIRST_ADMIN, typed(code), member, NOW).verdict is Verdict.accepted


def test_a_code_expires_after_a_day(tx: Connection) -> None:
    member, code = someone(tx), codes.issue(tx, FIRST_ADMIN, NOW)
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW + codes.LIFETIME).verdict is Verdict.wrong


def test_a_code_is_for_its_purpose_only(tx: Connection) -> None:
    member, code = someone(tx), codes.issue(tx, "link", NOW)
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW).verdict is Verdict.wrong
    assert codes.redeem(tx, "link", code, member, NOW).verdict is Verdict.accepted


def test_a_code_tells_about_whom_it_was_made(tx: Connection) -> None:
    about, by = someone(tx, "on Matrix"), someone(tx, "on Teams")
    code = codes.issue(tx, "link", NOW, member=about)
    assert codes.redeem(tx, "link", code, by, NOW).member_id == about


def test_the_database_does_not_hold_the_code(tx: Connection) -> None:
    code = codes.issue(tx, FIRST_ADMIN, NOW)
    row = tx.execute(select(one_time_codes)).one()
    assert code not in str(row)
    assert code.replace("-", "") not in str(row)


def test_guessing_stops_after_five_tries_for_an_hour(tx: Connection) -> None:
    member, code = someone(tx), codes.issue(tx, FIRST_ADMIN, NOW)
    for _try in range(codes.TRIES):
        assert codes.redeem(tx, FIRST_ADMIN, "wrong", member, NOW).verdict is Verdict.wrong
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW).verdict is Verdict.too_often
    another = someone(tx, "another")
    assert codes.redeem(tx, FIRST_ADMIN, "wrong", another, NOW).verdict is Verdict.wrong
    later = NOW + codes.TRIES_WITHIN + timedelta(seconds=1)
    assert codes.redeem(tx, FIRST_ADMIN, code, member, later).verdict is Verdict.accepted


def test_codes_of_a_purpose_can_be_made_worthless(tx: Connection) -> None:
    member, code = someone(tx), codes.issue(tx, FIRST_ADMIN, NOW)
    kept = codes.issue(tx, "link", NOW)
    assert codes.void(tx, FIRST_ADMIN) == 1
    assert codes.redeem(tx, FIRST_ADMIN, code, member, NOW).verdict is Verdict.wrong
    assert codes.redeem(tx, "link", kept, member, NOW).verdict is Verdict.accepted


def test_of_the_code_for_the_first_administrator_only_the_newest_counts(tx: Connection) -> None:
    member = someone(tx)
    first, second = codes.issue_only(tx, FIRST_ADMIN, NOW), codes.issue_only(tx, FIRST_ADMIN, NOW)
    assert codes.redeem(tx, FIRST_ADMIN, first, member, NOW).verdict is Verdict.wrong
    assert codes.redeem(tx, FIRST_ADMIN, second, member, NOW).verdict is Verdict.accepted
