"""Kills the bot on Matrix at random moments, over and over, while members ask: every message is answered, once.

`python -m benchmarks.matrix_soak [KILLS]`; 200 of itself. Ends with 1 and says what is missing or double if it fails.
"""

import asyncio
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from storage.database.database import Database
from storage.tables.base import metadata
from tests.adapters.matrix.killable_bot import DONE, NEVER, PROBE
from tests.adapters.matrix.member import Member, body, relation
from tests.servers.synapse import Synapse

KILLS = 200
SORRY = "Sorry"
"""How an apology begins. It is no answer: a message that only stood in line when the bot was killed is not to blame."""
LIVES = (0.5, 6.0)
"""Seconds between a start and its kill: before it is ready, and well into its work."""
PACE = (0.2, 1.5)
"""Seconds between two messages of a member."""
PATIENCE = 180.0


class Asker:
    """A member who asks in one chat, and counts."""

    def __init__(self, member: Member, room: str, *, threads: bool) -> None:
        self.member = member
        self.room = room
        self.threads = threads
        self.asked: list[str] = []
        self.stop = asyncio.Event()

    async def run(self) -> None:
        while not self.stop.is_set():
            await self.ask()
            with suppress(TimeoutError):
                async with asyncio.timeout(random.uniform(*PACE)):
                    await self.stop.wait()

    async def ask(self) -> None:
        self.asked.append(await self.member.say(self.room, f"!plek {PROBE}" if self.threads else PROBE))

    def answered(self) -> bool:
        return self.answers().total() >= len(self.asked)

    def answers(self) -> Counter[str]:
        """Return how often each question was answered.
        In a direct chat, where none hangs below its question, all together.
        """
        said = [event for event in self.member.said_in(self.room) if DONE in body(event)]
        return Counter(relation(event).get("event_id", "") if self.threads else "" for event in said)

    def expected(self) -> Counter[str]:
        return Counter(self.asked) if self.threads else Counter({"": len(self.asked)})


async def soak(kills: int) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as given, Synapse() as server:
        folder = Path(given)
        url = f"sqlite:///{folder / 'plek.db'}"
        await asyncio.to_thread(make_tables, url)
        bot = server.register("plek")
        settings = {
            "homeserver": server.url,
            "user": bot.user_id,
            "access_token": bot.access_token,
            "device_id": bot.device_id,
            "store": str(folder / "matrix"),
        }

        async def start() -> asyncio.subprocess.Process:
            command = (sys.executable, "-m", "tests.adapters.matrix.killable_bot", json.dumps(settings), url)
            log = (folder / "log").open("ab")
            with log:
                return await asyncio.create_subprocess_exec(*command, NEVER, stdout=log, stderr=log)

        async with AsyncExitStack() as stack:
            members = [
                await stack.enter_async_context(Member(server, server.register("lid"), folder / f"lid-{number}"))
                for number in range(3)
            ]
            running = await start()
            askers = [
                Asker(members[0], await members[0].chat_with(bot.user_id), threads=False),
                Asker(members[1], await members[1].chat_with(bot.user_id, encrypted=True), threads=False),
                Asker(members[2], await members[2].make_room(bot.user_id, encrypted=True), threads=True),
            ]
            await members[2].answer(askers[2].room, after=0)
            asking = [asyncio.create_task(each.run()) for each in askers]
            for turn in range(1, kills + 1):
                await asyncio.sleep(random.uniform(*LIVES))
                running.kill()
                await running.wait()
                running = await start()
                if turn % 20 == 0:
                    print(f"{turn} kills, {sum(len(each.asked) for each in askers)} messages", flush=True)
            for each in askers:
                each.stop.set()
            await asyncio.gather(*asking)
            for each in askers:
                with suppress(TimeoutError):
                    await each.member.until(each.answered, patience=PATIENCE)
            # One more each, so that a second answer to an earlier one would have come by now.
            for each in askers:
                await each.ask()
                with suppress(TimeoutError):
                    await each.member.until(each.answered, patience=PATIENCE)
            running.kill()
            await running.wait()
        good = True
        for each in askers:
            missing, double = each.expected() - each.answers(), each.answers() - each.expected()
            good = good and not missing and not double
            sorry = sum(SORRY in body(event) for event in each.member.said_in(each.room))
            outcome = f"{missing.total()} without an answer, {double.total()} too many, {sorry} apologies"
            print(f"{len(each.asked)} asked, {outcome}")
        print(f"{kills} kills in {time.monotonic() - began:.0f} s: {'in order' if good else 'WRONG'}")
        if not good and (kept := os.environ.get("SOAK_KEEP")):
            shutil.copytree(folder, kept)
        return good


def make_tables(url: str) -> None:
    opened = Database(url)
    with opened.begin() as connection:
        metadata.create_all(connection)
    opened.close()


if __name__ == "__main__":
    sys.exit(not asyncio.run(soak(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)))
