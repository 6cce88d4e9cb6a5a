"""Reads replies as the outbox holds them, of this version of the product and of those before it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from bot.chat.reply import PAYLOAD_VERSION, Actions, Item, Items, Reply, codec

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
    return cast("Reply", codec.load(_upgraded(payload, version, upgrades)))


def load_buttons(payload: Stored, version: int) -> Reply:
    """Return no more of the reply that was stored than its buttons: that is little, and who presses asks for no more.

    Raises what `load` raises.
    """
    whole = _upgraded(payload, version, UPGRADES)
    kept = [_with_buttons(block) for block in whole["blocks"] if block["$"] in (Items.__name__, Actions.__name__)]
    return cast("Reply", codec.load({**whole, "blocks": kept}))


def _with_buttons(block: Stored) -> Stored:
    if block["$"] == Actions.__name__:
        return block
    bare = [{"$": Item.__name__, "words": (), "actions": item["actions"]} for item in block["items"]]
    return {**block, "items": bare}


def _upgraded(payload: Stored, version: int, upgrades: Mapping[int, Upgrade]) -> Stored:
    for step in range(version, max(upgrades, default=PAYLOAD_VERSION - 1) + 1):
        payload = upgrades[step](payload)
    return payload
