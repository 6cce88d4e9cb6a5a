"""Whatever is asked, the site answers in its own words and under its own rules: 1,000 requests, or 10,000 to fuzz."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
import yarl
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from adapters.web.server import application
from adapters.web.settings import WebSettings
from storage.database.database import Database
from tests import FUZZ
from tests.adapters.web.conftest import URL
from tests.adapters.web.stage import KINDS, fill
from tests.cafe import ALL, START, Door
from tests.conftest import make_tables
from tests.small_map import draw

EACH = 10
"""Requests of an example."""

WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "twente",
        "Twente",
        "water",
        "1",
        "0",
        "-1",
        "5000",
        "99999999999999999999",
        "K-1",
        "N-1",
        "csv",
        "json",
        "%",
        "_",
        "'",
        "\x00",
        "\u202e",
    ]
)
SEGMENTS = WORDS | st.sampled_from(
    [
        *KINDS,
        "en",
        "networks",
        "questions",
        "api",
        "v1",
        "openapi.json",
        "atom.xml",
        "kalender.ics",
        "bijeenkomsten",
        "kalender",
        "beeld",
        "insluiten",
        "regios",
        "static",
        "..",
        "",
    ]
)
KEYS = (
    st.sampled_from(["zoek", "regio", "thema", "soort", "pagina", "aantal", "formaat", "search", "region", "page"])
    | WORDS
)
STARTS = [
    *(f"/{each}" for each in KINDS),
    *(f"/api/v1/{each}" for each in KINDS),
    "/",
    "/en/questions",
    "/api/v1/vragen/K-1",
    "/vragen/atom.xml",
    "/bijeenkomsten/kalender.ics",
    "/insluiten/netwerken",
]
REAL = st.sampled_from(STARTS)
MADE = st.lists(SEGMENTS, max_size=5).map(lambda parts: "/" + "/".join(quote(each, safe="") for each in parts))
QUERY = st.lists(st.tuples(KEYS, WORDS), max_size=4).map(
    lambda parts: "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in parts)
)
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "X-Forwarded-For", "Origin", "Cookie"]
    ),
    PLAIN | st.sampled_from(["text/csv", "application/ld+json", "*/*", "gzip", '"x"', "*", "1.2.3.4, 5.6.7.8"]),
    max_size=3,
)
FRAMES = re.compile(r"/(en/)?(insluiten|embed)/")
METHODS = st.sampled_from(["GET"] * 6 + ["HEAD", "OPTIONS", "POST", "DELETE"])


@dataclass(frozen=True, slots=True)
class Server:
    """A site that runs as long as the tests of the class, and what its API promises."""

    base: str
    http: ClientSession
    promised: dict[str, Any]  # Any: what JSON holds


class TestFuzz:
    """Requests that nobody wrote by hand."""

    @settings(
        max_examples=max(100, 20 * FUZZ),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(requests=st.lists(st.tuples(METHODS, REAL | MADE, QUERY, HEADERS), min_size=EACH, max_size=EACH))
    def test_whatever_is_asked_is_answered(
        self, loop: asyncio.AbstractEventLoop, server: Server, requests: list[tuple[str, str, str, dict[str, str]]]
    ) -> None:
        async def ask() -> None:
            for each in requests:
                await _asked(server, *each)

        loop.run_until_complete(ask())

    @pytest.fixture(scope="class")
    def loop(self) -> Iterator[asyncio.AbstractEventLoop]:
        running = asyncio.new_event_loop()
        yield running
        running.close()

    @pytest.fixture(scope="class")
    def server(self, loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
        url = f"sqlite:///{tmp_path_factory.mktemp('fuzzed') / 'plek.db'}"
        make_tables(url)
        database = Database(url)

        async def begin() -> tuple[Server, TestServer]:
            await database.write(draw)
            async with Door(database) as door:
                await fill(door)
            chosen = WebSettings(url=URL, per_minute=10_000_000)
            app = application(chosen, ALL.topics, database, clock=lambda: START, registry=CollectorRegistry(), keep=0)
            opened = TestServer(app)
            await opened.start_server()
            http = ClientSession()
            base = str(opened.make_url("")).rstrip("/")
            async with http.get(f"{base}/api/v1/openapi.json") as answer:
                return Server(base, http, await answer.json()), opened

        async def end() -> None:
            await held.http.close()
            await opened.close()

        held, opened = loop.run_until_complete(begin())
        yield held
        loop.run_until_complete(end())
        database.close()


async def _asked(server: Server, method: str, path: str, query: str, headers: dict[str, str]) -> None:
    address = yarl.URL(f"{server.base}{path}{'?' + query if query else ''}", encoded=True)
    async with server.http.request(method, address, headers=headers, allow_redirects=False) as answer:
        body = await answer.read()
        where = (method, path, query, headers, answer.status)
        assert answer.status in (200, 204, 304, 400, 404, 405, 406), where
        assert answer.headers["X-Content-Type-Options"] == "nosniff", where
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), where
        assert answer.headers["Server"] == "plek", where
        assert "Set-Cookie" not in answer.headers, where
        assert b"Traceback" not in body, where
        if not FRAMES.match(path):
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], where
        if f"{path}/".startswith("/api/"):
            assert answer.headers["API-Version"] == "1.0.0", where
            if body and answer.status >= 400:
                assert {"status", "title", "detail"} <= json.loads(body).keys(), where
            if body and answer.content_type == "application/json" and "openapi" not in path:
                _as_promised(server, path, body)


def _as_promised(server: Server, path: str, body: bytes) -> None:
    """Look whether an answer is what the API says that it gives."""
    _api, _v1, name, *number = f"{path}/".split("/")[1:]
    number = [each for each in number if each]
    if not name:
        return  # where the API begins, of which its description says nothing
    item = server.promised["paths"][f"/{name}/{{nummer}}" if number else f"/{name}"]
    schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(json.loads(body), {**schema, "components": server.promised["components"]})
