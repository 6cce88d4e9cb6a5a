"""What somebody does with things that only the core keeps: they are asked to keep one, and are to hear of one."""

from bot.chat.reply import codec, say
from storage import hearing, keepers
from storage.links import Thing
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    me, thing, now = (await who.member()).id, Thing("question", 1), door.clock()
    said = codec.dump(say(f"{who.identity.name} parkeerde het."))
    await door.database.write(keepers.ask, thing, me, now)
    await door.database.write(hearing.wait, me, thing, said, now, entry=None)
    await door.database.write(hearing.ask_upkeep, me, now, before=now)
