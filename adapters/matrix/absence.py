"""Fetches what was said in a room between our last sync and the newest events that the next one brought."""

from functools import partial
from typing import Any

import structlog

from adapters.matrix.client import Homeserver
from adapters.matrix.patience import Patience
from bot.chat.adapter import Undeliverable

log = structlog.get_logger()

MOST = 1_000
"""Events of one room that are fetched after an absence."""


async def missed(
    server: Homeserver, patience: Patience, room: str, before: str | None, until: str
) -> list[Any]:  # Any: nio's events
    """Return what happened there before the one token and after the other, oldest first."""
    found: list[Any] = []
    while before and len(found) < MOST:
        page = partial(server.earlier, room, before, until)
        try:
            events, before = await patience.with_(page)
        except Undeliverable as refusal:
            log.warning("what was said meanwhile is out of reach", room=room, why=str(refusal))
            break
        found[:0] = reversed(events)
    if before:
        log.warning("too much was said while the bot was away", room=room, read=len(found))
    return found
