"""Two hundred people say on two platforms that they come while the meeting is moved: each counts once, none is lost."""

from datetime import timedelta

from bot.chat.message import Event
from storage.database.database import Database
from storage.events import attendance, meetings
from tests.bot.fake_platform import eventually
from tests.cafe import PLATFORM
from tests.commands.events.test_events import announce
from tests.commands.polls.test_crowd import CROWD, ELSEWHERE, LINKED, MINUTES, arrive, say, settled, two_doors


async def test_two_hundred_say_yes_on_both_platforms_while_it_is_moved(database: Database) -> None:
    async with two_doors(database) as door:
        host = await door.member("Gastheer")
        day = door.clock() + timedelta(days=40)
        number = await announce(host, f"bijeenkomst: overleg over sloten op {day:%d-%m-%Y} van 13.00 tot 14.30 uur")
        await database.write(arrive)
        await host.says(f"verplaats {number} naar {day + timedelta(days=1):%d-%m-%Y} 10 uur")
        yes = f"ik kom {number}"
        events: list[Event] = [say(each, PLATFORM if each % 2 else ELSEWHERE, yes) for each in range(CROWD)]
        events += [say(each, ELSEWHERE if each % 2 else PLATFORM, yes) for each in range(LINKED)]
        events.insert(len(events) // 2, host.message("ja"))
        await door.cafe.dispatcher.store(events)
        await eventually(settled(door), within=MINUTES)
        coming = [each.member_id for each in await database.read(attendance.coming, 1)]
        assert len(coming) == len(set(coming)) == CROWD, "who is on both platforms is one"
        door.clock.ahead(timedelta(minutes=15))
        await door.cafe.work["meetings"]()
        await door.cafe.work["hearing"]()
        await eventually(settled(door), within=MINUTES)
        moved = await database.read(meetings.get, 1)
        assert moved
        assert moved.sequence == 1
        seats = await database.read(attendance.coming, 1)
        assert {each.told_sequence for each in seats} == {1}, "each saw it as it is, or was told"
