"""Finds networks to which many questions were brought that are open, and were not weighed against each other yet."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage import tables
from storage.tables import questions, requests
from storage.vocabulary import NetworkRole, NetworkStatus, QuestionStatus, RequestState

WAITING = frozenset({RequestState.asked, RequestState.accepted, RequestState.silent})
"""Nobody of the network said that it is not for them, or answered."""


@dataclass(frozen=True, slots=True)
class Burden:
    """What waits for a network, oldest first: requests with the number and text of their question."""

    network_id: int
    convenor: int
    since: datetime
    waiting: tuple[tuple[int, int, str], ...]


def burdened(tx: Connection, since: datetime, most: int) -> list[Burden]:
    """Return the listed networks that more than `most` open questions were brought to since then."""
    networks, part = tables.networks, tables.network_members
    rows = tx.execute(
        select(requests.c.id, requests.c.network_id, requests.c.question_id, requests.c.brought_at, questions.c.text)
        .join(questions, questions.c.id == requests.c.question_id)
        .join(networks, networks.c.id == requests.c.network_id)
        .where(
            requests.c.state.in_(WAITING),
            requests.c.brought_at >= since,
            requests.c.weighed_at.is_(None),
            questions.c.status == QuestionStatus.open,
            networks.c.status == NetworkStatus.listed,
        )
        .order_by(requests.c.brought_at, requests.c.id)
    ).all()
    found = defaultdict(list)
    for row in rows:
        found[row.network_id].append(row)
    many = {network: waiting for network, waiting in found.items() if len(waiting) > most}
    # Those who drive it are asked as one: whoever does so longest.
    drivers = select(part.c.network_id, part.c.member_id).where(
        part.c.network_id.in_(many), part.c.role == NetworkRole.convenor
    )
    first: dict[int, int] = {}
    for network, member in tx.execute(drivers.order_by(part.c.network_id, part.c.member_id)):
        first.setdefault(network, member)
    return [
        Burden(network, first[network], waiting[0].brought_at, tuple((r.id, r.question_id, r.text) for r in waiting))
        for network, waiting in many.items()
        if network in first
    ]


def weighed(tx: Connection, ids: Collection[int], now: datetime) -> None:
    """Note that these were put beside each other."""
    tx.execute(update(requests).where(requests.c.id.in_(ids)).values(weighed_at=now))
