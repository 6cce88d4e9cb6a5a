"""Keeps who wants to be introduced to somebody each month."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.acquaintance.tables import introductions, pool, sides
from storage.database.id_sets import ids_of, linked
from storage.tables import member_regions, member_themes, members, network_members


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part, with what tells whom they fit with."""

    member_id: int
    passed_over: bool
    since: datetime
    regions: frozenset[int]
    themes: frozenset[int]
    networks: frozenset[int] = frozenset()


def join(tx: Connection, member: int, now: datetime) -> bool:
    """Let a member take part from now on: False when they did already."""
    if takes_part(tx, member):
        return False
    tx.execute(insert(pool).values(member_id=member, since=now))
    return True


def leave(tx: Connection, member: int) -> bool:
    """Let a member take part no longer: False when they did not."""
    return tx.execute(delete(pool).where(pool.c.member_id == member)).rowcount == 1


def takes_part(tx: Connection, member: int) -> bool:
    return tx.execute(select(pool.c.member_id).where(pool.c.member_id == member)).first() is not None


def participants(tx: Connection) -> list[Participant]:
    """Read all who take part: who was passed over first, then who takes part longest."""
    inside: dict[int, set[int]] = {}
    for row in tx.execute(select(network_members).join(pool, pool.c.member_id == network_members.c.member_id)):
        inside.setdefault(row.member_id, set()).add(row.network_id)
    rows = (
        select(
            pool,
            linked(member_regions).label("regions"),
            linked(member_themes).label("themes"),
        )
        .join(members, members.c.id == pool.c.member_id)
        .order_by(pool.c.passed_over.desc(), pool.c.since, pool.c.member_id)
    )
    return [
        Participant(
            row.member_id,
            row.passed_over,
            row.since,
            ids_of(row.regions),
            ids_of(row.themes),
            frozenset(inside.get(row.member_id, ())),
        )
        for row in tx.execute(rows)
    ]


def pass_over(tx: Connection, which: Collection[int]) -> None:
    """Say for whom nobody was there this time, and that the others were not passed over."""
    tx.execute(update(pool).where(pool.c.passed_over).values(passed_over=False))
    tx.execute(update(pool).where(pool.c.member_id.in_(list(which))).values(passed_over=True))


def met_since(tx: Connection, since: datetime) -> Mapping[int, frozenset[int]]:
    """Tell to whom those who take part were introduced since then, by member."""
    together: dict[int, list[int]] = {}
    rows = select(sides.c.introduction_id, sides.c.member_id).join(introductions)
    for row in tx.execute(rows.where(introductions.c.made_at > since)):
        together.setdefault(row.introduction_id, []).append(row.member_id)
    met: dict[int, set[int]] = {}
    for pair in together.values():
        for each in pair:
            met.setdefault(each, set()).update(other for other in pair if other != each)
    return {member: frozenset(others) for member, others in met.items()}
