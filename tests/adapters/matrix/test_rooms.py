"""How the bot behaves in rooms and direct chats, on a real homeserver with real clients."""

import asyncio
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from nio import RoomMessageNotice
from sqlalchemy import Connection

import commands
from adapters.matrix import plain
from adapters.matrix.adapter import Matrix
from adapters.matrix.buttons import SEEDS
from adapters.matrix.pace import Pace
from adapters.matrix.rooms import conversation, identity
from adapters.matrix.seeds import Seeds
from bot.app import Cafe, utc_now
from bot.chat.reply import Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Commands, Context, command
from storage.database.database import Database
from storage.members import people, roles
from storage.messaging import conversations
from storage.messaging.conversations import Audience
from tests.adapters.matrix.conftest import Enter, cafe_on, running, settings_for
from tests.adapters.matrix.member import Member, body, relation
from tests.servers.synapse import Account, Synapse


async def in_a_room(member: Member, bot: str, *others: Member, encrypted: bool = False) -> str:
    room = await member.make_room(bot, *(each.id for each in others), encrypted=encrypted, name="Bodem")
    for each in others:
        await each.join(room)
    await member.sees(bot, room)
    await member.answer(room, after=0)  # the greeting
    return room


async def audience(database: Database, room: str) -> Audience | None:
    return await database.read(conversations.by_key, f"matrix:{room}")


