"""Puts the site together: every page, and what stands around each answer."""

from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry

from adapters.web import guard, own_calendar, pictures, style
from adapters.web.api.routes import Api
from adapters.web.kept import KEEP
from adapters.web.kept import Pages as Kept
from adapters.web.pages import Site
from adapters.web.settings import WebSettings
from adapters.web.shelves import KEEP_TOTALS, Shelves
from adapters.web.workbench.entry import Entry
from adapters.web.workbench.pages import Workbench
from bot.chat.reply import Picture
from bot.inbound import pictures as drawings
from bot.process.site import Desk
from bot.topic import Topics
from storage.database.database import Database

A_YEAR = timedelta(days=365)
LARGEST = 64 * 1024
"""Bytes of a request: a form of the workbench is the largest there is."""


def application(
    settings: WebSettings,
    topics: Topics,
    database: Database,
    *,
    clock: Callable[[], datetime],
    registry: CollectorRegistry,
    desk: Desk | None = None,
    keep: float = KEEP,
) -> web.Application:
    """Return the site, for a server or a test. Raises `OSError` when the tokens of the operator cannot be read."""
    kept = Kept(keep)
    shelves = Shelves(topics, database, KEEP_TOTALS if keep else 0.0)
    site, api = Site(settings, shelves, style.load(settings.tokens), kept, clock), Api(settings, shelves, kept)

    async def told(request: web.Request, status: int) -> web.Response:
        return await (api if f"{request.path}/".startswith("/api/") else site).told(request, status)

    app = web.Application(
        client_max_size=LARGEST,
        middlewares=[guard.middleware(settings, guard.Requests(registry), told)],
    )
    app.add_routes([*site.routes(), *api.routes(), *_about_the_site(settings, clock)])
    app.add_routes(own_calendar.routes(topics, database, clock))
    app.add_routes(pictures.routes(topics, database, clock))
    if settings.workbench and desk is not None:

        async def draw(picture: Picture, language: str) -> str | None:
            return await database.read(drawings.drawn, picture, language, topics)

        entry = Entry(settings, database, clock)
        app.add_routes(Workbench(site, entry, topics, desk, draw, clock).routes())
    return app


def _about_the_site(settings: WebSettings, clock: Callable[[], datetime]) -> list[web.RouteDef]:
    async def robots(_: web.Request) -> web.Response:
        return web.Response(text=f"User-agent: *\n{'Allow' if settings.robots else 'Disallow'}: /\n")

    async def security(_: web.Request) -> web.Response:
        """https://www.rfc-editor.org/rfc/rfc9116"""
        expires = (clock() + A_YEAR).strftime("%Y-%m-%dT00:00:00Z")
        told = (
            f"Contact: {settings.security_contact}\nExpires: {expires}\nPreferred-Languages: nl, en\n"
            f"Canonical: {settings.url}/.well-known/security.txt\n"
        )
        return web.Response(text=told)

    found = [web.get("/robots.txt", robots)]
    return [*found, web.get("/.well-known/security.txt", security)] if settings.security_contact else found
