"""The jobs of the Café, done in rooms and direct chats: the five lines that a visitor tries first, signing up by
dialogue, a network from registration to approval, a question from one room answered in another, a digest into a room.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Cafe, utc_now
from bot.chat.message import Kind
from storage.database.database import Database
from storage.members import people, roles
from storage.members.roles import Grant
from storage.messaging import conversations
from storage.vocabulary import Role
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import Member, body, relation
from tests.adapters.shifted_clock import ShiftedClock
from tests.servers.synapse import Account


@pytest.fixture
def cafe_database(sqlite_examples: Path, tmp_path: Path) -> Iterator[Database]:
    """With the example set."""
    opened = Database(f"sqlite:///{shutil.copy(sqlite_examples, tmp_path / 'plek.db')}")
    yield opened
    opened.close()


async def sign_up(who: Member, chat: str) -> None:
    """By the dialogue, one question at a time."""
    said = body(await who.ask(chat, "aanmelden"))
    for answer in ("Adviseur Water", "Waterschap Voorbeeld", "adviseur", "Twente", "water"):
        said = body(await who.ask(chat, answer))
    said = body(await who.ask(chat, "Ik lees waterkaarten."))
    said = body(await who.ask(chat, "ja"))
    assert "Welkom" in said


async def put(who: Member, chat: str, text: str) -> str:
    """Put a question, by the one yes to its proposal: its number."""
    assert "1️⃣ Stel mijn vraag" in body(await who.ask(chat, f"vraag {text}"))
    return number_put(body(await who.ask(chat, "ja")))


def number_put(said: str) -> str:
    found = re.match(r"Je vraag is gesteld, als (K-\d+)", said)
    assert found, said
    return found[1]


def offered(label: str, said: str) -> str:
    """What the button with that label types."""
    found = re.search(rf"{re.escape(label)} \((.+)\)$", said, re.MULTILINE)
    assert found, said
    return found[1]


async def promote(database: Database, who: Member, given: Grant) -> None:
    known = await database.read(people.identity, "matrix", who.id)
    assert known
    await database.write(roles.grant, known.member_id, given, None, utc_now())


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_the_first_lines_of_a_visitor(cafe: Cafe, bot: Account, enter: Enter, encrypted: bool) -> None:
    visitor = await enter("bezoeker")
    chat = await visitor.chat_with(bot.user_id, encrypted=encrypted)
    knows = body(await visitor.ask(chat, "wie weet iets over bodem en ondergrond in Twente?"))
    assert "Onder Twente" in knows
    rest = re.search(r"Meer \(\d+\)", knows)
    assert rest
    assert "Regionale Schakelpunten" in body(await visitor.ask(chat, offered(rest[0], knows)))
    flevoland = body(await visitor.ask(chat, "netwerken flevoland"))
    assert "Noordelijk Flevoland" in flevoland
    assert "Twente" not in flevoland
    assert "Zeer Zorgwekkende Stoffen" in body(await visitor.ask(chat, "wie kent de ZZS?"))
    await sign_up(visitor, chat)
    for line in ("netwerk aanmelden", "Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland"):
        said = await visitor.ask(chat, line)
    stopped = body(await visitor.ask(chat, "stop"))
    assert "verder" in stopped
    assert "Leerkring Veenweide" not in body(await visitor.ask(chat, "netwerken veenweide"))
    assert body(await visitor.ask(chat, "verder")) == body(said)  # it goes on where it stopped
    await visitor.ask(chat, "stop")
    alike = body(await visitor.ask(chat, "vraag Hoe meten buurten zelf de luchtkwaliteit?"))
    assert "Begeleider bewonersmetingen" in alike


async def test_signing_up_in_a_room_goes_on_in_a_direct_chat(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await member.make_room(bot.user_id, name="Bodem")
    await member.answer(room, after=0)
    pointer = await member.ask(room, "!plek aanmelden")
    assert "naam" not in body(pointer)
    await member.until(lambda: bool(member.nio.invited_rooms))
    (chat,) = member.nio.invited_rooms
    await member.join(chat)
    await member.answer(chat, after=0)
    for answer in ("Adviseur Water", "Waterschap Voorbeeld", "adviseur", "Twente", "water", "Kaarten"):
        said = body(await member.ask(chat, answer))
    said = body(await member.ask(chat, "ja"))
    assert "Welkom" in said
    assert member.said_in(room)[-1].event_id == pointer.event_id  # nothing of it was said in the room


async def test_a_network_is_registered_in_one_chat_and_approved_in_another(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    convenor, moderator = await enter("aanjager-veenweide"), await enter("kernteam")
    mine, theirs = await convenor.chat_with(bot.user_id), await moderator.chat_with(bot.user_id, encrypted=True)
    await sign_up(convenor, mine)
    await sign_up(moderator, theirs)
    await promote(cafe_database, moderator, Grant(Role.coordinator))
    before = len(moderator.said_in(theirs))
    for line in ("netwerk aanmelden", "Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland", "Leren"):
        said = body(await convenor.ask(mine, line))
    for _step in range(8):
        if "wacht op" in said:
            break
        said = body(await convenor.ask(mine, "overslaan"))
    assert "wacht op" in said
    proposal = await moderator.answer(theirs, after=before)
    assert "Leerkring Veenweide" in body(proposal)
    heard = len(convenor.said_in(mine))
    number = next(each for each in body(proposal).splitlines() if "netwerk goedkeuren" in each)[0]
    await moderator.until(lambda: any(key[0] == number for key in moderator.reactions_to(proposal.event_id)))
    key = next(key for key in moderator.reactions_to(proposal.event_id) if key[0] == number)
    await moderator.press(theirs, proposal.event_id, key)
    assert "Leerkring Veenweide" in body(await convenor.answer(mine, after=heard))
    assert "Leerkring Veenweide" in body(await moderator.ask(theirs, "netwerken Friesland"))


async def test_a_network_is_registered_in_a_room_and_approved_by_who_moderates_it(
    cafe: Cafe, bot: Account, enter: Enter
) -> None:
    moderator, convenor, stranger = await enter("aanjager-bodem"), await enter("lid"), await enter("onbekende")
    theirs, mine, elsewhere = [await each.chat_with(bot.user_id) for each in (moderator, convenor, stranger)]
    for who, chat in ((moderator, theirs), (convenor, mine), (stranger, elsewhere)):
        await sign_up(who, chat)
    own = await stranger.make_room(bot.user_id, name="Elders")  # who opens a room moderates it
    await stranger.answer(own, after=0)
    room = await moderator.make_room(bot.user_id, convenor.id, name="Bodem", encrypted=True)
    await convenor.join(room)
    await moderator.answer(room, after=0)
    await convenor.sees(bot.user_id, room)
    proposed, told = len(moderator.said_in(theirs)), len(convenor.said_in(mine))
    asked = await convenor.say(room, "!plek netwerk aanmelden")
    # The greeting of the room may come late to who joined as it was said.
    await convenor.until(lambda: any(relation(each).get("event_id") == asked for each in convenor.said_in(room)))
    for line in ("Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland", "Leren"):
        said = body(await convenor.ask(room, line, thread=asked))
    for _step in range(8):
        if "wacht op" in said:
            break
        said = body(await convenor.ask(room, "overslaan", thread=asked))
    assert "wacht op" in said
    number = re.search(r"N-\d+", said)
    assert number
    proposal = await moderator.answer(theirs, after=proposed)
    assert "Leerkring Veenweide" in body(proposal)
    refused = body(await stranger.ask(elsewhere, f"netwerk goedkeuren {number[0]}"))
    assert "waar je voor zorgt" in refused
    asked = body(await moderator.ask(theirs, f"netwerk goedkeuren {number[0]}"))
    assert "Ja, doe dat" in asked, "typed, it is asked first"
    assert "staat op de lijst" in body(await moderator.ask(theirs, "ja"))
    assert "Leerkring Veenweide" in body(await convenor.answer(mine, after=told))
    assert "Leerkring Veenweide" in body(await convenor.ask(mine, "netwerken Friesland"))


async def test_a_question_from_one_room_is_answered_in_another(cafe: Cafe, bot: Account, enter: Enter) -> None:
    asker, helper = await enter("adviseur-lucht"), await enter("onderzoeker")
    for each in (asker, helper):
        await sign_up(each, await each.chat_with(bot.user_id))
    here = await asker.make_room(bot.user_id, name="Lucht")
    there = await helper.make_room(bot.user_id, name="Meten")
    await asker.answer(here, after=0)
    await helper.answer(there, after=0)
    before = len(asker.said_in(here))
    asked = await asker.say(here, "!plek vraag Hoe lang blijft roet in een tuin hangen?")
    proposal = await asker.answer(here, after=before)
    assert "1️⃣ Stel mijn vraag" in body(proposal)
    said = await asker.ask(here, "ja", thread=asked)
    for each in (proposal, said):
        assert relation(each)["event_id"] == asked
    number = number_put(body(said))
    chats = {room: len(asker.said_in(room)) for room in asker.nio.rooms}
    answered = await helper.ask(there, f"!plek antwoord {number} Een week of drie, zegt ons meetnet.")
    assert number in body(answered)
    await asker.until(
        lambda: any(
            "Een week of drie" in body(each) for room, heard in chats.items() for each in asker.said_in(room)[heard:]
        )
    )


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


async def test_a_digest_comes_into_a_room(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database, clock: ShiftedClock
) -> None:
    moderator = await enter("aanjager-bodem")
    chat = await moderator.chat_with(bot.user_id)
    await sign_up(moderator, chat)
    room = await moderator.make_room(bot.user_id, name="Bodem", encrypted=True)
    await moderator.answer(room, after=0)
    turned_on = await moderator.ask(room, "!plek weekbericht aan maandag 09:00")
    assert "maandag" in body(turned_on)
    await put(moderator, chat, "Hoe snel daalt veen in een droge zomer?")
    before = len(moderator.said_in(room))
    await clock.to_the_digest(cafe_database)
    await cafe.digests.make_due()
    digest = await moderator.answer(room, after=before)
    assert "eekbericht" in body(digest)
    assert relation(digest) == {}
    audience = await cafe_database.read(conversations.by_key, f"matrix:{room}")
    assert audience
    assert audience.kind == Kind.channel