async def test_it_answers_a_mention_in_a_thread_below_it(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await in_a_room(member, bot.user_id)
    before = len(member.said_in(room))
    asked = await member.say(room, "PLeK: hulp", mention=bot.user_id)
    answer = await member.answer(room, after=before)
    content = answer.source["content"]
    assert (relation(answer)["rel_type"], relation(answer)["event_id"]) == ("m.thread", asked)
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert "Netwerken" in content["body"]
    assert "<code>" in content["formatted_body"]


async def test_it_answers_its_prefix_and_goes_on_in_the_thread(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await in_a_room(member, bot.user_id)
    before = len(member.said_in(room))
    asked = await member.say(room, "!plek hulp")
    await member.answer(room, after=before)
    await member.say(room, "hulp netwerken", thread=asked)  # not to the bot: a thread is no address
    further = await member.ask(room, "!plek hulp netwerken", thread=asked)
    assert relation(further)["event_id"] == asked
    assert len(member.said_in(room)) == before + 2
    assert "Netwerken" in body(further) or "netwerken" in body(further)


async def test_who_wants_to_compare_keys_hears_that_it_cannot(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    for encrypted in (False, True):
        chat = await member.chat_with(bot.user_id, encrypted=encrypted)
        wanted = {"msgtype": "m.key.verification.request", "to": bot.user_id, "from_device": "X", "methods": []}
        asked = await member.send(chat, {**wanted, "body": "wants to verify"})
        assert "programma" in body(await member.answer(chat, after=1))

        def refused(asked: str = asked) -> bool:
            told = [each for each in member.heard if each.source["type"] == "m.key.verification.cancel"]
            return any(relation(each).get("event_id") == asked for each in told)

        await member.until(refused)


async def test_it_leaves_what_is_not_meant_for_it(cafe: Cafe, bot: Account, enter: Enter) -> None:
    asker, helper = await enter("adviseur-water"), await enter("aanjager-bodem")
    room = await in_a_room(asker, bot.user_id, helper)
    before = len(asker.said_in(room))
    aside = await asker.say(room, "Wie heeft er tijd voor koffie?")
    await helper.say(room, "Ik, om drie uur", thread=aside)
    await asker.send(room, {"msgtype": "m.notice", "body": "!plek hulp", "m.mentions": {"user_ids": [bot.user_id]}})
    asked = await asker.say(room, "!plek hulp")
    answer = await asker.answer(room, after=before + 1)
    assert relation(answer)["event_id"] == asked
    # In its own thread too, what is said to somebody by name is said to them.
    await asker.say(room, "Dank je, ik bel je even", thread=asked, mention=helper.id)
    assert relation(await asker.ask(room, "!plek hulp", thread=asked))["event_id"] == asked
    notices = [event for event in asker.said_in(room) if isinstance(event, RoomMessageNotice)]
    assert len(notices) == 3  # the greeting and two answers


STRANGE: tuple[tuple[str, dict[str, Any]], ...] = (  # Any: whatever a homeserver lets pass
    ("m.room.message", {"msgtype": "m.text", "body": "x", "m.relates_to": "$x"}),
    ("m.room.message", {"msgtype": "m.text", "body": "x", "format": 1, "formatted_body": [1]}),
    ("m.room.message", {"msgtype": "m.text", "body": "x", "m.relates_to": {"rel_type": "m.replace", "event_id": 1}}),
    ("m.room.message", {"msgtype": "m.file", "body": "x", "file": [], "url": 5}),
    ("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "key": 1}}),
    ("m.reaction", {}),
    ("m.room.encrypted", {"algorithm": [], "ciphertext": 1}),
    ("m.poll.start", {"x": []}),
)


async def test_what_nobody_understands_keeps_nobody_waiting(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("onbekende")
    room = await in_a_room(member, bot.user_id)
    for kind, content in STRANGE:
        await member.send(room, content, kind)
    assert "Netwerken" in body(await member.ask(room, "!plek hulp"))


async def test_a_greeting_comes_once(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path)
    async with running(cafe_on(cafe_database, settings)):
        room = await in_a_room(member, bot.user_id)
    async with running(cafe_on(cafe_database, settings)):
        before = len(member.said_in(room))
        asked = await member.say(room, "!plek hulp")
        assert relation(await member.answer(room, after=before))["event_id"] == asked


async def test_old_messages_stay_unanswered_after_a_first_start(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    async with Member(synapse, bot, tmp_path / "by-hand") as by_hand:
        room = await member.make_room(bot.user_id)
        await by_hand.join(room)
    await member.say(room, "!plek hulp")
    async with running(cafe_on(cafe_database, settings_for(synapse, bot, tmp_path))):
        await member.answer(room, after=0)  # the greeting: it had not greeted here
        asked = await member.say(room, "!plek netwerken")
        assert relation(await member.answer(room, after=1))["event_id"] == asked


async def test_what_was_said_while_it_was_away_is_answered_however_much_it_is(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    settings = settings_for(synapse, bot, tmp_path)
    async with running(cafe_on(cafe_database, settings)):
        room = await in_a_room(member, bot.user_id)
    before = len(member.said_in(room))
    asked = await member.say(room, "!plek hulp")
    for number in range(120):  # more than a sync brings
        await member.say(room, f"over koetjes en kalfjes {number}")
    async with running(cafe_on(cafe_database, settings)):
        answer = await member.answer(room, after=before)
        assert relation(answer)["event_id"] == asked


async def test_a_correction_replaces_the_answer(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await in_a_room(member, bot.user_id)
    before = len(member.said_in(room))
    asked = await member.say(room, "!plek netwreken")
    await member.answer(room, after=before)
    await cafe.settled()
    asked = await member.say(room, "!plek hulp")
    answer = await member.answer(room, after=before + 1)
    await member.edit(room, asked, "!plek netwerken")
    await member.until(lambda: bool(edits_of(member, answer.event_id)))
    edit = edits_of(member, answer.event_id)[0]["m.new_content"]
    assert "netwerk" in edit["body"]
    assert edit["msgtype"] == "m.notice"
    assert edit["m.mentions"] == {}


def edits_of(member: Member, event: str) -> list[dict[str, Any]]:  # Any: contents of events
    found = [each for each in member.heard if relation(each).get("rel_type") == "m.replace"]
    return [each.source["content"] for each in found if relation(each)["event_id"] == event]


async def test_a_button_acts_once_and_is_taken_back(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    chat = await member.chat_with(bot.user_id)
    greeting = await member.answer(chat, after=0)
    await member.until(lambda: len(member.reactions_to(greeting.event_id)) == 3)
    assert sorted(member.reactions_to(greeting.event_id)) == list(SEEDS[:3])
    # What it means is typed out beside it.
    assert re.search(f"{SEEDS[1]} .* \\(wie weet\\)", body(greeting))
    pressed = await member.press(chat, greeting.event_id, SEEDS[1])
    await member.answer(chat, after=1)
    await member.until(lambda: redacted(member, chat) == 1)  # the others can still be pressed
    # Taken away and pressed again, it does not act again.
    await member.nio.room_redact(chat, pressed)
    await member.press(chat, greeting.event_id, SEEDS[1])
    await member.ask(chat, "hulp")
    assert len(member.said_in(chat)) == 3


def redacted(member: Member, room: str) -> int:
    return sum(each.source["type"] == "m.room.redaction" and each.sender != member.id for each in member.heard)


async def test_a_button_in_a_room_answers_in_its_thread(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    room = await in_a_room(member, bot.user_id)
    before = len(member.said_in(room))
    asked = await member.say(room, "!plek hulpp")  # nearly a command: offers what was meant
    offer = await member.answer(room, after=before)
    await member.until(lambda: bool(member.reactions_to(offer.event_id)))
    await member.press(room, offer.event_id, SEEDS[0])
    assert relation(await member.answer(room, after=before + 1))["event_id"] == asked


async def test_a_direct_chat_that_others_join_becomes_a_room(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member, other = await enter("adviseur-water"), await enter("aanjager-bodem")
    chat = await member.chat_with(bot.user_id)
    await member.ask(chat, "hulp")
    await member.nio.room_invite(chat, other.id)
    await other.join(chat)
    before = len(member.said_in(chat))
    await member.say(chat, "hulp")
    asked = await member.say(chat, "!plek hulp")
    answer = await member.answer(chat, after=before)
    assert relation(answer).get("event_id") == asked


async def test_who_moderates_a_room_is_known(cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database) -> None:
    creator, other, third = await enter("aanjager-bodem"), await enter("adviseur-water"), await enter("kernteam")
    room = await creator.make_room(bot.user_id, other.id, third.id, name="Bodem")
    for each in (other, third):
        await each.join(room)
    await creator.answer(room, after=0)
    levels = (await creator.nio.room_get_state_event(room, "m.room.power_levels")).content
    levels["users"] = {**levels["users"], other.id: 50, third.id: 49}
    await creator.nio.room_put_state(room, "m.room.power_levels", levels)
    await creator.ask(room, "!plek hulp")  # the change was read before this
    await cafe.settled()
    # In rooms of version 12 the creator stands above the levels and is not among them.
    assert await moderators(cafe_database, room, creator, other, third) == {creator.id, other.id}
    assert creator.id not in levels["users"]


async def moderators(database: Database, room: str, *among: Member) -> set[str]:
    """Who of these coordinates the audience of that room."""

    def find(tx: Connection) -> set[str]:
        held = conversations.by_key(tx, f"matrix:{room}")
        assert held
        known = {each.id: people.identity(tx, "matrix", each.id) for each in among}
        granted = roles.held(tx, [identity.member_id for identity in known.values() if identity])
        return {
            user
            for user, identity in known.items()
            if identity and any(grant.conversation_id == held.id for grant in granted.get(identity.member_id, ()))
        }

    return await database.read(find)


@pytest.mark.parametrize("how", ["kick", "ban"])
async def test_a_room_it_is_put_out_of_is_left_and_can_be_entered_again(
    how: str, cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    member = await enter("aanjager-bodem")
    room = await in_a_room(member, bot.user_id)
    other = await in_a_room(member, bot.user_id)
    await (member.nio.room_kick if how == "kick" else member.nio.room_ban)(room, bot.user_id)
    await member.ask(other, "!plek hulp")  # that was read before this
    await cafe.settled()
    gone = await audience(cafe_database, room)
    assert gone
    assert gone.left_at
    before = len(member.said_in(room))
    if how == "ban":
        await member.nio.room_unban(room, bot.user_id)
    await member.nio.room_invite(room, bot.user_id)
    assert "PLeK" in body(await member.answer(room, after=before))  # it greets again
    back = await audience(cafe_database, room)
    assert back
    assert back.left_at is None


@pytest.mark.parametrize("public", [False, True], ids=["invited", "of itself"])
async def test_an_upgraded_room_goes_on_as_the_same_audience(
    public: bool, cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    member = await enter("aanjager-bodem")
    room = await member.make_room(bot.user_id, name="Bodem", version="11", public=public)
    await member.answer(room, after=0)
    known = await audience(cafe_database, room)
    assert known
    replacement = await member.upgrade(room, "12")
    if not public:
        await member.nio.room_invite(replacement, bot.user_id)
    await member.sees(bot.user_id, replacement)
    answer = await member.ask(replacement, "!plek hulp")
    assert "Netwerken" in body(answer)  # and no greeting before it
    await cafe.settled()
    moved = await audience(cafe_database, replacement)
    assert moved
    assert moved.id == known.id
    assert await audience(cafe_database, room) is None


@pytest.mark.parametrize("allowed", ["user", "room"])
async def test_it_comes_only_where_it_may(
    allowed: str, synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    known, stranger = await enter("kernteam"), await enter("onbekende")
    refused, welcome = await stranger.make_room(), await known.make_room()
    may = {"user": known.id, "room": welcome}[allowed]  # and not everybody of the homeserver of all these
    settings = settings_for(synapse, bot, tmp_path, allowed_inviters=[may, "elders.test"])
    async with running(cafe_on(cafe_database, settings)):
        await stranger.nio.room_invite(refused, bot.user_id)
        await known.nio.room_invite(welcome, bot.user_id)
        await known.sees(bot.user_id, welcome)
        await stranger.until(lambda: bool(memberships(stranger, bot.user_id)))
        assert memberships(stranger, bot.user_id) == ["leave"]


def memberships(seen_by: Member, user: str) -> list[str]:
    """What became of somebody, by their own doing."""
    changes = [each.source for each in seen_by.heard if each.source["type"] == "m.room.member"]
    return [each["content"]["membership"] for each in changes if each["sender"] == each["state_key"] == user]


async def test_it_remembers_a_direct_chat_with_the_account(
    synapse: Synapse, cafe: Cafe, bot: Account, enter: Enter, tmp_path: Path
) -> None:
    member = await enter("adviseur-water")
    chat = await member.chat_with(bot.user_id)
    await member.ask(chat, "hulp")
    async with Member(synapse, bot, tmp_path / "by-hand") as by_hand:
        assert (await by_hand.nio.list_direct_rooms()).rooms == {member.id: [chat]}


async def test_it_opens_a_direct_chat_once(cafe: Cafe, bot: Account, enter: Enter) -> None:
    member = await enter("adviseur-water")
    await in_a_room(member, bot.user_id)
    matrix = cafe.adapters["matrix"]
    first = await matrix.open_direct(identity(member.id))
    assert await matrix.open_direct(identity(member.id)) == first
    assert first.kind == "personal"


async def test_who_moderates_follows_who_leaves_and_comes_back(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    creator, other = await enter("aanjager-bodem"), await enter("adviseur-water")
    room = await creator.make_room(bot.user_id, other.id, name="Bodem")
    await other.join(room)
    await creator.answer(room, after=0)
    levels = (await creator.nio.room_get_state_event(room, "m.room.power_levels")).content
    levels["users"] = {**levels["users"], other.id: 50}
    await creator.nio.room_put_state(room, "m.room.power_levels", levels)
    for expected in ({creator.id, other.id}, {creator.id}, {creator.id, other.id}):
        await creator.ask(room, "!plek hulp")  # what happened before was read by then
        await cafe.settled()
        assert await moderators(cafe_database, room, creator, other) == expected
        if len(expected) == 2:
            await other.nio.room_leave(room)
        else:
            await creator.nio.room_invite(room, other.id)
            await other.nio.join(room)


async def test_while_an_answer_takes_long_it_shows_that_it_is_typing(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    found = asyncio.Event()

    @command(nl=("zoek lang",), en=("search long",), summary=_("View"), safe=True)
    async def search_long(ctx: Context) -> Reply:
        await found.wait()
        return say("Gevonden.")

    known = Commands([*Commands.within(commands).all, search_long])
    matrix = Matrix(settings_for(synapse, bot, tmp_path), clock=utc_now)
    async with running(Cafe(cafe_database, known, [matrix])):
        member = await enter("adviseur-water")
        chat = await member.chat_with(bot.user_id)
        await member.say(chat, "zoek lang")
        await member.until(lambda: bot.user_id in member.nio.rooms[chat].typing_users)
        found.set()
        assert body(await member.answer(chat, after=1)) == "Gevonden."
        await member.until(lambda: not member.nio.rooms[chat].typing_users)


async def test_the_same_letter_is_one_message_and_a_long_one_comes_in_pages(
    cafe: Cafe, bot: Account, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    matrix = cafe.adapters["matrix"]
    for encrypted in (False, True):
        chat = await member.chat_with(bot.user_id, encrypted=encrypted)
        where = conversation(chat, personal=True)
        reply = Reply(tuple(Text(words("é" * 5_000)) for _ in range(10)))
        before = len(member.said_in(chat))
        first = await matrix.send(where, reply, key="letter", replaces=None)
        assert await matrix.send(where, reply, key="letter", replaces=None) == first
        await member.ask(chat, "hulp")
        pages = member.said_in(chat)[before:-1]
        assert len(pages) > 1
        assert pages[-1].event_id == first
        assert sum(body(page).count("é") for page in pages) == 50_000


async def test_seeds_that_are_there_already_are_no_fault(
    synapse: Synapse, cafe: Cafe, bot: Account, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    chat = await member.chat_with(bot.user_id)
    greeting = member.said_in(chat)[0].event_id
    await member.until(lambda: len(member.reactions_to(greeting)) == 3)
    # Another device of the bot planted one, before its machine was lost: the homeserver takes no second.
    there = {"rel_type": "m.annotation", "event_id": greeting, "key": SEEDS[3]}
    path = f"{plain.CLIENT}/rooms/{quote(chat)}/send/m.reaction/by-another"
    await plain.call(synapse.url, "PUT", path, {"m.relates_to": there}, token=bot.access_token)
    matrix = cafe.adapters["matrix"]
    assert isinstance(matrix, Matrix)
    line = matrix._line
    assert line
    after_a_restart = Seeds(line.server, Pace(time.monotonic))
    after_a_restart.plant(chat, greeting, range(1, 6))
    planting = asyncio.create_task(after_a_restart.run())
    await member.until(lambda: len(member.reactions_to(greeting)) == 5)
    after_a_restart.change(chat, greeting, (2,))
    await member.until(lambda: redacted(member, chat) == 4)
    after_another = Seeds(line.server, Pace(time.monotonic))
    after_another.change(chat, greeting, (2, 3))
    changing = asyncio.create_task(after_another.run())
    await member.until(lambda: member.reactions_to(greeting).count(SEEDS[2]) == 2)
    changing.cancel()
    planting.cancel()


@pytest.mark.parametrize("who", ["the member", "the bot"])
async def test_when_one_of_both_left_the_direct_chat_there_comes_a_new_one(
    who: str, cafe: Cafe, bot: Account, enter: Enter
) -> None:
    member = await enter("adviseur-water")
    room = await in_a_room(member, bot.user_id)
    chat = await member.chat_with(bot.user_id)
    await member.ask(chat, "profiel")
    await (member.nio.room_leave(chat) if who == "the member" else member.nio.room_kick(chat, bot.user_id))
    await member.ask(room, "!plek aanmelden")  # its questions are not for a room
    await member.until(lambda: bool(member.nio.invited_rooms))
    (new,) = member.nio.invited_rooms
    assert new != chat
