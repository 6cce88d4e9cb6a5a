"""Sets the stage for the transcripts and phrases of what all topics share."""

from storage.agenda import items
from storage.lessons import lessons
from storage.lessons.lesson import Aspect, Draft, Side
from tests.commands.agenda.stage import listed
from tests.transcripts import Play, Stage


async def _lessons(play: Play) -> None:
    """One on which nobody built, and one that two others used."""
    me, door = await (await play.who("deelnemer")).member(), play.door
    for key, text in (("new", "Een kaart op tafel helpt."), ("new2", "Begin op tijd met de catering.")):
        draft = Draft(text, Side.well, Aspect.process)
        play.keys[key] = f"L-{await door.database.write(lessons.put, me.id, draft, door.clock())}"
    used = int(play.keys["new2"].removeprefix("L-"))
    for name in ("Eerste gebruiker", "Tweede gebruiker"):
        other = await (await play.who(name)).member()
        await door.database.write(lessons.use, used, other.id, "Dat scheelde ons een avond.", door.clock())


async def _supports(play: Play) -> None:
    me = await (await play.who("member", "en")).member()
    await listed("tw-09")(play)
    await play.door.database.write(items.support, await play.id("agenda item", "tw-09"), me.id, None, play.door.clock())


STAGE = Stage(
    "core",
    given={
        "the example Café has no network N35": None,
        "{tw-09} is op de agenda; the member does not support it": listed("tw-09"),
        "the member made {new}, a lesson on which nobody built, and {new2}, a lesson that two others used": _lessons,
        "the member supports {tw-09}, which is op de agenda": _supports,
    },
)
