"""The command line, and the composition root: settings, storage, adapters, run. Nobody imports it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import structlog
import typer
from rich.console import Console

import commands
from adapters.terminal import Terminal
from bot.cafe import Cafe, utc_now
from bot.command import Commands
from storage import migrate
from storage.database import Database

app = typer.Typer(no_args_is_help=True)


@app.callback()
def root() -> None:
    """The knowledge broker of the PLeK Café."""


@app.command()
def chat(name: str = typer.Option("jij", "--as"), lang: str = "nl") -> None:
    """Chat with the bot in this terminal."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    database = Database(f"sqlite:///{Path('var') / 'plek.db'}")
    with database.begin() as connection:
        migrate.upgrade(connection)

    async def lines() -> AsyncIterator[str]:
        while line := await asyncio.to_thread(sys.stdin.readline):
            yield line

    async def serve() -> None:
        terminal = Terminal(lines(), Console().print, name=name, locale=lang, clock=utc_now)
        cafe = Cafe(database, Commands.within(commands), [terminal])
        await cafe.run()

    asyncio.run(serve())


def main() -> None:
    app()


if __name__ == "__main__":
    main()
