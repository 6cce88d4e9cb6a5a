"""Keeps which networks want the same, and what who drives them said to acting together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from storage.networks import networks
from storage.networks.network import Network
from storage.search.analyser import content, stem
from storage.tables import network_pairs, network_regions, network_themes
from storage.tables import networks as table
from storage.vocabulary import NetworkStatus

LIKE, AT_LEAST = 0.5, 3
"""Of the words of the shorter aim so many stand in the other too: their share, and how many at least."""
AROUND = 200
"""Networks of the same theme and region that one is held beside."""
_PLAIN = frozenset(map(stem, "kennis delen samen leren werken netwerk regio overheden tussen brengen".split()))  # noqa: SIM905  # reads better
"""Words that nearly every aim has."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Acting together, offered to `network`: that `other` wants the same. `wants` is what they said to it."""

    network: int
    other: int
    found_at: datetime
    wants: bool | None
    other_wants: bool | None

    @property
    def together(self) -> bool:
        """Whether both said that they want to."""
        return bool(self.wants and self.other_wants)


def changed_after(
    tx: Connection, last: tuple[datetime, int], until: datetime, limit: int
) -> list[tuple[datetime, int]]:
    """Return when listed networks changed, and which: those after `last`, in that order. Many change in one moment."""
    moment, network = last
    later = or_(table.c.changed_at > moment, and_(table.c.changed_at == moment, table.c.id > network))
    rows = (
        select(table.c.changed_at, table.c.id)
        .where(table.c.status == NetworkStatus.listed, table.c.changed_at < until, later)
        .order_by(table.c.changed_at, table.c.id)
        .limit(limit)
    )
    return [(row.changed_at, row.id) for row in tx.execute(rows)]


def alike(tx: Connection, network: Network) -> list[Network]:
    """Return others on the list that work on one of its themes in one of its regions, with the same aim."""
    if not (network.themes and network.regions and network.aim and network.convenors):
        return []
    there = select(network_regions.c.network_id).where(network_regions.c.region_id.in_(network.regions))
    about = select(network_themes.c.network_id).where(network_themes.c.theme_id.in_(network.themes))
    near = (
        select(table.c.id)
        .where(table.c.status == NetworkStatus.listed, table.c.id != network.id)
        .where(table.c.id.in_(there), table.c.id.in_(about))
        .order_by(table.c.id.desc())
        .limit(AROUND)
    )
    others = networks.load(tx, tx.execute(near).scalars().all())
    apart = [each for each in others if each.convenors and not set(each.convenors) & set(network.convenors)]
    return [each for each in apart if same_aim(network.aim, each.aim)]


def same_aim(one: str, other: str) -> bool:
    """Tell whether two aims say the same, by the words that they share."""
    first, second = ({stem(word) for word in content(text)} - _PLAIN for text in (one, other))
    shared = len(first & second)
    return shared >= AT_LEAST and shared >= LIKE * min(len(first), len(second))


def put(tx: Connection, one: int, other: int, now: datetime) -> bool:
    """Note that two networks want the same: False when that was noted before."""
    first, second = sorted((one, other))
    if tx.execute(select(network_pairs.c.found_at).where(_pair(first, second))).first():
        return False
    tx.execute(insert(network_pairs).values(network_id=first, other_id=second, found_at=now))
    return True


def get(tx: Connection, network: int, other: int) -> Offer | None:
    """Return what was offered to one of two, as it stands for them."""
    row = tx.execute(select(network_pairs).where(_pair(*sorted((network, other))))).first()
    if row is None:
        return None
    said = (row.wants, row.other_wants) if row.network_id == network else (row.other_wants, row.wants)
    return Offer(network, other, row.found_at, *said)


def open_for(tx: Connection, ids: Iterable[int]) -> list[Offer]:
    """Return what was offered to these networks and they said nothing to yet, while the other did not say no."""
    mine = list(ids)
    return _offers(tx, network_pairs.c.network_id.in_(mine), network_pairs.c.other_id.in_(mine))


def unasked(tx: Connection, limit: int) -> list[Offer]:
    """Return what was offered and nobody was asked about yet, the first found first."""
    found = _offers(tx, network_pairs.c.asked_at.is_(None), network_pairs.c.other_asked_at.is_(None), limit)
    return sorted(found, key=lambda each: each.found_at)


def _offers(
    tx: Connection, first: ColumnElement[bool], second: ColumnElement[bool], limit: int | None = None
) -> list[Offer]:
    its = network_pairs.c
    free = (
        and_(first, its.wants.is_(None), or_(its.other_wants.is_(None), its.other_wants)),
        and_(second, its.other_wants.is_(None), or_(its.wants.is_(None), its.wants)),
    )
    asked = (
        [(row.network_id, row.other_id, row) for row in tx.execute(select(network_pairs).where(free[0]).limit(limit))],
        [(row.other_id, row.network_id, row) for row in tx.execute(select(network_pairs).where(free[1]).limit(limit))],
    )
    return [Offer(one, other, row.found_at, None, None) for side in asked for one, other, row in side]


def asked(tx: Connection, network: int, other: int, now: datetime) -> None:
    """Note that who drives `network` was asked."""
    column = "asked_at" if network < other else "other_asked_at"
    tx.execute(update(network_pairs).where(_pair(*sorted((network, other)))).values({column: now}))


def say(tx: Connection, network: int, other: int, now: datetime, *, wants: bool | None) -> Offer:
    """Keep what who drives `network` said, and return how it stands now. What nobody found is a pair from now on."""
    put(tx, network, other, now)
    column = "wants" if network < other else "other_wants"
    tx.execute(update(network_pairs).where(_pair(*sorted((network, other)))).values({column: wants}))
    held = get(tx, network, other)
    if held is None:
        raise LookupError(f"No pair {network} {other}")
    return held


def _pair(first: int, second: int) -> ColumnElement[bool]:
    return and_(network_pairs.c.network_id == first, network_pairs.c.other_id == second)
