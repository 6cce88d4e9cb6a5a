"""Sets the stage for the transcripts and phrases of the glossary."""

from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.transcripts import Play, Stage


async def _drives(play: Play) -> None:
    door = play.door
    (network,) = await door.database.read(networks.by_name, "Omgevingsagenda Oost")
    member = await (await play.who("aanjager Omgevingsagenda Oost")).member()
    await door.database.write(networks.join, network, member.id, NetworkRole.convenor, door.clock())


STAGE = Stage(
    "glossary",
    given={
        "the member convenes Omgevingsagenda Oost": _drives,
        "no word, network or theme is called kavelruil": None,
        "the member gave nothing yet": None,
        "no word, network or theme is called windbreak": None,
    },
)
