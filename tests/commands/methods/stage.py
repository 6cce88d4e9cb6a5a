"""Sets the stage for the transcripts and phrases of ways of working."""

from sqlalchemy import Connection, update

from storage.methods import methods
from storage.methods.method import METHOD
from storage.methods.tables import methods as table
from tests.transcripts import Given, Play, Stage

TAPE = "m-streep"


async def _made_by_somebody(play: Play, key: str) -> int:
    """Somebody made it, who hears that it is used."""
    number, maker = await play.id(METHOD, key), (await (await play.who("maker")).member()).id

    def theirs(tx: Connection) -> None:
        tx.execute(update(table).where(table.c.id == number).values(member_id=maker))

    await play.door.database.write(theirs)
    return number


def _used_once(key: str) -> Given:
    async def prepare(play: Play) -> None:
        await _made_by_somebody(play, key)

    return prepare


def _used(region: str, times: int) -> Given:
    """It was used so many times more, there."""

    async def prepare(play: Play) -> None:
        door, number = play.door, await play.id(METHOD, TAPE)
        for _each in range(times):
            await door.database.write(methods.use, number, None, await door.region(region), "het hielp", door.clock())

    return prepare


async def _ripe(play: Play) -> str:
    """One that was used in two regions, three times."""
    for region, times in (("Overijssel", 1), ("Friesland", 1)):
        await _used(region, times)(play)
    return await play.number(TAPE)


STAGE = Stage(
    "methods",
    things={"F": _ripe},
    given={
        "{m-streep} was used once, in Overijssel": _used_once(TAPE),
        "{m-wereldcafe} was used once": _used_once("m-wereldcafe"),
        "{m-streep} was used 3 times, in one region": _used("Overijssel", 2),
        "{m-streep} was used 4 times, in 2 regions": _used("Friesland", 1),
        "{m-backcasting} was never used": None,
    },
)
