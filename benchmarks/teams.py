"""Measures how fast a message from Teams is answered: the SDK with a bare echo, beside our `hulp` and `wie weet`.

Everything is on loopback. Each bot is a process of its own; this process is Teams: it posts activities, one after the
other and from many chats at once, and takes what the bot sends. Our own rate limits are raised, as nobody limits here.
Each is measured as it runs in a tenant, with tokens checked and sent and Teams reached over TLS; with tokens only; and
as in development, with neither. Both trust what programs in Python commonly trust (certifi), and this machine besides.

    python -m benchmarks.teams [RECORDS]
"""

import asyncio
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from aiohttp import ClientError, ClientSession
from rich.console import Console
from rich.table import Table

from benchmarks.population import populate
from benchmarks.teams_microsoft import APP, TENANT, certified, trusted
from storage.database.database import Database
from tests.servers.issuer import Issuer
from tests.servers.process import free_port
from tests.servers.teams_connector import Connector, Json

RECORDS = 10_000
ONE_BY_ONE = 200
CHATS = 20
AT_ONCE = 400
WARM = 5

_NUMBERS = count(1)
"""No two activities bear the same: what came in before is not handled again."""
_FAR = int(time.time()) + 3600
"""When the token of Teams ends: one is made for all, as Teams does."""

