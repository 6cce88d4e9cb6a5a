"""Two hundred people vote at once on two platforms while the poll is closed: nothing is lost, all is counted once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, select, union_all

from bot.chat.message import Conversation, Event, Identity, Kind, Message
from storage import tables
from storage.accounts import linking
from storage.database.database import Database
from storage.members import people
from storage.members.member import Profile
from storage.polls import polls, votes
from storage.polls.poll import Draft, Sort, State
from storage.polls.tables import poll_ballots, poll_voters, poll_votes
from tests.bot.fake_platform import eventually
from tests.cafe import PLATFORM, START, Door, Doorway, Said

CROWD, LINKED = 200, 40
"""People, and those of them who are on both platforms and vote on both."""
MINUTES = 600.0
"""Seconds in which all that came of it must have arrived, however busy the machine is."""
ELSEWHERE = "elsewhere"


def two_doors(database: Database) -> Door:
    """A Café on two platforms."""
    return Door(database, beside=(Doorway(platform=ELSEWHERE),))


def arrive(tx: Connection) -> None:
    """Two hundred members, every other on the other platform; some are there twice, and said so."""
    for number in range(CROWD):
        home, away = (PLATFORM, ELSEWHERE) if number % 2 else (ELSEWHERE, PLATFORM)
        member = people.meet(tx, home, f"voter-{number}", f"Stemmer {number}", "nl", START)
        people.sign_up(tx, member.id, Profile(member.name, None, "", "", frozenset(), frozenset()), (), START)
        if number < LINKED:
            same = people.meet(tx, away, f"voter-{number}", f"Stemmer {number}", "nl", START)
            linking.merge(tx, member.id, same.id)


def say(number: int, platform: str, text: str) -> Message:
    name = f"voter-{number}"
    chat = Conversation(platform, f"chat with {name}", Kind.personal)
    return Message(f"{platform}-{number}", chat, Identity(platform, name, name), text, START)


def _all_said(tx: Connection) -> bool:
    unhandled = select(tables.inbox.c.id).where(tables.inbox.c.handled_at.is_(None))
    unsent = select(tables.outbox.c.id).where(tables.outbox.c.sent_at.is_(None))
    return not tx.execute(union_all(unhandled, unsent).limit(1)).first()


def settled(door: Door) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        await door.cafe.settled()
        return await door.database.read(_all_said)

    return look


def _answered(sent: Sequence[Said], platform: str) -> dict[int, str]:
    """What each heard, by their number."""
    return {
        int(said.key.removeprefix(f"{platform}:{platform}-").partition("/")[0]): str(said)
        for said in sent
        if said.key.startswith(f"{platform}:{platform}-")
    }


async def test_two_hundred_vote_on_both_platforms_while_it_is_closed(database: Database) -> None:
    async with two_doors(database) as door:
        host = await door.member("Gespreksleider")
        until = door.clock() + timedelta(days=1)
        draft = Draft("Welk woord werkt beter?", Sort.choice, ("natuur", "groen"), until)
        number = await database.write(polls.put, (await host.member()).id, draft, door.clock())
        await database.write(arrive)
        events: list[Event] = [
            say(each, PLATFORM if each % 2 else ELSEWHERE, f"stem Z-{number} {1 + each % 2}") for each in range(CROWD)
        ]
        events += [
            say(each, ELSEWHERE if each % 2 else PLATFORM, f"stem Z-{number} {2 - each % 2}") for each in range(LINKED)
        ]
        events.insert(len(events) // 2, host.message(f"sluit Z-{number}"))
        await door.cafe.dispatcher.store(events)
        await eventually(settled(door), within=MINUTES)
        heard = {(PLATFORM, each): text for each, text in _answered(door.far.sent, PLATFORM).items()}
        heard |= {(ELSEWHERE, each): text for each, text in _answered(door.fars[1].sent, ELSEWHERE).items()}
        assert len(heard) == CROWD + LINKED, "everyone hears what became of it"
        counted = {each for (_where, each), text in heard.items() if "Je stem staat" in text}
        closed = {each for (_where, each), text in heard.items() if "stemmen kan niet meer" in text}
        assert counted | closed == set(range(CROWD)), "and nobody hears anything else"
        held = await database.read(polls.get_one, number)
        assert held.state is State.closed
        assert held.voters == len(counted), "who heard that it counts is counted, once"
        result = await database.read(votes.result, number)
        assert sum(result.counts.values()) == len(counted)
        assert not await database.read(lambda tx: tx.execute(select(poll_votes.c.id)).all())
        assert len(await database.read(lambda tx: tx.execute(select(poll_ballots.c.id)).all())) == len(counted)
        assert len(await database.read(lambda tx: tx.execute(select(poll_voters.c.poll_id)).all())) == len(counted)


async def test_two_votes_of_one_person_on_two_platforms_at_one_moment_are_one(database: Database) -> None:
    async with two_doors(database) as door:
        host = await door.member("Gespreksleider")
        draft = Draft("Welk woord?", Sort.choice, ("natuur", "groen"), door.clock() + timedelta(days=1))
        number = await database.write(polls.put, (await host.member()).id, draft, door.clock())
        await database.write(arrive)
        for again in range(5):
            both = [
                say(0, each, f"stem Z-{number} {1 + (again + at) % 2}") for at, each in enumerate((PLATFORM, ELSEWHERE))
            ]
            await door.cafe.dispatcher.store([replace(each, id=f"{each.id}/{again}") for each in both])
            await eventually(settled(door), within=MINUTES)
            assert (await database.read(polls.get_one, number)).voters == 1
