"""Tells what members made, and on which of it others built: that may stay when its maker is forgotten."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, false, or_, select
from sqlalchemy.sql import exists

from storage import tables, things
from storage.accounts import copies
from storage.links import Thing, links
from storage.messaging.outbox import Letter
from storage.tables.base import metadata

Which = Callable[[int], ColumnElement[bool]]
"""By the number of the member: which of the rows."""


def _none(_member: int) -> ColumnElement[bool]:
    return false()


@dataclass(frozen=True, slots=True)
class Authored:
    """A kind of thing with a text of a member: what becomes of it when they are forgotten.

    Others built on it when a row of somebody else points at it; `built_on` says when else. A table whose rows only tell
    who hears of things says `info={"hears": True}`. What is `shared` is as much of others, and always stays.
    """

    kind: str
    letter: str
    table: Table
    by: str
    """The column that says whose it is. Its key sets null: what goes with its member has nothing to declare."""
    withdraw: Callable[[Connection, int, datetime], object]
    """All is to go: take its texts away, and let its number say that it was withdrawn."""
    drop: Callable[[Connection, int], object] | None = None
    """Nobody built on it: its row goes, and what is kept of things of any kind. None when that is all."""
    built_on: Which = _none
    shared: Which = _none
    goes: bool = False
    """It is between its maker and who helped: nobody builds on it, and it always goes."""
    numbered: str = "id"
    """The column with the number under which letters show it: of what stands on another's card, that of the other."""

    def number(self, id: int) -> str:
        return f"{self.letter}-{id}"

    def gone(self, tx: Connection, id: int) -> None:
        """Take one away."""
        things.forget(tx, [Thing(self.kind, id)])
        keys, rows = tables.exchange_keys.c, self.table
        tx.execute(delete(tables.exchange_keys).where(keys.kind == self.kind, keys.id == id))
        if self.drop:
            self.drop(tx, id)
        else:
            tx.execute(delete(rows).where(rows.c.id == id))


@dataclass(frozen=True, slots=True)
class Works:
    """What a member made, by number: on what nobody built, on what others did, and what is as much of others."""

    unbuilt: dict[Thing, str] = field(default_factory=dict)
    built: dict[Thing, str] = field(default_factory=dict)
    shared: dict[Thing, str] = field(default_factory=dict)


def works(tx: Connection, authored: Sequence[Authored], member: int) -> Works:
    """Find what a member made, and who built on it."""
    found = Works()
    for kind in authored:
        table = kind.table
        others = (kind.built_on(member), *_rows_of_others(table, member), _linked_by_others(kind, member))
        built = false() if kind.goes else or_(*others)
        shared, shown_as = kind.shared(member).label("shared"), table.c[kind.numbered].label("shown_as")
        theirs = select(table.c.id, shown_as, built.label("built"), shared)
        for row in tx.execute(theirs.where(table.c[kind.by] == member).order_by(table.c.id)):
            which = found.shared if row.shared else found.built if row.built else found.unbuilt
            which[Thing(kind.kind, row.id)] = kind.number(row.shown_as)
    return found


def forget(
    tx: Connection, authored: Sequence[Authored], member: int, now: datetime, *, everything: bool
) -> list[Letter]:
    """Let go of it what nobody built on, and with `everything` withdraw the rest. Gives what brings it to platforms."""
    made, kinds = works(tx, authored, member), {each.kind: each for each in authored}
    for thing in made.unbuilt:
        kinds[thing.kind].gone(tx, thing.id)
    for thing in made.built if everything else ():
        kinds[thing.kind].withdraw(tx, thing.id, now)
    if not everything:
        return copies.forget(tx, made.unbuilt)
    return copies.forget(tx, {**made.unbuilt, **made.built, **_said_of_others(tx, member)})


def _said_of_others(tx: Connection, member: int) -> dict[Thing, str]:
    """Return their words on things of others, where letters know such words: `info={"said_as": "outcome"}`."""
    return {
        Thing(str(column.info["said_as"]), id): ""
        for table in metadata.sorted_tables
        for column in table.columns
        if "said_as" in column.info
        for id in tx.execute(select(table.c.id).where(table.c[column.info["kept_words_of"]] == member)).scalars()
    }


def _rows_of_others(table: Table, member: int) -> Iterator[ColumnElement[bool]]:
    """Rows of somebody else that point at one: also of somebody who was forgotten."""
    for other in metadata.tables.values():
        points = [key.parent.name for key in other.foreign_keys if key.column is table.c.id]
        if not points or other.info.get("hears"):
            continue
        people = [key.parent.name for key in other.foreign_keys if key.column is tables.members.c.id]
        rows = other.alias()
        for pointing in points:
            for whose in people:
                who = rows.c[whose]
                somebody_else = or_(who != member, who.is_(None)) if len(people) == 1 else who != member
                yield exists().where(rows.c[pointing] == table.c.id, somebody_else)


def _linked_by_others(kind: Authored, member: int) -> ColumnElement[bool]:
    one_end = (
        and_(links.c[f"{end}_kind"] == kind.kind, links.c[f"{end}_id"] == kind.table.c.id) for end in ("from", "to")
    )
    return exists().where(links.c.member_id != member, or_(*one_end))
