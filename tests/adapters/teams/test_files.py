"""A file on Teams: offered in the personal chat, put where the person has it go, and else read as text."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Connection

from adapters.teams.files import CONSENT, INFO
from adapters.teams.settings import TeamsSettings
from bot.app import utc_now
from storage.members import people, roles
from storage.members.roles import Grant
from storage.networks import networks
from storage.vocabulary import Role
from tests.adapters.teams.activities import TENANT, Json, in_channel, message, pressed
from tests.adapters.teams.conftest import Office
from tests.commands.intake.test_intake import workbook
from tests.conftest import stamp

CHAT = "a:adviseur"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"


async def offered(office: Office, line: str = "mijn gegevens json") -> tuple[str, Json]:
    """The card that asks whether they want it, and the id of its message."""
    await office.post(message(line))
    await office.connector.until(lambda: bool(office.connector.sent))
    ((place, number),) = office.connector.sent
    assert place == CHAT
    (card,) = office.connector.posts[place, number]["attachments"]
    return number, card


def answered(card: Json, number: str, action: str, url: str = "", **changes: Any) -> Json:
    """What Teams sends when somebody presses a button of that card."""
    info = {"uploadUrl": url, "contentUrl": f"{url}?open", "name": card["name"], "uniqueId": "u-1", "fileType": "json"}
    context = card["content"][f"{action}Context"]
    value = {"type": "fileUpload", "action": action, "context": context, "uploadInfo": info}
    told = {"type": "invoke", "name": "fileConsent/invoke", "value": value, "replyToId": number, "id": f"f:{action}"}
    return {**message(), **told, **changes}


async def test_who_takes_it_has_it_in_their_own_onedrive(office: Office) -> None:
    number, card = await offered(office)
    assert card["contentType"] == CONSENT
    assert card["name"] == "mijn-gegevens.json"
    assert card["content"]["sizeInBytes"] > 100
    told = office.connector.posts[CHAT, number]["text"]
    assert "mijn gegevens json p1" in told, "who cannot take it reads how to go on"
    assert "Adviseur Water" not in json.dumps(office.connector.posts[CHAT, number]), "nothing of it before the yes"

    assert await office.post(answered(card, number, "accept", office.connector.drive)) == 200
    ((headers, held),) = office.connector.uploads
    assert json.loads(held)["member"][0]["name"] == "Adviseur Water"
    assert headers["Content-Range"] == f"bytes 0-{len(held) - 1}/{len(held)}"
    assert "Authorization" not in headers, "the bot's token goes to nobody's drive"
    (shown,) = office.connector.posts[CHAT, number]["attachments"]
    assert shown["contentType"] == INFO
    assert shown["content"] == {"uniqueId": "u-1", "fileType": "json"}


async def test_a_meeting_comes_as_a_calendar_file_that_follows_when_it_is_moved_and_cancelled(office: Office) -> None:
    day = utc_now() + timedelta(days=30)
    first, other = f"{day:%d-%m-%Y}", f"{day + timedelta(days=1):%d-%m-%Y}"

    async def says(line: str) -> tuple[str, Json]:
        before = len(office.connector.sent)
        await office.post(message(line, id=f"said-{before}-{line[:9]}"))
        await office.connector.until(lambda: len(office.connector.sent) > before)
        number = office.connector.sent[before][1]
        return number, office.connector.posts[CHAT, number]

    def join(tx: Connection) -> None:
        member = people.by_identity(tx, "teams", f"{TENANT}/{message()['from']['aadObjectId']}")
        assert member
        people.sign_up(tx, member.id, people.profile_of(member), frozenset(), utc_now())

    await says("hulp")
    await office.cafe.database.write(join)
    await says(f"bijeenkomst: overleg over sloten in Twente op {first} van 13.00 tot 14.30 uur")
    await says("gemeentehuis Almelo")
    meeting = re.findall(r"B-\d+", json.dumps((await says("klopt"))[1]))[0]
    found: list[Any] = []
    for line in ("", f"verplaats {meeting} naar {other} 10 uur", f"afgelast {meeting}: de zaal is dicht"):
        if line:
            await says(line)
            await says("ja")
        number, posted = await says(f"kalender {meeting}")
        (card,) = posted["attachments"]
        assert (card["contentType"], card["name"]) == (CONSENT, f"{meeting}.ics")
        assert await office.post(answered(card, number, "accept", office.connector.drive, id=f"f:{number}")) == 200
        await office.connector.until(lambda: len(office.connector.uploads) > len(found))
        found.append(Calendar.from_ical(office.connector.uploads[-1][1]).walk("VEVENT")[0])
    planned, moved, cancelled = found
    assert f"{planned['DTSTART'].dt:%d-%m-%Y %H:%M}" == f"{first} 13:00"
    assert f"{moved['DTSTART'].dt:%d-%m-%Y %H:%M}" == f"{other} 10:00"
    assert planned["UID"] == moved["UID"] == cancelled["UID"], "a calendar puts the later in place of the earlier"
    assert planned["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert cancelled["STATUS"] == "CANCELLED"


async def test_the_forms_are_those_of_the_documentation(office: Office) -> None:
    """The examples of https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4, field by field."""
    number, card = await offered(office)
    assert card.keys() == {"contentType", "name", "content"}
    assert card["content"].keys() == {"description", "sizeInBytes", "acceptContext", "declineContext"}
    documented: Json = {
        "type": "fileUpload",
        "action": "accept",
        "context": card["content"]["acceptContext"],
        "uploadInfo": {
            "contentUrl": "https://contoso.sharepoint.com/personal/johnadams_contoso_com/Documents/Applications/file.json",
            "name": "file.json",
            "uploadUrl": office.connector.drive,
            "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C8C",
            "fileType": "json",
            "etag": "123",
        },
    }
    assert await office.post({**answered(card, number, "accept"), "value": documented}) == 200
    assert office.connector.posts[CHAT, number]["attachments"] == [
        {
            "contentType": "application/vnd.microsoft.teams.card.file.info",
            "contentUrl": documented["uploadInfo"]["contentUrl"],
            "name": "file.json",
            "content": {"uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C8C", "fileType": "json"},
        }
    ]


async def test_a_declined_file_is_told_without_where_it_would_have_gone(office: Office) -> None:
    """As documented: `decline` comes with a context and nothing else."""
    number, card = await offered(office)
    value = {"type": "fileUpload", "action": "decline", "context": card["content"]["declineContext"]}
    assert await office.post({**answered(card, number, "decline"), "value": value}) == 200
    assert "Adviseur Water" in await read_as_text(office)


async def read_as_text(office: Office) -> str:
    await office.connector.until(lambda: len(office.connector.sent) == 2)
    return office.connector.texts(CHAT)[-1]


async def test_who_declines_reads_the_same_as_text(office: Office) -> None:
    number, card = await offered(office)
    for _again in range(2):  # Teams may send it twice
        assert await office.post(answered(card, number, "decline")) == 200
    assert "Adviseur Water" in await read_as_text(office)
    await office.cafe.settled()
    assert len(office.connector.sent) == 2
    assert not office.connector.uploads
    assert (CHAT, number) not in office.connector.posts, "the card that asked is used"


@pytest.mark.parametrize("url", ["https://evil.example/drive", "", "file:///etc/passwd", "http://[", "refused"])
async def test_where_it_cannot_go_it_is_read_as_text(office: Office, url: str) -> None:
    number, card = await offered(office, "mijn gegevens markdown")
    where = f"{office.connector.drive}/refused" if url == "refused" else url
    assert await office.post(answered(card, number, "accept", where)) == 200
    assert "Adviseur Water" in await read_as_text(office)
    assert not office.connector.uploads


async def test_whoever_answers_gets_their_own(office: Office) -> None:
    number, card = await offered(office)
    other = {"id": "29:ander", "name": "Ander Lid", "aadObjectId": "00000000-0000-4000-8000-000000000004"}
    there = {"id": "a:ander", "conversationType": "personal", "tenantId": TENANT}
    await office.post(message("hulp", **{"from": other}, conversation=there, id="2"))
    await office.cafe.settled()
    taken = answered(card, number, "accept", office.connector.drive, **{"from": other}, conversation=there)
    assert await office.post(taken) == 200
    ((_headers, held),) = office.connector.uploads
    assert "Ander Lid" in held.decode()
    assert "Adviseur Water" not in held.decode()


async def test_asked_in_a_channel_it_is_offered_in_the_personal_chat_only(office: Office) -> None:
    await office.post(in_channel("mijn gegevens json"))
    await office.connector.until(lambda: len(office.connector.sent) >= 2)
    await office.cafe.settled()
    held = [
        place for place, number in office.connector.sent if "file.consent" in str(office.connector.posts[place, number])
    ]
    assert held
    assert not any(place.startswith("19:") for place in held)


async def test_a_button_that_asks_for_it_offers_it_in_a_message_of_its_own(office: Office) -> None:
    body = await office.invoke(pressed({"line": "mijn gegevens json"}))
    assert "mijn gegevens json p1" in json.dumps(body)
    await office.connector.until(lambda: bool(office.connector.sent))
    (card,) = office.connector.posts[office.connector.sent[0]]["attachments"]
    assert card["contentType"] == CONSENT


async def test_an_answer_that_is_none_of_ours_is_refused(office: Office) -> None:
    number, card = await offered(office)
    wrong: list[Any] = [None, [], {"action": "accept"}, {"action": "accept", "context": "x"}]
    for value in wrong:
        assert await office.post({**answered(card, number, "accept"), "value": value}) == 400


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://voorbeeld-my.sharepoint.com/personal/x/upload", True),
        ("https://sharepoint.com/x", True),
        ("https://voorbeeld-my.sharepoint.com:443/x", True),
        ("http://voorbeeld-my.sharepoint.com/x", False),
        ("https://evilsharepoint.com/x", False),
        ("https://sharepoint.com.evil.example/x", False),
        ("https://a@sharepoint.com/x", False),
        ("https://voorbeeld.sharepoint.com:8443/x", False),
        ("https://127.0.0.1/x", False),
        ("https://[", False),
    ],
)
def test_a_file_goes_to_a_persons_own_drive_only(url: str, allowed: bool) -> None:
    assert TeamsSettings(app_id="a", tenant="t", secret="s").allows_upload(url) is allowed  # type: ignore[arg-type]  # pydantic reads the secret


def sent(name: str, url: str, **changes: Any) -> Json:
    """What Teams sends when somebody sends a file in their personal chat."""
    info = {"downloadUrl": url, "uniqueId": "u-2", "fileType": name.rpartition(".")[2], "etag": "1"}
    there = f"https://contoso.sharepoint.com/personal/adviseur/Documents/{name}"
    file = {"contentType": DOWNLOAD, "contentUrl": there, "name": name, "content": info}
    return message("", attachments=[file], **changes)


@pytest.mark.process
async def test_an_administrator_sends_lists_and_reads_what_would_come_of_them(office: Office) -> None:
    await office.post(message("hulp"))
    await office.connector.until(lambda: bool(office.connector.sent))
    office.connector.held["lijst"] = b"name;kind;level\nKring Onder;leernetwerk;regionaal\n"
    drive, database = office.connector.drive, office.cafe.database
    assert await office.post(sent("netwerken.csv", f"{drive}/lijst", id="s1")) == 202
    await office.cafe.settled()
    assert not office.connector.downloads, "it is opened for an administrator only"

    def promote(tx: Connection) -> None:
        member = people.by_identity(tx, "teams", f"{TENANT}/{message()['from']['aadObjectId']}")
        assert member
        people.sign_up(tx, member.id, people.profile_of(member), frozenset(), utc_now())
        roles.grant(tx, member.id, Grant(Role.admin), None, utc_now())

    await database.write(stamp)
    await database.write(promote)
    for number, url in enumerate((f"{drive}/weg", "https://elders.example.org/lijst", "http://169.254.169.254/lijst")):
        assert await office.post(sent("netwerken.csv", url, id=f"bad{number}")) == 202
    await office.connector.until(lambda: str(office.connector.texts(CHAT)).count("Stuur het nog een keer") == 3)
    assert len(office.connector.downloads) == 1, "nothing is fetched from elsewhere"
    assert await office.post(sent("netwerken.csv", f"{drive}/lijst", id="s2")) == 202
    await office.connector.until(lambda: "Dit zou ervan komen" in str(office.connector.posts))
    assert "Authorization" not in office.connector.downloads[-1], "the bot's token goes to nobody's drive"
    assert "1 nieuw" in str(office.connector.posts)
    assert not await database.read(networks.by_name, "Kring Onder")
    office.connector.held["boek"] = workbook(("Naam", "Soort", "Niveau"), ("Kring Boven", "leernetwerk", "regionaal"))
    assert await office.post(sent("netwerken.xlsx", f"{drive}/boek", id="s3")) == 202
    await office.connector.until(lambda: "importeer nu 2" in str(office.connector.posts))
    await office.invoke(pressed({"line": "importeer nu 2"}))
    await office.connector.until(lambda: "Dit kwam ervan" in str(office.connector.posts))
    assert await database.read(networks.by_name, "Kring Boven")
