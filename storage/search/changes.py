"""Logs changes, from which every process brings its memory up to date before it answers.

On PostgreSQL transactions commit out of order: a reader that remembered only the highest number would never see a
lower one that commits later. So it remembers the oldest transaction that was still running when it last looked, and
asks again from there; what it has already applied it skips (`pg_current_snapshot`, PostgreSQL manual 9.27.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    Transaction,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
)

from storage.search.tables import search_change

_unsettled: WeakKeyDictionary[Transaction, bool] = WeakKeyDictionary()
"""Transactions that changed the index and have not ended. What they see may yet be rolled back."""


@dataclass(frozen=True, slots=True)
class Change:
    about: str
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Position:
    """Says how far a reader has come."""

    seq: int = 0
    xid: int = 0
    seen: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """The (xid, seq) that were applied of transactions from `xid` on."""


def record(tx: Connection, noted: Sequence[tuple[str, str, int]]) -> None:
    """Note that (about, kind, id) changed in this transaction."""
    if not noted:
        return
    xid = (
        cast(cast(func.pg_current_xact_id(), Text), BigInteger)
        if tx.dialect.name == "postgresql"
        else literal_column("0")
    )
    transaction = tx.get_transaction()
    if transaction is not None:
        _unsettled[transaction] = True
    values = [{"about": about, "kind": kind, "id": id_} for about, kind, id_ in noted]
    tx.execute(insert(search_change).values(xid=xid), values)


def unsettled(tx: Connection) -> bool:
    """Tell whether this transaction itself changed the index."""
    transaction = tx.get_transaction()
    return transaction is not None and transaction in _unsettled


_looked: WeakKeyDictionary[Transaction, Position] = WeakKeyDictionary()
"""How far a reader had come when this transaction looked last."""


def look(tx: Connection, position: Position) -> None:
    """Note that this transaction has all up to `position`."""
    transaction = tx.get_transaction()
    if transaction is not None:
        _looked[transaction] = position


def looked(tx: Connection, position: Position) -> bool:
    """Tell whether this transaction looked before, and the reader stands where it stood then.

    A search reads the index several times, and asks once what is new.
    """
    transaction = tx.get_transaction()
    return transaction is not None and _looked.get(transaction) == position


@dataclass(frozen=True, slots=True)
class News:
    changes: list[Change]
    position: Position
    behind: bool = False
    """This transaction sees less than the reader already knows: it began earlier."""


def since(tx: Connection, position: Position, *, kept: bool = False) -> News | None:
    """Read what changed after `position`; None when the log no longer reaches back that far.

    One that was `kept` may have been so on another server, whose transactions had higher numbers: then by both numbers.
    """
    if tx.dialect.name == "sqlite":
        logged = tx.execute(_NEWS["sqlite"], {"after": position.seq}).all()
    elif kept:
        logged = tx.execute(_NEWS_OF_KEPT, {"after": position.xid, "seq": position.seq}).all()
    else:
        logged = tx.execute(_NEWS["postgresql"], {"after": position.xid}).all()
    oldest, newest, running = logged[0].oldest, logged[0].newest or 0, logged[0].running
    if newest < position.seq:
        return News([], position, behind=True)
    if oldest is not None and oldest > position.seq + 1:
        return None
    found = [row for row in logged if row.seq is not None and (row.xid, row.seq) not in position.seen]
    if tx.dialect.name == "sqlite":
        return News([_change(row) for row in found], Position(newest))
    if not found and running == position.xid:
        return News([], position)
    applied = position.seen.union((row.xid, row.seq) for row in found)
    seen = frozenset(number for number in applied if number[0] >= running)
    return News([_change(row) for row in found], Position(newest, running, seen))


def behind(tx: Connection, position: Position) -> bool:
    """Tell whether this transaction sees less than a reader that has come to `position`."""
    return _bounds(tx)[1] < position.seq


def now(tx: Connection) -> Position:
    """Return the position of a reader that is about to read everything."""
    _, newest, running = _bounds(tx)
    return Position(newest, running, _seen(tx, running) if running else frozenset())


def prune(tx: Connection, keep: int) -> None:
    """Forget all but the last `keep` changes. A process that has not looked since then reads everything again."""
    newest = tx.execute(select(func.max(search_change.c.seq))).scalar() or 0
    tx.execute(delete(search_change).where(search_change.c.seq <= newest - keep))


def _bounds(tx: Connection) -> tuple[int | None, int, int]:
    oldest, newest, xid = tx.execute(_BOUNDS[tx.dialect.name]).one()
    return oldest, newest or 0, xid


def _bounds_of(running: ColumnElement[Any]) -> Select[Any]:  # Any: numbers
    first = select(func.min(search_change.c.seq)).scalar_subquery()
    last = select(func.max(search_change.c.seq)).scalar_subquery()
    return select(first.label("oldest"), last.label("newest"), running.label("running"))


def _news_of(bounds: Select[Any], new: ColumnElement[bool]) -> Select[Any]:  # Any: likewise
    """Return the bounds, on every row of what is new; in one statement, for each takes PostgreSQL a round trip."""
    about = bounds.subquery()
    return select(about, search_change).join(search_change, new, isouter=True).order_by(search_change.c.seq)


_BOUNDS = {
    "sqlite": _bounds_of(literal_column("0")),
    "postgresql": _bounds_of(cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger)),
}
_NEWS = {
    "sqlite": _news_of(_BOUNDS["sqlite"], search_change.c.seq > bindparam("after")),
    "postgresql": _news_of(_BOUNDS["postgresql"], search_change.c.xid >= bindparam("after")),
}


_NEWS_OF_KEPT = _news_of(
    _BOUNDS["postgresql"], or_(search_change.c.xid >= bindparam("after"), search_change.c.seq > bindparam("seq"))
)


def _seen(tx: Connection, xid: int) -> frozenset[tuple[int, int]]:
    query = select(search_change.c.xid, search_change.c.seq).where(search_change.c.xid >= xid)
    return frozenset((row.xid, row.seq) for row in tx.execute(query))


def _change(row: Row[*tuple[Any, ...]]) -> Change:  # Any: columns of several types
    return Change(row.about, row.kind, row.id)
