"""What somebody does to get acquainted: they take part, are introduced to somebody, and say yes."""

from commands.acquaintance.standing import show_introduction
from storage.acquaintance import introductions
from storage.acquaintance.introduction import Common, Match
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    other = await door.member("Kennismaker")
    for each in (who, other):
        await each.says("kennismaken aan")
    one, two = (await who.member()).id, (await other.member()).id
    await door.database.write(introductions.put, [Match(one, two, Common.theme)], door.clock())
    for side in (one, two):
        await door.database.write(introductions.claim, 1, side, door.clock())
    await who.says(show_introduction.line())
    await who.says("kennismaken leuk")
