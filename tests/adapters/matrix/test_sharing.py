"""Who is there when the bot speaks can read it: the key reaches them first, whatever comes between."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import ClientSession, web
from nio import SyncResponse

from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import Login
from bot.chat.adapter import RetryLater
from tests.adapters.matrix.conftest import Enter, settings_for
from tests.adapters.matrix.member import Member, body
from tests.adapters.misshapen import Json
from tests.servers.process import free_port
from tests.servers.synapse import Account, Synapse


@asynccontextmanager
async def connected(synapse: Synapse, bot: Account, folder: Path, **changes: str) -> AsyncIterator[Homeserver]:
    """The bot's device, which nobody makes sync."""
    login = Login(bot.user_id, bot.device_id, bot.access_token, "pickle")
    server = Homeserver(settings_for(synapse, bot, folder, **changes), login)
    try:
        await server.sync(None, whole=True)
        await server.nio.keep_keys()
        yield server
    finally:
        await server.close()


async def say(server: Homeserver, room: str, words: str) -> None:
    await server.put(room, "m.room.message", {"msgtype": "m.text", "body": words}, words)


async def reads(member: Member, room: str, words: str) -> None:
    """They come in, and what was said there first is that."""
    await member.until(lambda: room in member.nio.invited_rooms)
    await member.join(room)
    heard = await member.answer(room, after=0)
    assert heard.decrypted
    assert body(heard) == words


@pytest.mark.parametrize("told", [None, "m.room.power_levels", "m.room.member"])
async def test_whoever_is_invited_to_a_new_chat_can_read_it_from_its_first_word(
    told: str | None, synapse: Synapse, bot: Account, tmp_path: Path, enter: Enter
) -> None:
    """A homeserver makes a room event by event, and when it has, a sync may have told of nothing yet or of some."""
    member = await enter("adviseur-water")
    async with connected(synapse, bot, tmp_path) as server:
        chat = await server.create_direct(member.id, encrypted=True)
        assert server.people_in(chat) == 2  # else another would be made
        if told:
            await server.nio.receive_response(await synced_before(told, server, chat))
        await say(server, chat, "Welkom")
        await reads(member, chat, "Welkom")


async def synced_before(kind: str, server: Homeserver, room: str) -> SyncResponse:
    """What a sync brings of the bot's room when there is no event of that kind yet, but for its own joining."""
    page = await server.call("GET", f"/_matrix/client/v3/rooms/{quote(room)}/messages", dir="f", limit="100")
    kinds = [raw["type"] if raw.get("state_key") != server.user else "" for raw in page["chunk"]]
    timeline = {"events": page["chunk"][: kinds.index(kind)], "limited": False, "prev_batch": "x"}
    summary = {"m.joined_member_count": 1, "m.invited_member_count": 0, "m.heroes": []}
    rooms = {"join": {room: {"timeline": timeline, "state": {"events": []}, "summary": summary}}}
    known: Json = {"device_one_time_keys_count": {}, "to_device": {"events": []}}
    synced = SyncResponse.from_dict({"next_batch": "early", "rooms": {"invite": {}, "leave": {}, **rooms}, **known})
    assert isinstance(synced, SyncResponse), synced
    return synced


class Between:
    """Stands between the bot and its homeserver, and does as told with the next request to an address with `about`."""

    def __init__(self, synapse: Synapse, session: ClientSession) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        self.about = ""
        self.then: Callable[[web.Request], web.Response | None] = refuse
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()
        """`asked` when that came; what its homeserver says to it is handed over at `go_on`."""
        self._synapse = synapse
        self._session = session

    async def handle(self, request: web.Request) -> web.Response:
        meant = bool(self.about) and self.about in request.path
        if meant:
            self.about = ""
            if response := self.then(request):
                return response
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        url = f"{self._synapse.url}{request.raw_path}"
        async with self._session.request(request.method, url, data=await request.read(), headers=headers) as answer:
            said = web.Response(status=answer.status, body=await answer.read(), content_type="application/json")
        if meant:
            self.asked.set()
            await self.go_on.wait()
        return said


def refuse(_request: web.Request) -> web.Response:
    return web.json_response({"errcode": "M_UNKNOWN", "error": "no"}, status=500)


def drop(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.abort()
    return web.Response()


def hold(_request: web.Request) -> None:
    return None


@pytest.fixture
async def between(synapse: Synapse) -> AsyncIterator[Between]:
    async with ClientSession(auto_decompress=True) as session:
        standing = Between(synapse, session)
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", standing.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", int(standing.url.rpartition(":")[2])).start()
        yield standing
        await runner.cleanup()


@pytest.mark.parametrize(
    ("about", "then"),
    [*product(("/keys/query", "/keys/claim"), (refuse, drop)), ("/sendToDevice/", refuse)],
)
async def test_what_keeps_the_key_from_somebody_is_tried_again_before_anything_is_said(
    about: str,
    then: Callable[[web.Request], web.Response],
    synapse: Synapse,
    bot: Account,
    tmp_path: Path,
    enter: Enter,
    between: Between,
) -> None:
    member = await enter("adviseur-water")
    async with connected(synapse, bot, tmp_path, homeserver=between.url) as server:
        chat = await server.create_direct(member.id, encrypted=True)
        between.about, between.then = about, then
        with pytest.raises(RetryLater):
            await say(server, chat, "Welkom")
        assert not between.about
        await say(server, chat, "Welkom")
        await reads(member, chat, "Welkom")


async def test_a_device_that_came_while_devices_were_asked_for_can_read_what_is_said_next(
    synapse: Synapse, bot: Account, tmp_path: Path, enter: Enter, between: Between
) -> None:
    member = await enter("adviseur-water")
    async with connected(synapse, bot, tmp_path, homeserver=between.url) as server:
        chat = await server.create_direct(member.id, encrypted=True)
        between.about, between.then = "/keys/query", hold
        saying = asyncio.create_task(say(server, chat, "Welkom"))
        await between.asked.wait()
        async with Member(synapse, await logged_in_again(member), tmp_path / "other") as other:
            synced = await server.sync(None, whole=False)
            assert member.id in synced.device_list.changed
            between.go_on.set()
            await saying
            await say(server, chat, "Hallo")
            await reads(member, chat, "Welkom")
            heard = await other.answer(chat, after=0)
            assert heard.decrypted
            assert body(heard) == "Hallo"


async def logged_in_again(member: Member) -> Account:
    who = {"type": "m.id.user", "user": member.id}
    told = json.dumps({"type": "m.login.password", "identifier": who, "password": member.account.password})
    async with await member.nio.send("POST", "/_matrix/client/v3/login", told) as answer:
        given = await answer.json()
    return replace(member.account, access_token=given["access_token"], device_id=given["device_id"])
