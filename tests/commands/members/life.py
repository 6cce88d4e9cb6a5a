"""What somebody does as a member that others of these tests do not: they join two accounts of theirs."""

from storage.accounts import separation
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    stays, goes = await who.member(), await (await door.member("Tweede account")).member()
    await door.database.write(separation.link, stays.id, goes.id, door.clock())
