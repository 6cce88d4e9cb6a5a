"""Declares `plek web`: the pages in a process of their own."""

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime

import structlog
import typer
from prometheus_client import CollectorRegistry

from adapters.web.settings import WebSettings
from adapters.web.site import Web
from bot.cli.console import fail
from bot.cli.deployment import Deployment
from bot.process import event_loop, logs

log = structlog.get_logger()

app = typer.Typer(no_args_is_help=True)


@app.callback()
def root() -> None:
    """The public pages, feeds and open data."""


@app.command()
def serve(ctx: typer.Context) -> None:
    """Serve the pages alone: for a process apart from the chat (PLEK_WEB__BESIDE=false)."""
    deployment = ctx.find_object(Deployment)
    settings = deployment.platforms.get("web") if deployment else None
    if deployment is None or not isinstance(settings, WebSettings):
        fail("The pages are off. Set PLEK_WEB__URL (docs/operations.md)")
    with deployment.ready_database() as database:
        registry = CollectorRegistry()
        site = Web(settings, deployment.topics, database, clock=lambda: datetime.now(UTC), registry=registry)
        try:
            event_loop.run(_until_told(site))
        except OSError as error:
            fail(f"PLEK_WEB__LISTEN: cannot listen on {settings.listen}: {logs.why(error)}.")


async def _until_told(site: Web) -> None:
    async with site.serving() as port:
        log.info("serving", pages=port)
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        with suppress(asyncio.CancelledError):
            await stopped.wait()
    log.info("stopped")
