"""JSON of a known shape, made wrong in a few places: by a seed, so that a failure comes again."""

import copy
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Any, TypeAlias

from bot.chat.limits import bounded
from bot.chat.message import Conversation, Event, Message
from bot.chat.reply import Chart, File, Picture, Reply, codec
from bot.outbound.letters import event_key
from storage.database.database import Database
from storage.messaging import inbox
from storage.messaging.inbox import Arrival
from tests import FUZZ

Json: TypeAlias = dict[str, Any]
"""Any: JSON."""

TIMES = min(FUZZ, 10)
"""How often as much as in the tests: ten times by `make fuzz`, which takes other ones each time."""

SEED = 14 if FUZZ == 1 else Random().randrange(10**6)  # no secret

_MOST = 1_000
"""Parts of what is made wrong once more: what was doubled twice is large enough."""

_WRONG: Sequence[object] = (
    *(None, True, 3, -1, 1.5, 10**300),
    *(
        "",
        "x",
        " ",
        "\0",
        "\ud800",
        "x" * 5_000,
        "é" * 300,
        '<a "' * 500,
        "&#" + "9" * 5_000,
        "https://[",
        "//",
        "@a:b",
    ),
    *("//", "@a:b", "2026-11-02T09:00:00Z", "9999-12-31T23:59:59+14:00"),
    *([], {}, [None], [1], ["x"], [[]], [{}], [{"id": 3}]),
    *({"id": 3}, {"id": "x" * 5_000}, {"type": "mention"}, {"$": "Text"}, {"tenant": 3}, {"x": {"x": {"x": []}}}),
)


def misshapen(random: Random, base: Json) -> Json:
    """`base` with one to three of its parts another, gone, doubled, or somebody else's."""
    made = copy.deepcopy(base)
    for _ in range(random.randint(1, 3)):
        places = list(_places(made))
        if not places or len(places) > _MOST:
            break
        parent, key = random.choice(places)
        match random.randrange(6):
            case 0:
                del parent[key]
            case 1:
                other, name = random.choice(places)
                parent[key] = copy.deepcopy(other[name])
            case 2:
                parent[key] = [copy.deepcopy(parent[key])] * random.choice([1, 3, 200])
            case 3 if isinstance(parent, dict):
                parent[random.choice(["id", "type", "text", "name", "value", "content", "$"])] = copy.deepcopy(
                    random.choice(_WRONG)
                )
            case _:
                parent[key] = copy.deepcopy(random.choice(_WRONG))
    return made


def _places(part: Any) -> Iterator[tuple[Any, Any]]:  # Any: JSON
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in list(inner):
        yield part, key
        yield from _places(value)


class Kept:
    """Implements `bot.chat.adapter.Receiver`: keeps what comes in, on a real database, and leaves it at that."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self._now = now
        self.events: list[Event] = []

    async def store(self, events: Sequence[Event], *, cursor: tuple[str, str] | None = None) -> None:
        within = [bounded(event) for event in events]
        arrivals = [Arrival(event_key(each), each.conversation.key, codec.dump(each)) for each in within]
        await self._database.write(inbox.store, arrivals, self._now, cursor=cursor)
        for arrival in arrivals:
            self.events.append(codec.load(arrival.payload))

    async def answer(self, event: Event) -> Reply | None:
        await self.store([event])
        return None

    async def cursor(self, name: str) -> str | None:
        return None

    async def belongs(self, message: Message) -> bool:
        return False

    async def awaits(self, message: Message) -> bool:
        return True

    async def thread_of(self, conversation: Conversation, native_id: str) -> str | None:
        return native_id

    async def contents(self, file: File) -> bytes | None:
        return None

    async def picture(self, picture: Picture | Chart, language: str, *, most: int) -> bytes | None:
        return None

    async def picture_address(self, picture: Picture | Chart, language: str) -> str | None:
        return None

    async def said(self, conversation: Conversation, native_id: str) -> Reply | None:
        return None
