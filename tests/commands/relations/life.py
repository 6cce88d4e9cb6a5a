"""What somebody does with ties: says one of a network that they drive, and that they may be found as who connects."""

from storage.networks import networks
from tests.cafe import Door, Person
from tests.commands.test_rights import fill

NETWORKS = ("Zwerfkeienkring", "Veldkeientafel")


async def network(door: Door, who: Person, name: str) -> None:
    """A listed network that they drive."""
    sheet = {
        "name": name,
        "kind": "kennisnetwerk",
        "level": "regionaal",
        "themes": "bodem",
        "regions": "Twente",
        "aim": "Samen keien bewaren.",
        "how_to_join": "Bel ons.",
        "website": "",
        "another": "ja",
    }
    await fill(who, "netwerk aanmelden", sheet)


async def live(door: Door, who: Person) -> None:
    for name in NETWORKS:
        await network(door, who, name)
        (number,) = await door.database.read(networks.by_name, name)
        await door.person("Kernteam").does(f"keur goed N-{number}")
    await who.says("koppel Zwerfkeienkring aan Veldkeientafel: benut, een keienlijst")
    await who.says("laat zien dat ik verbind")
