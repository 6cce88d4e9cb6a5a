"""What somebody does with agendas: they put something on one, support something, and work on it."""

from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    kernteam = door.person("Kernteam")
    await who.in_turn("agendapunt: Hoe houden we zwerfkeien heel op de bodem in Twente", "ja")
    await kernteam.says("zet erop G-1")
    for line in ("steun G-1", "werk aan G-1: ik tel ze", "hoeder G-1"):
        await who.says(line)
