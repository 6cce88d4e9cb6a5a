"""In encrypted rooms everything works the same; what cannot be read is answered once, with what to do."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from nio import Api, RoomKeyRequest, SyncResponse

from adapters.matrix.adapter import Matrix
from adapters.matrix.buttons import SEEDS
from bot.app import Cafe, utc_now
from storage.database.database import Database
from storage.messaging import outbox
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, relation
from tests.adapters.matrix.test_login import notice
from tests.adapters.matrix.test_rooms import moderators
from tests.servers.synapse import Account, Synapse


async def test_a_direct_chat_and_a_room_that_are_encrypted(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member, other = await enter("adviseur-water"), await enter("aanjager-bodem")
    chat = await member.chat_with(bot.user_id, encrypted=True)
    greeting = await member.answer(chat, after=0)
    assert greeting.decrypted
    answer = await member.ask(chat, "hulp")
    assert answer.decrypted
    assert "Netwerken" in body(answer)
    await member.until(lambda: SEEDS[0] in member.reactions_to(greeting.event_id))
    await member.press(chat, greeting.event_id, SEEDS[1])
    await member.answer(chat, after=2)

    room = await member.make_room(bot.user_id, other.id, encrypted=True, name="Bodem")
    await other.join(room)
    await member.answer(room, after=0)
    asked = await member.say(room, "!plek hulp")
    heard = await member.answer(room, after=1)
    assert heard.decrypted
    assert relation(heard)["event_id"] == asked
    await other.until(lambda: any("Netwerken" in body(each) for each in other.said_in(room)))
    # A thread of an encrypted room, and a correction in it.
    further = await other.ask(room, "!plek hulp netwerken", thread=asked)
    assert relation(further)["event_id"] == asked
    await member.edit(room, asked, "!plek netwerken")
    await member.until(lambda: any(relation(each).get("event_id") == heard.event_id for each in member.heard))


async def test_it_reads_on_after_a_restart(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path)
    async with running(cafe_on(cafe_database, settings)):
        chat = await member.chat_with(bot.user_id, encrypted=True)
        await member.ask(chat, "hulp")
    before = len(member.said_in(chat))
    await member.say(chat, "hulp netwerken")  # said under a key that the bot has from before
    async with running(cafe_on(cafe_database, settings)):
        answer = await member.answer(chat, after=before)
        assert answer.decrypted


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_after_a_restart_it_speaks_where_nothing_was_said_since(
    encrypted: bool, synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path)
    async with running(cafe_on(cafe_database, settings)) as first:
        chat = await member.chat_with(bot.user_id, encrypted=encrypted)
        await member.ask(chat, "hulp")
        # The stored place in the stream is behind all that was said in the chat, so that nothing brings it up again.
        other = await member.make_room(bot.user_id)
        await member.answer(other, after=0)
        await member.ask(other, "!plek hulp")
        await first.settled()
    before = len(member.said_in(chat))
    await cafe_database.write(outbox.post, [notice(chat, 1)], utc_now(), leased=False)
    async with running(cafe_on(cafe_database, settings)):
        assert body(await member.answer(chat, after=before)) == "bericht 1"


async def test_who_comes_later_can_read_what_it_says_then(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await member.make_room(bot.user_id, encrypted=True)
    await member.answer(room, after=0)
    await member.ask(room, "!plek hulp")
    later = await enter("aanjager-bodem")
    await member.nio.room_invite(room, later.id)
    await later.join(room)
    await member.sees(later.id, room)
    answer = await later.ask(room, "!plek netwerken")
    assert answer.decrypted


async def test_what_cannot_be_read_is_answered_once_after_asking_for_the_key(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path, key_wait=timedelta(seconds=2))
    async with running(cafe_on(cafe_database, settings)) as serving:
        chat = await member.chat_with(bot.user_id, encrypted=True)
        await member.ask(chat, "hulp")
        matrix = serving.adapters["matrix"]
        assert isinstance(matrix, Matrix)
        assert matrix._line
        matrix._line.server.nio.olm._unwedging_interval = timedelta(0)  # for an hour, nio asks by itself as well
        keep_key_from(member, bot, chat)
        requests: list[RoomKeyRequest] = []

        async def look_for_requests(synced: SyncResponse) -> None:
            requests.extend(each for each in synced.to_device_events if isinstance(each, RoomKeyRequest))

        member.nio.add_response_callback(look_for_requests, (SyncResponse,))
        before = len(member.said_in(chat))
        unreadable = await member.say(chat, "netwerken")
        await member.say(chat, "netwerken")  # under the same key: saying it once is enough
        answer = await member.answer(chat, after=before)
        assert relation(answer) == {"m.in_reply_to": {"event_id": unreadable}}
        assert "hulp" not in body(answer)
        await member.until(lambda: bool(requests))
        session = member.nio.olm.outbound_group_sessions[chat].id
        assert (requests[0].sender, requests[0].room_id, requests[0].session_id) == (bot.user_id, chat, session)
        member.nio.invalidate_outbound_session(chat)  # a new key, which the bot gets
        give_keys_to(member, bot)
        assert "netwerk" in body(await member.ask(chat, "netwerken"))
        assert len(member.said_in(chat)) == before + 2


async def test_a_key_that_comes_late_still_brings_the_answer(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path, key_wait=timedelta(seconds=60))
    async with running(cafe_on(cafe_database, settings)) as first:
        chat = await member.chat_with(bot.user_id, encrypted=True)
        await member.ask(chat, "hulp")
        held_back = await keep_keys_back(member, chat)
        before = len(member.said_in(chat))
        await member.say(chat, "hulp netwerken")
        # An unencrypted room tells when the bot has read as far.
        other = await member.make_room(bot.user_id)
        await member.ask(other, "!plek hulp")
        await first.settled()
    # What waits for its key waits over a restart.
    async with running(cafe_on(cafe_database, settings)):
        await hand_over(member, held_back)
        answer = await member.answer(chat, after=before)
        assert answer.decrypted


def keep_key_from(member: Member, bot: Account, room: str) -> None:
    """The member's client shares the key of what it says next with everybody but the bot."""
    for device in member.nio.device_store.active_user_devices(bot.user_id):
        member.nio.blacklist_device(device)
    member.nio.invalidate_outbound_session(room)


