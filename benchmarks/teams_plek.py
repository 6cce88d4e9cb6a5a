"""Runs our bot as Teams meets it, for `benchmarks.teams`."""

import logging
import sys

import structlog
from prometheus_client import start_http_server
from pydantic import SecretStr

import commands
from adapters.teams import Teams, TeamsSettings
from adapters.teams.settings import Limits
from benchmarks.teams_microsoft import APP, SECRET, TENANT
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.process import event_loop
from storage.database.database import Database

UNLIMITED = Limits(per_thread=((1_000_000, 1.0),), per_tenant=((1_000_000, 1.0),))


class Nearby(TeamsSettings):
    """As in a tenant, but that Teams itself is on loopback: that it is not, is what the settings see to."""

    def allows_service(self, url: str) -> bool:
        return url.startswith(("https://localhost:", "http://127.0.0.1:"))


def main(port: int, metrics: int, url: str, issuer: str = "") -> None:
    """Its metrics are at a port of their own. With an issuer of tokens it checks them, as in a tenant."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = (
        Nearby(
            listen=f"127.0.0.1:{port}",
            limits=UNLIMITED,
            app_id=APP,
            tenant=TENANT,
            secret=SecretStr(SECRET),
            openid_url=f"{issuer}/openid",
            login_url=issuer,
        )
        if issuer
        else TeamsSettings(development=True, listen=f"127.0.0.1:{port}", limits=UNLIMITED)
    )
    cafe = Cafe(Database(url), Commands.within(commands), [Teams(settings, clock=utc_now)])
    start_http_server(metrics, "127.0.0.1", cafe.metrics.registry)
    event_loop.run(cafe.run())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
