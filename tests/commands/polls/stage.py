"""Sets the stage for the transcripts and phrases of polls."""

from datetime import datetime

from storage.polls import polls
from storage.polls.poll import Draft, Sort
from tests.cafe import Person
from tests.transcripts import ZONE, Play, Stage

HOST, IN_CHANNEL = "facilitator", "facilitator in een kanaal"


async def _host(play: Play, name: str, language: str) -> Person:
    """Who leads a session: one person, in their channel."""
    known = play.people.get(HOST) or play.people.get(IN_CHANNEL)
    someone = known or await play.door.member(HOST, language)
    play.places[name] = await play.door.room("RES West-Overijssel", locale=language)
    return someone


async def _board(play: Play, _name: str, _language: str) -> Person:
    return await play.who("bestuurder in Teams")


async def _voting(play: Play, number: str, *names: str) -> None:
    for place, name in enumerate(names):
        await (await play.who(name)).says(f"stem {number} {1 + place % 2}")


async def _with_four(play: Play) -> None:
    await _voting(play, play.keys["new"], "Tweede", "Derde", "Vierde")


async def _with_six(play: Play) -> None:
    until = datetime(2026, 12, 8, 17, tzinfo=ZONE)
    host = await (await play.who(HOST)).member()
    draft = Draft("Hoe groeien we?", Sort.choice, ("twee pilots", "organisch"), until)
    number = f"Z-{await play.door.database.write(polls.put, host.id, draft, play.door.clock())}"
    play.keys["new"] = number
    await _voting(play, number, "wie stemde", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde")


async def _running(play: Play) -> str:
    """A poll with a line to take a place on."""
    ends = ("bij elkaar", "gespreid")
    draft = Draft("Bij elkaar of gespreid?", Sort.dilemma, ends, datetime(2027, 1, 4, 17, tzinfo=ZONE))
    return f"Z-{await play.door.database.write(polls.put, None, draft, play.door.clock())}"


STAGE = Stage(
    "polls",
    given={
        "4 people voted": _with_four,
        "{new} is a poll of kind keuze of the facilitator, open until 8 December 17.00, with 6 votes": _with_six,
        "the place is a Matrix room": None,
    },
    who={HOST: _host, IN_CHANNEL: _host, "dezelfde bestuurder in Matrix, gekoppeld": _board},
    things={"Z": _running},
)
