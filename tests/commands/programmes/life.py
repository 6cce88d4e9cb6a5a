"""What somebody does in programmes, hubs and tasks: a part, a function, a task with its lines."""

from sqlalchemy import insert

from storage.networks import networks
from storage.programmes.tables import told
from tests.cafe import START, Door, Person
from tests.commands.test_rights import fill

HUB = {
    "name": "Zwerfkeienhub",
    "kind": "regionale kennishub",
    "level": "regionaal",
    "themes": "bodem",
    "regions": "Twente",
    "aim": "Samen zwerfkeien bewaren.",
    "how_to_join": "Bel ons.",
    "website": "",
    "another": "ja",
}


async def hub(door: Door, who: Person) -> str:
    """A hub that somebody drives: its number."""
    await fill(who, "netwerk aanmelden", HUB)
    (number,) = await door.database.read(networks.by_name, "Zwerfkeienhub")
    await door.person("Kernteam").does(f"keur goed N-{number}")
    return f"N-{number}"


async def live(door: Door, who: Person) -> None:
    number = await hub(door, who)
    for line in (
        f"functie strategie {number}: deels: Zwerfkeienbond",
        f"fase {number}: plan",
        f"functie mist leren {number}: een zwerfkeienklas",
        f"ik doe leren {number}",
        f"loopt tot {number}: 31-12-2027",
    ):
        await who.says(line)
    other = await door.person("Ander").member()
    await who.says(f"vraag iemand voor data en informatie {number}: M-{other.id}")
    await who.in_turn("taak: Zwerfkeien tellen in Twente", "klopt")
    for line in ("ik trek T-1 voor de regio", "loopt al T-1: de zwerfkeienkaart", "erbij T-1: een zwerfkeienroute"):
        await who.says(line)
    member = (await who.member()).id
    heard = insert(told).values(task_id=1, part="Rijk", member_id=member, at=START)
    await door.database.write(lambda tx: tx.execute(heard) and None)
