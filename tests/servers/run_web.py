"""`make run-web`: the public pages of the example Café on this machine, until Ctrl-C."""

import signal
import sys
from contextlib import suppress
from pathlib import Path

import commands
from bot.__main__ import EXAMPLES
from bot.cli import bootstrap
from bot.topic import Topics
from storage.database.database import Database
from tests.servers.process import Process, accepts, free_port
from tests.servers.web_examples import publish

DATABASE, LOG = "sqlite:///var/web.db", Path("var/web.log")
PORT = 8082
"""Where the pages are when nobody else is there."""


def main() -> None:
    Path("var").mkdir(exist_ok=True)
    database = Database(DATABASE)
    new = bootstrap.prepare(database)
    bootstrap.load_examples(database, Topics.within(commands), EXAMPLES, new=new)
    with database.begin() as tx:
        publish(tx)
    database.close()
    port = free_port() if accepts(PORT) else PORT
    url = f"http://127.0.0.1:{port}"
    settings = {
        "PLEK_DATABASE__URL": DATABASE,
        "PLEK_WEB__URL": url,
        "PLEK_WEB__LISTEN": f"127.0.0.1:{port}",
        "PLEK_WEB__CONTACT": "info@example.org",
    }
    pages = Process([Path(sys.executable).parent / "plek", "web", "serve"], log=LOG, env=settings)
    try:
        with suppress(KeyboardInterrupt):
            pages.start(lambda: accepts(port))
            print(f"\nThe pages are at {url} and {url}/en. Ctrl-C ends it.\n", flush=True)
            signal.pause()
    finally:
        pages.stop()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