ASKED = {"stock": ("echo",), "plek": ("hulp", "netwerken", "wie weet iets over bodembeheer in Twente")}
NAMED = {"stock": "SDK as it comes", "plek": "PLeK"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, and answers a second."""

    p50: float
    p95: float
    serial: float
    at_once: float
    work: float
    """Processor time of the bot for one message, in milliseconds: the same on a busy machine."""
    parts: tuple[float, ...] = ()
    """Of a message one by one, on average: understood, answered and committed; drawn, sent and taken."""


async def main(records: int) -> None:
    """Measure, and print a table."""
    table = Table("bot", "with", "what is said", title=f"A message from Teams answered ({records:,} records, SQLite)")
    for heading in (
        "p50 (ms)",
        "p95 (ms)",
        "a second, one by one",
        f"a second, {CHATS} chats",
        "processor (ms)",
        "times the stock echo",
    ):
        table.add_column(heading, justify="right")
    spent = Table("what is said", title="Where the time of PLeK goes, in milliseconds on average")
    for heading in ("read, answered, committed", "drawn, sent, taken", "the rest: taken in, kept, recorded"):
        spent.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder) / "plek.db"
        await asyncio.to_thread(_populated, f"sqlite:///{filled}", records)
        microsoft = certified(Path(folder))
        async with Issuer(microsoft) as issuer:
            trust = str(trusted(microsoft))
            led = {"REQUESTS_CA_BUNDLE": trust, "SSL_CERT_FILE": trust}
            for how, tokens, certificate in (
                ("tokens, TLS", issuer, microsoft),
                ("tokens", issuer, None),
                ("neither", None, None),
            ):
                stock: Figures | None = None
                own = Path(shutil.copy(filled, filled.with_name(f"{how}.db")))
                for bot, lines in ASKED.items():
                    watched = free_port() if bot == "plek" else None
                    given = [str(watched), f"sqlite:///{own}"] if watched else []
                    if tokens:
                        given.append({"stock": str(issuer.tls_port), "plek": issuer.url}[bot])
                    async with (
                        Connector(certificate) as connector,
                        serving(bot, given, led) as (port, pid),
                        ClientSession() as http,
                    ):
                        teams = Teams(connector, http, port, pid, tokens, watched)
                        for line in lines:
                            figures = await teams.measure(line)
                            stock = stock or figures
                            table.add_row(NAMED[bot], how, line, *_told(figures, stock))
                            if figures.parts and certificate:
                                rest = 1000 / figures.serial - sum(figures.parts)
                                spent.add_row(line, *(f"{part:.1f}" for part in (*figures.parts, rest)))
    console = Console(width=130)
    console.print(table)
    console.print(spent)


def _told(figures: Figures, stock: Figures) -> list[str]:
    times = (figures.p50, figures.p95)
    rates = (figures.serial, figures.at_once)
    told = [*(f"{time:.1f}" for time in times), *(f"{rate:.0f}" for rate in rates), f"{figures.work:.1f}"]
    return [*told, f"{stock.p50 / figures.p50:.1f}"]


def _populated(url: str, records: int) -> None:
    database = Database(url)
    populate(database, records)
    database.close()


class Teams:
    """Posts activities, and waits for what comes back."""

    def __init__(
        self, connector: Connector, http: ClientSession, port: int, pid: int, tokens: Issuer | None, watched: int | None
    ) -> None:
        self._connector = connector
        self._http = http
        self._url = f"http://127.0.0.1:{port}/api/messages"
        self._metrics = f"http://127.0.0.1:{watched}/metrics" if watched else None
        self._pid = pid
        self._headers = {"Authorization": f"Bearer {tokens.token(APP, connector.url, exp=_FAR)}"} if tokens else {}

    async def measure(self, line: str) -> Figures:
        for _ in range(WARM):
            await self._asked(line, 0)
        worked, spent = _worked(self._pid), await self._spent()
        times = sorted([await self._asked(line, 0) for _ in range(ONE_BY_ONE)])
        work = (_worked(self._pid) - worked) * 1000 / ONE_BY_ONE
        parts = tuple((now - then) * 1000 / ONE_BY_ONE for then, now in zip(spent, await self._spent(), strict=True))
        start = time.perf_counter()
        for _ in range(AT_ONCE // CHATS):
            await asyncio.gather(*(self._asked(line, chat) for chat in range(CHATS)))
        at_once = AT_ONCE / (time.perf_counter() - start)
        p50, p95 = (times[ONE_BY_ONE * share // 100] * 1000 for share in (50, 95))
        return Figures(p50, p95, ONE_BY_ONE / sum(times), at_once, work, parts)

    async def _spent(self) -> list[float]:
        """Return seconds spent so far on handling and on sending."""
        if self._metrics is None:
            return []
        async with self._http.get(self._metrics) as answer:
            told = dict(line.rsplit(" ", 1) for line in (await answer.text()).splitlines() if line[0] != "#")
        named = ("plek_event_handling_seconds_sum", 'plek_send_seconds_sum{platform="teams"}')
        return [float(told.get(name, 0)) for name in named]

    async def _asked(self, line: str, chat: int) -> float:
        """Return seconds from posting an activity to having its answer."""
        place = f"a:{chat}"
        before = self._heard(place)
        start = time.perf_counter()
        async with self._http.post(self._url, json=self._activity(line, chat), headers=self._headers) as answer:
            if not answer.ok:
                raise RuntimeError(f"{line!r} was answered {answer.status}")
        await self._connector.until(lambda: self._heard(place) > before, within=60)
        return time.perf_counter() - start

    def _heard(self, place: str) -> int:
        return self._connector.arrived[place]

    def _activity(self, line: str, chat: int) -> Json:
        return {
            "type": "message",
            "id": str(next(_NUMBERS)),
            "timestamp": "2026-11-02T09:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self._connector.url,
            "from": {"id": f"29:{chat}", "name": f"Deelnemer {chat}", "aadObjectId": f"person-{chat}"},
            "conversation": {"id": f"a:{chat}", "conversationType": "personal", "tenantId": TENANT},
            "recipient": {"id": "28:bot", "name": "PLeK"},
            "text": line,
            "textFormat": "plain",
            "locale": "nl-NL",
            "channelData": {"tenant": {"id": TENANT}},
        }


@asynccontextmanager
async def serving(bot: str, arguments: Sequence[str], environment: Mapping[str, str]) -> AsyncIterator[tuple[int, int]]:
    """Give a bot in a process of its own: its port and its process id."""
    port = free_port()
    command = [sys.executable, "-m", f"benchmarks.teams_{bot}", str(port), *arguments]
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    try:
        async with ClientSession() as http, asyncio.timeout(60):
            while not await _answers(http, port):  # noqa: ASYNC110  # it has no way to tell
                await asyncio.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        await process.wait()


def _worked(pid: int) -> float:
    """Return seconds of processor time that a process has used (proc(5), `utime` and `stime`)."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def _answers(http: ClientSession, port: int) -> bool:
    try:
        async with http.get(f"http://127.0.0.1:{port}/"):
            return True
    except ClientError:
        return False


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS))
