"""What goes wrong in the weeks of a Café: a room upgraded, a server away, a replica killed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.chat.message import Moved
from bot.inbound.dispatcher import SWEEP
from tests.cafe import AWAY, NOTHING
from tests.rehearsal.cast import present
from tests.rehearsal.days import Story
from tests.rehearsal.replica import id_of

TRIES: Final = 5
HELD: Final = timedelta(minutes=30)
ASKERS: Final = 5
"""People who speak to the replica that is killed."""


async def upgraded(story: Story) -> None:
    """A room of Matrix goes on under another id, and so does all that lives in it."""
    number, place = next((n, each) for n, each in enumerate(story.places) if each.platform == "matrix")
    new = replace(place, id=f"{place.id} (nieuw)")
    story.sent_before[place.key] = len(story.door.heard_in(place))
    await story.door.happens(Moved("room upgraded", new, place, story.door.clock()))
    story.places[number] = new
    story.moved = (place, new)
    who = next(each for each in present(story.players) if each.person.identity.platform == "matrix")
    if await who.person.says("netwerken water", where=new) is NOTHING:
        story.refused.append("silence in a room that was upgraded")


async def away(story: Story) -> None:
    """The homeserver of Matrix is out of reach: nothing comes in from it, and nothing can be sent."""
    story.door.fars[1].away = True


async def back(story: Story) -> None:
    """It is there again, and what waited for it goes out: each place tries again when its time has come."""
    story.door.fars[1].away = False
    for _try in range(TRIES):
        story.door.clock.ahead(2 * AWAY)
        story.door.cafe.delivery.wake()
        await story.door.cafe.settled()


async def killed(story: Story) -> None:
    """A second process stores what people say, and is killed while it answers the first of them."""
    people = [each for each in present(story.players) if each.person.identity.platform == "teams"][:ASKERS]
    names = [each.person.identity.id for each in people]
    arguments = (story.door.database.dsn, story.door.clock().isoformat(), "teams", *names)
    replica = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.rehearsal.replica", *arguments)
    if await replica.wait() != -9:
        story.refused.append("the replica came to its end, and was to be killed")
    story.to_be_answered = {f"teams:{id_of(name)}/answer" for name in names}
    # What it held on to is free after a while, and this process looks for what is left behind now and then.
    story.door.clock.ahead(HELD)
    story.door.cafe.delivery.wake()
    far = story.door.far
    with suppress(AssertionError):  # told at the end
        await far.until(lambda: story.to_be_answered <= far.seen, "what a replica had stored", within=2 * SWEEP.seconds)


TROUBLE: Final[Mapping[tuple[int, int, int], Callable[[Story], Awaitable[None]]]] = {
    (1, 2, 12): upgraded,
    (2, 1, 9): away,
    (2, 2, 15): back,
    (3, 3, 9): killed,
}
"""By week, day and hour, each from 0 but the hour."""


def wrong_with(story: Story) -> list[str]:
    """Return what it did to people that it should not have."""
    wrong = []
    if story.moved:
        old, new = story.moved
        late = len(story.door.heard_in(old)) - story.sent_before[old.key]
        wrong += [f"{late} messages went to a room that was replaced"] if late else []
        wrong += [] if story.door.heard_in(new) else ["nothing was said in the room that replaced another"]
    unanswered = story.to_be_answered - {key for far in story.door.fars for key in far.seen}
    return [*wrong, *(f"never answered, though a replica had stored it: {each}" for each in sorted(unanswered))]
