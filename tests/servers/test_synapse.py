"""The Matrix homeserver of the tests, with clients of nio."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from nio import (
    AsyncClient,
    AsyncClientConfig,
    JoinResponse,
    RoomCreateResponse,
    RoomMessageText,
    RoomPreset,
    RoomSendError,
    RoomSendResponse,
)

from tests.servers.synapse import Account, Synapse

ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


@asynccontextmanager
async def logged_in(synapse: Synapse, account: Account, store: Path) -> AsyncIterator[AsyncClient]:
    config = AsyncClientConfig(encryption_enabled=True, max_limit_exceeded=0, pickle_key="test")
    client = AsyncClient(synapse.url, account.user_id, account.device_id, str(store), config)
    client.restore_login(account.user_id, account.device_id, account.access_token)
    try:
        yield client
    finally:
        await client.close()


async def make_room(client: AsyncClient, *, encrypted: bool, invite: tuple[str, ...] = ()) -> str:
    state = [ENCRYPTED] if encrypted else []
    made = await client.room_create(preset=RoomPreset.private_chat, initial_state=state, invite=invite)
    assert isinstance(made, RoomCreateResponse)
    await client.sync(full_state=True)
    return str(made.room_id)


async def test_two_people_talk_in_an_encrypted_room(synapse: Synapse, tmp_path: Path) -> None:
    asker, helper = synapse.register("adviseur-water"), synapse.register("aanjager-bodem")
    async with (
        logged_in(synapse, asker, tmp_path) as sender,
        logged_in(synapse, helper, tmp_path) as receiver,
    ):
        received: asyncio.Queue[RoomMessageText] = asyncio.Queue()

        async def keep(_: object, event: RoomMessageText) -> None:
            await received.put(event)

        receiver.add_event_callback(keep, RoomMessageText)
        await receiver.sync(full_state=True)
        await receiver.keys_upload()
        room = await make_room(sender, encrypted=True, invite=(helper.user_id,))
        assert isinstance(await receiver.join(room), JoinResponse)
        await sender.sync(full_state=True)  # sees that the other joined
        await sender.keys_upload()
        await sender.keys_query()
        content = {"msgtype": "m.text", "body": "Wie weet iets over ZZS?"}
        sent = await sender.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
        assert isinstance(sent, RoomSendResponse)
        while received.empty():
            await receiver.sync(timeout=5000)
        event = received.get_nowait()
        assert event.decrypted
        assert event.body == "Wie weet iets over ZZS?"


async def test_accounts_and_rooms_survive_a_kill(synapse: Synapse, tmp_path: Path) -> None:
    account = synapse.register("adviseur-water")
    async with logged_in(synapse, account, tmp_path) as client:
        room = await make_room(client, encrypted=False)
        synapse.kill()
        synapse.start()
        assert room in (await client.joined_rooms()).rooms


async def sent_at_once(client: AsyncClient, room: str, number: int) -> int:
    """How many of so many messages the homeserver takes without a pause."""
    results = [
        await client.room_send(room, "m.room.message", {"msgtype": "m.text", "body": str(i)}) for i in range(number)
    ]
    return sum(not isinstance(result, RoomSendError) for result in results)


async def test_stock_limits_hold_a_user_back_unless_exempted(synapse_stock: Synapse, tmp_path: Path) -> None:
    account = synapse_stock.register("adviseur-water")
    async with logged_in(synapse_stock, account, tmp_path) as client:
        room = await make_room(client, encrypted=False)
        assert await sent_at_once(client, room, 15) < 15
        synapse_stock.exempt(account)
        assert await sent_at_once(client, room, 15) == 15


async def test_raised_limits_hold_nobody_back(synapse: Synapse, tmp_path: Path) -> None:
    account = synapse.register("adviseur-water")
    async with logged_in(synapse, account, tmp_path) as client:
        room = await make_room(client, encrypted=False)
        assert await sent_at_once(client, room, 15) == 15
