"""Finds what more regions want to know: questions that are alike, or one that members of two regions follow."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from storage.agenda.tables import recurring
from storage.tables import follows, member_regions

AGAIN = timedelta(days=182)
"""After "not now" the same is proposed again after half a year."""


class Verdict(StrEnum):
    proposed = "proposed"
    put = "put"
    different = "different"
    later = "later"


@dataclass(frozen=True, slots=True)
class Recurring:
    """Questions that ask the same in several regions, and what a coordinator said of them."""

    id: int
    questions: tuple[int, ...]
    regions: frozenset[int]
    state: Verdict
    at: datetime


def known(tx: Connection, questions: Collection[int], now: datetime) -> bool:
    """Whether two of these were proposed together already, or one that stands alone was."""
    those = set(questions)
    for each in all_of(tx):
        shared = len(those & set(each.questions))
        if each.state is Verdict.later and each.at < now - AGAIN:
            continue
        if shared >= min(2, len(those)):
            return True
    return False


def propose(tx: Connection, questions: Collection[int], regions: Collection[int], now: datetime) -> int | None:
    """Note that these are proposed: None when they were already."""
    if known(tx, questions, now):
        return None
    values = {"questions": _joined(questions), "regions": _joined(regions), "state": Verdict.proposed, "at": now}
    number: int = tx.execute(insert(recurring).values(**values).returning(recurring.c.id)).scalar_one()
    return number


def get(tx: Connection, number: int) -> Recurring | None:
    return next((each for each in all_of(tx) if each.id == number), None)


def settle(tx: Connection, number: int, verdict: Verdict, now: datetime) -> bool:
    """Note what a coordinator says: False when one said so already."""
    waiting = (recurring.c.id == number) & (recurring.c.state == Verdict.proposed)
    return tx.execute(update(recurring).where(waiting).values(state=verdict, at=now)).rowcount == 1


def all_of(tx: Connection) -> list[Recurring]:
    return [
        Recurring(row.id, _ids(row.questions), frozenset(_ids(row.regions)), Verdict(row.state), row.at)
        for row in tx.execute(_ALL)
    ]


_ALL = select(recurring).order_by(recurring.c.id)


def wanted_in_two_regions(tx: Connection, limit: int) -> dict[int, frozenset[int]]:
    """Find the questions that members of two regions at least follow, each with those regions."""
    joined = (
        select(follows.c.subject_id, member_regions.c.region_id)
        .join(member_regions, member_regions.c.member_id == follows.c.member_id)
        .where(follows.c.subject == "question")
    )
    inner = joined.subquery()
    often = (
        select(inner.c.subject_id)
        .group_by(inner.c.subject_id)
        .having(func.count(inner.c.region_id.distinct()) > 1)
        .order_by(inner.c.subject_id.desc())
        .limit(limit)
    )
    found: dict[int, set[int]] = {}
    for row in tx.execute(joined.where(follows.c.subject_id.in_(list(tx.execute(often).scalars())))):
        found.setdefault(row.subject_id, set()).add(row.region_id)
    return {question: frozenset(regions) for question, regions in found.items()}


def _joined(ids: Collection[int]) -> str:
    return ",".join(map(str, sorted(set(ids))))


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)
