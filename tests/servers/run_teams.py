"""`make run-teams`: the bot with the example set, and a Teams client on this machine to talk to it, until Ctrl-C."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import commands
from bot.__main__ import EXAMPLES
from bot.cli import bootstrap
from bot.topic import Topics
from storage.database.database import Database
from tests.servers.process import accepts, free_port
from tests.servers.teams_client import TeamsClient

DATABASE = "sqlite:///var/teams.db"
CLIENT_PORT, BOT_PORT = 56150, 3978
"""Those that Microsoft's own instructions name, when nobody has them."""


def main() -> None:
    port = _port(BOT_PORT)
    with bot(port), client(f"http://127.0.0.1:{port}/api/messages") as url:
        print(f"\nTeams stands ready at {url} - open it in a browser and say: hulp", flush=True)
        print("Opening the page installs the bot. Ctrl-C ends it all.\n", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


@contextmanager
def bot(port: int) -> Iterator[None]:
    """The bot, in development, in a process of its own."""
    database = Database(DATABASE)
    new = bootstrap.prepare(database)
    bootstrap.load_examples(database, Topics.within(commands), EXAMPLES, new=new)
    database.close()
    settings = {
        "PLEK_DATABASE__URL": DATABASE,
        "PLEK_TEAMS__DEVELOPMENT": "true",
        "PLEK_TEAMS__LISTEN": f"127.0.0.1:{port}",
        "PLEK_HEALTH__LISTEN": "off",
    }
    command = [str(Path(sys.executable).parent / "plek"), "run"]
    with subprocess.Popen(command, env={**os.environ, **settings}, start_new_session=True) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait()


@contextmanager
def client(endpoint: str) -> Iterator[str]:
    """The Teams client: its address."""
    teams = TeamsClient(endpoint, port=_port(CLIENT_PORT))
    teams.start()
    try:
        yield teams.url
    finally:
        teams.stop()


def _port(wanted: int) -> int:
    return free_port() if accepts(wanted) else wanted


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
