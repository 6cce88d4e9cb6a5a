"""Keeps what networks need from each other, and what they offer."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, ScalarSelect, Select, delete, func, insert, select

from storage.tables import network_resources, networks
from storage.vocabulary import Resource, Side


def put(tx: Connection, network: int, needs: Iterable[Resource], offers: Iterable[Resource]) -> None:
    """Let a network need and offer these, and nothing else."""
    tx.execute(delete(network_resources).where(network_resources.c.network_id == network))
    said = ((Side.needs, needs), (Side.offers, offers))
    rows = [{"network_id": network, "side": side, "resource": each} for side, those in said for each in sorted(those)]
    if rows:
        tx.execute(insert(network_resources), rows)


def told() -> ScalarSelect[str]:
    """Return a column for a statement on networks, which `of` reads."""
    line = network_resources.c.side + " " + network_resources.c.resource
    mine = network_resources.c.network_id == networks.c.id
    return select(func.aggregate_strings(line, ",")).where(mine).scalar_subquery()


@lru_cache(1 << 8)  # many share the same few
def of(told: str | None) -> tuple[frozenset[Resource], frozenset[Resource]]:
    """Read what a column of `told` says: what it needs, and what it offers."""
    pairs = [each.split(" ") for each in told.split(",")] if told else []
    needs, offers = (frozenset(Resource(what) for on, what in pairs if on == side) for side in Side)
    return needs, offers


def having(side: Side, resources: Iterable[Resource]) -> Select[int]:
    """Select the networks that need, or offer, one of these; anything at all when none is named."""
    those = select(network_resources.c.network_id).where(network_resources.c.side == side)
    wanted = list(resources)
    return those.where(network_resources.c.resource.in_(wanted)) if wanted else those
