"""Finds the groups that fit somebody: by what they do, what they drive, where they work, and what they are about."""

from collections.abc import Sequence

from commands.groups.readers import stems
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.groups import groups
from storage.groups.group import Group
from storage.members.member import Member
from storage.networks import networks
from storage.vocabulary import Level, NetworkKind, NetworkRole

SHOWN = 2
_DRIVES = {
    NetworkKind.gebiedswerkplaats: "aanjagers gebiedswerkplaatsen",
    NetworkKind.regionale_kennishub: "trekkers hubs",
}
EVERYBODY = "alle deelnemers"


def fitting(tx: Tx, member: Member, atlas: Atlas, said: str = "") -> list[Group]:
    """Return the groups that fit a member best, by their profile and what they say of themselves."""
    driven = networks.of_member(tx, member.id, NetworkRole.convenor)
    does = [member.position, said, *(_DRIVES.get(each.kind, "aanjagers netwerken") for each in driven)]
    words = stems(" ".join(does))
    country = {each.id for each in atlas.regions.values() if each.level is Level.nationaal}
    around = atlas.around(member.regions) - country
    scored = [(_score(each, words, around, member), each) for each in groups.every(tx)]
    return [each for score, each in sorted(scored, key=lambda pair: (-pair[0], pair[1].id)) if score > 0][:SHOWN]


def _score(group: Group, words: frozenset[str], around: frozenset[int], member: Member) -> int:
    near = bool(group.regions & around)
    does = len(words & stems(f"{group.title} {group.for_whom}"))
    if group.closed and not (near and group.regions) and not does:
        return 0
    about = len(group.themes & member.themes) if does or near else 0
    return 4 * does + 3 * near + about + (group.for_whom == EVERYBODY)


def listed(names: Sequence[Group]) -> str:
    """Name groups in a line."""
    return "; ".join(each.name for each in names)
