"""What somebody does with cases: brings one in, tells how it goes on, and thinks along with that of another."""

from storage.cases import cases
from storage.cases.case import Draft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.in_turn("casus: het dorpshuis in Twente voor oud en jong, hoe betaal je dat met wadi's?", "klopt")
    other = await door.person("Ander").member()
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    draft = Draft("Molenbeek", "Een beek langer maken.", "Wie deed dat?", regions=regions, themes=themes)
    made = await door.database.write(cases.put, other.id, draft, door.clock())
    mine = (await door.database.read(cases.given, (await who.member()).id, 1))[0]
    for line in (f"moment {mine.number}: de gemeente doet mee", f"denk mee {made.number}: bij ons hielp een kaart"):
        await who.says(line)
