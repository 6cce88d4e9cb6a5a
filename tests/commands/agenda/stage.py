"""Sets the stage for the transcripts and phrases of the agenda."""

from collections.abc import Mapping

from sqlalchemy import Connection, update

from storage.agenda import items
from storage.agenda.item import ITEM, State
from storage.members import follows
from storage.tables.questions import questions
from tests.transcripts import Given, Play, Stage

ASKER = "wie {aardwarmte-drinkwater} stelde"


def listed(key: str, supported_by: Mapping[str, str] | None = None) -> Given:
    """The item is on its agenda; each of these supports it, by their name and region."""

    async def prepare(play: Play) -> None:
        door, item = play.door, await play.id(ITEM, key)
        await door.database.write(items.change, item, door.clock(), state=State.listed, listed_at=door.clock())
        await _supported(play, item, supported_by or {})

    return prepare


async def _supported(play: Play, item: int, by: Mapping[str, str]) -> None:
    door = play.door
    for name, region in by.items():
        member = await (await play.who(name)).member()
        await door.database.write(items.support, item, member.id, await door.region(region), door.clock())


async def _asked(play: Play) -> None:
    """The question is one of somebody who is there to hear of it."""
    asker, question = await (await play.who(ASKER)).member(), await play.id("question", "aardwarmte-drinkwater")

    def theirs(tx: Connection) -> None:
        tx.execute(update(questions).where(questions.c.id == question).values(asker_id=asker.id))
        follows.follow(tx, asker.id, "question", question, play.door.clock())

    await play.door.database.write(theirs)


async def _wanted_in_flevoland(play: Play) -> None:
    two = {"Eerste": "Noordelijk Flevoland", "Tweede": "Noordelijk Flevoland", "Derde": "Twente", "Vierde": "Twente"}
    await _supported(play, await play.id(ITEM, "nf-02"), two)
    one = dict.fromkeys(("Eerste", "Tweede", "Derde"), "Noordelijk Flevoland")
    await _supported(play, await play.id(ITEM, "nf-01"), one)


async def _with_a_coordinator(play: Play) -> None:
    await listed("tw-09")(play)
    await play.who("kennisschakelaar Twente")


async def _on_no_agenda(play: Play) -> str:
    return await play.number("aardwarmte-drinkwater")


async def _taken_up(play: Play) -> str:
    return await play.number("nf-01")


STAGE = Stage(
    "agenda",
    given={
        "no agenda item comes from {aardwarmte-drinkwater}": _asked,
        "{nf-02} is supported by 4 members from 2 regions, {nf-01} by 3 from one region, "
        "the other items of Noordelijk Flevoland by nobody": _wanted_in_flevoland,
        "no agenda item has Zeeland": None,
        "{tw-02} is op de agenda and supported by one member, who did not propose it": listed(
            "tw-02", {"wie {tw-02} steunt": "Twente"}
        ),
        "{tw-09} is op de agenda; the member does not support it": _with_a_coordinator,
    },
    things={"G": _taken_up, "K": _on_no_agenda},
)
