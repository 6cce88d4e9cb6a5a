"""What somebody does with shared sources: puts one, and tells of that of another."""

from storage.sources import sources
from storage.sources.source import Draft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.in_turn("bron: Wadikaart Twente van het waterschap elk jaar", "klopt")
    other = await door.person("Ander").member()
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    draft = Draft("Monitor", "planbureau", "Hoe het gaat.", regions=regions, themes=themes)
    made = await door.database.write(sources.put, other.id, draft, door.clock())
    for line in (f"spreekt tegen {made.number}: wij zien iets anders", f"nieuw bij {made.number}: die van dit jaar"):
        await who.says(line)
