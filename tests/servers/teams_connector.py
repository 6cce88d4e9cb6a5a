"""The service that takes what a bot sends to Teams, on a bad day: slow, limiting, failing, dropping connections."""

import asyncio
import ssl
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.process import free_port

Json = dict[str, Any]
"""Any: JSON."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request. `applied`: it took effect all the same."""

    status: int = 0
    """0: the connection is dropped."""
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"error": {"code": "Trouble", "message": "This went wrong"}}'
    applied: bool = False
    hangs: bool = False
    """No answer ever comes."""


HANGS = Fault(hangs=True, applied=True)
DROPPED = Fault(applied=True)


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    body: Json
    authorization: str | None


class Connector:
    """`async with Connector() as connector:`; what was sent stands in `posts`, by conversation and id."""

    def __init__(self, certificate: Path | None = None) -> None:
        """With a certificate for localhost (and its key, in one file) it is reached over TLS, as that of Teams is."""
        self._certificate = certificate
        self.calls: list[Call] = []
        self.posts: dict[tuple[str, str], Json] = {}
        self.sent: list[tuple[str, str]] = []
        """Conversation and id of every message, in the order in which they arrived."""
        self.arrived: Counter[str] = Counter()
        """How many messages each conversation got."""
        self.moments: defaultdict[str, list[float]] = defaultdict(list)
        """When each of them arrived, in seconds of the event loop."""
        self.uploads: list[tuple[dict[str, str], bytes]] = []
        """Headers and content of every file that was put on a person's drive."""
        self.held: dict[str, bytes] = {}
        """What is in files that people sent, by what their address below `drive` ends with."""
        self.downloads: list[dict[str, str]] = []
        """Headers of every request for one."""
        self.faults: deque[Fault] = deque()
        self.channels: dict[str, list[Json]] = {}
        """What it tells of the channels of a team."""
        self.unreachable: set[str] = set()
        """Those with whom no personal chat can be opened: the bot is not installed there."""
        self.gate = asyncio.Event()
        self.gate.set()
        self._ids = count(1_690_000_000_000)
        self._port = free_port()
        self._news = asyncio.Condition()

    @property
    def url(self) -> str:
        return f"{'https://localhost' if self._certificate else 'http://127.0.0.1'}:{self._port}/emea/"

    @property
    def drive(self) -> str:
        """Where a person's files go. What stands below it at `refused` is refused."""
        return f"http://127.0.0.1:{self._port}/drive"

    def texts(self, conversation: str) -> list[str]:
        """What stands there, in order: texts, and the fallback texts of cards."""
        return [_text(self.posts[key]) for key in self.sent if key[0] == conversation and key in self.posts]

    async def until(self, holds: Callable[[], bool], *, within: float = 60.0) -> None:
        """Wait until that is so; looked at whenever a request came and was answered."""
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(holds)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**22)
        app.router.add_post("/emea/v3/conversations", self._create)
        app.router.add_post("/emea/v3/conversations/{conversation}/activities", self._send)
        app.router.add_post("/emea/v3/conversations/{conversation}/activities/{activity}", self._send)
        app.router.add_put("/emea/v3/conversations/{conversation}/activities/{activity}", self._update)
        app.router.add_delete("/emea/v3/conversations/{conversation}/activities/{activity}", self._delete)
        app.router.add_get("/emea/v3/teams/{team}/conversations", self._channels)
        app.router.add_put("/drive", self._take)
        app.router.add_get("/drive/{name}", self._hand_over)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if self._certificate else None
        if tls and self._certificate:
            tls.load_cert_chain(self._certificate)
        await web.TCPSite(self._runner, "127.0.0.1", self._port, ssl_context=tls).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.gate.set()
        await self._runner.cleanup()

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        if body.get("members") and body["members"][0]["id"] in self.unreachable:
            refusal = {"error": {"code": "ForbiddenOperationException", "message": "The bot is not installed"}}
            return web.json_response(refusal, status=403)
        place = f"a:{body['members'][0]['id']}" if body.get("members") else body["channelData"]["channel"]["id"]

        def apply() -> Json:
            number = str(next(self._ids))
            conversation = place if body.get("members") else f"{place};messageid={number}"
            if body.get("activity"):
                self._post(conversation, number, body["activity"])
            return {"id": conversation, "activityId": number}

        return await self._answer(request, body, apply, 201)

    async def _channels(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(Call("GET", request.path, {}, request.headers.get("Authorization")))
        return web.json_response({"conversations": self.channels.get(request.match_info["team"], [])})

    async def _take(self, request: web.Request) -> web.Response:
        self.uploads.append((dict(request.headers), await request.read()))
        return web.Response(status=201)

    async def _hand_over(self, request: web.Request) -> web.Response:
        self.downloads.append(dict(request.headers))
        held = self.held.get(request.match_info["name"])
        return web.Response(body=held) if held is not None else web.Response(status=404)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        if body["type"] == "typing":  # a slow machine has a bot that shows it is busy: no test is about that
            return web.json_response({}, status=201)

        def apply() -> Json:
            number = str(next(self._ids))
            self._post(request.match_info["conversation"], number, body)
            return {"id": number}

        return await self._answer(request, body, apply, 201)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        key = (request.match_info["conversation"], request.match_info["activity"])
        if key not in self.posts:
            return web.json_response({"error": {"code": "ActivityNotFound", "message": "gone"}}, status=404)

        def apply() -> Json:
            self.posts[key] = body
            return {"id": key[1]}

        return await self._answer(request, body, apply, 200)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        def apply() -> Json:
            self.posts.pop((request.match_info["conversation"], request.match_info["activity"]), None)
            return {}

        return await self._answer(request, {}, apply, 200)

    async def _answer(
        self, request: web.Request, body: Json, apply: Callable[[], Json], status: int
    ) -> web.StreamResponse:
        self.calls.append(Call(request.method, request.path, body, request.headers.get("Authorization")))
        await self._tell()
        fault = self.faults.popleft() if self.faults else None
        await self.gate.wait()
        try:
            if fault is None:
                return web.json_response(apply(), status=status)
            if fault.applied:
                apply()
            if fault.hangs:
                await self._tell()
                await asyncio.Event().wait()
            if not fault.status:
                assert request.transport is not None
                request.transport.abort()
            return web.Response(status=fault.status or 500, headers=fault.headers, text=fault.body)
        finally:
            await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    def _post(self, conversation: str, number: str, activity: Json) -> None:
        self.posts[conversation, number] = activity
        self.sent.append((conversation, number))
        self.arrived[conversation] += 1
        self.moments[conversation].append(asyncio.get_running_loop().time())


def _text(activity: Json) -> str:
    cards = [each["content"].get("fallbackText", "") for each in activity.get("attachments", ())]
    return "\n".join([activity.get("text") or "", *cards]).strip()
