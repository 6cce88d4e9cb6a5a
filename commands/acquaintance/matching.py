"""Matches those who want to get acquainted: from different corners, with one thing in common, never again in a year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.acquaintance.introduction import Common, Elsewhere, Match
from storage.acquaintance.pool import Participant
from storage.atlas import Atlas
from storage.members.member import Member
from storage.vocabulary import Field, OrganisationKind

LOOKED_AT = 200
"""Others that somebody is held against for each thing they have in common: so a round takes linear time."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be introduced, and what they are matched by."""

    member_id: int
    regions: frozenset[int]
    around: frozenset[int]
    """Their regions, and all that these lie in."""
    themes: frozenset[int]
    networks: frozenset[int]
    organisation: int | None
    kind: OrganisationKind | None


def candidate(member: Member, taking_part: Participant, atlas: Atlas) -> Candidate:
    """Tell what somebody is matched by: of their organisation only what they show to members."""
    own = member.organisation if member.agreed(Field.organisation) else None
    return Candidate(
        member.id,
        taking_part.regions,
        atlas.around(taking_part.regions),
        taking_part.themes,
        taking_part.networks,
        own.id if own else None,
        own.kind if own else None,
    )


def matches(found: Sequence[Candidate], met: Mapping[int, frozenset[int]]) -> list[Match]:
    """Match each with one other at most. Who stands first is served first.

    `met` tells to whom they were introduced within the year.
    """
    by_common: defaultdict[tuple[Common, object], list[Candidate]] = defaultdict(list)
    for each in found:
        for thing in _things(each):
            by_common[thing].append(each)
    taken: set[int] = set()
    made = []
    for one in found:
        if one.member_id in taken:
            continue
        match = next(_fitting(one, by_common, taken, met.get(one.member_id, frozenset())), None)
        if match:
            made.append(match)
            taken |= {match.one, match.two}
    return made


def _fitting(
    one: Candidate,
    by_common: Mapping[tuple[Common, object], Sequence[Candidate]],
    taken: Iterable[int],
    met: frozenset[int],
) -> Iterator[Match]:
    """Yield with whom somebody fits: who shares what few share comes first, themes before organisations."""
    unfit = {one.member_id, *met}
    things = sorted(_things(one), key=lambda each: (each[0] is not Common.theme, len(by_common[each]), str(each[1])))
    for common, what in things:
        free = (each for each in by_common[common, what] if each.member_id not in taken)
        for _number, two in zip(range(LOOKED_AT), free, strict=False):
            if two.member_id not in unfit and fits(one, two):
                theme = what if common is Common.theme and isinstance(what, int) else None
                yield Match(one.member_id, two.member_id, common, elsewhere(one, two), theme)


def _things(one: Candidate) -> list[tuple[Common, object]]:
    found: list[tuple[Common, object]] = [(Common.theme, each) for each in one.themes]
    return [*found, (Common.organisation, one.kind)] if one.kind else found


def fits(one: Candidate, two: Candidate) -> bool:
    """Tell whether they are of different corners, as far as is known."""
    if one.organisation is not None and one.organisation == two.organisation:
        return False
    unknown = not (one.regions and two.regions) and not (one.networks and two.networks)
    return unknown or elsewhere(one, two) is not None


def elsewhere(one: Candidate, two: Candidate) -> Elsewhere | None:
    """Tell in what they differ, where that is known."""
    overlap = (one.regions & two.around) | (two.regions & one.around)
    if one.regions and two.regions and not overlap:
        return Elsewhere.region
    apart = one.networks and two.networks and one.networks.isdisjoint(two.networks)
    return Elsewhere.network if apart else None
