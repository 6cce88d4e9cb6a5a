"""Plays a Café for some weeks, and tells what was seen and what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from bot.chat.message import Conversation, Installed
from storage import hearing, tables
from storage.database.database import Database, Tx
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import START, Clock, Door, Doorway, room
from tests.rehearsal import circles, days, outcomes
from tests.rehearsal.cast import Player, cast, present
from tests.rehearsal.days import Story
from tests.rehearsal.seen import BOUND, Watch
from tests.rehearsal.trouble import TROUBLE, wrong_with

LOOKS = (9, 12, 15, 18)
"""Hours of a day at which the clock's work is done: a rhythm of minutes changes nothing for who reads."""
WORKDAYS = 5
CONCLUDED_ON = 3
"""The day of the last week on which it is said what came of things."""
BUSY = 6
"""What grows with how many there are, up to so much between two looks of the clock: a café has so many tables."""
ROLES = {"admin": Role.admin, "steward": Role.steward, "coordinator": Role.coordinator}


@dataclass(slots=True)
class Measures:
    """Says how large a Café is played."""

    members: int = 800
    networks: int = 120
    places: int = 40
    weeks: int = 6
    seed: int = 20261102


@dataclass(slots=True)
class Played:
    """What came of it."""

    story: Story
    watch: Watch
    measures: Measures
    wrong: list[str] = field(default_factory=list)
    """What should not have happened; empty when all is well."""


async def play(database: Database, measures: Measures) -> Played:
    """Let the people of a Café live in it, on the example set that stands in the database."""
    chance = Random(measures.seed)  # no secret
    # As Teams, with forms and hearing only what names us; and as Matrix, which asks in turn and hears threads.
    teams, matrix = Doorway(forms=True, platform="teams"), Doorway(platform="matrix")
    teams.hears_threads = False
    async with Door(database, clock=Clock(START), far=teams, beside=[matrix]) as door:
        players = list(cast(door, measures.members, chance))
        places = [await _place(door, number) for number in range(measures.places)]
        story = Story(door, players, places, chance)
        watch = Watch(door.clock())
        for week in range(measures.weeks):
            for day in range(7):
                if week == measures.weeks - 1 and day == CONCLUDED_ON:
                    await outcomes.conclude(story)
                    await circles.open_up(story)
                await _day(story, watch, measures, week * 7 + day)
        await _end(story, watch)
        story.waiting = await database.read(_waiting)
        played = Played(story, watch, measures)
        played.wrong.extend(_wrong_with(story, watch))
        played.wrong.extend(wrong_with(story))
        played.wrong.extend(circles.wrong_with(story, await database.read(circles.met)))
        played.wrong.extend(await database.read(_lost))
        return played


async def _place(door: Door, number: int) -> Conversation:
    """Open a channel on one platform, the next on the other."""
    place = room(f"Kanaal {number}", platform=door.fars[number % len(door.fars)].platform)
    await door.happens(Installed(f"installed in {number}", place, None, door.clock(), "nl"))
    return place


