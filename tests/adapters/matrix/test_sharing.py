"""Who is there when the bot speaks can read it: the key reaches them first, whatever comes between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from nio import SyncResponse

from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import Login
from tests.adapters.matrix.conftest import Enter, settings_for
from tests.adapters.matrix.member import Member, body
from tests.adapters.misshapen import Json
from tests.servers.synapse import Account, Synapse


@asynccontextmanager
async def connected(synapse: Synapse, bot: Account, folder: Path, **changes: str) -> AsyncIterator[Homeserver]:
    """The bot's device, which nobody makes sync."""
    login = Login(bot.user_id, bot.device_id, bot.access_token, "pickle")
    server = Homeserver(settings_for(synapse, bot, folder, **changes), login)
    try:
        await server.sync(None, whole=True)
        await server.keep_keys()
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
