"""What nio does of itself when a homeserver refuses or does not answer, and must not do for us."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import Login
from adapters.matrix.plain import Limited, TokenRefused
from adapters.matrix.settings import MatrixSettings
from bot.chat.adapter import RetryLater, Undeliverable
from tests.servers.process import free_port

SOON = timedelta(milliseconds=50)


class Refusing:
    """A homeserver on a bad day: `answer` is what it says to everything."""

    def __init__(self) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.asked = 0
        self.path = ""
        self.answer: Callable[[], Awaitable[web.Response]]

    async def handle(self, request: web.Request) -> web.Response:
        self.asked += 1
        self.path = request.path_qs if "?" in request.path_qs else request.rel_url.raw_path
        return await self.answer()


@pytest.fixture
async def server() -> AsyncIterator[Refusing]:
    refusing = Refusing()
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", refusing.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(refusing.url.rpartition(":")[2])).start()
    yield refusing
    await runner.cleanup()


@pytest.fixture
async def client(server: Refusing, tmp_path: Path) -> AsyncIterator[Homeserver]:
    settings = MatrixSettings(homeserver=server.url, user="@plek:plek.test", store=tmp_path / "matrix")
    connected = Homeserver(settings, Login("@plek:plek.test", "DEVICE", "token", "pickle"))
    yield connected
    await connected.close()


@pytest.mark.parametrize("what", ["sync", "keep_keys", "call"])
async def test_a_rate_limit_comes_out_with_its_hint_and_is_not_waited_for(
    what: str, server: Refusing, client: Homeserver
) -> None:
    async def limited() -> web.Response:
        return web.json_response({"errcode": "M_LIMIT_EXCEEDED", "error": "slow", "retry_after_ms": 7_000}, status=429)

    server.answer = limited
    with pytest.raises(Limited) as refused:
        await asking(client, what)
    assert refused.value.after == timedelta(seconds=7)
    assert server.asked == 1


@pytest.mark.parametrize("what", ["sync", "call"])
async def test_a_token_that_is_refused_comes_out(what: str, server: Refusing, client: Homeserver) -> None:
    async def unknown() -> web.Response:
        return web.json_response({"errcode": "M_UNKNOWN_TOKEN", "error": "unknown"}, status=401)

    server.answer = unknown
    with pytest.raises(TokenRefused):
        await asking(client, what)


async def test_an_answer_that_does_not_come_is_given_up(
    server: Refusing, client: Homeserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()

    async def hang() -> web.Response:
        await never.wait()
        return web.Response()

    server.answer = hang
    monkeypatch.setattr("adapters.matrix.client.REQUEST", SOON)
    client.nio.config = replace(client.nio.config, request_timeout=SOON.total_seconds())
    with pytest.raises(RetryLater):
        await client.sync(None, whole=False, wait=SOON)
    with pytest.raises(RetryLater):
        await client.nio.keep_keys()
    never.set()


@pytest.mark.parametrize("event", ["../../../account/whoami", "$x/../../y", "$x?z=1#", "half \ud800", "..", "%2e%2e/y"])
async def test_whatever_an_event_is_called_we_ask_for_an_event_of_that_room(
    server: Refusing, client: Homeserver, event: str
) -> None:
    """Somebody else wrote that name, in what theirs corrects or answers."""

    async def none() -> web.Response:
        return web.json_response({"errcode": "M_NOT_FOUND", "error": "no"}, status=404)

    server.answer = none
    with pytest.raises(Undeliverable):
        await client.event("!room:plek.test", event)
    assert event == ".." or server.path.startswith("/_matrix/client/v3/rooms/!room:plek.test/event/"), server.path
    assert server.path.count("/") <= "/_matrix/client/v3/rooms/!room:plek.test/event/x".count("/")


async def asking(client: Homeserver, what: str) -> None:
    match what:
        case "sync":
            await client.sync(None, whole=False, wait=SOON)
        case "keep_keys":
            await client.nio.keep_keys()
        case _:
            await client.display_name()
