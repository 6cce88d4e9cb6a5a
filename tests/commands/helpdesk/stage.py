"""Sets the stage for the transcripts and phrases of the desks."""

from storage.helpdesk import answers, requests, seats
from storage.helpdesk.request import Desk, Draft, Part, State, Turn
from tests.cafe import Person
from tests.transcripts import Play, Stage, by_name


async def keeper(play: Play, name: str, language: str, desk: Desk = Desk.civic) -> Person:
    """A member who sits at the desk for the whole country."""
    someone = await by_name(play, name, language)
    member, now = (await someone.member()).id, play.door.clock()
    await play.door.database.write(seats.ask, member, desk, None, now)
    await play.door.database.write(seats.accept, member, desk, None, now)
    return someone


async def visitor(play: Play, name: str, language: str) -> Person:
    return play.door.person(name, language)


async def staffed(play: Play) -> None:
    await play.who("vast contactpersoon")


async def cafe_staffed(play: Play) -> None:
    play.people["helpdesk"] = await keeper(play, "Helpdesk", "nl", Desk.cafe)


async def answered_before(play: Play) -> None:
    await cafe_staffed(play)
    member, now = (await play.people["helpdesk"].member()).id, play.door.clock()
    await play.door.database.write(
        answers.put, member, Desk.cafe, "gast ziet kanalen niet", "Kies bovenaan de organisatie van het Café.", now
    )


async def answered(play: Play) -> None:
    """The desk took it up and answered."""
    number, now = int((await play.number("new")).removeprefix("H-")), play.door.clock()
    member, write = (await play.people["helpdesk"].member()).id, play.door.database.write
    await write(requests.assign, number, Turn.owner, member, now)
    await write(requests.say, number, member, Part.answer, "Choose the organisation of the Café.", now)
    await write(requests.change, number, now, state=State.waits)


async def of_the_member(play: Play) -> str:
    """A request that who speaks asked, which the desk took up."""
    if "H" in play.keys:
        return play.keys["H"]
    me = (await play.door.member("Deelnemer", regions="Twente")).member
    draft = Draft("Is er een potje?", Desk.civic)
    made = await play.door.database.write(requests.put, (await me()).id, draft, play.door.clock())
    await play.door.database.write(requests.change, made.id, play.door.clock(), state=State.taken)
    play.keys["H"] = made.number
    return made.number


STAGE = Stage(
    "helpdesk",
    given={
        "the desk for the region has a contact person; there is no fixed answer about money": staffed,
        "the Café desk has a fixed answer about guests and channels": answered_before,
        "{h-potje} is nieuw; the coordinator keeps no desk and did not ask it": None,
        "the Café desk has no fixed answer about guests": cafe_staffed,
        "the desk took {new} up and answered": answered,
    },
    who={"vast contactpersoon": keeper, "gast": visitor, "guest": visitor, "bewoner": visitor},
    things={"H": of_the_member},
)
