"""The homeserver's rate limits: everybody gets their answer, and words go before buttons."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import AsyncExitStack
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from aiohttp import ClientSession, TCPConnector
from nio import RoomMessageNotice

import commands
from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings
from bot.app import Cafe, utc_now
from bot.chat.message import Conversation
from bot.chat.reply import Reply
from bot.command.command import Commands
from storage.database.database import Database
from tests import FUZZ
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, member, relation
from tests.servers.synapse import Account, Synapse

ASKING = 12
"""Two more than a stock homeserver takes from one account at once."""


async def test_on_a_stock_homeserver_more_who_ask_at_once_all_get_their_answer(
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


def answers(who: Member, room: str) -> Counter[str]:
    """How often the bot spoke below each question."""
    return Counter(
        relation(each)["event_id"]
        for each in who.said_in(room)
        if isinstance(each, RoomMessageNotice) and relation(each)
    )


def has_them_all(who: Member, room: str, expected: Counter[str]) -> bool:
    return answers(who, room) >= expected


CROWD, ROOMS = (60, 6) if FUZZ == 1 else (200, 10)
"""Who ask at once, and where; the two hundred in `make soak`."""


class Crowd:
    """Members with an account each who only speak: a client that listens costs more than what it asks."""

    def __init__(self, session: ClientSession, rooms: list[str]) -> None:
        self._session = session
        self._rooms = rooms
        self._accounts: list[Account] = []

    async def come(self, synapse: Synapse, number: int) -> None:
        """So many, spread over the rooms."""
        registered = await asyncio.gather(*(asyncio.to_thread(synapse.register, "lid") for _ in range(number)))
        self._accounts = list(registered)
        await asyncio.gather(*(self._call("POST", who, f"join/{quote(room)}", {}) for who, room in self._placed()))

    async def say(self, text: str) -> list[str]:
        """All of them at once, each in their room: the ids of what they said, room by room."""
        content = {"msgtype": "m.text", "body": text, "m.mentions": {}}
        said = (
            self._call("PUT", who, f"rooms/{quote(room)}/send/m.room.message/{uuid4().hex}", content)
            for who, room in self._placed()
        )
        return [str(answer["event_id"]) for answer in await asyncio.gather(*said)]

    def _placed(self) -> Iterable[tuple[Account, str]]:
        return zip(self._accounts, cycle(self._rooms), strict=False)

    async def _call(self, method: str, who: Account, path: str, content: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
        token = {"Authorization": f"Bearer {who.access_token}"}
        async with self._session.request(method, f"/_matrix/client/v3/{path}", json=content, headers=token) as answer:
            assert answer.status == 200, await answer.text()
            parsed: dict[str, Any] = await answer.json()
            return parsed


async def test_a_crowd_that_asks_at_once_gets_its_answers(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    """Once each, below their question; and who asks more in a thread of that room is answered in order meanwhile."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession(synapse.url, connector=TCPConnector(limit=0)))
        host = await enter("aanjager-bodem")
        rooms = [await host.make_room(name=f"Kamer {number}", public=True) for number in range(ROOMS)]
        crowd = Crowd(session, rooms)
        await crowd.come(synapse, CROWD)
        await stack.enter_async_context(running(cafe_on(cafe_database, settings_for(synapse, bot, tmp_path))))
        for room in rooms:
            await host.nio.room_invite(room, bot.user_id)
        for room in rooms:
            await host.answer(room, after=0)
        asking = asyncio.create_task(crowd.say("!plek hulp"))
        threads = [await host.say(room, "!plek hulp") for room in rooms]
        for room, thread in zip(rooms, threads, strict=True):
            for word in ("eerste", "tweede", "derde"):
                await host.say(room, f"!plek hulp {word}", thread=thread)
        asked = await asking
        assert len(set(asked)) == CROWD
        for place, (room, thread) in enumerate(zip(rooms, threads, strict=True)):
            expected = Counter([*asked[place::ROOMS], *[thread] * 4])
            await host.until(partial(has_them_all, host, room, expected))
            assert answers(host, room) == expected
            below = [body(each) for each in host.said_in(room) if relation(each).get("event_id") == thread]
            assert [re.findall("eerste|tweede|derde", said) for said in below] == [
                [],
                ["eerste"],
                ["tweede"],
                ["derde"],
            ]


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
            assert "Netwerken" in body(await other.ask(quick, "!plek hulp"))
        assert len(member.said_in(slow)) == 1  # the greeting
        matrix.may_go.set()
        await member.until(lambda: len(member.said_in(slow)) == 4)
        fourth = await member.ask(slow, "hulp")
        assert body(fourth) == body(member.said_in(slow)[1])
        assert len({body(each) for each in member.said_in(slow)[1:4]}) == 3
