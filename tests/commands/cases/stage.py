"""Sets the stage for the transcripts and phrases of cases."""

from storage.cases import cases
from storage.cases.case import CASE, Draft
from storage.links import Thing
from tests.transcripts import Play, Stage


async def carried(play: Play) -> None:
    door, case = play.door, await play.id(CASE, "c-markelo")
    await door.database.write(cases.change, case, door.clock(), carries="een coöperatie van boeren en bouwers")


async def in_a_circle(play: Play) -> None:
    """A case about Twente that is for a closed group alone."""
    door = play.door
    maker = (await (await door.member("Begeleider")).member()).id
    draft = Draft("Schouwburg", "Een gesprek dat vastliep.", regions=frozenset({await door.region("Twente")}))
    made = await door.database.write(cases.put, maker, draft, door.clock())
    await door.database.write(cases.restrict, made.id, Thing("series", 1), door.clock())
    play.keys["new"] = made.number


async def by_the_member(play: Play) -> str:
    """A case that who speaks brought in."""
    if "C" in play.keys:
        return play.keys["C"]
    me = (await (await play.door.member("Deelnemer", regions="Twente")).member()).id
    draft = Draft("Molenbeek", "Een beek langer maken.", "Wie deed dat?")
    made = await play.door.database.write(cases.put, me, draft, play.door.clock())
    play.keys["C"] = made.number
    return made.number


STAGE = Stage(
    "cases",
    given={
        "no case is about a village hall": None,
        "{c-markelo} says who carries it, {c-broekheurne} does not": carried,
        "{new} is a case about Twente in a closed intervision group": in_a_circle,
    },
    things={"C": by_the_member},
)
