"""The regions and themes that members, places, networks and questions are linked to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Connection, Table, bindparam, literal, select, union_all

Links: TypeAlias = Mapping[int, frozenset[int]]
"""Ids by owner; owners without links are left out."""


def linked(tx: Connection, regions: Table, themes: Table, owners: Iterable[int]) -> tuple[Links, Links]:
    """The regions and the themes of each of `owners`, from tables whose key is (owner, what)."""
    found: tuple[defaultdict[int, set[int]], ...] = defaultdict(set), defaultdict(set)
    for kind, owner, what in tx.execute(_links(regions, themes), {"owners": list(owners)}):
        found[kind][owner].add(what)
    in_regions, on_themes = ({owner: frozenset(links) for owner, links in held.items()} for held in found)
    return in_regions, on_themes


@cache
def _links(*tables: Table) -> CompoundSelect[Any]:  # Any: three numbers
    """Both at once: this is asked for every message."""
    parts = []
    for kind, table in enumerate(tables):
        owner, what = table.primary_key.columns
        parts.append(select(literal(kind), owner, what).where(owner.in_(bindparam("owners", expanding=True))))
    return union_all(*parts)
