"""Sets the stage for the transcripts and phrases of lessons and evaluations."""

from storage.networks import networks
from storage.vocabulary import NetworkRole
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


STAGE = Stage(
    "lessons",
    given={
        "nobody reacted to {l-een-twee-vragen}": None,
        "no lesson is about halls and fairs": None,
        "Flevolands Programma Landelijk Gebied has 5 members besides its convenor": _with_five,
        "nobody reacted to {l-zelf-gemaakt} or used {l-twente-tafel}": None,
    },
)
