"""Sets the stage for the transcripts and phrases of meetings and peer groups."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, update

from storage import keepers
from storage.events import all_series, attendance, meetings, seekers
from storage.events.meeting import MEETING, Draft
from storage.links import Thing
from storage.members import organisations, people
from storage.tables import members
from tests.cafe import Person
from tests.transcripts import Play, Stage

THEME = "omgevingsmanagement"


async def _kept_and_visited(play: Play) -> None:
    """The project leader keeps it, and one member was there."""
    door, number = play.door, await play.id(MEETING, "e-ofl3")
    keeper, guest = [await (await play.who(name)).member() for name in ("projectleider", "wie erbij was")]

    def keep(tx: Connection) -> None:
        keepers.ask(tx, Thing(MEETING, number), keeper.id, door.clock())
        keepers.accept(tx, Thing(MEETING, number), keeper.id, door.clock())
        attendance.say(tx, number, guest.id, 0, door.clock(), coming=True)
        attendance.claim(tx, 1, "asked_at", door.clock())

    await door.database.write(keep)


async def _manager(play: Play, name: str, language: str) -> Person:
    """An environment manager, of an organisation of their own."""
    door = play.door
    someone = await door.member(name, language, themes=THEME)
    own = await door.database.write(lambda tx: organisations.put(tx, f"Organisatie van {name}")[0])
    me = await someone.member()
    await door.database.write(
        lambda tx: tx.execute(update(members).where(members.c.id == me.id).values(organisation_id=own))
    )
    return someone


OTHERS = ("Tweede", "Derde", "Vierde")


async def _three_wait(play: Play) -> None:
    door = play.door
    for name in OTHERS:
        someone = await _manager(play, name, "nl")
        play.people[name] = someone
        play._heard[name] = 0
        me = await someone.member()
        held = await door.database.read(people.get, me.id)
        assert held
        await door.database.write(seekers.seek, me.id, frozenset(), held.themes, door.clock())


async def _all_say_yes(play: Play) -> None:
    play.door.clock.now = datetime(2026, 12, 2, 10, tzinfo=UTC)
    for name in ("omgevingsmanager", *OTHERS):
        await play.people[name].says("ik doe mee met de groep")
    await play.door.cafe.work["peer groups"]()
    me = await play.people["Tweede"].member()
    (number,) = await play.door.database.read(all_series.of_member, me.id)
    play.keys["new"] = f"R-{number}"


async def _planned(play: Play) -> None:
    """A meeting of somebody, with a place."""
    play.keys["new"] = await _a_meeting(play, datetime(2026, 12, 10, 9, tzinfo=UTC))


async def _a_meeting(play: Play, starts: datetime) -> str:
    door = play.door
    host = await (await door.member("Gastheer")).member()
    draft = Draft("Overleg over veen", starts, starts + timedelta(minutes=90), "Europe/Amsterdam", place="Het Veenhuis")
    made = await door.database.write(meetings.put, host.id, draft, door.clock())
    return made.number


async def _for_a_phrase(play: Play) -> str:
    if "B" not in play.keys:
        play.keys["B"] = await _a_meeting(play, play.door.clock() + timedelta(days=9))
    return play.keys["B"]


STAGE = Stage(
    "events",
    given={
        "the projectleider keeps {e-ofl3}, which is gehouden and has no report; one member came": _kept_and_visited,
        "three environment managers of three other organisations wait for a group": _three_wait,
        "all four said yes on 2 December": _all_say_yes,
        "{e-ofl2} is gehouden": None,
        "{new} is a meeting planned for Thursday 10 December 2026, 10.00-11.30": _planned,
    },
    who={"omgevingsmanager": _manager},
    things={"B": _for_a_phrase},
)