async def _day(story: Story, watch: Watch, measures: Measures, day: int) -> None:
    """Let a day pass: people do what they do between the looks of the clock."""
    midnight = START.replace(hour=0) + timedelta(days=day)
    for hour in LOOKS:
        story.door.clock.ahead(midnight.replace(hour=hour) - story.door.clock())
        if trouble := TROUBLE.get((day // 7, day % 7, hour)):
            await trouble(story)
        if day % 7 < WORKDAYS:
            await _act(story, measures, day, len(LOOKS))
        await _works(story.door)
        watch.look(story.door)


async def _act(story: Story, measures: Measures, day: int, parts: int) -> None:
    """Do this part of a day's share of all that people do."""
    await _arrive(story, measures, parts)
    here = [each for each in present(story.players) if not _cut_off(story, each)]
    share = max(1, min(measures.members // 25, BUSY))
    acts: Sequence[tuple[days.Act, int]] = (
        (days.ask, share // 4 or 1),
        (days.seek, share),
        (days.answer, share),
        (days.thank, share * 3),
        (days.chat, share),
        (days.bring, max(1, share // 8)),
        (days.take_part, share // 2 or 1),
    )
    for act, times in acts:
        for _time in range(times):
            if here:
                await act(story, story.chance.choice(here))
    makers = [maker for _number, maker in story.made.get("N", [])]
    driving = [each for each in here if each.part == "convenor" and any(each is maker for maker in makers)]
    for act in (circles.tie, circles.look_after, circles.set_task, circles.evaluate):
        if driving and story.chance.random() < 1 / parts:
            await act(story, story.chance.choice(driving))
    for act in (circles.knock, circles.stand, circles.help_out, circles.get_acquainted):
        if here and story.chance.random() < 1 / 2:
            await act(story, story.chance.choice(here))
    if day >= 7 and story.chance.random() < len(here) / 400:
        await days.leave(story, story.chance.choice([each for each in here if each.part == "member"]))


async def _arrive(story: Story, measures: Measures, parts: int) -> None:
    """Let some of those who did not join yet do so, coordinators first, and convenors register their networks."""
    new = [each for each in story.players if not each.joined and not _cut_off(story, each)]
    new = new[: max(3, measures.members // (WORKDAYS * parts))]
    for who in new:
        await days.join(story, who)
        if role := ROLES.get(who.part):
            await story.door.grant(who.person, Grant(role))
    for who in new:
        if who.part == "convenor":
            for _each in range(_due(story, measures) - len(story.made.get("N", []))):
                await days.register(story, who)


def _due(story: Story, measures: Measures) -> int:
    """Return how many networks there are to be by now, of all that their convenors will have registered."""
    driving = [each.joined for each in story.players if each.part == "convenor"]
    return -(-measures.networks * sum(driving) // len(driving))


def _cut_off(story: Story, who: Player) -> bool:
    """Tell whether the server of somebody's platform is away."""
    return any(far.away for far in story.door.fars if far.platform == who.person.identity.platform)


async def _works(door: Door) -> None:
    """Do what the clock wakes, as the scheduler does it."""
    await door.cafe.digests.make_due()
    for work in door.cafe.work.values():
        await work()
    door.cafe.delivery.wake()  # it waits by the clock on the wall for what was put off
    await door.cafe.settled()


async def _end(story: Story, watch: Watch) -> None:
    """Let what still waits be sent."""
    await _works(story.door)
    watch.look(story.door)


def _wrong_with(story: Story, watch: Watch) -> list[str]:
    """Return what people should not have met."""
    gone = {each.person.identity.id for each in story.players if each.gone}
    wrong = [f"answered though it was not for us: {each}" for each in story.answered_unasked]
    wrong += [f"not taken as it was meant: {each}" for each in story.refused]
    for who, week in watch.over():
        told = "\n      ".join(each.partition("\n")[0] for each in watch.told[(who, week)])
        wrong.append(f"{who} got more than {BOUND} messages unasked in week {week + 1}:\n      {told}")
    wrong += _unheard(story, gone) + outcomes.unheard(story, gone) + outcomes.unanswered(story, gone)
    for asked in story.asked:
        heard = [str(each) for each in story.door.heard_in(asked.asker.person.chat)]
        if (
            asked.answers
            and asked.asker.person.identity.id not in gone
            and not any(asked.number in each for each in heard)
        ):
            wrong.append(f"{asked.number} was answered, and its asker never heard of it")
    return wrong


def _unheard(story: Story, gone: set[str]) -> list[str]:
    """Return who helped with a question that was closed, and did not hear what came of it."""
    wrong = []
    people = {each.person.identity.id: each.person for each in story.players}
    for asked in (each for each in story.asked if each.closed):
        for who in story.given.get(asked.number, set()) - gone - {asked.asker.person.identity.id}:
            told = [each for each in story.door.heard_in(people[who].chat) if not each.key.endswith("/answer")]
            if who not in story.waiting and not any(asked.number in each for each in told):
                wrong.append(f"{who} helped with {asked.number}, and did not hear that it was closed")
    return wrong


def _waiting(tx: Tx) -> set[str]:
    """Return the ids of those for whom something is kept, to be told with the rest."""
    identities, hearings = tables.identities, hearing.hearings
    kept = select(identities.c.native_id).join(hearings, hearings.c.member_id == identities.c.member_id)
    return set(tx.execute(kept.where(hearings.c.sent_at.is_(None))).scalars())


def _lost(tx: Tx) -> list[str]:
    """Return what came in and was not handled, and what was to go out and did not."""
    inbox, outbox = tables.inbox, tables.outbox
    unread = tx.execute(select(func.count()).where(inbox.c.handled_at.is_(None))).scalar_one()
    failed = tx.execute(select(inbox.c.failure).where(inbox.c.failure.is_not(None))).scalars()
    ours = outbox.c.platform.in_(("teams", "matrix"))
    waits = outbox.c.sent_at.is_(None) & outbox.c.parked_at.is_(None)
    unsent = tx.execute(select(outbox.c.key).where(ours, waits)).scalars()
    return [
        *([f"{unread} messages were not handled"] if unread else []),
        *(f"a message could not be handled: {each}" for each in failed),
        *(f"not sent: {each}" for each in unsent),
    ]
