"""Reads what we know of our rooms from their state events only: never from what was decrypted.

A state event can be trusted because the homeserver checked it. The inside of an encrypted message can claim to be one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.chat.message import Conversation, Identity, Kind

PLATFORM = "matrix"
CREATORS_RULE = 12
"""From this room version on, creators stand above the power levels and are not listed in them."""
DIRECT = 2
"""The bot and one other: more, and what is said is no longer between two."""

OPEN = ("public", "knock", "restricted", "knock_restricted")
"""Rules of joining under which who is interested can come in, or ask to."""

Raw: TypeAlias = Mapping[str, Any]
"""An event as the homeserver gave it."""


@dataclass(slots=True)
class Room:
    """One room: the latest of the state events that matter to us."""

    id: str
    create: Raw = field(default_factory=dict)
    powers: Raw = field(default_factory=dict)
    tombstone: Raw = field(default_factory=dict)
    membership: Raw = field(default_factory=dict)
    """Our own."""
    name: str = ""
    join_rule: str = "invite"
    encrypted: bool = False

    def take(self, raw: Raw, me: str) -> None:
        """Remember a state event."""
        content = content_of(raw)
        match raw.get("type"):
            case "m.room.create":
                self.create = raw
            case "m.room.power_levels":
                self.powers = raw
            case "m.room.tombstone":
                self.tombstone = raw
            case "m.room.name":
                self.name = text_of(content, "name")
            case "m.room.join_rules":
                self.join_rule = text_of(content, "join_rule")
            case "m.room.encryption":
                self.encrypted = True
            case "m.room.member" if raw.get("state_key") == me:
                self.membership = raw
            case _:
                pass

    @property
    def closed(self) -> bool:
        """Whether its words are not for everybody."""
        return self.encrypted or self.join_rule not in OPEN

    @property
    def is_space(self) -> bool:
        """Tell whether it only groups rooms: nobody speaks there."""
        return content_of(self.create).get("type") == "m.space"

    @property
    def version(self) -> int:
        """Of the room's rules; what is not a number is somebody's experiment, and read as the oldest."""
        named = text_of(content_of(self.create), "room_version")
        return int(named) if re.fullmatch("[0-9]{1,4}", named) else 1

    @property
    def predecessor(self) -> str | None:
        """The room that this one claims to go on from. Its tombstone must say so too."""
        before = content_of(self.create).get("predecessor")
        return (text_of(before, "room_id") or None) if isinstance(before, Mapping) else None

    @property
    def replacement(self) -> str | None:
        return text_of(content_of(self.tombstone), "replacement_room") or None

    def moderators(self, level: int) -> tuple[str, ...]:
        """Users with at least that power; some of them may have left."""
        levels = content_of(self.powers).get("users")
        listed = levels if isinstance(levels, Mapping) else {}
        strong = {user for user, power in listed.items() if _number(power) >= level}
        creator = text_of(self.create, "sender")
        if self.version >= CREATORS_RULE:
            more = content_of(self.create).get("additional_creators")
            strong |= {creator, *(user for user in (more if isinstance(more, list) else []) if isinstance(user, str))}
        elif not self.powers:
            strong.add(creator)
        return tuple(sorted(user for user in strong if user.startswith("@")))


def conversation(room: str, *, personal: bool, thread: str | None = None, name: str = "") -> Conversation:
    """Return a room as the core knows it. A direct chat has no name of its own, so that it is always the same."""
    kind = Kind.personal if personal else Kind.channel
    return Conversation(PLATFORM, room, kind, thread=thread, name="" if personal else name)


def identity(user: str, name: str | None = None) -> Identity:
    """Return a person; without a display name, their user id up to the homeserver."""
    return Identity(PLATFORM, user, name or user.removeprefix("@").partition(":")[0])


def content_of(raw: Raw) -> Raw:
    content = raw.get("content")
    return content if isinstance(content, Mapping) else {}


def text_of(raw: Raw, key: str) -> str:
    """Return a string from what somebody else wrote; empty when it is something else."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def _number(power: object) -> int:
    """Old rooms hold power levels as strings."""
    if isinstance(power, int):
        return power
    return int(power) if isinstance(power, str) and re.fullmatch(r" *-?[0-9]{1,15} *", power) else 0
