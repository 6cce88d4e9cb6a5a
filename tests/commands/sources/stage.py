"""Sets the stage for the transcripts and phrases of shared sources."""

from sqlalchemy import Connection, update

from storage.members import follows
from storage.sources.source import SOURCE
from storage.sources.tables import sources as table
from tests.transcripts import Play, Stage


async def _kept(play: Play) -> None:
    """Somebody keeps the monitor."""
    source, keeper = await play.id(SOURCE, "d-novi-monitor"), (await (await play.who("hoeder")).member()).id

    def theirs(tx: Connection) -> None:
        tx.execute(update(table).where(table.c.id == source).values(member_id=keeper))

    await play.door.database.write(theirs)


async def _followed(play: Play) -> None:
    source, who = await play.id(SOURCE, "d-balans"), await (await play.who("follower", "en")).member()
    await play.door.database.write(follows.follow, who.id, SOURCE, source, play.door.clock())


async def _monitor(play: Play) -> str:
    return await play.number("d-novi-monitor")


STAGE = Stage(
    "sources",
    given={"{d-novi-monitor} has a keeper": _kept, "{d-balans} has one follower": _followed},
    things={"D": _monitor},
)
