"""Declares `plek web`: the pages in a process of their own."""

import asyncio
import signal
from contextlib import suppress

import structlog
import typer

from adapters.web.settings import WebSettings
from adapters.web.site import Web
from bot.app import Cafe, utc_now
from bot.cli.console import fail
from bot.cli.deployment import Deployment
from bot.process import event_loop, logs
from bot.process.metrics import Metrics

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
        metrics = Metrics()
        site = Web(settings, deployment.topics, database, clock=utc_now, registry=metrics.registry)
        cafe = Cafe(
            database,
            deployment.commands,
            (),
            sites=[site],
            metrics=metrics,
            language=deployment.settings.language,
            choices=deployment.settings.choices,
            leads=False,
        )
        try:
            event_loop.run(_until_told(cafe, site))
        except OSError as error:
            fail(f"PLEK_WEB__LISTEN: cannot listen on {settings.listen}: {logs.why(error)}.")


async def _until_told(cafe: Cafe, site: Web) -> None:
    """Serve until a signal. What is done on the workbench is done here; what comes of it, the chat's process sends."""
    async with site.serving(cafe.dispatcher) as port:
        log.info("serving", pages=port)
        running = asyncio.ensure_future(cafe.run())
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        with suppress(asyncio.CancelledError):
            await running
    log.info("stopped")
