"""The way of one message: which functions of ours it goes through, from the adapter to a command and back.

    python -m tests.way [--write]

What counts: the chain of nested calls, as it stands at the end of the way. A coroutine is one call, however often it is
resumed; a task, and work on a thread, is a call by whoever began it. Names of ours only (not lambdas, not asyncio), and
not `storage/database`, which runs on a thread what it is handed. The way in ends in the command, which is counted. The
way back begins where the reply came out of the way in, and has two legs: into the outbox, and out of it to the adapter,
whose `send` is not counted. What is called on the way and returns is no part of it.
"""

import asyncio
import inspect
import sys
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from weakref import WeakKeyDictionary

from bot.chat.message import Conversation
from bot.chat.reply import Reply
from commands.basics import help as basics
from storage.database.database import Database
from storage.maintenance import migrate
from storage.messaging import outbox
from tests.cafe import Door, Doorway

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- the way of one message: python -m tests.way -->", "<!-- end of the way -->"

OURS = ("adapters", "bot", "commands", "storage")
PASSED_THROUGH = "storage/database/"


@dataclass(frozen=True, slots=True)
class Step:
    """A function of ours: the file it is in, its name, and what it is for."""

    file: str
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Way:
    inward: Sequence[Step]
    back: Sequence[Step]


class Tracer:
    """Knows the chain of calls at a moment, over tasks and threads, and keeps it where it was told to look."""

    def __init__(self, *watched: CodeType) -> None:
        self._begun: WeakKeyDictionary[asyncio.Task[Any], list[Step]] = WeakKeyDictionary()
        self._here = threading.local()
        self._watched = watched
        self.chains: dict[CodeType, list[Step]] = {}

    def chain(self, frame: FrameType | None) -> list[Step]:
        """The functions of ours that led to a frame."""
        try:
            task = asyncio.current_task()
        except RuntimeError:
            task = None
        begun = self._begun.get(task, []) if task else getattr(self._here, "begun", [])
        found: list[Step] = []
        while frame:
            if step := _step(frame):
                found.insert(0, step)
            frame = frame.f_back
        return list(dict.fromkeys([*begun, *found]))

    def _called(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in self._watched and frame.f_code not in self.chains:
            self.chains[frame.f_code] = self.chain(frame)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the running loop and the threads that begin meanwhile."""
        loop = asyncio.get_running_loop()

        def task(loop: asyncio.AbstractEventLoop, made: Coroutine[Any, Any, Any], **told: Any) -> asyncio.Task[Any]:
            begun = asyncio.Task(made, loop=loop, **told)
            self._begun[begun] = self.chain(sys._getframe(1))
            return begun

        def hop(threads: Executor, work: Callable[..., Any], *told: object) -> asyncio.Future[Any]:
            chain = self.chain(sys._getframe(1))

            def run() -> Any:
                self._here.begun = chain
                return work(*told)

            return began(threads, run)

        began, loop.run_in_executor = loop.run_in_executor, hop  # type: ignore[method-assign, assignment]  # to look on
        loop.set_task_factory(task)  # type: ignore[arg-type]  # its protocol is private to typeshed
        threading.setprofile(self._called)
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
            loop.set_task_factory(None)
            loop.run_in_executor = began  # type: ignore[method-assign]  # as it was


class LookedAt(Doorway):
    """The far end, of which `send` is looked for."""

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        return await super().send(conversation, reply, key=key, replaces=replaces)


def _step(frame: FrameType) -> Step | None:
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOT) or frame.f_code.co_name.startswith("<"):
        return None
    file = path.relative_to(ROOT).as_posix()
    if not file.startswith(OURS) or file.startswith(PASSED_THROUGH):
        return None
    name = frame.f_code.co_qualname.replace("<locals>.", "")
    return Step(file, name, _purpose(frame.f_code))


def _purpose(code: CodeType) -> str:
    told = code.co_consts[0] if code.co_consts and isinstance(code.co_consts[0], str) else ""
    return inspect.cleandoc(told).partition("\n")[0]


async def trace(database: Database) -> Way:
    """The way of the word "hulp" by somebody who was here before, and of the answer to it."""
    tracer = Tracer(basics.help.run.__code__, outbox.post.__code__, LookedAt.send.__code__)
    with tracer.watching():
        door = Door(database, far=LookedAt())
        async with door:
            anna = await door.member("Adviseur Water")
            tracer.chains.clear()
            await anna.says("hulp")
    inward = tracer.chains[basics.help.run.__code__]
    legs = [tracer.chains[outbox.post.__code__], tracer.chains[LookedAt.send.__code__]]
    back = [step for leg in legs for step in leg if step not in inward]
    return Way(inward, list(dict.fromkeys(back)))


def told(way: Way) -> str:
    """The way as the page has it."""
    lines = []
    for title, steps in (
        ("From the adapter to the command", way.inward),
        ("From the command to the adapter", way.back),
    ):
        files = len({step.file for step in steps})
        lines += [f"{title}: {len(steps)} functions in {files} files.", ""]
        lines += [
            f"{n}. `{each.file}` `{each.name}`" + (f": {each.purpose}" if each.purpose else "")
            for n, each in enumerate(steps, 1)
        ]
        lines += [""]
    return "\n".join(lines).strip()


def shown(page: str) -> str:
    """What a page has of it."""
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/way.db")
        with database.begin() as connection:
            migrate.upgrade(connection)
        way = asyncio.run(trace(database))
        database.close()
    if "--write" in sys.argv:
        head, _, rest = PAGE.read_text().partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n\n{told(way)}\n\n{END}{rest.partition(END)[2]}")
    else:
        sys.stdout.write(told(way) + "\n")


if __name__ == "__main__":
    main()
