"""Links things to each other: one typed relation between things of any kind, that either side can show."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    false,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.messaging import cards
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, one_of
from storage.tables.retention import goes_with
from storage.vocabulary import LinkKind

links = Table(
    "links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("from_kind", Kind, nullable=False),
    Column("from_id", Id, nullable=False),
    *one_of("kind", LinkKind),
    Column("to_kind", Kind, nullable=False),
    Column("to_id", Id, nullable=False),
    # Who said so.
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("from_kind", "from_id", "kind", "to_kind", "to_id"),
    Index("ix_links_to_kind_to_id", "to_kind", "to_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("the things that it links")},
)
"""A thing is told by the name of its kind and its id, so no foreign key can hold it: `forget` it when it goes."""


class Thing(NamedTuple):
    """One of a kind, as a topic or the core names it: ("question", 12)."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Linked:
    """Says what a thing is linked to. `back`: the other says it of this one."""

    kind: LinkKind
    other: Thing
    back: bool


def link(tx: Connection, from_: Thing, kind: LinkKind, to: Thing, member: int | None, now: datetime) -> bool:
    """From now on one is that to the other: False when it was already, or when they are one and the same."""
    if from_ == to:
        return False
    first, second = _ordered(from_, kind, to)
    insert = postgres_insert if tx.dialect.name == "postgresql" else sqlite_insert
    new = tx.execute(
        insert(links)
        .values(
            from_kind=first.kind,
            from_id=first.id,
            kind=kind,
            to_kind=second.kind,
            to_id=second.id,
            member_id=member,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(links.c.id)
    ).first()
    _changed(tx, first, second)
    return new is not None


def unlink(tx: Connection, from_: Thing, kind: LinkKind, to: Thing) -> bool:
    """It is that no longer: False when it was not."""
    first, second = _ordered(from_, kind, to)
    gone = tx.execute(delete(links).where(_at(first, "from"), _at(second, "to"), links.c.kind == kind))
    _changed(tx, first, second)
    return gone.rowcount == 1


def of(tx: Connection, things: Collection[Thing]) -> Mapping[Thing, list[Linked]]:
    """Read what each of these is linked to from either side, oldest first; those without a link are left out."""
    found: defaultdict[Thing, list[Linked]] = defaultdict(list)
    if not things:
        return found
    for _id, kind, id, how, other_kind, other_id, is_back in tx.execute(_both_sides(), {"things": list(things)}):
        found[Thing(kind, id)].append(Linked(LinkKind(how), Thing(other_kind, other_id), bool(is_back)))
    return found


@cache
def _both_sides() -> CompoundSelect[*tuple[Any, ...]]:
    c = links.c
    these: BindParameter[Any] = bindparam("things", expanding=True)  # Any: pairs
    there = select(c.id, c.from_kind, c.from_id, c.kind, c.to_kind, c.to_id, false().label("back"))
    back = select(c.id, c.to_kind, c.to_id, c.kind, c.from_kind, c.from_id, true().label("back"))
    # A statement with OR over both sides would use neither index.
    return union_all(
        there.where(tuple_(c.from_kind, c.from_id).in_(these)), back.where(tuple_(c.to_kind, c.to_id).in_(these))
    ).order_by("id")


def made_by(tx: Connection, one: Thing, other: Thing) -> frozenset[int]:
    """Find the members who linked these two."""
    either = or_(and_(_at(one, "from"), _at(other, "to")), and_(_at(other, "from"), _at(one, "to")))
    found = select(links.c.member_id).where(either, links.c.member_id.is_not(None))
    return frozenset(tx.execute(found).scalars())


def merge(tx: Connection, thing: Thing, into: Thing, now: datetime) -> None:
    """What `thing` is linked to, `into` is too. Its own links stay, for when the merging is undone."""
    for each in of(tx, [thing]).get(thing, ()):
        if each.back:
            link(tx, each.other, each.kind, into, None, now)
        else:
            link(tx, into, each.kind, each.other, None, now)


def forget(tx: Connection, things: Iterable[Thing]) -> None:
    """These things are gone, and their links with them."""
    for thing in things:
        for each in of(tx, [thing]).get(thing, ()):
            cards.touch(tx, each.other.kind, each.other.id)
        tx.execute(delete(links).where(or_(_at(thing, "from"), _at(thing, "to"))))


def _ordered(from_: Thing, kind: LinkKind, to: Thing) -> tuple[Thing, Thing]:
    """What is the same from both sides is kept once, whoever said it first."""
    return (to, from_) if kind is LinkKind.dubbel_van and to < from_ else (from_, to)


def _at(thing: Thing, side: str) -> ColumnElement[bool]:
    return and_(links.c[f"{side}_kind"] == thing.kind, links.c[f"{side}_id"] == thing.id)


def _changed(tx: Connection, *things: Thing) -> None:
    """Their cards show it."""
    for thing in things:
        cards.touch(tx, thing.kind, thing.id)