def give_keys_to(member: Member, bot: Account) -> None:
    for device in member.nio.device_store.active_user_devices(bot.user_id):
        member.nio.unblacklist_device(device)


async def keep_keys_back(member: Member, room: str) -> list[dict[str, Any]]:
    """The member's client makes a new key, and the network is slow to bring it: the messages with it."""
    nio = member.nio
    nio.invalidate_outbound_session(room)
    if missing := nio.get_missing_sessions(room):
        await nio.keys_claim(missing)
    shared = nio.olm.share_group_session_parallel(room, list(nio.rooms[room].users), ignore_unverified_devices=True)
    messages = [message for _, message in shared]
    nio.olm.outbound_group_sessions[room].shared = True
    return messages


async def hand_over(member: Member, messages: list[dict[str, Any]]) -> None:
    for message in messages:
        method, path, data = Api.to_device(member.nio.access_token, "m.room.encrypted", message, uuid4())
        async with await member.nio.send(method, path, data) as answer:
            assert answer.status == 200


async def test_the_inside_of_an_encrypted_message_cannot_make_a_moderator(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    creator, liar = await enter("aanjager-bodem"), await enter("onbekende")
    room = await creator.make_room(bot.user_id, liar.id, encrypted=True, name="Bodem")
    await liar.join(room)
    await creator.answer(room, after=0)
    await liar.ask(room, "!plek hulp")  # its client has a key of the room that the bot knows
    olm = liar.nio.olm
    forged = {"type": "m.room.power_levels", "state_key": "", "content": {"users": {liar.id: 100}}}
    method, path, data = Api.room_send(
        liar.nio.access_token, room, "m.room.encrypted", olm.group_encrypt(room, forged), uuid4()
    )
    async with await liar.nio.send(method, path, data) as answer:
        assert answer.status == 200
    await liar.ask(room, "!plek hulp")
    await cafe.settled()
    assert await moderators(cafe_database, room, creator, liar) == {creator.id}
