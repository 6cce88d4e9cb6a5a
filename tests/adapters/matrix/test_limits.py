"""The homeserver's rate limits: everybody gets their answer, and words go before buttons."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import commands
from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings
from bot.cafe import Cafe, utc_now
from bot.command import Commands
from bot.message import Conversation
from bot.reply import Reply
from storage.database import Database
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, member, relation
from tests.servers.synapse import Account, Synapse

ASKING = 15


async def test_on_a_stock_homeserver_fifteen_who_ask_at_once_all_get_their_answer(
    synapse_stock: Synapse, cafe_database: Database, tmp_path: Path
) -> None:
    bot = synapse_stock.register("plek")
    async with AsyncExitStack() as stack:
        host = await stack.enter_async_context(member(synapse_stock, "aanjager-bodem", tmp_path))
        others = [await stack.enter_async_context(member(synapse_stock, "lid", tmp_path)) for _ in range(ASKING - 1)]
        for each in (host, *others):
            synapse_stock.exempt(each.account)  # the members' own limits are not what this is about
        await stack.enter_async_context(running(cafe_on(cafe_database, settings_for(synapse_stock, bot, tmp_path))))
        room = await host.make_room(bot.user_id, *(each.id for each in others), name="Bodem")
        await host.answer(room, after=0)
        for each in others:
            await each.join(room)
        # An answer with buttons, so that there is something to leave out.
        asked = await asyncio.gather(*(each.say(room, "!plek hulpp") for each in (host, *others)))
        await host.until(lambda: answered(host, room) >= set(asked), patience=120)
        heard = [each for each in host.heard if each.sender == bot.user_id]
        answers = [place for place, each in enumerate(heard) if relation(each).get("event_id") in asked]
        seeds = [place for place, each in enumerate(heard) if each.source["type"] == "m.reaction"]
        assert len(answers) == ASKING
        assert len(seeds) < ASKING  # most were left out
        assert not [place for place in seeds if answers[0] < place < answers[-1]], "a button went before words"
        assert len(set(map(body, (heard[place] for place in answers)))) == 1


def answered(who: Member, room: str) -> set[str]:
    return {relation(each).get("event_id", "") for each in who.said_in(room)}


async def test_two_hundred_who_ask_at_once_all_get_their_answer(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    """Ten clients that ask twenty times each, in ten rooms: to the bot they are two hundred messages at once."""
    async with running(cafe_on(cafe_database, settings_for(synapse, bot, tmp_path))):
        members = [await enter("lid") for _ in range(10)]
        rooms = [await each.make_room(bot.user_id, name=f"Kamer {n}") for n, each in enumerate(members)]
        for each, room in zip(members, rooms, strict=True):
            await each.answer(room, after=0)
        asked: dict[str, list[str]] = {room: [] for room in rooms}
        for _ in range(20):
            for each, room in zip(members, rooms, strict=True):
                asked[room].append(await each.say(room, "!plek hulp"))
        for each, room in zip(members, rooms, strict=True):
            await each.until(partial(all_answered, each, room, asked[room]), patience=90)
            # Once each, in the thread of the question.
            assert sorted(relation(one)["event_id"] for one in each.said_in(room)[1:]) == sorted(asked[room])


class SlowInOneRoom(Matrix):
    """Its messages to one room do not arrive until they may."""

    def __init__(self, settings: MatrixSettings) -> None:
        super().__init__(settings, clock=utc_now)
        self.room = ""
        self.held_up = asyncio.Event()
        self.may_go = asyncio.Event()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        if conversation.id == self.room:
            self.held_up.set()
            await self.may_go.wait()
        return await super().send(conversation, reply, key=key, replaces=replaces)


async def test_one_slow_room_does_not_hold_up_another_and_keeps_its_order(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    matrix = SlowInOneRoom(settings_for(synapse, bot, tmp_path))
    async with running(Cafe(cafe_database, Commands.within(commands), [matrix])):
        member, other = await enter("adviseur-water"), await enter("aanjager-bodem")
        slow = await member.chat_with(bot.user_id)
        quick = await other.make_room(bot.user_id, name="Bodem", encrypted=True)
        await other.answer(quick, after=0)
        matrix.room = slow
        for line in ("hulp", "netwerken", "hulp netwerken"):
            await member.say(slow, line)
        await matrix.held_up.wait()
        for _question in range(3):
            assert "netwerken" in body(await other.ask(quick, "!plek hulp"))
        assert len(member.said_in(slow)) == 1  # the greeting
        matrix.may_go.set()
        await member.until(lambda: len(member.said_in(slow)) == 4)
        fourth = await member.ask(slow, "hulp")
        assert body(fourth) == body(member.said_in(slow)[1])
        assert len({body(each) for each in member.said_in(slow)[1:4]}) == 3


def all_answered(who: Member, room: str, asked: list[str]) -> bool:
    return answered(who, room) >= set(asked)
