"""What somebody does in an area process: they start it, agree on something, and are offered to be caught up."""

from storage.area_process import area_processes, ways
from storage.area_process.area_process import PRINCIPLE, Principle, Step
from storage.networks import networks
from tests.cafe import Door, Person
from tests.commands.test_rights import fill

AREA = {
    "name": "Zwerfkeiengebied",
    "kind": "gebiedswerkplaats",
    "level": "regionaal",
    "themes": "bodem",
    "regions": "Twente",
    "aim": "Samen zwerfkeien bewaren.",
    "how_to_join": "Bel ons.",
    "website": "",
    "another": "ja",
}
WAY = "Integraal gebiedsproces"


async def ready(door: Door) -> None:
    """The way of working with its first steps, and the first of the seven questions."""
    for number, title in enumerate(("Opstart", "Inzicht krijgen", "Visie")):
        step = Step(WAY, number, title, f"iedereen {title.lower()} kent", "begin klein")
        await door.database.write(ways.put_step, step)
    await door.database.write(ways.put_principle, Principle("Maak keuzes", PRINCIPLE, "Past het detail bij het werk?"))


async def area(door: Door, who: Person) -> str:
    """A network of an area that somebody drives: its number."""
    await ready(door)
    await fill(who, "netwerk aanmelden", AREA)
    (number,) = await door.database.read(networks.by_name, "Zwerfkeiengebied")
    await door.person("Kernteam").does(f"keur goed N-{number}")
    return f"N-{number}"


async def live(door: Door, who: Person) -> None:
    number = await area(door, who)
    await who.in_turn(f"gebiedsproces starten {number}", "ja")
    await who.says(f"afspraak {number} rollen: wie wat doet")
    network, member = int(number[2:]), (await who.member()).id
    await door.database.write(area_processes.welcome, network, member, door.clock())
