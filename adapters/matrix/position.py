"""Holds how far we read, committed with what was read: the token, and what is still to be dealt with."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Position:
    """`token` is None before the first sync ever."""

    token: str | None = None
    invites: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Rooms that we shall join: `by` whom we were invited, and whether it is a `direct` chat."""
    unread: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Events that could not be decrypted, by id, while we wait for their key: `raw`, `room_id`, and when `seen`."""

    @classmethod
    def load(cls, stored: str | None) -> "Position":
        return cls(**json.loads(stored)) if stored else cls()

    def dump(self) -> str:
        return json.dumps({"token": self.token, "invites": self.invites, "unread": self.unread})
