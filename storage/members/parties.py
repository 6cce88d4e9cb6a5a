"""Tells of which organisation, kind of organisation and regions members are, to count by those and never by name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.tables import member_regions, members, organisations
from storage.vocabulary import OrganisationKind

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """What a member stands for, as far as they told."""

    organisation: int | None
    kind: OrganisationKind | None
    regions: frozenset[int]


def parties(tx: Connection) -> Mapping[int, Party]:
    """Return what every member stands for, by their number."""
    of: defaultdict[int, set[int]] = defaultdict(set)
    for member, region in tx.execute(select(member_regions.c.member_id, member_regions.c.region_id)):
        of[member].add(region)
    same: dict[frozenset[int], frozenset[int]] = {}
    rows = tx.execute(
        select(members.c.id, members.c.organisation_id, organisations.c.kind).join_from(
            members, organisations, isouter=True
        )
    )
    found = {}
    for member, organisation, kind in rows:
        regions = frozenset(of[member]) if member in of else NONE
        # The few sets that there are, once each: what is worked out for one of them is found again.
        regions = same.setdefault(regions, regions)
        found[member] = Party(organisation, OrganisationKind(kind) if kind else None, regions)
    return found


def signed_up(tx: Connection) -> list[int]:
    """Return who is a member now."""
    return list(tx.execute(select(members.c.id).where(members.c.signed_up_at.is_not(None))).scalars())
