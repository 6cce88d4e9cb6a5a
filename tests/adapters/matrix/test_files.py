"""A file on Matrix: uploaded, encrypted first where the room is, and said in the direct chat only."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from nio import Event
from nio.crypto.attachments import decrypt_attachment

from bot.app import Cafe
from storage.database.database import Database
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, member
from tests.servers.synapse import Account, Synapse


def files_in(who: Member, room: str) -> list[Event]:
    return [each for each in who.said_in(room) if each.source["content"]["msgtype"] == "m.file"]


async def the_file(who: Member, room: str) -> dict[str, Any]:  # Any: the content of an event
    await who.until(lambda: bool(files_in(who, room)))
    (event,) = files_in(who, room)
    content: dict[str, Any] = event.source["content"]
    return content


async def download(who: Member, url: str) -> tuple[str, bytes]:
    """What the homeserver holds: its kind, and its bytes."""
    path = f"/_matrix/client/v1/media/download/{quote(url.removeprefix('mxc://'))}"
    headers = {"Authorization": f"Bearer {who.nio.access_token}"}
    async with await who.nio.send("GET", path, None, headers) as answer:
        assert answer.status == 200
        return answer.content_type, await answer.read()


async def test_it_is_said_in_the_direct_chat_as_a_file(cafe: Cafe, bot: Account, enter: Enter) -> None:
    adviser = await enter("adviseur-water")
    chat = await adviser.chat_with(bot.user_id)
    said = body(await adviser.ask(chat, "mijn gegevens json"))
    assert "mijn gegevens json p1" in said
    content = await the_file(adviser, chat)
    assert content["filename"] == content["body"] == "mijn-gegevens.json"
    assert content["m.mentions"] == {}
    _kind, held = await download(adviser, content["url"])
    assert len(held) == content["info"]["size"]
    assert adviser.id in held.decode()
    assert json.loads(held)["member"]


async def test_of_an_encrypted_chat_the_homeserver_sees_nothing(cafe: Cafe, bot: Account, enter: Enter) -> None:
    adviser = await enter("adviseur-water")
    chat = await adviser.chat_with(bot.user_id, encrypted=True)
    await adviser.ask(chat, "mijn gegevens markdown")
    content = await the_file(adviser, chat)
    assert "url" not in content
    file = content["file"]
    kind, secret = await download(adviser, file["url"])
    assert kind == "application/octet-stream"
    assert adviser.id.encode() not in secret
    held = decrypt_attachment(secret, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
    assert held.decode().startswith("# ")
    assert adviser.id in held.decode()


async def test_asked_in_a_room_it_comes_in_the_direct_chat(cafe: Cafe, bot: Account, enter: Enter) -> None:
    adviser, other = await enter("adviseur-water"), await enter("aanjager-bodem")
    chat = await adviser.chat_with(bot.user_id)
    room = await adviser.make_room(bot.user_id, other.id, name="Bodem")
    await other.join(room)
    await adviser.answer(room, after=0)
    await adviser.ask(room, "!plek mijn gegevens json")
    await the_file(adviser, chat)
    assert not files_in(adviser, room)
    assert not files_in(other, room)


@pytest.mark.matrix
async def test_where_the_homeserver_takes_no_file_the_reply_says_what_to_type(
    cafe_database: Database, tmp_path: Path
) -> None:
    with Synapse(largest_file="1") as server:
        account = server.register("plek", display_name="PLeK")
        async with (
            running(cafe_on(cafe_database, settings_for(server, account, tmp_path))),
            member(server, "adviseur-water", tmp_path) as adviser,
        ):
            chat = await adviser.chat_with(account.user_id)
            said = body(await adviser.ask(chat, "mijn gegevens json"))
            assert "Ik kan hier geen bestand geven. Typ mijn gegevens json p1" in said
            assert not files_in(adviser, chat)
