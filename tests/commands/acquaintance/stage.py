"""Sets the stage for the transcripts and phrases of getting acquainted."""

from datetime import UTC, datetime

from tests.cafe import Person
from tests.transcripts import Play, Stage

THEME = "bewonersinitiatieven"
NINE = datetime(2027, 1, 4, 8, 30, tzinfo=UTC)
"""Half an hour before the first step, when the round of that month is there."""


async def _takes_part(play: Play, name: str, region: str) -> Person:
    await play.door.cafe.work["introductions"]()  # the round of that month is over, without anybody
    someone = await play.door.member(name, regions=region, themes=THEME, organisation=f"Bureau van {name}")
    play.people[name] = someone
    play._heard[name] = 0
    await someone.says("kennismaken aan")
    return someone


async def both(play: Play) -> None:
    for name, region in (("deelnemer", "Twente"), ("de ander", "Flevoland")):
        await _takes_part(play, name, region)
        play._heard[name] = len(play.door.far.sent)


async def other_said_yes(play: Play) -> None:
    await both(play)
    await play.at(NINE)
    await play.people["de ander"].says("kennismaken leuk")


async def alone(play: Play) -> None:
    await _takes_part(play, "deelnemer", "Twente")


async def asked(play: Play, someone: Person) -> None:
    """Who says a phrase was introduced to somebody."""
    await _takes_part(play, "Ander", "Flevoland")
    await someone.says("kennismaken aan")
    await play.at(NINE)


STAGE = Stage(
    "acquaintance",
    given={
        "two members of other regions take part, both know about bewonersinitiatieven, both show their name": both,
        "two members of other regions take part, both show their name; the other said leuk": other_said_yes,
        "nobody else takes part": alone,
    },
    speaker=asked,
)
