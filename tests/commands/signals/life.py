"""What somebody does with signals: they raise one, are with another, and say how they see it."""

from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    kernteam = door.person("Kernteam")
    await who.in_turn("signaal: de zwerfkeien op de bodem in Twente liggen in de weg", "klopt", "overslaan")
    await kernteam.says("voorstel S-1: leg ze aan de kant van de weg")
    await who.says("bij ons ook S-1")
    await who.says("voorstel S-1: of geef ze weg")
    await kernteam.says("geef signaal door S-1 aan: het waterschap")
    await who.in_turn("risico: de zwerfkeien op de bodem in Twente zijn straks op", "klopt")
    await who.says("risico anders S-2: niemand vindt ze nog. We tellen ze")
