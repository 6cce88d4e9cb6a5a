"""Serves the calendar of a member at an address that they alone know, until they take it back."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.members.own_calendar import ADDRESS, OwnCalendar
from bot.topic import Topics
from storage.database.database import Database, Tx
from storage.members import people, web_keys
from storage.members.web_keys import Opens

_PATH: Final = ADDRESS + r"/{key:[A-Za-z0-9_-]{20,100}}.ics"


def routes(topics: Topics, database: Database, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    """Return the route of the calendars that a topic writes; none when no topic does."""
    written = next(iter(topics.all(OwnCalendar)), None)
    if written is None:
        return []

    def read(tx: Tx, key: str) -> bytes | None:
        now = clock()
        holder = web_keys.holder(tx, Opens.calendar, key, now)
        member = people.get(tx, holder) if holder is not None else None
        if member is None or member.blocked_at or member.signed_up_at is None:
            return None
        return written.write(tx, member, now)

    async def calendar(request: web.Request) -> web.Response:
        found = await database.read(read, request.match_info["key"])
        if found is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": "text/calendar; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex, nofollow",
        }
        return web.Response(body=found, headers=headers)

    return [web.get(_PATH, calendar)]
