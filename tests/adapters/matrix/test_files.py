"""A file on Matrix: uploaded, encrypted first where the room is, and said in the direct chat only."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from icalendar import Calendar
from nio import Event
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from sqlalchemy import Connection

from bot.app import Cafe, utc_now
from storage.database.database import Database
from storage.members import people, roles
from storage.members.roles import Grant
from storage.networks import networks
from storage.vocabulary import Role
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, member
from tests.commands.intake.test_intake import workbook
from tests.conftest import stamp
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


async def test_a_meeting_comes_as_a_calendar_file_that_follows_when_it_is_moved_and_cancelled(
    cafe: Cafe, bot: Account, enter: Enter
) -> None:
    host = await enter("adviseur-water")
    chat = await host.chat_with(bot.user_id)
    await host.ask(chat, "hulp")

    def join(tx: Connection) -> None:
        member = people.by_identity(tx, "matrix", host.id)
        assert member
        people.sign_up(tx, member.id, people.profile_of(member), frozenset(), utc_now())

    await cafe.database.write(join)
    day = utc_now() + timedelta(days=30)
    first, other = f"{day:%d-%m-%Y}", f"{day + timedelta(days=1):%d-%m-%Y}"
    await host.ask(chat, f"bijeenkomst: overleg over sloten in Twente op {first} van 13.00 tot 14.30 uur")
    await host.ask(chat, "gemeentehuis Almelo")
    number = next(word for word in body(await host.ask(chat, "klopt")).replace(":", " ").split() if word[:2] == "B-")
    found: list[Any] = []
    for line in ("", f"verplaats {number} naar {other} 10 uur", f"afgelast {number}: de zaal is dicht"):
        if line:
            await host.ask(chat, line)
            await host.ask(chat, "ja")
        await host.say(chat, f"kalender {number}")
        await host.until(lambda: len(files_in(host, chat)) > len(found))
        content = files_in(host, chat)[-1].source["content"]
        assert content["filename"] == f"{number}.ics"
        assert content["info"]["mimetype"] == "text/calendar"
        _kind, held = await download(host, content["url"])
        found.append(Calendar.from_ical(held).walk("VEVENT")[0])
    planned, moved, cancelled = found
    assert f"{planned['DTSTART'].dt:%d-%m-%Y %H:%M}" == f"{first} 13:00"
    assert f"{moved['DTSTART'].dt:%d-%m-%Y %H:%M}" == f"{other} 10:00"
    assert planned["UID"] == moved["UID"] == cancelled["UID"], "a calendar puts the later in place of the earlier"
    assert planned["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert cancelled["STATUS"] == "CANCELLED"


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


@pytest.mark.parametrize("encrypted", [False, True])
async def test_an_administrator_sends_lists_and_reads_what_would_come_of_them(
    cafe: Cafe, bot: Account, enter: Enter, *, encrypted: bool
) -> None:
    boss = await enter("beheerder")
    chat = await boss.chat_with(bot.user_id, encrypted=encrypted)

    def promote(tx: Connection) -> None:
        member = people.meet(tx, "matrix", boss.id, "Beheerder", "nl", utc_now())
        people.sign_up(tx, member.id, people.profile_of(member), frozenset(), utc_now())
        roles.grant(tx, member.id, Grant(Role.admin), None, utc_now())

    await cafe.database.write(stamp)
    await cafe.database.write(promote)
    name = "netwerken.xlsx" if encrypted else "netwerken.csv"
    held = b"name;kind;level\nKring Onder;leernetwerk;regionaal\n"
    if encrypted:
        held = workbook(("Naam", "Soort", "Niveau"), ("Kring Onder", "leernetwerk", "regionaal"))
    secret, keys = encrypt_attachment(held)
    address = await upload(boss, secret if encrypted else held)
    where = {"file": {**keys, "url": address}} if encrypted else {"url": address}
    said = {"msgtype": "m.file", "body": name, "filename": name, **where}
    before = len(boss.said_in(chat))
    await boss.send(chat, said)
    await boss.until(lambda: "Dit zou ervan komen" in str([body(each) for each in boss.said_in(chat)[before:]]))
    assert "1 nieuw" in body(boss.said_in(chat)[-1])
    assert not await cafe.database.read(networks.by_name, "Kring Onder")
    await boss.say(chat, "1")
    await boss.until(lambda: "Dit kwam ervan" in str([body(each) for each in boss.said_in(chat)[before:]]))
    assert await cafe.database.read(networks.by_name, "Kring Onder")


async def upload(who: Member, data: bytes) -> str:
    """Put bytes on the homeserver: their address."""
    headers = {"Authorization": f"Bearer {who.nio.access_token}", "Content-Type": "application/octet-stream"}
    async with await who.nio.send("POST", "/_matrix/media/v3/upload", data, headers) as answer:
        return str((await answer.json())["content_uri"])


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
