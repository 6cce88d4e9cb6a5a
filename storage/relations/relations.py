"""Keeps what networks and organisations say that they are to each other: it counts once both said so."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)

from storage.database.once import once
from storage.database.pages import of_few
from storage.links import Thing
from storage.messaging import cards
from storage.relations import ties
from storage.relations.relation import (
    MUTUAL,
    NETWORK,
    ORGANISATION,
    Draft,
    Relation,
    RelationKind,
    Side,
    Standing,
)
from storage.relations.tables import relations
from storage.tables import networks


def get(tx: Connection, relation: int) -> Relation | None:
    return next(iter(load(tx, [relation])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Relation]:
    """Read those of these that there are, oldest first."""
    rows = tx.execute(select(relations).where(relations.c.id.in_(list(ids))).order_by(relations.c.id)) if ids else ()
    return [_relation(row) for row in rows]


def between(tx: Connection, one: Thing, other: Thing) -> list[Relation]:
    """Read all that is said of these two, from either side, oldest first."""
    there = _at(one, Side.one) & _at(other, Side.other)
    back = _at(other, Side.one) & _at(one, Side.other)
    rows = tx.execute(select(relations).where(or_(there, back)).order_by(relations.c.id))
    return [_relation(row) for row in rows]


def same(tx: Connection, draft: Draft) -> Relation | None:
    """Read what says just that of these two already; what is mutual from either side."""
    for each in between(tx, draft.one, draft.other):
        if each.kind is draft.kind and (each.one == draft.one or draft.kind in MUTUAL):
            return each
    return None


def put(
    tx: Connection,
    draft: Draft,
    now: datetime,
    *,
    by: int | None,
    waits_for: Side | None,
    example: bool = False,
) -> int | None:
    """Write down what somebody says of one side: its number; None when that is said already, by whoever was first.

    It counts at once when nobody is to confirm it.
    """
    sides = sorted(each.id for each in (draft.one, draft.other) if each.kind == NETWORK)
    tx.execute(select(networks.c.id).where(networks.c.id.in_(sides)).order_by(networks.c.id).with_for_update())
    if same(tx, draft):
        return None
    values: dict[str, Any] = {  # Any: columns of several types
        **_columns(draft.one, Side.one),
        **_columns(draft.other, Side.other),
        "kind": draft.kind,
        "standing": draft.standing,
        "line": draft.line,
        "said_by": by,
        "waits_for": waits_for,
        "made_at": now,
        "agreed_at": now if by is not None and waits_for is None else None,
        "example": example,
    }
    made: int = tx.execute(insert(relations).values(**values).returning(relations.c.id)).scalar_one()
    _shown(tx, made)
    return made


def confirm(tx: Connection, relation: int, agreed_at: datetime | None = None) -> bool:
    """The other side says so too: False when nothing waits for that any more."""
    waits = (relations.c.id == relation) & relations.c.waits_for.is_not(None)
    if tx.execute(update(relations).where(waits).values(waits_for=None, agreed_at=agreed_at)).rowcount != 1:
        return False
    _shown(tx, relation)
    return True


def wait(tx: Connection, relation: int, side: Side) -> bool:
    """It waits for that side again: False when it is gone, or does so already."""
    its = (relations.c.id == relation) & relations.c.waits_for.is_(None)
    if tx.execute(update(relations).where(its).values(waits_for=side, agreed_at=None)).rowcount != 1:
        return False
    ties.hide(tx, relation)
    _shown(tx, relation)
    return True


def remove(tx: Connection, relation: int) -> bool:
    """Take it away without a trace: False when it was gone."""
    held = get(tx, relation)
    if held is None:
        return False
    ties.hide(tx, relation)
    tx.execute(delete(relations).where(relations.c.id == relation))
    _touch(tx, held)
    return True


def revise(tx: Connection, relation: int, standing: Standing, line: str) -> bool:
    """Say anew whether it is there and what is told of it: False when that is so already."""
    its = (relations.c.id == relation) & ((relations.c.standing != standing) | (relations.c.line != line))
    if tx.execute(update(relations).where(its).values(standing=standing, line=line)).rowcount != 1:
        return False
    ties.hide(tx, relation)
    _shown(tx, relation)
    return True


def waiting(tx: Connection, sides: Collection[Thing] | None, most: int) -> list[Relation]:
    """Read what one of these sides is to confirm, or any, longest waiting first."""
    which = select(relations).where(relations.c.waits_for.is_not(None))
    if sides is not None:
        which = which.where(or_(false(), *(_asked(each) for each in sides)))
    rows = tx.execute(which.order_by(relations.c.id).limit(most))
    return [_relation(row) for row in rows]


def waiting_at(tx: Connection, side: Thing) -> list[Relation]:
    """Read what is said of a thing and not confirmed, for those who speak for it."""
    rows = [
        tx.execute(select(relations).where(_at(side, where), relations.c.waits_for.is_not(None))).all()
        for where in Side
    ]
    return sorted((_relation(row) for each in rows for row in each), key=lambda each: each.id)


def said_by(tx: Connection, member: int, most: int) -> list[Relation]:
    """Read what a member said, latest first."""
    return [_relation(row) for row in tx.execute(*_said_by(member, most))]


@once
def _said_by(member: int, most: int) -> Select[*tuple[Any, ...]]:
    return select(relations).where(relations.c.said_by == member).order_by(of_few(relations.c.id).desc()).limit(most)


def chances_of(tx: Connection, sides: Collection[Thing]) -> list[Relation]:
    """Read the confirmed chances that one of these has and no hub heard of yet, oldest first."""
    ids = [each.id for each in sides if each.kind == NETWORK]
    untold = (relations.c.standing == Standing.chance, relations.c.told_at.is_(None), relations.c.waits_for.is_(None))
    theirs = [select(relations.c.id).where(relations.c[f"{side}_network_id"].in_(ids), *untold) for side in Side]
    found = tx.execute(union_all(*theirs)).scalars().all() if ids else ()
    return load(tx, sorted(set(found)))


def told(tx: Connection, ids: Collection[int], now: datetime) -> None:
    """A hub heard of these chances."""
    tx.execute(update(relations).where(relations.c.id.in_(list(ids))).values(told_at=now))


def count_said(tx: Connection, since: datetime, until: datetime) -> int:
    """Count what was said in a period and counts by now."""
    within = (relations.c.made_at >= since, relations.c.made_at < until, relations.c.waits_for.is_(None))
    return tx.execute(select(func.count()).select_from(relations).where(*within)).scalar_one()


def agreed(tx: Connection, start: datetime, end: datetime, most: int) -> list[tuple[Relation, datetime]]:
    """Read what is there since both sides said so in a period, latest first: chances are for who looks for them."""
    at = relations.c.agreed_at
    which = (at >= start, at < end, relations.c.waits_for.is_(None), relations.c.standing == Standing.exists)
    rows = tx.execute(select(relations).where(*which).order_by(at.desc(), relations.c.id.desc()).limit(most))
    return [(_relation(row), row.agreed_at) for row in rows]


def counting(tx: Connection) -> list[Relation]:
    """Read all that both sides said."""
    rows = tx.execute(select(relations).where(relations.c.waits_for.is_(None)).order_by(relations.c.id))
    return [_relation(row) for row in rows]


def _shown(tx: Connection, relation: int) -> None:
    """From now on it is a tie, if it counts; cards of both sides say so."""
    held = get(tx, relation)
    if held is not None:
        if held.counts:
            ties.show(tx, held)
        _touch(tx, held)


def _touch(tx: Connection, relation: Relation) -> None:
    for each in (relation.one, relation.other):
        cards.touch(tx, each.kind, each.id)


def _columns(thing: Thing, side: Side) -> dict[str, int]:
    return {f"{side}_{thing.kind}_id": thing.id}


def _at(thing: Thing, side: Side) -> ColumnElement[bool]:
    column: Column[int] = relations.c[f"{side}_{thing.kind}_id"]
    return column == thing.id


def _asked(thing: Thing) -> ColumnElement[bool]:
    return or_(*((relations.c.waits_for == side) & _at(thing, side) for side in Side))


def _relation(row: Any) -> Relation:  # Any: a Row of relations
    return Relation(
        row.id,
        _thing(row.from_network_id, row.from_organisation_id),
        RelationKind(row.kind),
        _thing(row.to_network_id, row.to_organisation_id),
        Standing(row.standing),
        row.line,
        row.said_by,
        Side(row.waits_for) if row.waits_for else None,
        row.made_at,
    )


def _thing(network: int | None, organisation: int | None) -> Thing:
    return Thing(NETWORK, network) if network is not None else Thing(ORGANISATION, organisation or 0)
