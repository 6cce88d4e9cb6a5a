"""Reads replies as the outbox holds them, of this version of the product and of those before it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from bot.chat.reply import PAYLOAD_VERSION, Reply, codec

Stored: TypeAlias = Mapping[str, Any]
Upgrade: TypeAlias = Callable[[Stored], Stored]


def _as_it_is(payload: Stored) -> Stored:
    """Version 2 knows of whom words tell (`bot.chat.spans.Named`); words of version 1 may not."""
    return payload


UPGRADES: Mapping[int, Upgrade] = {1: _as_it_is}
"""What makes a payload of version n one of version n + 1. Keep a step for as long as rows of that version live."""


def load(payload: Stored, version: int, *, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Reply:
    """Return the reply that was stored, whichever version stored it.
    Raises `bot.chat.codec.UnknownPayload`, `KeyError`.
    """
    for step in range(version, max(upgrades, default=PAYLOAD_VERSION - 1) + 1):
        payload = upgrades[step](payload)
    return cast("Reply", codec.load(payload))
