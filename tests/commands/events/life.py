"""What somebody does with meetings: announces one, prepares it, comes to that of another, and seeks a group."""

from datetime import timedelta

from storage.events import all_series, meetings, seekers
from storage.events.meeting import Draft
from storage.events.series import SeriesDraft
from tests.cafe import Door, Person


async def live(door: Door, who: Person) -> None:
    me, other = await who.member(), await door.person("Ander").member()
    start = door.clock() + timedelta(days=20)
    regions, themes = frozenset({await door.region("Twente")}), frozenset({1})
    zone = "Europe/Amsterdam"
    series = await door.database.write(
        all_series.put, me.id, SeriesDraft("Tafel over bodem", regions=regions, themes=themes), door.clock()
    )
    await door.database.write(all_series.seat, series, me.id, "telt mee", door.clock())
    mine = Draft(
        "Werksessie bodem", start, start + timedelta(hours=2), zone, regions=regions, themes=themes, series_id=series
    )
    theirs = Draft("Wandeling", start, start + timedelta(hours=2), zone)
    own = await door.database.write(meetings.put, me.id, mine, door.clock())
    walk = await door.database.write(meetings.put, other.id, theirs, door.clock())
    for line in (f"ik kom {walk.number}", f"ik doe voor {own.number}: ik neem de kaart mee"):
        await who.says(line)
    await door.database.write(seekers.seek, me.id, regions, themes, door.clock())
    await door.database.write(seekers.offer, 1, [1], start, door.clock())
