"""Serves the pages on a port of their own, beside the chat or in a process by itself."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from aiohttp import web
from prometheus_client import CollectorRegistry

from adapters.web.server import application
from adapters.web.settings import WebSettings
from bot.process.site import Desk
from bot.topic import Topics
from storage.database.database import Database


class Web:
    """Implements `bot.process.site.Site`."""

    name = "web"

    def __init__(
        self,
        settings: WebSettings,
        topics: Topics,
        database: Database,
        *,
        clock: Callable[[], datetime],
        registry: CollectorRegistry,
    ) -> None:
        self._settings = settings
        self._make = partial(application, settings, topics, database, clock=clock, registry=registry)
        self._port: int | None = None

    @asynccontextmanager
    async def serving(self, desk: Desk) -> AsyncIterator[int]:
        """Serve the site while the block runs; gives the port. Raises `OSError` when it cannot listen there."""
        runner = web.AppRunner(self._make(desk=desk), access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, *self._settings.address)
            await site.start()
            self._port = int(runner.addresses[0][1])
            yield self._port
        finally:
            self._port = None
            await runner.cleanup()

    def trouble(self) -> str | None:
        return None if self._port else f"does not listen on {self._settings.listen}"
