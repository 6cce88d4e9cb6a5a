"""What somebody does with ways of working: makes one, and uses that of another."""

from storage.methods import methods
from storage.methods.method import Draft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.in_turn("werkvorm: Praatkaarten, bewoners in Twente laten vertellen over wadi's", "klopt")
    other = await door.person("Ander").member()
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    draft = Draft("Streep", "Een dilemma zien.", "Kies een plek.", regions=regions, themes=themes)
    made = await door.database.write(methods.put, other.id, draft, door.clock())
    await who.says(f"gebruikt {made.number}: in Twente, er kwam een vraag uit")
