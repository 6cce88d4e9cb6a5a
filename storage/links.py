"""The regions and themes that members, places, networks and questions are linked to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select


def linked(tx: Connection, table: Table, owners: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """What each of `owners` is linked to in `table`, whose key is (owner, what); owners without links are left out."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    for owner, what in tx.execute(_links(table), {"owners": list(owners)}):
        held[owner].add(what)
    return {owner: frozenset(links) for owner, links in held.items()}


@cache
def _links(table: Table) -> Select[Any]:  # Any: two ids
    owner, what = table.primary_key.columns
    return select(owner, what).where(owner.in_(bindparam("owners", expanding=True)))
