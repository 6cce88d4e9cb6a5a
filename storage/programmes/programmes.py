"""Keeps the facts of programmes."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from storage.database.pages import about_all, among, page
from storage.database.text import fold
from storage.messaging import cards
from storage.programmes import parts
from storage.programmes.programme import Course, Facts, Programme
from storage.programmes.tables import programmes
from storage.tables import network_names, network_regions, network_themes, networks
from storage.vocabulary import NetworkKind, NetworkStatus, Subject


def tell(tx: Connection, network: int, facts: Facts) -> bool:
    """Say what a programme is: whether that changed anything."""
    held = tx.execute(select(programmes).where(programmes.c.network_id == network)).first()
    values = {"sort": facts.sort, "course": facts.course, "lead": facts.lead, "area_based": facts.area_based}
    if held is None:
        tx.execute(insert(programmes).values(network_id=network, **values))
    elif _facts(held) == facts:
        return False
    else:
        tx.execute(update(programmes).where(programmes.c.network_id == network).values(**values))
    cards.touch(tx, Subject.network, network)
    return True


def load(tx: Connection, ids: Collection[int]) -> Mapping[int, Programme]:
    """Read the programmes among these networks: those with facts, and those of that kind."""
    if not ids:
        return {}
    rows = tx.execute(
        select(networks.c.id, networks.c.kind, programmes)
        .outerjoin(programmes, programmes.c.network_id == networks.c.id)
        .where(networks.c.id.in_(list(ids)))
    ).all()
    people = parts.of_networks(tx, ids)
    return {
        row.id: Programme(row.id, _facts(row) if row.network_id else Facts(), tuple(people.get(row.id, ())))
        for row in rows
        if row.network_id or row.kind == NetworkKind.programma
    }


def find(
    tx: Connection,
    *,
    regions: Collection[int] | None,
    themes: Collection[int] | None,
    courses: Collection[Course],
    words: Collection[str],
    ids: Collection[int] | None = None,
    limit: int,
    offset: int = 0,
) -> tuple[list[int], int]:
    """Find listed programmes by name: the numbers of one page, and how many there are."""
    statement = _matching(tx, regions, themes, courses, words)
    if ids is not None:
        statement = statement.where(among(tx, networks.c.id, ids))
    return page(tx, statement.order_by(networks.c.folded, networks.c.id), limit=limit, offset=offset)


def _matching(
    tx: Connection,
    regions: Collection[int] | None,
    themes: Collection[int] | None,
    courses: Collection[Course],
    words: Collection[str],
) -> Select[int]:
    known = networks.c.id.in_(select(programmes.c.network_id))
    which = select(networks.c.id).where(
        networks.c.status == NetworkStatus.listed, or_(networks.c.kind == NetworkKind.programma, known)
    )
    which = which.where(*about_all(tx, (network_regions, regions), (network_themes, themes)))
    if courses:
        on = programmes.c.course.in_(list(courses))
        which = which.where(networks.c.id.in_(select(programmes.c.network_id).where(on)))
    for word in words:
        called = network_names.c.folded.contains(fold(word), autoescape=True)
        which = which.where(networks.c.id.in_(select(network_names.c.network_id).where(called)))
    return which


def _facts(row: Any) -> Facts:  # Any: a Row
    return Facts(row.sort, Course(row.course), row.lead, row.area_based)
