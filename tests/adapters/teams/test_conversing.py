"""A question's conversation in Teams, on a connector that takes all that Teams takes: deletions too."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from sqlalchemy import func, select

from storage.database.database import Database
from storage.messaging import conversations
from storage.questions import questions
from storage.tables import inbox
from tests.adapters.teams.activities import Json, in_channel, message, pressed
from tests.adapters.teams.conftest import UNLIMITED, Office, development, serving
from tests.adapters.teams.test_invokes import SIGN_UP, buttons
from tests.servers.process import free_port
from tests.servers.teams_connector import Connector
from tests.small_map import draw

QUESTION = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"
THERE = "19:lucht@thread.tacv2"
ASKED = "19:bodem@thread.tacv2;messageid=1690000000000"
COLLEAGUE = {"id": "29:collega", "name": "Collega", "aadObjectId": "00000000-0000-4000-8000-000000000009"}


@asynccontextmanager
async def office_that(database: Database, *, hears_threads: bool) -> AsyncIterator[Office]:
    await database.write(draw)
    port = free_port()
    settings = development(port, UNLIMITED).model_copy(update={"hears_threads": hears_threads})
    async with Connector() as connector, ClientSession() as http, serving(database, settings) as cafe:
        yield Office(cafe, connector, http, f"http://127.0.0.1:{port}/api/messages")


def there(text: str, root: str, *, mention: bool = True, **changes: object) -> Json:
    """Somebody speaks in the other channel, in the thread below that message."""
    said = in_channel(text, thread=root, **{"from": COLLEAGUE, **changes})
    said["conversation"]["id"] = f"{THERE};messageid={root}"
    said["channelData"]["channel"] = {"id": THERE, "name": "Lucht"}
    return said if mention else said | {"entities": [], "text": text}


async def a_question_in_two_channels(office: Office) -> str:
    """Put in one channel and brought to another: the message that brought it there."""
    added = {"type": "installationUpdate", "action": "add"}
    activity = in_channel("", id="i1") | added
    activity["conversation"] |= {"id": THERE}
    activity["channelData"]["channel"] = {"id": THERE, "name": "Lucht"}
    assert await office.post(activity) == 202
    await office.invoke(pressed(SIGN_UP, id="f:asker"))
    await office.invoke(pressed(SIGN_UP | {"in.name": "Collega"}, id="f:colleague") | {"from": COLLEAGUE})
    for number, line in enumerate((f"vraag {QUESTION}", "ja", "plaats K-1 in Lucht")):
        assert await office.post(in_channel(line, id=f"m{number}")) == 202
        await office.cafe.settled()
    await office.connector.until(lambda: bool(cards(office)), within=60)
    return cards(office)[0]


def cards(office: Office) -> list[str]:
    """Messages that brought the question to the other channel."""
    return standing(office, QUESTION, THERE)


def standing(office: Office, text: str, place: str = ASKED) -> list[str]:
    return [number for (where, number), said in office.connector.posts.items() if where == place and text in str(said)]


def plain(posts: dict[tuple[str, str], Json], number: str) -> str:
    return re.sub("<[^>]+>", "", str(posts[ASKED, number].get("text")))


async def test_a_copy_is_corrected_and_taken_back(database: Database) -> None:
    async with office_that(database, hears_threads=False) as office:
        root = await a_question_in_two_channels(office)
        said = there("Met vaste meetpunten.", root, id="c1")
        await office.post(said)
        await office.connector.until(lambda: bool(standing(office, "Met vaste meetpunten.")), within=60)
        here = office.connector.posts
        (copy,) = [
            each for each in standing(office, "Met vaste meetpunten.") if "deelnemer in Lucht" in plain(here, each)
        ]
        edited = there("Met geijkte meetpunten.", root, id="c1") | {"type": "messageUpdate"}
        await office.post(edited)
        await office.connector.until(lambda: copy in standing(office, "Met geijkte meetpunten."), within=60)
        await office.post(said | {"type": "messageDelete"})
        await office.connector.until(lambda: (ASKED, copy) not in office.connector.posts, within=60)
        await office.cafe.settled()
        assert (await database.read(questions.get_one, 1)).answers == ()


async def test_without_the_permission_the_card_asks_for_a_mention(database: Database) -> None:
    async with office_that(database, hears_threads=False) as office:
        root = await a_question_in_two_channels(office)
        assert "Noem mijn naam in deze draad" in str(office.connector.posts[THERE, root])
        before = await database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())
        await office.post(there("Tegen elkaar.", root, mention=False, id="c1"))
        await office.post(there("Gericht aan de bot.", root, id="c2"))
        await office.connector.until(lambda: bool(standing(office, "Gericht aan de bot.")), within=60)
        await office.cafe.settled()
        assert not standing(office, "Tegen elkaar.")
        after = await database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())
        assert after == before + 1, "what is not for us is not kept"


async def test_with_the_permission_all_of_the_thread_belongs_and_nothing_else(database: Database) -> None:
    async with office_that(database, hears_threads=True) as office:
        root = await a_question_in_two_channels(office)
        assert "Wat je in deze draad zegt, hoort bij deze vraag" in str(office.connector.posts[THERE, root])
        before = await database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())
        await office.post(there("In een andere draad.", "1", mention=False, id="c1"))
        await office.post(there("Tegen elkaar.", root, mention=False, id="c2"))
        await office.connector.until(lambda: bool(standing(office, "Tegen elkaar.")), within=60)
        await office.post(there("Tegen elkaar, verbeterd.", root, mention=False, id="c2") | {"type": "messageUpdate"})
        await office.connector.until(lambda: bool(standing(office, "Tegen elkaar, verbeterd.")), within=60)
        await office.cafe.settled()
        assert not standing(office, "In een andere draad.")
        after = await database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())
        assert after == before + 2


async def test_a_question_is_one_card_that_changes_in_place_with_events_as_replies_in_its_thread(
    database: Database,
) -> None:
    async with office_that(database, hears_threads=False) as office:
        await office.invoke(pressed(SIGN_UP, id="f:asker"))
        await office.invoke(pressed(SIGN_UP | {"in.name": "Collega"}, id="f:colleague") | {"from": COLLEAGUE})
        for number, line in enumerate((f"vraag {QUESTION}", "ja")):
            assert await office.post(in_channel(line, id=f"m{number}")) == 202
            await office.cafe.settled()
        (card,) = standing(office, "'subject'")
        pressed_there = {"conversation": in_channel("")["conversation"], "replyToId": card}

        await office.invoke(pressed({"line": "geef door K-1", "fields": "to", "in.to": "Collega"}, id="f:to"))
        await office.connector.until(lambda: "Doorgestuurd naar: 1 persoon of netwerk" in text(office, card))
        await office.invoke(pressed({"line": "ik pak het op K-1"}, id="f:on-it") | {"from": COLLEAGUE})
        await office.connector.until(lambda: "Opgepakt door: een deelnemer" in text(office, card))

        typed = in_channel("Met vaste meetpunten.", id="m8") | {"from": COLLEAGUE}
        assert await office.post(typed) == 202
        await office.connector.until(lambda: "Met vaste meetpunten." in text(office, card))

        filled_in = {"line": "antwoord K-1", "fields": "text", "in.text": "En met geleende sensoren.", "subject": "K-1"}
        await office.invoke(pressed(filled_in, id="f:5", **pressed_there) | {"from": COLLEAGUE})
        await office.connector.until(lambda: "En met geleende sensoren." in text(office, card))
        replies = [each for each in standing(office, "En met geleende sensoren.") if each != card]
        assert len(replies) == 1, "what was filled in on the card stands in the thread too"

        done = {"fields": "outcome text", "in.outcome": "answered", "in.text": "Beide werken.", "subject": "K-1"}
        await office.invoke(pressed({"line": "sluit K-1", **done}, id="f:6", **pressed_there))
        await office.connector.until(lambda: "gesloten" in text(office, card))
        await office.cafe.settled()
        assert len([each for each in standing(office, "Beide werken.") if each != card]) == 1
        assert standing(office, "'subject'") == [card], "no second card"


async def test_a_question_that_is_reopened_goes_on_in_its_threads_on_the_same_cards(database: Database) -> None:
    async with office_that(database, hears_threads=False) as office:
        root = await a_question_in_two_channels(office)
        (card,) = standing(office, "'subject'")
        done = {"fields": "outcome text", "in.outcome": "answered", "in.text": "Opgelost.", "subject": "K-1"}
        clicked = {"conversation": in_channel("")["conversation"], "replyToId": card}
        await office.invoke(pressed({"line": "sluit K-1", **done}, id="f:close", **clicked))
        await office.connector.until(lambda: "gesloten" in text(office, card), within=60)
        await office.connector.until(lambda: "gesloten" in str(office.connector.posts[THERE, root]), within=60)

        assert await office.post(in_channel("heropen K-1", id="m8")) == 202
        below = f"{THERE};messageid={root}"
        await office.connector.until(lambda: bool(standing(office, "weer open", below)), within=60)
        await office.connector.until(lambda: "Ik weet iets" in text(office, card), within=60)
        await office.connector.until(lambda: "Ik weet iets" in str(office.connector.posts[THERE, root]), within=60)
        await office.cafe.settled()
        assert len(standing(office, "weer open")) == 1, "once in the thread where it was typed"
        assert len(standing(office, "weer open", below)) == 1, "and once in the other"

        assert await office.post(there("Met vaste meetpunten.", root, id="c9")) == 202
        await office.connector.until(lambda: "Met vaste meetpunten." in text(office, card), within=60)
        assert standing(office, "'subject'") == [card], "no second card"


def text(office: Office, number: str) -> str:
    return str(office.connector.posts[ASKED, number])


DRIVE = "https://contoso.sharepoint.com/personal/adviseur_water/Documents"
FILE = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "contentUrl": f"{DRIVE}/Meetplan.pdf",
    "name": "Meetplan.pdf",
    "content": {"downloadUrl": f"{DRIVE}/download", "uniqueId": "1150D938", "fileType": "pdf", "etag": "1"},
}


def opens(card: Json) -> list[tuple[str, str]]:
    """The links in the cards of a message: their words and addresses."""
    found = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if part.get("type") == "TextRun" and part.get("selectAction"):
                found.append((part["text"], part["selectAction"]["url"]))
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(card)
    return found


async def test_a_file_that_comes_with_a_question_is_linked_on_its_cards_wherever_they_stand(database: Database) -> None:
    async with office_that(database, hears_threads=False) as office:
        added = in_channel("", id="i1") | {"type": "installationUpdate", "action": "add"}
        added["conversation"] |= {"id": THERE}
        added["channelData"]["channel"] = {"id": THERE, "name": "Lucht"}
        await office.post(added)
        await office.invoke(pressed(SIGN_UP, id="f:asker"))
        asked = in_channel(f"vraag {QUESTION}", id="m0", attachments=[FILE])
        for activity in (asked, asked, in_channel("ja", id="m1"), in_channel("plaats K-1 in Lucht", id="m2")):
            assert await office.post(activity) == 202
            await office.cafe.settled()
        await office.connector.until(lambda: bool(cards(office)), within=60)
        (card,) = standing(office, "'subject'")
        linked = [("Meetplan.pdf", f"{DRIVE}/Meetplan.pdf")]
        assert opens(office.connector.posts[ASKED, card]) == linked
        assert opens(office.connector.posts[THERE, cards(office)[0]]) == linked
        assert "download" not in str(office.connector.posts), "an address that opens for everybody stays where it came"
        assert not office.connector.uploads, "never copied"


async def test_a_file_sent_with_the_command_stays_while_the_form_is_filled_in(database: Database) -> None:
    async with office_that(database, hears_threads=False) as office:
        await office.invoke(pressed(SIGN_UP, id="f:asker"))
        await office.post(message("vraag", id="m1", attachments=[FILE]))
        await office.cafe.settled()
        filled_in = {"line": "vraag", "fields": "text", "in.text": QUESTION}
        shown = await office.invoke(pressed(filled_in, id="f:ask"))
        linked = [("Meetplan.pdf", f"{DRIVE}/Meetplan.pdf")]
        assert opens(shown["value"]) == linked, "before it is put"
        put = await office.invoke(pressed(buttons(shown)["Stel mijn vraag"], id="f:yes"))
        assert opens(put["value"]) == linked


async def test_a_channel_is_called_and_closed_as_the_connector_tells(office: Office) -> None:
    """Messages of a channel tell neither: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context"""
    there = in_channel("hulp")
    channel, team = "19:besloten@thread.tacv2", there["channelData"]["team"]["id"]
    office.connector.channels[team] = [{"id": channel, "name": "Besloten overleg", "type": "private"}]
    there["conversation"] |= {"id": f"{channel};messageid=1"}
    for number in ("1", "2"):
        assert await office.post({**there, "id": number}) == 202
        await office.cafe.settled()
    held = await office.cafe.database.read(conversations.by_key, f"teams:{channel}")
    assert held
    assert (held.name, held.closed) == ("Besloten overleg", True)
    asked = [each for each in office.connector.calls if each.method == "GET"]
    assert len(asked) == 1, "once in the life of a process"
    assert len(office.connector.texts(f"{channel};messageid=1")) == 2, "two answers, and no greeting"
