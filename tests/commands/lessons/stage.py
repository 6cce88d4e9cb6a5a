"""Sets the stage for the transcripts and phrases of lessons and evaluations."""

from sqlalchemy import Connection, update

from storage.lessons.lesson import LESSON
from storage.lessons.tables import lessons
from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.cafe import Person
from tests.transcripts import Play, Stage

NETWORK = "Flevolands Programma Landelijk Gebied"
FIVE = ("deelnemer van het netwerk", "wie meedoet", "Derde", "Vierde", "Vijfde")


async def _with_five(play: Play) -> None:
    """The network has a convenor and five members more."""
    door = play.door
    (network,) = await door.database.read(networks.by_name, NETWORK)
    for name, role in (("aanjager", NetworkRole.convenor), *((each, NetworkRole.member) for each in FIVE)):
        member = await (await play.who(name)).member()
        await door.database.write(networks.join, network, member.id, role, door.clock())


async def _of_somebody(play: Play) -> None:
    """Somebody shared the lesson, who hears that it is used."""
    maker, lesson = await (await play.who("maker")).member(), await play.id(LESSON, "l-twente-tafel")

    def theirs(tx: Connection) -> None:
        tx.execute(update(lessons).where(lessons.c.id == lesson).values(member_id=maker.id))

    await play.door.database.write(theirs)


async def _three_say_yes(play: Play) -> None:
    for name in FIVE[:3]:
        await (await play.who(name)).says(f"doe mee aan evaluatie {play.keys['new']}")


async def _convenes(play: Play, speaker: Person) -> None:
    """Who speaks drives the networks that are to be evaluated."""
    member, door = await speaker.member(), play.door
    for network in {1, *await door.database.read(networks.by_name, NETWORK)}:
        await door.database.write(networks.join, network, member.id, NetworkRole.convenor, door.clock())


STAGE = Stage(
    "lessons",
    speaker=_convenes,
    given={
        "nobody reacted to {l-een-twee-vragen}": None,
        "no lesson is about halls and fairs": None,
        "Flevolands Programma Landelijk Gebied has 5 members besides its convenor": _with_five,
        "3 of the 5 said yes on 1 December": _three_say_yes,
        "nobody reacted to {l-zelf-gemaakt} or used {l-twente-tafel}": _of_somebody,
    },
)
