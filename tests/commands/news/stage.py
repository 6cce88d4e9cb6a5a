"""Sets the stage for the transcripts and phrases of news."""

from storage.lessons import lessons
from storage.lessons.lesson import Aspect, Side
from storage.lessons.lesson import Draft as Lesson
from storage.links import Thing
from storage.members.roles import Grant
from storage.networks import networks
from storage.news import news, reviews
from storage.news.item import NEWS, Draft
from storage.signals import signals
from storage.signals.signal import Draft as Signal
from storage.vocabulary import NetworkRole, Role
from tests.cafe import Person
from tests.transcripts import Play, Stage

HUB = "Regionale Kennishub Twente"
KEEPER, TAKES = "trekker van de hub Twente", "coördinator, als antwoord op andermans bericht"


async def _written(play: Play) -> None:
    """Somebody wrote a message in a channel, which is answered."""
    writer, place = await play.who("de schrijver"), await play.door.room("Algemeen")
    message = writer.message("Er staat een mooi verhaal over wadi's op de site.", where=place, addressed=False)
    await play.door.happens(message)
    play.places[TAKES], play.answers[TAKES] = place, message.id


async def _hub_of(play: Play, keeper: Person) -> int:
    (hub,) = await play.door.database.read(networks.by_name, HUB)
    member = (await keeper.member()).id
    await play.door.database.write(networks.join, hub, member, NetworkRole.convenor, play.door.clock())
    return hub


async def _december(play: Play) -> None:
    """Two signals and a lesson about Twente, and somebody who coordinates the country."""
    door, now = play.door, play.door.clock()
    nation = await play.who("landelijke coördinator")
    await door.grant(nation, Grant(Role.coordinator))
    await _hub_of(play, await play.who(KEEPER))
    maker, regions = (await nation.member()).id, frozenset({await door.region("Twente")})
    for text in ("Een vergunning duurt te lang", "Twee loketten wijzen naar elkaar"):
        await door.database.write(signals.put, maker, Signal(text, regions=regions), now)
    lesson = Lesson("Begin met één tafel", Side.well, Aspect.process, regions=regions)
    await door.database.write(lessons.put, maker, lesson, now)


async def _of_the_member(play: Play) -> str:
    """News that who speaks shared."""
    me = (await (await play.door.member("Deelnemer")).member()).id
    made = await play.door.database.write(news.put, me, Draft("De kaart staat online."), play.door.clock())
    return made.number


async def _keeps(play: Play, speaker: Person) -> None:
    """Who speaks drives a hub that saw something."""
    hub = await _hub_of(play, speaker)
    await play.door.database.write(reviews.draft, hub, "2026-10", [Thing(NEWS, 1)], play.door.clock())


STAGE = Stage(
    "news",
    speaker=_keeps,
    given={
        "the address is in no news": None,
        "another member wrote the message in the channel": _written,
        "Twente had 2 signals and 1 lesson in December": _december,
    },
    things={"U": _of_the_member},
)
