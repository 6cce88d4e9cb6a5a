"""Keeps what waits to be handled: in order for each sender, in turn for those in one place, of none too much."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.message import Deleted, Message, Reacted
from bot.chat.reply import Reply
from storage.messaging.inbox import Inbound

MOST_OF_ONE = 20
"""Events of one sender that wait, wherever that was: fewer than are handled at once, so others find room."""


@dataclass(frozen=True, eq=False, slots=True)
class Waiting:
    """An event in line. `done` gives its reply, once committed."""

    inbound: Inbound
    sender: str
    too_much: bool
    """It is one too many: its sender hears so when its turn comes, and nothing else is done with it."""
    done: "asyncio.Future[Reply | None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def __post_init__(self) -> None:
        # Who asked for it may be gone when it fails; the failure was logged and apologised for by then.
        self.done.add_done_callback(lambda future: future.cancelled() or future.exception())


class Queues:
    """One line for each conversation, in which those who speak there take turns."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[str, deque[Waiting]]] = {}
        """By conversation and sender; whose turn it is comes first."""
        self._count: Counter[str] = Counter()
        self._told: set[str] = set()
        """Who was told that it is too much, since they last had nothing in line."""

    def __iter__(self) -> Iterator[Waiting]:
        return (waiting for line in self._lines.values() for said in line.values() for waiting in said)

    def put(self, inbound: Inbound) -> Waiting | None:
        """Put an event in line. None when its sender has enough there, and knows: nothing is to be done with it."""
        sender = _sender(inbound.payload)
        # What takes a message back is never refused, and what says who is where has no sender.
        full = bool(sender) and self._count[sender] >= MOST_OF_ONE and not _is(Deleted, inbound.payload)
        if full and (sender in self._told or not _is_said_to_us(inbound.payload)):
            return None
        if full:
            self._told.add(sender)
        waiting = Waiting(inbound, sender, full)
        self._count[sender] += 1
        self._lines.setdefault(inbound.conversation_key, {}).setdefault(sender, deque()).append(waiting)
        return waiting

    def next(self, conversation_key: str) -> Waiting | None:
        """Whose turn it is there."""
        line = self._lines.get(conversation_key)
        return next(iter(line.values()))[0] if line else None

    def stands_alone(self, waiting: Waiting) -> bool:
        """Whether nothing else is in line there."""
        return sum(map(len, self._lines[waiting.inbound.conversation_key].values())) == 1

    def leave(self, waiting: Waiting) -> None:
        """Take out whose turn it was: whatever else they said there waits until the others had theirs."""
        line = self._lines[waiting.inbound.conversation_key]
        rest = line.pop(waiting.sender)
        rest.popleft()
        if rest:
            line[waiting.sender] = rest
        elif not line:
            del self._lines[waiting.inbound.conversation_key]
        self._count[waiting.sender] -= 1
        if not self._count[waiting.sender]:
            del self._count[waiting.sender]
            self._told.discard(waiting.sender)

    def find(self, event_id: str, conversation_key: str) -> Waiting | None:
        line = self._lines.get(conversation_key, {})
        return next((each for said in line.values() for each in said if each.inbound.event_id == event_id), None)


def _sender(payload: Mapping[str, Any]) -> str:  # Any: JSON
    """Who said it, of all platforms; nothing when nobody did, or it cannot be read."""
    said = payload.get("message") or payload
    sender = said.get("sender") if isinstance(said, Mapping) else None
    return f"{sender.get('platform')}:{sender.get('id')}" if isinstance(sender, Mapping) else ""


def _is(kind: type, payload: Mapping[str, Any]) -> bool:  # Any: JSON
    return payload.get("$") == kind.__name__


def _is_said_to_us(payload: Mapping[str, Any]) -> bool:  # Any: JSON
    return _is(Reacted, payload) or (_is(Message, payload) and payload.get("addressed") is True)
