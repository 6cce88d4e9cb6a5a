"""Our bot as Teams meets it, for `benchmarks.teams`."""

import asyncio
import logging
import sys

import structlog
from prometheus_client import start_http_server

import commands
from adapters.teams import Teams, TeamsSettings
from adapters.teams.settings import Limits
from bot.cafe import Cafe, utc_now
from bot.command import Commands
from storage.database import Database

UNLIMITED = Limits(per_thread=((1_000_000, 1.0),), per_tenant=((1_000_000, 1.0),))


def main(port: int, url: str) -> None:
    """Its metrics are at the next port."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = TeamsSettings(development=True, listen=f"127.0.0.1:{port}", limits=UNLIMITED)
    cafe = Cafe(Database(url), Commands.within(commands), [Teams(settings, clock=utc_now)])
    start_http_server(port + 1, "127.0.0.1", cafe.metrics.registry)
    asyncio.run(cafe.run())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
