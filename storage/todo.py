"""What waits for a coordinator: questions without a route, requests nobody answers, networks to approve or confirm."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, or_, select, true

from storage import tables
from storage.tables import networks, questions, requests
from storage.vocabulary import NetworkStatus, QuestionStatus, RequestState

A_YEAR = timedelta(days=365)


class Kind(StrEnum):
    unrouted = "unrouted"
    """Put some time ago; nobody was asked, nobody answered."""
    silent = "silent"
    """All who were asked are silent, declined or passed it on to nobody; no answer yet."""
    approve = "approve"
    confirm = "confirm"


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to do, about a question or network, waiting `since` then."""

    kind: Kind
    subject_id: int
    title: str
    since: datetime
    regions: frozenset[int]


def waiting(
    tx: Connection,
    now: datetime,
    today: date,
    *,
    patience: timedelta,
    regions: frozenset[int] | None = None,
    limit: int = 200,
) -> list[Chore]:
    """What there is in these regions, or everywhere; each kind oldest first, at most `limit` of it.

    `patience` is how long a question may go without a route.
    """
    about = _within(tables.question_regions, "question_id", questions, regions)
    where = _within(tables.network_regions, "network_id", networks, regions)
    return [
        *_questions(tx, now - patience, about, limit),
        *_networks(tx, Kind.approve, and_(where, networks.c.status == NetworkStatus.proposed), limit),
        *_networks(
            tx,
            Kind.confirm,
            and_(
                where,
                networks.c.status == NetworkStatus.listed,
                or_(
                    networks.c.confirmed_on < today - A_YEAR,
                    and_(networks.c.confirmed_on.is_(None), networks.c.changed_at < now - A_YEAR),
                ),
            ),
            limit,
        ),
    ]


def _within(link: Table, column: str, subjects: Table, regions: frozenset[int] | None) -> ColumnElement[bool]:
    """In at least one of these regions and in no other; all when no regions are given."""
    if regions is None:
        return true()
    mine = link.c[column] == subjects.c.id
    inside = link.c.region_id.in_(regions)
    return and_(exists().where(mine, inside), ~exists().where(mine, ~inside))


def _questions(tx: Connection, before: datetime, where: ColumnElement[bool], limit: int) -> list[Chore]:
    asked = exists().where(requests.c.question_id == questions.c.id)
    underway = exists().where(
        requests.c.question_id == questions.c.id,
        requests.c.state.in_([RequestState.asked, RequestState.accepted]),
        requests.c.due_at.is_not(None),
    )
    rows = tx.execute(
        select(questions.c.id, questions.c.text, questions.c.asked_at, asked.label("asked"))
        .where(where, questions.c.status == QuestionStatus.open, ~underway)
        .where(asked | (questions.c.asked_at < before))
        .order_by(questions.c.asked_at)
        .limit(limit)
    ).all()
    regions = _regions(tx, tables.question_regions, "question_id", [row.id for row in rows])
    return [
        Chore(Kind.silent if row.asked else Kind.unrouted, row.id, row.text, row.asked_at, regions.get(row.id, _NONE))
        for row in rows
    ]


def _networks(tx: Connection, kind: Kind, which: ColumnElement[bool], limit: int) -> list[Chore]:
    rows = tx.execute(
        select(networks.c.id, networks.c.name, networks.c.changed_at)
        .where(which)
        .order_by(networks.c.changed_at)
        .limit(limit)
    ).all()
    regions = _regions(tx, tables.network_regions, "network_id", [row.id for row in rows])
    return [Chore(kind, row.id, row.name, row.changed_at, regions.get(row.id, _NONE)) for row in rows]


def _regions(tx: Connection, table: Table, column: str, ids: list[int]) -> dict[int, frozenset[int]]:
    held: dict[int, set[int]] = {}
    for row in tx.execute(select(table.c[column].label("of"), table.c.region_id).where(table.c[column].in_(ids))):
        held.setdefault(row.of, set()).add(row.region_id)
    return {of: frozenset(regions) for of, regions in held.items()}


_NONE: frozenset[int] = frozenset()
