"""The conversation about a question on a real homeserver: an edit that is taken back, and a room that is upgraded."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from nio import Event

from bot.app import Cafe
from storage.database.database import Database
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import Member, body, relation
from tests.adapters.matrix.test_cafe import sign_up
from tests.servers.synapse import Account

QUESTION = "Hoe meten buurten in Twente zelf de luchtkwaliteit?"


@pytest.fixture
def cafe_database(sqlite_drawn: Path, tmp_path: Path) -> Iterator[Database]:
    """With a map."""
    opened = Database(f"sqlite:///{shutil.copy(sqlite_drawn, tmp_path / 'plek.db')}")
    yield opened
    opened.close()


async def heard(who: Member, room: str, *texts: str, edit_of: str | None = None) -> Event:
    """The message there that holds all of these; or the correction of that one."""

    def fitting() -> list[Event]:
        return [
            event
            for event in who.heard
            if event.source.get("room_id") == room
            and event.source["type"] == "m.room.message"
            and (relation(event).get("event_id") if relation(event).get("rel_type") == "m.replace" else None) == edit_of
            and all(text in body(event) for text in texts)
        ]

    await who.until(lambda: bool(fitting()))
    return fitting()[-1]


async def put(asker: Member, room: str) -> tuple[str, Event, str]:
    """Put the question in a room: the message that asked it, its card, and its number."""
    asked = await asker.say(room, f"!plek vraag {QUESTION}")
    await heard(asker, room, "Zal ik je vraag zo stellen?")
    await asker.say(room, "ja", thread=asked)
    card = await heard(asker, room, QUESTION, "Wat je in deze draad zegt")
    (number,) = set(re.findall(r"K-\d+", body(card)))
    return asked, card, number


async def test_an_edit_that_is_taken_back_and_a_room_that_is_upgraded(cafe: Cafe, bot: Account, enter: Enter) -> None:
    asker, other = await enter("adviseur-water"), await enter("onderzoeker-lucht")
    chat = await asker.chat_with(bot.user_id)
    await sign_up(asker, chat)
    await sign_up(other, await other.chat_with(bot.user_id))
    room = await asker.make_room(bot.user_id, other.id, name="Lucht", version="11")
    await other.join(room)
    await asker.answer(room, after=0)

    asked, _card, number = await put(asker, room)

    # Said, edited, and the edit taken back: what was said first stands again where it was brought.
    said = await other.say(room, "Met vaste meetpunten.", thread=asked)
    copy = await heard(asker, chat, "Met vaste meetpunten.", "antwoord op je vraag")
    await asker.until(lambda: asker.reactions_to(said) == ["\u2705"])  # that it counts takes no words
    edit = await other.edit(room, said, "Met ballonnen.")
    await heard(asker, chat, "Met ballonnen.", edit_of=copy.event_id)
    await other.nio.room_redact(room, edit)
    await heard(asker, chat, "Met vaste meetpunten.", edit_of=copy.event_id)

    # The room is upgraded: the question goes on in the new one, in a thread of its own.
    replacement = await asker.upgrade(room, "12")
    for each in (bot.user_id, other.id):
        await asker.nio.room_invite(replacement, each)
    await other.join(replacement)
    root = await heard(other, replacement, QUESTION, "Wat je in deze draad zegt")
    await asker.ask(chat, f"lees mee {number}")
    await other.say(replacement, "Hier gaan we verder.", thread=root.event_id)
    await heard(asker, chat, "Hier gaan we verder.")


async def test_a_question_that_is_reopened_in_its_thread_goes_on_there(cafe: Cafe, bot: Account, enter: Enter) -> None:
    asker, other = await enter("adviseur-bodem"), await enter("onderzoeker-bodem")
    chat = await asker.chat_with(bot.user_id)
    await sign_up(asker, chat)
    await sign_up(other, await other.chat_with(bot.user_id))
    room = await asker.make_room(bot.user_id, other.id, name="Bodem")
    await other.join(room)
    await asker.answer(room, after=0)
    asked, card, number = await put(asker, room)

    await asker.say(chat, f"sluit {number}")
    await heard(asker, chat, "Wat heeft het opgeleverd?")
    await asker.say(chat, "beantwoord")
    await heard(asker, chat, "Zeg in één zin")
    await asker.say(chat, "Opgelost.")
    await heard(other, room, "Opgelost.")
    await heard(other, room, "gesloten", edit_of=card.event_id)

    await asker.say(room, f"!plek heropen {number}", thread=asked)
    opened = await heard(other, room, f"{number} staat weer open")
    assert relation(opened).get("event_id") == asked, "said in the thread itself"
    await other.say(room, "Met vaste meetpunten.", thread=asked)
    await heard(asker, room, "Met vaste meetpunten.", edit_of=card.event_id)


async def test_a_file_sent_while_a_question_is_put_is_linked_on_its_card_by_its_message(
    cafe: Cafe, bot: Account, enter: Enter
) -> None:
    asker, other = await enter("adviseur-plan"), await enter("onderzoeker-plan")
    await sign_up(asker, await asker.chat_with(bot.user_id))
    room = await asker.make_room(bot.user_id, other.id, name="Plannen")
    await other.join(room)
    await asker.answer(room, after=0)

    # A picture with words below it, as clients send it; and a file on its own, between two answers.
    words = {"msgtype": "m.image", "filename": "kaart.png", "body": f"!plek vraag {QUESTION}"}
    asked = await asker.send(room, {**words, "url": "mxc://plek.test/kaart", "m.mentions": {}})
    await heard(asker, room, "kaart.png", "Zal ik je vraag zo stellen?")
    below = {"m.relates_to": {"rel_type": "m.thread", "event_id": asked}, "m.mentions": {}}
    file = {"msgtype": "m.file", "filename": "plan.pdf", "body": "plan.pdf", "url": "mxc://plek.test/plan"}
    sent = await asker.send(room, {**file, **below})
    await heard(asker, room, "Ik heb het bestand erbij gedaan.", "kaart.png", "plan.pdf")
    await asker.say(room, "ja", thread=asked)
    card = await heard(other, room, QUESTION, "Wat je in deze draad zegt")
    for name, event in (("kaart.png", asked), ("plan.pdf", sent)):
        link = f'<a href="https://matrix.to/#/{quote(room)}/{quote(event)}">{name}</a>'
        assert link in card.source["content"]["formatted_body"]
    assert "mxc://" not in str(card.source)


async def test_a_phone_rings_for_what_concerns_its_owner_and_was_not_asked_for(
    cafe: Cafe, bot: Account, enter: Enter
) -> None:
    asker, helper = await enter("adviseur-klimaat"), await enter("onderzoeker-klimaat")
    chat, other = await asker.chat_with(bot.user_id), await helper.chat_with(bot.user_id)
    await sign_up(asker, chat)
    await sign_up(helper, other)
    room = await asker.make_room(bot.user_id, helper.id, name="Klimaat", public=True)
    await helper.join(room)
    await asker.answer(room, after=0)
    _asked, card, number = await put(asker, room)
    given = await helper.ask(other, f"antwoord {number}: Met vaste meetpunten.")
    answer = await heard(asker, chat, "Met vaste meetpunten.", "antwoord op je vraag")

    # By the homeserver's own push rules, those that every account begins with.
    assert answer.event_id in await rung(asker)
    assert not {card.event_id, given.event_id} & {*await rung(asker), *await rung(helper)}
    assert {event for event in await rung(asker) if event != answer.event_id} == set(), "no answer of ours rings"


async def rung(who: Member) -> list[str]:
    """What notified somebody, of what the bot said."""
    headers = {"Authorization": f"Bearer {who.nio.access_token}"}
    async with await who.nio.send("GET", "/_matrix/client/v3/notifications?limit=50", None, headers) as answer:
        told = (await answer.json())["notifications"]
    return [
        each["event"]["event_id"]
        for each in told
        if each["event"]["type"] == "m.room.message" and any("notify" in str(action) for action in each["actions"])
    ]
