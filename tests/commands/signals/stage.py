"""Sets the stage for the transcripts and phrases of signals and decisions."""

from storage.signals import signals
from storage.signals.signal import SIGNAL, State
from tests.transcripts import Given, Play, Stage


def before(key: str, body: str, raisers: tuple[str, ...]) -> Given:
    """The signal is before those who decide, and these raised it."""

    async def prepare(play: Play) -> None:
        door, signal = play.door, await play.id(SIGNAL, key)
        await door.database.write(signals.change, signal, door.clock(), state=State.put_to, body=body)
        for name in raisers:
            member = await (await play.who(name)).member()
            await door.database.write(signals.raise_too, signal, member.id, None, door.clock())

    return prepare


async def _proposed(play: Play) -> str:
    return await play.number("s-geld-op")


STAGE = Stage(
    "signals",
    given={
        "{s-regels} is ontvangen": None,
        "no signal is about hours of meetings": None,
        "{s-ernaast} has 4 raisers and ligt voor at the Stuurgroep PLeK": before(
            "s-ernaast", "Stuurgroep PLeK", ("wie het inbracht", "Tweede", "Derde", "Vierde")
        ),
        "{s-hoepels} ligt voor at Programma Maatschappelijk Initiatief; the member is one of its raisers": before(
            "s-hoepels", "Programma Maatschappelijk Initiatief", ("deelnemer",)
        ),
        "no risk is about the lead of the hub": None,
        "{s-boeren} is ontvangen; the member is no raiser": None,
        "no decisions but those of the rows": None,
    },
    things={"S": _proposed},
)
