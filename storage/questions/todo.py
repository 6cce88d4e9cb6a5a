"""Finds open questions that nobody is on the way with: they wait for a coordinator."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from storage import tables
from storage.database.id_sets import ids_of, linked, only_within
from storage.tables import questions, requests
from storage.vocabulary import QuestionStatus, RequestState


@dataclass(frozen=True, slots=True)
class Stuck:
    """A question without a route. Was somebody `asked`, then all of those are silent, declined or passed it on."""

    id: int
    text: str
    since: datetime
    regions: frozenset[int]
    asked: bool


def stuck(tx: Connection, before: datetime, regions: frozenset[int] | None, limit: int) -> list[Stuck]:
    """Return those in these regions and no other, or everywhere, oldest first.

    A question of which nobody was asked counts when it was put before that moment. Those of the example set wait for
    nobody.
    """
    rows = tx.execute(_stuck(regions), {"before": before, "most": limit})
    return [Stuck(row.id, row.text, row.asked_at, ids_of(row.regions), bool(row.asked)) for row in rows]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _stuck(regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    # One of them: that any exists, as one side of an "or", PostgreSQL tells by reading all that anybody was asked.
    asked = select(requests.c.id).where(requests.c.question_id == questions.c.id).limit(1).scalar_subquery()
    underway = exists().where(
        requests.c.question_id == questions.c.id,
        requests.c.state.in_([RequestState.asked, RequestState.accepted]),
        requests.c.due_at.is_not(None),
    )
    return (
        select(
            questions.c.id,
            questions.c.text,
            questions.c.asked_at,
            asked.is_not(None).label("asked"),
            linked(tables.question_regions).label("regions"),
        )
        .where(only_within(tables.question_regions, regions), questions.c.status == QuestionStatus.open, ~underway)
        .where(~questions.c.example)
        .where(asked.is_not(None) | (questions.c.asked_at < bindparam("before")))
        .order_by(questions.c.asked_at)
        .limit(bindparam("most"))
    )
