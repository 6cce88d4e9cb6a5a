"""Hands out the pictures of messages at signed addresses, to places that cannot be sent them: drawn now, for a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from aiohttp import web

from bot.inbound import picture_links, pictures
from bot.process.rasteriser import Rasteriser
from bot.topic import Topics
from storage.database.database import Database

MOST_BYTES: Final = 400_000


def routes(topics: Topics, database: Database, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    """Return the route of pictures. What was not signed by this Café, or too long ago, is not there."""
    rasteriser = Rasteriser()

    async def picture(request: web.Request) -> web.Response:
        key = await database.read(picture_links.key)
        found = picture_links.opened(key, request.match_info["address"], clock()) if key else None
        if found is None:
            raise web.HTTPNotFound
        svg = await database.read(pictures.drawn, *found, topics)
        data = await rasteriser.png_of(svg, most=MOST_BYTES) if svg else None
        if data is None:
            raise web.HTTPNotFound
        headers = {
            "Cache-Control": "private, max-age=3600",
            "X-Robots-Tag": "noindex, nofollow",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return web.Response(body=data, content_type="image/png", headers=headers)

    return [web.get(f"{picture_links.PATH}/{{address}}", picture)]
