"""Measures how fast the bot answers on Matrix, beside a bare echo bot of nio, and what rooms cost.

`python -m benchmarks.matrix [ROOMS...]` measures the memory at so many rooms; 1, 100 and 1,000 of themselves.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientSession
from rich.console import Console
from rich.table import Table

from benchmarks.population import populate
from benchmarks.resident import megabytes
from storage.database.database import Database
from tests.adapters.matrix.member import Member
from tests.servers.synapse import Account, Synapse

ROOMS = (1, 100, 1_000)
ASKED = 150
"""Questions to each bot, by turns."""
AT_ONCE = 10
"""Members who each go on asking, for the messages a second."""
BATCH = 20
"""Rooms that are made at the same time."""
SUSTAINED = 20.0
"""Seconds."""
MEMBERS = json.dumps(
    {
        "presence": {"types": []},
        "room": {"timeline": {"types": ["m.room.member"]}, "state": {"types": ["m.room.member"]}},
    }
)
"""What a host is told of."""


@dataclass(slots=True)
class Bot:
    """A bot in a process of its own."""

    name: str
    account: Account
    process: asyncio.subprocess.Process
    took: list[float] = field(default_factory=list)

    @property
    def resident(self) -> float:
        """Megabytes."""
        return megabytes(self.process.pid)


@asynccontextmanager
async def bot(server: Synapse, name: str, folder: Path, database: str) -> AsyncIterator[Bot]:
    account = server.register(name)
    known = {
        "homeserver": server.url,
        "user": account.user_id,
        "access_token": account.access_token,
        "device_id": account.device_id,
        "store": str(folder / name),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.matrix_child", name, json.dumps(known), database),
        stdout=asyncio.subprocess.PIPE,
    )
    if process.stdout is None or await process.stdout.readline() != b"ready\n":
        raise RuntimeError(f"{name} did not get ready")
    try:
        yield Bot(name, account, process)
    finally:
        process.kill()
        await process.wait()


async def measure(rooms: tuple[int, ...]) -> None:
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as given, Synapse() as server:
        folder = Path(given)
        database = f"sqlite:///{folder / 'plek.db'}"
        await asyncio.to_thread(prepare, database)
        async with AsyncExitStack() as stack:
            bots = [await stack.enter_async_context(bot(server, name, folder, database)) for name in ("echo", "plek")]
            members = [
                await stack.enter_async_context(Member(server, server.register("lid"), folder / f"lid-{number}"))
                for number in range(AT_ONCE)
            ]
            console.print(await latencies(bots, members))
        console.print(await memory(server, folder, database, rooms))


def prepare(url: str) -> None:
    opened = Database(url)
    populate(opened, 1_000)
    opened.close()


async def latencies(bots: list[Bot], members: list[Member]) -> Table:
    table = Table("bot", "p50 (ms)", "p95 (ms)", "over echo, p50", "p95", "messages a second", title="An answer")
    first = members[0]
    chats = {each.name: await first.chat_with(each.account.user_id) for each in bots}
    for each in bots:
        await first.ask(chats[each.name], "hulp")  # it is warm
    for _ in range(ASKED):
        for each in bots:
            began = time.perf_counter()
            await first.ask(chats[each.name], "hulp")
            each.took.append((time.perf_counter() - began) * 1000)
    echo = bots[0]
    for each in bots:
        rate = await sustained(each, members)
        (p50, p95), (base50, base95) = quantiles(each.took), quantiles(echo.took)
        ratios = (f"{p50 / base50:.2f}", f"{p95 / base95:.2f}")
        table.add_row(each.name, f"{p50:.1f}", f"{p95:.1f}", *ratios, f"{rate:.1f}")
    return table


async def sustained(asked: Bot, members: list[Member]) -> float:
    """Answers a second, when everybody asks again as soon as they are answered."""
    chats = [await each.chat_with(asked.account.user_id) for each in members]
    until = time.perf_counter() + SUSTAINED

    async def go_on(member: Member, chat: str) -> int:
        answers = 0
        while time.perf_counter() < until:
            await member.ask(chat, "hulp")
            answers += 1
        return answers

    return sum(await asyncio.gather(*(map(go_on, members, chats)))) / SUSTAINED


async def memory(server: Synapse, folder: Path, database: str, rooms: tuple[int, ...]) -> Table:
    """A bot that enters more and more rooms, and one that starts in them."""
    table = Table("rooms", "resident (MB)", "after a restart (MB)", "ready after (s)", title="Memory")
    async with Host.on(server) as host:
        async with bot(server, "plek", folder / "many", database) as grows:
            account = grows.account
            for wanted in rooms:
                await host.brings(account.user_id, wanted)
                table.add_row(f"{wanted:,}", f"{grows.resident:.0f}", "", "")
        known = {
            "homeserver": server.url,
            "user": account.user_id,
            "store": str(folder / "many" / "plek"),
        }
        began = time.perf_counter()
        again = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.matrix_child", "plek", json.dumps(known), database),
            stdout=asyncio.subprocess.PIPE,
        )
        if again.stdout is None or await again.stdout.readline() != b"ready\n":
            raise RuntimeError("It did not start again")
        ready = time.perf_counter() - began
        restarted = Bot("plek", account, again)
        table.add_row(f"{len(host.shared):,}", "", f"{restarted.resident:.0f}", f"{ready:.1f}")
        again.kill()
        await again.wait()
    return table


class Host:
    """Somebody who makes rooms and invites the bot, by plain requests: a whole client would take most of the time."""

    def __init__(self, session: ClientSession, account: Account) -> None:
        self._session = session
        self._headers = {"Authorization": f"Bearer {account.access_token}"}
        self._since: str | None = None
        self.shared: set[str] = set()
        """Rooms that the bot joined."""

    @classmethod
    @asynccontextmanager
    async def on(cls, server: Synapse) -> AsyncIterator["Host"]:
        async with ClientSession(server.url, raise_for_status=True) as session:
            yield cls(session, server.register("gastheer"))

    async def brings(self, user: str, wanted: int) -> None:
        """Until the bot is in so many rooms."""
        while len(self.shared) < wanted:
            together = min(BATCH, wanted - len(self.shared))
            aim = len(self.shared) + together
            await asyncio.gather(*(self._make_room(user) for _ in range(together)))
            while len(self.shared) < aim:
                await self._look(user)

    async def _make_room(self, user: str) -> None:
        asked = {"preset": "private_chat", "invite": [user]}
        async with self._session.post("/_matrix/client/v3/createRoom", json=asked, headers=self._headers):
            pass

    async def _look(self, user: str) -> None:
        """Wait for the next thing that happens, and see whether it is the bot that joined."""
        asked = {"timeout": "30000", "filter": MEMBERS, **({"since": self._since} if self._since else {})}
        async with self._session.get("/_matrix/client/v3/sync", params=asked, headers=self._headers) as answer:
            news = await answer.json()
        self._since = news["next_batch"]
        for room, told in news.get("rooms", {}).get("join", {}).items():
            for event in (*told["state"]["events"], *told["timeline"]["events"]):
                if event.get("state_key") == user and event["content"].get("membership") == "join":
                    self.shared.add(room)


def quantiles(took: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(took, n=20)
    return cuts[9], cuts[18]


if __name__ == "__main__":
    asyncio.run(measure(tuple(map(int, sys.argv[1:])) or ROOMS))
