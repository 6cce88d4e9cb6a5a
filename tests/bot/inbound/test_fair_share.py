"""One person who says very much keeps nobody waiting: a bound for each, turns in a place, and one friendly line."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.chat.message import Deleted, Message
from bot.chat.texts import _
from bot.inbound.dispatcher import AT_ONCE
from bot.inbound.queues import MOST_OF_ONE
from storage import tables
from storage.database.database import Database
from tests.bot import sample_commands
from tests.bot.sample_commands import SAMPLE_COMMANDS
from tests.cafe import Door, Said, room

MANY, OTHERS = 1_000, 20
TOO_MUCH = _("That is much at once. I did not read all of it: send the rest again later.")


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Door]:
    for each in (sample_commands.calls, sample_commands.gates, sample_commands.arrived):
        each.clear()
    async with Door(database, known=SAMPLE_COMMANDS) as opened:
        yield opened


def answered(door: Door, messages: list[Message]) -> list[Said]:
    keys = {f"door:{each.id}/answer" for each in messages}
    return [said for said in door.far.sent if said.key in keys]


async def test_a_thousand_messages_of_one_keep_twenty_of_others_waiting_for_nothing(door: Door) -> None:
    """Half of them in the room where others speak too, half in as many places as there are."""
    shared = await door.room("bodem")
    loud = door.person("Veelprater")
    places = [shared if number % 2 else room(f"kamer {number}") for number in range(MANY)]
    flood = [loud.message("kijk rond" if place == shared else "houd op", where=place) for place in places]
    await door.cafe.dispatcher.store(flood)
    people = [door.person(f"Lezer {number}") for number in range(OTHERS)]
    asked = [each.message("kijk mee", where=shared if n % 2 else None) for n, each in enumerate(people)]
    await door.cafe.dispatcher.store(asked)
    # What the loud one holds up in other rooms is still being held up, and everybody else is answered.
    await door.far.until(lambda: len(answered(door, asked)) == OTHERS, "the answers to others")
    before = door.far.sent.index(answered(door, asked)[-1])
    assert len(answered(door, flood)) + sum(1 for each in door.far.sent[:before] if each.tells(TOO_MUCH)) <= MOST_OF_ONE
    sample_commands.gates["op"].set()
    await door.cafe.settled()
    heard = answered(door, flood)
    assert len(heard) == MOST_OF_ONE + 1
    assert sum(said.tells(TOO_MUCH) for said in heard) == 1, "one friendly line"
    left = select(tables.inbox.c.id).where(tables.inbox.c.handled_at.is_(None))
    assert not await door.database.read(lambda tx: tx.execute(left).all())
    assert "je ziet nu" in await loud.says("kijk nu")


async def test_one_sender_never_takes_all_the_room() -> None:
    assert MOST_OF_ONE < AT_ONCE


async def test_who_said_too_much_hears_it_again_the_next_time(door: Door) -> None:
    loud = door.person("Veelprater")
    for time in (1, 2):
        await door.at_once(*(loud.message(f"kijk {number}") for number in range(3 * MOST_OF_ONE)))
        assert sum(said.tells(TOO_MUCH) for said in door.heard_in(loud.chat)) == time


async def test_what_a_platform_waits_for_is_told_too(door: Door) -> None:
    loud = door.person("Veelprater")
    flood = [loud.message("houd op") for _each in range(MOST_OF_ONE + 1)]
    await door.cafe.dispatcher.store(flood)
    for _time in range(2):
        told = await door.cafe.dispatcher.answer(loud.message("kijk", answer_inline=True))
        assert told is not None
        assert "Dat is veel tegelijk" in str(told.blocks)
    await sample_commands.arrived.setdefault("op", asyncio.Event()).wait()
    sample_commands.gates["op"].set()


async def test_what_takes_a_message_back_is_never_too_much(door: Door) -> None:
    loud = door.person("Veelprater")
    room = await door.room("bodem")
    flood = [loud.message("kijk", where=room) for _each in range(2 * MOST_OF_ONE)]
    last = Deleted("taken back", room, loud.identity, flood[0].id)
    await door.cafe.dispatcher.store([*flood, last])
    await door.cafe.settled()
    row = select(tables.inbox.c.failure, tables.inbox.c.handled_at).where(tables.inbox.c.event_id == "door:taken back")
    failure, handled = await door.database.read(lambda tx: tx.execute(row).one())
    assert failure is None
    assert handled is not None
