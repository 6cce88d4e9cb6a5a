"""A site on a Café of its own, and somebody who looks at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from multidict import CIMultiDictProxy
from prometheus_client import CollectorRegistry

from adapters.web.server import application
from adapters.web.settings import WebSettings
from tests.cafe import ALL, Door

URL = "https://cafe.example.nl"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    status: int
    headers: CIMultiDictProxy[str]
    text: str


@dataclass(slots=True)
class Look:
    """Somebody who looks at the site."""

    http: ClientSession
    server: TestServer
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    async def at(self, path: str, method: str = "GET", **more: Any) -> Answer:  # Any: what aiohttp takes
        url = str(self.server.make_url("/")).rstrip("/") + path
        async with self.http.request(method, url, allow_redirects=False, **more) as answer:
            return Answer(answer.status, answer.headers, await answer.text())

    def address(self, path: str = "") -> str:
        return str(self.server.make_url("/")).rstrip("/") + path


class Sites:
    """Opens sites on a Café."""

    def __init__(self) -> None:
        self._opened: list[Look] = []

    async def open(
        self, door: Door, *, keep: float = 0.0, port: int | None = None, **settings: Any
    ) -> Look:  # Any: of WebSettings
        registry = CollectorRegistry()
        chosen = WebSettings(**{"url": URL, "per_minute": 1_000_000, **settings})
        desk = door.cafe.dispatcher
        app = application(chosen, ALL.topics, door.database, clock=door.clock, registry=registry, desk=desk, keep=keep)
        server = TestServer(app, port=port)
        await server.start_server()
        look = Look(ClientSession(), server, registry)
        self._opened.append(look)
        return look

    async def close(self) -> None:
        for each in self._opened:
            await each.http.close()
            await each.server.close()


@pytest.fixture
async def sites() -> AsyncIterator[Sites]:
    """Opens sites with other settings than `look` has."""
    opened = Sites()
    yield opened
    await opened.close()


@pytest.fixture
async def look(sites: Sites, door: Door) -> Look:
    """Somebody who looks at the site of a Café with nobody in it."""
    return await sites.open(door)


@pytest.fixture
async def example(sites: Sites, example_door: Door) -> Look:
    """Somebody who looks at the site of the example Café."""
    return await sites.open(example_door)
