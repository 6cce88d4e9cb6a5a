"""A picture on Matrix: shown below the words, in rooms too, encrypted first where the room is."""

from datetime import UTC, datetime, timedelta
from typing import Any

from nio import Event
from nio.crypto.attachments import decrypt_attachment
from sqlalchemy import Connection

from bot.app import Cafe
from storage.database.database import Database
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.networks.network import Sheet
from storage.questions import questions
from storage.questions.question import Draft as Question
from storage.relations import relations
from storage.relations.relation import NETWORK, Draft, RelationKind
from storage.vocabulary import Level, NetworkKind, NetworkStatus
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import Member
from tests.adapters.matrix.test_files import download
from tests.servers.synapse import Account

PNG = b"\x89PNG"
TIED = "werkt samen met Zandtafel"


def tied(tx: Connection) -> None:
    """Two networks on the list that both say that they work together."""
    now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    one, other = (
        networks.create(
            tx, Sheet(name, NetworkKind.kennisnetwerk, Level.regionaal), NetworkStatus.listed, now, by=None
        ).id
        for name in ("Keienkring", "Zandtafel")
    )
    draft = Draft(Thing(NETWORK, one), RelationKind.werkt_samen_met, Thing(NETWORK, other))
    relations.put(tx, draft, now, by=None, waits_for=None)


def answered(tx: Connection) -> None:
    """Six questions that got an answer, in this quarter and in the one before."""
    now = datetime.now(UTC)
    asker, by = (people.meet(tx, "terminal", name, name, "nl", now).id for name in ("Vrager", "Weter"))
    for days in (0, 92):
        for number in range(6):
            at = now - timedelta(days=days, seconds=number + 2)
            question = questions.put(tx, asker, Question("Hoe gaat het?"), at)
            questions.answer(tx, question.id, by, "Zo.", at + timedelta(seconds=1))


async def the_picture(who: Member, room: str, shows: str) -> dict[str, Any]:  # Any: the content of an event
    def found() -> list[Event]:
        return [each for each in who.said_in(room) if each.source["content"]["msgtype"] == "m.image"]

    await who.until(lambda: bool(found()))
    (event,) = found()
    content: dict[str, Any] = event.source["content"]
    assert shows in content["body"]
    assert content["info"]["w"] > 0 < content["info"]["h"]
    return content


async def test_it_stands_below_the_words_in_a_room_and_encrypted_in_a_chat(
    cafe: Cafe, cafe_database: Database, bot: Account, enter: Enter
) -> None:
    await cafe_database.write(tied)
    adviser = await enter("adviseur-water")
    room = await adviser.make_room(bot.user_id, name="Bodem")
    await adviser.answer(room, after=0)
    await adviser.ask(room, "!plek relaties Keienkring")
    kind, held = await download(adviser, (await the_picture(adviser, room, TIED))["url"])
    assert kind == "image/png"
    assert held.startswith(PNG)
    chat = await adviser.chat_with(bot.user_id, encrypted=True)
    await adviser.ask(chat, "relaties Keienkring")
    content = await the_picture(adviser, chat, TIED)
    assert "url" not in content
    file = content["file"]
    _kind, secret = await download(adviser, file["url"])
    assert not secret.startswith(PNG)
    assert decrypt_attachment(secret, file["key"]["k"], file["hashes"]["sha256"], file["iv"]) == held


async def test_a_chart_is_drawn_below_its_table(
    cafe: Cafe, cafe_database: Database, bot: Account, enter: Enter
) -> None:
    await cafe_database.write(answered)
    adviser = await enter("adviseur-cijfers")
    chat = await adviser.chat_with(bot.user_id)
    await adviser.ask(chat, "impact eerste antwoord")
    kind, held = await download(adviser, (await the_picture(adviser, chat, "werkuren"))["url"])
    assert kind == "image/png"
    assert held.startswith(PNG)
