"""Keeps all ties ready to be looked up: they follow from what both sides said, and from what is counted every night."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, func, insert, not_, select
from sqlalchemy.sql.elements import ColumnElement

from storage import tables
from storage.links import Thing, links
from storage.relations.partners import portions
from storage.relations.relation import NETWORK, Relation, RelationKind, Standing, Tie
from storage.relations.tables import relations, ties
from storage.vocabulary import LinkKind, NetworkStatus

_Row: TypeAlias = tuple[str, int, str, int, str, bool, bool, int, int | None]
AT_ONCE = 1_000
_COLUMNS = ("one_kind", "one_id", "other_kind", "other_id", "name", "back", "chance", "times", "relation_id")


def of(tx: Connection, things: Collection[Thing], *, chances: bool = True) -> list[Tie]:
    """Read the ties of these, each as told from them, in the order in which they came."""
    found: list[Tie] = []
    for kind, ids in portions(things):
        which = and_(ties.c.one_kind == kind, ties.c.one_id.in_(ids))
        if not chances:
            which &= ~ties.c.chance
        its = select(ties, relations.c.line).outerjoin(relations, relations.c.id == ties.c.relation_id)
        found += [_tie(row) for row in tx.execute(its.where(which).order_by(ties.c.id))]
    return found


def every(tx: Connection) -> list[Tie]:
    """Read all ties, each once."""
    its = select(ties, relations.c.line).outerjoin(relations, relations.c.id == ties.c.relation_id).where(~ties.c.back)
    rows = tx.execute(its.order_by(ties.c.id))
    return [_tie(row) for row in rows]


def pairs(tx: Connection) -> list[tuple[Thing, Thing]]:
    """Read what is tied to what, each pair of rows once, chances apart."""
    c = ties.c
    rows = tx.execute(select(c.one_kind, c.one_id, c.other_kind, c.other_id).where(~c.back, ~c.chance))
    return [(Thing(one, one_id), Thing(other, other_id)) for one, one_id, other, other_id in rows.tuples()]


def count(tx: Connection, thing: Thing) -> int:
    """Count the ties of a thing that are there, chances apart."""
    its = (ties.c.one_kind == thing.kind) & (ties.c.one_id == thing.id) & ~ties.c.chance
    return tx.execute(select(func.count()).select_from(ties).where(its)).scalar_one()


def show(tx: Connection, relation: Relation) -> None:
    """From now on these two are tied."""
    _insert(tx, _rows_of(relation))


def hide(tx: Connection, relation: int) -> None:
    """That tie is not told any more."""
    tx.execute(delete(ties).where(ties.c.relation_id == relation))


def rebuild(tx: Connection, said: Iterable[Relation], counted: Iterable[Tie]) -> int:
    """Work out all ties anew from what is said and counted now, and change only what differs: how many rows did."""
    wanted: set[_Row] = set()
    for relation in said:
        wanted |= _rows_of(relation)
    for tie in (*_successions(tx, wanted), *counted):
        wanted |= _both(tie.one, tie.other, tie.name, times=tie.times)
    held = {row.id: _row(row) for row in tx.execute(select(ties))}
    gone = [id_ for id_, row in held.items() if row not in wanted]
    for start in range(0, len(gone), AT_ONCE):
        tx.execute(delete(ties).where(ties.c.id.in_(gone[start : start + AT_ONCE])))
    new = wanted - set(held.values())
    _insert(tx, new)
    return len(gone) + len(new)


def islands(tx: Connection, *, regions: Collection[int] | None, limit: int, offset: int = 0) -> list[int]:
    """Return a page of the listed networks that have no tie with anything, by name."""
    most = {"limit": limit, "offset": offset}
    return list(tx.execute(_islands(None if regions is None else frozenset(regions)), most).scalars())


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _islands(regions: frozenset[int] | None) -> Select[int]:
    its = tables.networks.c
    tied = exists().where(ties.c.one_kind == NETWORK, ties.c.one_id == its.id, ~ties.c.chance)
    which: list[ColumnElement[bool]] = [its.status == NetworkStatus.listed, not_(tied)]
    if regions is not None:
        around = tables.network_regions.c
        which.append(its.id.in_(select(around.network_id).where(around.region_id.in_(sorted(regions)))))
    by_name = select(its.id).where(*which).order_by(its.folded, its.id)
    return by_name.limit(bindparam("limit")).offset(bindparam("offset"))


def _successions(tx: Connection, known: Collection[_Row]) -> list[Tie]:
    """Return what goes over into what by a link between two networks, where no relation says so."""
    between = select(links.c.to_id, links.c.from_id).where(
        links.c.kind == LinkKind.opvolger_van, links.c.from_kind == NETWORK, links.c.to_kind == NETWORK
    )
    pairs = {(row[1], row[3]) for row in known if row[4] == RelationKind.gaat_over_in and not row[5]}
    return [
        Tie(Thing(NETWORK, one), Thing(NETWORK, other), RelationKind.gaat_over_in)
        for one, other in tx.execute(between).tuples()
        if (one, other) not in pairs
    ]


def _rows_of(relation: Relation) -> set[_Row]:
    chance = relation.standing is Standing.chance
    return _both(relation.one, relation.other, relation.kind, chance=chance, relation=relation.id)


def _both(
    one: Thing, other: Thing, name: str, *, chance: bool = False, times: int = 0, relation: int | None = None
) -> set[_Row]:
    last = (chance, times, relation)
    return {(*one, *other, str(name), False, *last), (*other, *one, str(name), True, *last)}


def _insert(tx: Connection, rows: Collection[_Row]) -> None:
    if rows:
        tx.execute(insert(ties), [dict(zip(_COLUMNS, row, strict=True)) for row in sorted(rows, key=_in_order)])


def _in_order(row: _Row) -> tuple[Any, ...]:  # Any: what a row holds
    return (row[-1] is None, row[-1] or 0, *row[:-1])


def _row(row: Any) -> _Row:  # Any: a Row of ties
    return (
        row.one_kind,
        row.one_id,
        row.other_kind,
        row.other_id,
        row.name,
        bool(row.back),
        bool(row.chance),
        row.times,
        row.relation_id,
    )


def _tie(row: Any) -> Tie:  # Any: a Row of ties, with the line of its relation
    one, other = Thing(row.one_kind, row.one_id), Thing(row.other_kind, row.other_id)
    return Tie(one, other, row.name, bool(row.back), bool(row.chance), row.times, row.relation_id, row.line or "")
