"""What somebody does with words: asks for one, explains one, says what it means elsewhere, and names a better one."""

from storage.glossary import words
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.says("wat betekent afwenteling")
    await who.in_turn("begrip leemlaag: de lagen tussen een initiatief en wie beslist", "ja")
    await who.in_turn("bij ons betekent leemlaag: wie niet beslist", "ja")
    await who.says("beter woord voor leemlaag: tussenlaag")
    made = await door.database.read(words.called, "leemlaag")
    assert made
    await door.person("Kernteam").says(f"stel vast {made.number}")
