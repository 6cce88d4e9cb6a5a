"""Keeps where members work, and on what, by what they do in things of topics: beside what their profile says.

A topic tells so in the transaction in which somebody begins or stops with something: they are found there, on that.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Index, Table, and_, delete, insert, select

from storage.links import Thing
from storage.tables.base import metadata
from storage.tables.columns import Id, Kind, key
from storage.tables.retention import goes_with

reach = Table(
    "member_reach",
    metadata,
    Column("id", Id, primary_key=True),
    key("members", held="reach"),
    # What they do, as the topic names it.
    Column("kind", Kind, nullable=False),
    Column("thing_id", Id, nullable=False),
    # One of both.
    Column("region_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), nullable=True),
    Column("theme_id", Id, ForeignKey("themes.id", ondelete="CASCADE"), nullable=True),
    Index("ix_member_reach_member_id", "member_id"),
    Index("ix_member_reach_kind_thing_id", "kind", "thing_id"),
    Index("ix_member_reach_region_id", "region_id"),
    Index("ix_member_reach_theme_id", "theme_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its member, and what they do")},
)


def put(tx: Connection, member: int, what: Thing, regions: Iterable[int], themes: Iterable[int]) -> bool:
    """From now on a member works there, on that, and nowhere else for this thing: whether that is new."""
    wanted = {(member, each, None) for each in regions} | {(member, None, each) for each in themes}
    held = select(reach.c.member_id, reach.c.region_id, reach.c.theme_id).where(_its(what))
    if {tuple(row) for row in tx.execute(held)} == wanted:
        return False
    tx.execute(delete(reach).where(_its(what)))
    rows = [
        {"member_id": who, "kind": what.kind, "thing_id": what.id, "region_id": region, "theme_id": theme}
        for who, region, theme in sorted(wanted, key=lambda each: (each[1] or 0, each[2] or 0))
    ]
    if rows:
        tx.execute(insert(reach), rows)
    return True


def remove(tx: Connection, what: Thing) -> bool:
    """Nobody works anywhere for this thing any more: whether somebody did."""
    return tx.execute(delete(reach).where(_its(what))).rowcount > 0


def _its(what: Thing) -> ColumnElement[bool]:
    return and_(reach.c.kind == what.kind, reach.c.thing_id == what.id)


def of(tx: Connection, member: int) -> tuple[frozenset[int], frozenset[int]]:
    """Read where somebody works, and on which themes, by all that they do."""
    rows = tx.execute(select(reach.c.region_id, reach.c.theme_id).where(reach.c.member_id == member)).all()
    regions = frozenset(row.region_id for row in rows if row.region_id is not None)
    return regions, frozenset(row.theme_id for row in rows if row.theme_id is not None)


class Reach(NamedTuple):
    """One region or theme of what somebody does."""

    member: int
    what: Thing
    region: int | None
    theme: int | None


def on(tx: Connection, themes: Collection[int]) -> list[Reach]:
    """Read all that is done on one of these themes: by whom, and each region and theme of it."""
    of_one = reach.alias()
    there = select(of_one.c.id).where(
        of_one.c.kind == reach.c.kind, of_one.c.thing_id == reach.c.thing_id, of_one.c.theme_id.in_(themes)
    )
    rows = tx.execute(select(reach).where(there.exists()).order_by(reach.c.id))
    return [Reach(row.member_id, Thing(row.kind, row.thing_id), row.region_id, row.theme_id) for row in rows]
