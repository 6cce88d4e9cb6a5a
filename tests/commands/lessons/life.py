"""What somebody does with lessons: shares one, says of another that it does not hold, and uses it."""

from storage.lessons import evaluations, lessons
from storage.lessons.evaluation import Stage
from storage.lessons.lesson import Aspect, Draft, Side
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    await who.in_turn("les: de vergadering liep te laat, niemand kwam meer", "beter proces", "klopt")
    other = await door.person("Ander").member()
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    draft = Draft("Een kaart helpt.", Side.well, Aspect.content, regions=regions, themes=themes)
    number = await door.database.write(lessons.put, other.id, draft, door.clock())
    for line in (f"bij ons niet L-{number}: het lag aan ons", f"gebruikt L-{number}: in ons project hielp het"):
        await who.says(line)
    await evaluate(door, who)


async def evaluate(door: Door, who: Person) -> None:
    """They began an evaluation, take part in it and answer."""
    me, now = await who.member(), door.clock()
    number = await door.database.write(evaluations.put, me.id, None, "Komt onze aanpak op gang?", now)
    await door.database.write(evaluations.invite, number, [me.id], now)
    await door.database.write(evaluations.join, number, me.id, now)
    await door.database.write(evaluations.turn, number, {Stage.planned}, now, stage=Stage.running, day=5)
    await who.in_turn(f"vertel bij E-{number}: de boeren praten mee", f"goed bij E-{number}: het overleg loopt")
