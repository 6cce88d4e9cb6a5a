"""Hubs for the tests of what they saw."""

from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus
from tests.cafe import Door, Person


async def hub(door: Door, region: str, *convenors: Person) -> int:
    """A hub in that region, which these drive."""
    where = frozenset({await door.region(region)})
    sheet = Sheet(f"Hub {region}", NetworkKind.regionale_kennishub, Level.regionaal, "Kennis verbinden.", regions=where)
    made = await door.database.write(networks.create, sheet, NetworkStatus.listed, door.clock(), by=None)
    for each in convenors:
        member = await each.member()
        await door.database.write(networks.join, made.id, member.id, NetworkRole.convenor, door.clock())
    return made.id
