"""An event in, at most one reply out: nothing lost, nothing done twice, whatever a handler or a platform does."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.chat.limits import NoId
from bot.chat.message import Deleted, Message
from bot.chat.reply import Text, codec
from bot.chat.spans import Link, Mention
from bot.chat.texts import _
from bot.inbound.dispatcher import MOST_ATTEMPTS
from storage import tables
from storage.database import cursors
from storage.database.database import Database
from storage.members import people
from storage.messaging import inbox
from storage.messaging.inbox import Arrival, Inbound
from tests.bot import sample_commands
from tests.bot.sample_commands import SAMPLE_COMMANDS
from tests.cafe import BEGIN_CHAT, NOTHING, PLATFORM, Door, Person
from tests.conftest import PREPARED
from tests.servers.postgres import Postgres

SORRY = "Sorry"


@pytest.fixture(autouse=True)
def no_trials_before() -> None:
    for each in (sample_commands.calls, sample_commands.gates, sample_commands.arrived):
        each.clear()


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Door]:
    async with Door(database, known=SAMPLE_COMMANDS) as opened:
        yield opened


@pytest.fixture
def anna(door: Door) -> Person:
    return door.person("Adviseur Water")


@pytest.fixture
def bas(door: Door) -> Person:
    return door.person("Hydroloog")


async def tally(door: Door, name: str) -> int:
    return int(await door.database.read(cursors.get, f"tally {name}") or 0)


async def test_a_message_is_answered_once(door: Door, anna: Person) -> None:
    assert await anna.says("tel een") == "teller 1"
    assert await tally(door, "een") == 1


async def test_an_event_that_comes_again_changes_nothing(door: Door, anna: Person) -> None:
    message = anna.message("tel weer")
    assert await anna.meets(message) == "teller 1"
    await door.cafe.dispatcher.store([message, message])
    await door.cafe.settled()
    assert await tally(door, "weer") == 1
    assert len(door.heard_in(anna.chat)) == 1


async def test_an_answer_that_the_platform_waits_for_is_the_same_when_asked_again(door: Door, anna: Person) -> None:
    message = anna.message("tel inline", answer_inline=True)
    first = await door.cafe.dispatcher.answer(message)
    again = await door.cafe.dispatcher.answer(message)
    assert first is not None
    assert first == again
    assert await tally(door, "inline") == 1
    assert not door.far.sent, "an inline answer takes no outbox"


async def test_who_asks_again_while_it_is_handled_gets_that_answer(door: Door, anna: Person) -> None:
    message = anna.message("wacht tweemaal", answer_inline=True)
    first = asyncio.create_task(door.cafe.dispatcher.answer(message))
    await sample_commands.arrived.setdefault("tweemaal", asyncio.Event()).wait()
    again = asyncio.create_task(door.cafe.dispatcher.answer(message))
    await door.database.read(cursors.get, "a turn of the loop")
    sample_commands.gates["tweemaal"].set()
    assert await first == await again is not None
    assert await tally(door, "tweemaal") == 1


async def test_who_asks_again_at_another_replica_gets_that_answer_too(postgres: Postgres) -> None:
    url = postgres.fresh(like=PREPARED)
    here, there = Database(url), Database(url)
    async with Door(here, known=SAMPLE_COMMANDS) as first, Door(there, known=SAMPLE_COMMANDS) as second:
        message = first.person("Adviseur Water").message("wacht overal", answer_inline=True)
        answering = asyncio.create_task(first.cafe.dispatcher.answer(message))
        await sample_commands.arrived.setdefault("overal", asyncio.Event()).wait()
        again = asyncio.create_task(second.cafe.dispatcher.answer(message))
        with pytest.raises(TimeoutError):  # nobody is sent away with an empty answer
            async with asyncio.timeout(0.5):
                await asyncio.shield(again)
        sample_commands.gates["overal"].set()
        assert await answering == await again is not None
        assert await second.cafe.dispatcher.answer(message) == await again
        assert await tally(first, "overal") == 1
    here.close()
    there.close()


async def test_a_crash_is_apologised_for_and_undone(door: Door, anna: Person) -> None:
    sorry = await anna.says("stuk alles")
    assert sorry.tells(SORRY)
    reference = sorry.rstrip(".").split()[-1]
    assert await door.database.read(lambda tx: tx.execute(select(tables.inbox.c.failure)).scalar_one()) == reference
    assert await tally(door, "alles") == 0
    assert sample_commands.calls["alles"] == 1
    assert not anna.notices
    assert await anna.says("tel daarna") == "teller 1"


async def test_a_crash_behind_a_button_is_apologised_for_too(door: Door, anna: Person) -> None:
    seen = await anna.says("kijk rond")
    assert (await anna.presses("Stuk", seen)).tells(SORRY)
    assert await tally(door, "knop") == 0


async def test_what_is_refused_is_undone_and_explained(door: Door, anna: Person) -> None:
    assert (await anna.says("weiger dit")).tells(_("You cannot block yourself."))
    assert await tally(door, "dit") == 0


async def test_a_handler_that_takes_too_long_is_stopped_and_undone(database: Database) -> None:
    async with Door(database, known=SAMPLE_COMMANDS, time_limit=timedelta(seconds=0.3)) as door:
        anna = door.person("Adviseur Water")
        assert (await anna.says("wacht eindeloos")).tells(SORRY)
        assert await tally(door, "eindeloos") == 0
        assert await anna.says("tel verder") == "teller 1"


async def test_what_a_handler_waits_for_the_database_does_not_count(database: Database) -> None:
    async with Door(database, known=SAMPLE_COMMANDS, time_limit=timedelta(0)) as door:
        anna = door.person("Adviseur Water")
        assert await anna.says("tel mee") == "teller 1"
        assert (await anna.says("wacht eindeloos")).tells(SORRY)


async def test_one_conversation_is_answered_in_order_and_others_do_not_wait(
    door: Door, anna: Person, bas: Person
) -> None:
    first, second = anna.message("wacht op mij"), anna.message("tel na")
    if door.database.is_sqlite:
        first = anna.message("kijk op mij")  # one writer: who writes makes all writers wait
        await door.at_once(first, second)
    else:
        await door.cafe.dispatcher.store([first, second])
        await sample_commands.arrived.setdefault("op mij", asyncio.Event()).wait()
        other = bas.message("kijk intussen")
        await door.cafe.dispatcher.store([other])
        await door.far.until(lambda: bool(door.heard_in(bas.chat)))
        assert not door.heard_in(anna.chat)
        sample_commands.gates["op mij"].set()
        await door.outcome(second)
    assert [said.key.split("/")[0] for said in door.heard_in(anna.chat)] == [f"door:{first.id}", f"door:{second.id}"]


async def test_fifty_messages_at_once_are_each_counted(door: Door) -> None:
    crowd = [door.person(f"Deelnemer {number}") for number in range(50)]
    came = await door.at_once(*(each.message("tel samen") for each in crowd))
    assert sorted(int(said[0].split()[1]) for said in came) == list(range(1, 51))


async def test_who_is_in_each_others_way_comes_through(postgres: Postgres) -> None:
    """PostgreSQL ends a deadlock by refusing one of the two: that one is done again."""
    database = Database(postgres.fresh(like=PREPARED))
    async with Door(database, known=SAMPLE_COMMANDS) as door:
        ab, ba = door.person("Adviseur Water").message("kruis ab"), door.person("Hydroloog").message("kruis ba")
        came = await door.at_once(ab, ba)
        assert [said[0] for said in came] == ["gekruist ab", "gekruist ba"]
        assert sample_commands.calls["ab"] + sample_commands.calls["ba"] == 3, "one was refused, and done again"
    database.close()


async def test_what_waits_here_for_its_turn_is_not_left_behind(database: Database) -> None:
    async with Door(database, known=SAMPLE_COMMANDS) as door:
        anna = door.person("Adviseur Water")
        await anna.says("kijk rond")
        dispatcher = door.cafe.dispatcher
        await dispatcher.store([anna.message("houd op"), anna.message("tel daarna")])
        await sample_commands.arrived.setdefault("op", asyncio.Event()).wait()
        for _each in range(2 * MOST_ATTEMPTS):
            door.clock.ahead(inbox.LEASE * 0.8)
            assert await dispatcher._left_behind() == []
        assert await database.write(inbox.claim, door.clock()) == []
        sample_commands.gates["op"].set()
        await door.cafe.settled()
        assert door.heard_in(anna.chat)[-1] == "teller 1"


async def test_someone_new_who_speaks_in_two_places_at_once_is_one_member(door: Door, anna: Person) -> None:
    room = await door.room("water")
    await door.at_once(anna.message("tel a"), anna.message("tel b", where=room))
    count = await door.database.read(lambda tx: tx.execute(select(func.count()).select_from(tables.members)).scalar())
    assert count == 1
    assert await tally(door, "a") == await tally(door, "b") == 1


async def test_two_processes_that_handle_the_same_event_do_it_once(database: Database) -> None:
    """The lease ran out while the first was at it: the second takes it up, and one of them undoes what it did."""
    async with Door(database, known=SAMPLE_COMMANDS) as one, Door(database, known=SAMPLE_COMMANDS) as two:
        anna = one.person("Adviseur Water")
        await anna.says("tel vooraf")
        message = anna.message("tel dubbel")
        arrival = Arrival(f"door:{message.id}", message.conversation.key, codec.dump(message))
        (inbound,) = await database.write(inbox.store, [arrival], one.clock())
        await asyncio.gather(*(each.cafe.dispatcher._handle(inbound) for each in (one, two)))
        await one.cafe.settled()
        await two.cafe.settled()
        assert await tally(one, "dubbel") == 1
        assert [said for said in [*one.far.sent, *two.far.sent] if said.key == f"door:{message.id}/answer"] == [
            "teller 1"
        ]


def _taken_over(tx: Connection, now: datetime) -> list[Inbound]:
    """What another process does after one died: at once, or the Café of the test takes it up itself."""
    inbox.free(tx, ["door"])
    return inbox.claim(tx, now)


@pytest.mark.parametrize("died", range(1, MOST_ATTEMPTS + 1))
async def test_a_message_that_takes_the_process_down_a_second_time_is_parked(
    door: Door, anna: Person, bas: Person, died: int
) -> None:
    message = anna.message("tel te vaak")
    arrival = Arrival(f"door:{message.id}", message.conversation.key, codec.dump(message))
    await door.database.write(inbox.store, [arrival], door.clock())  # and it was begun at once
    for _again in range(died - 1):  # as after a process that died over it, each time
        (inbound,) = await door.database.write(_taken_over, door.clock())
        await door.database.write(inbox.begin_again, inbound.id, door.clock())
    (inbound,) = await door.database.write(_taken_over, door.clock())
    door.cafe.dispatcher._enqueue([inbound])
    assert await bas.says("tel naast") == "teller 1", "others are answered meanwhile"
    (told,) = await door.outcome(message)
    row = select(tables.inbox.c.attempts).where(tables.inbox.c.event_id == f"door:{message.id}")
    counted = await door.database.read(lambda tx: tx.execute(row).scalar_one())
    assert counted == died
    assert told.tells(SORRY) == (died == MOST_ATTEMPTS)
    assert await tally(door, "te vaak") == (died < MOST_ATTEMPTS)
    door.clock.ahead(timedelta(days=1))
    assert await door.database.write(inbox.claim, door.clock()) == [], "nobody tries it again, or tells it again"


async def test_a_message_that_only_stood_in_line_when_processes_died_is_answered(door: Door, anna: Person) -> None:
    message = anna.message("tel wachter")
    arrival = Arrival(f"door:{message.id}", message.conversation.key, codec.dump(message))
    await door.database.write(inbox.store, [arrival], door.clock())
    for _process in range(MOST_ATTEMPTS + 5):
        (inbound,) = await door.database.write(_taken_over, door.clock())
    door.cafe.dispatcher._enqueue([inbound])
    (answer,) = await door.outcome(message)
    assert answer == "teller 1"


async def test_of_what_was_left_behind_one_at_a_time_is_begun_again(door: Door, anna: Person, bas: Person) -> None:
    """Else a process that dies over one message makes all the others suspect, and some get an apology for nothing."""
    messages = [anna.message("houd op"), bas.message("tel naast")]
    arrivals = [Arrival(f"door:{each.id}", each.conversation.key, codec.dump(each)) for each in messages]
    await door.database.write(inbox.store, arrivals, door.clock())
    taken = await door.database.write(_taken_over, door.clock())
    door.cafe.dispatcher._enqueue(taken)
    await sample_commands.arrived.setdefault("op", asyncio.Event()).wait()
    begun = select(tables.inbox.c.attempts).order_by(tables.inbox.c.id)
    assert list(await door.database.read(lambda tx: tx.execute(begun).scalars().all())) == [1, 0]
    sample_commands.gates["op"].set()
    await door.cafe.settled()
    assert door.heard_in(anna.chat)[-1] == "los van op"
    assert door.heard_in(bas.chat)[-1] == "teller 1"


async def test_a_stored_event_that_cannot_be_read_is_not_tried_for_ever(door: Door) -> None:
    (inbound,) = await door.database.write(
        inbox.store, [Arrival("door:odd", "door:odd", {"$": "FromTheFuture"})], door.clock()
    )
    await door.cafe.dispatcher._handle(inbound)
    door.clock.ahead(timedelta(days=1))
    assert await door.database.write(inbox.claim, door.clock()) == []


async def test_what_a_process_left_is_taken_up_by_the_next_at_once(database: Database) -> None:
    before = Door(database, known=SAMPLE_COMMANDS)
    anna = before.person("Adviseur Water")
    message = anna.message("tel achtergelaten")
    arrival = Arrival(f"door:{message.id}", message.conversation.key, codec.dump(message))
    await database.write(inbox.store, [arrival], before.clock())
    async with Door(database, known=SAMPLE_COMMANDS, clock=before.clock) as after:
        await after.far.until(lambda: bool(after.far.sent))
        assert after.far.sent[0] == "teller 1"


async def test_who_is_blocked_hears_so_and_does_nothing(door: Door, anna: Person) -> None:
    await anna.says("tel mee")
    member = await anna.member()
    await door.database.write(people.block, member.id, door.clock())
    assert (await anna.says("tel mee")).tells(
        _("Your access was closed by a coordinator. Write to them if you think this is a mistake.")
    )
    assert await tally(door, "mee") == 1


async def test_a_private_answer_to_a_question_in_a_room_goes_to_a_personal_chat(door: Door, anna: Person) -> None:
    room = await door.room("water")
    answer = await anna.says("geheim", where=room)
    assert answer == "dit is alleen voor Adviseur Water"
    assert answer.conversation == anna.chat
    sent_there = _("I have sent you the answer in a personal chat.")
    await door.far.until(lambda: any(said.tells(sent_there) for said in door.heard_in(room)))
    assert [said for said in door.heard_in(room) if "alleen voor" in said] == []


async def test_who_has_no_personal_chat_yet_hears_in_the_room_how_to_begin_one(door: Door, anna: Person) -> None:
    room = await door.room("water")
    door.far.closed.add(anna.identity.id)
    before = len(door.far.sent)
    await door.cafe.dispatcher.store([anna.message("geheim", where=room)])
    await door.far.until(lambda: len(door.far.sent) > before)
    (told,) = door.far.sent[before:]
    assert told.conversation.key == room.key
    (block,) = told.reply.blocks
    assert isinstance(block, Text)
    assert block.words[0] == Mention(PLATFORM, anna.identity.id, anna.identity.name)
    assert Link("Begin een chat met mij", BEGIN_CHAT) in block.words


async def test_what_is_not_addressed_to_the_bot_is_left_alone(door: Door, anna: Person) -> None:
    room = await door.room("water")
    assert await anna.says("tel stil", where=room, addressed=False) is NOTHING
    assert await tally(door, "stil") == 0


async def test_a_correction_of_what_only_looks_corrects_the_answer(door: Door, anna: Person) -> None:
    first = anna.message("kijk naar bodum")
    answer = await anna.meets(first)
    corrected = await anna.meets(anna.corrects(first, "kijk naar bodem"))
    assert "je ziet naar bodem" in corrected
    assert corrected.replaces == answer.native_id


async def test_a_correction_of_what_changes_things_is_left_alone(door: Door, anna: Person) -> None:
    first = anna.message("tel fout")
    await anna.meets(first)
    assert await anna.meets(anna.corrects(first, "tel goed")) is NOTHING
    assert await tally(door, "goed") == 0


async def test_someone_else_cannot_correct_what_you_asked(door: Door, anna: Person, bas: Person) -> None:
    room = await door.room("water")
    first = anna.message("kijk naar bodem", where=room)
    await anna.meets(first)
    assert await bas.meets(bas.corrects(first, "kijk naar niets")) is NOTHING


async def test_a_late_correction_is_left_alone(door: Door, anna: Person) -> None:
    first = anna.message("kijk naar bodum")
    await anna.meets(first)
    late = anna.corrects(first, "kijk naar bodem")
    door.clock.ahead(timedelta(minutes=11))
    assert await anna.meets(late) is NOTHING


async def test_a_message_that_was_taken_back_changes_nothing(door: Door, anna: Person) -> None:
    first = anna.message("tel weg")
    await anna.meets(first)
    assert await anna.meets(Deleted("gone", anna.chat, anna.identity, first.id)) is NOTHING


async def test_a_pressed_button_does_what_its_line_does(door: Door, anna: Person, bas: Person) -> None:
    room = await door.room("water")
    seen = await anna.says("kijk hier", where=room)
    assert await bas.presses("Tel", seen) == "teller 1"
    assert await anna.presses("Alleen jij", seen) == "teller 1"


async def test_a_button_for_the_asker_does_nothing_for_someone_else(door: Door, anna: Person, bas: Person) -> None:
    room = await door.room("water")
    seen = await anna.says("kijk hier", where=room)
    assert await bas.presses("Alleen jij", seen) is NOTHING
    assert await tally(door, "eigen") == 0


async def test_a_button_that_is_not_there_does_nothing(door: Door, anna: Person) -> None:
    seen = await anna.says("kijk hier")
    assert await anna.meets(anna.press(7, seen)) is NOTHING
    assert await anna.meets(anna.press(0, seen)) is NOTHING


async def test_a_number_presses_the_button_that_was_shown_last(door: Door, anna: Person) -> None:
    await anna.says("kijk hier")
    assert await anna.says("1") == "teller 1"


async def test_a_notice_to_a_room_is_in_the_rooms_language(door: Door, anna: Person) -> None:
    room = await door.room("water")
    await anna.says("vertel het is nat", where=room)
    assert "nieuws: het is nat" in door.heard_in(room)


async def test_what_needs_a_role_is_refused_without_it(door: Door, anna: Person) -> None:
    assert (await anna.says("bestuur")).tells(_("Only administrators can do this."))


@pytest.mark.parametrize("length", [121, 250, 255])
async def test_an_event_with_a_very_long_id_is_answered_once(door: Door, anna: Person, length: int) -> None:
    message = anna.message("tel lang", id="$" * length)
    await door.cafe.dispatcher.store([message])
    await door.cafe.dispatcher.store([message])
    await door.cafe.settled()
    assert door.heard_in(anna.chat) == ["teller 1"]


async def test_an_id_that_no_platform_gives_is_refused(door: Door, anna: Person) -> None:
    with pytest.raises(NoId):
        await door.cafe.dispatcher.store([anna.message("tel lang", id="$" * 5000)])
    assert await anna.says("tel daarna") == "teller 1"


@pytest.mark.parametrize(
    "text", ["tel a\0b", "tel \ud800", "tel " + "x" * 300, "\0", "9" * 5000, "tel \u202eomgekeerd"]
)
async def test_no_text_stops_the_inbox(door: Door, anna: Person, text: str) -> None:
    said = await anna.says(text)
    assert said
    assert not said.tells(SORRY)
    assert (await anna.says("tel daarna")).startswith("teller")


async def test_a_form_whose_fields_are_named_like_our_own_tags_is_answered(door: Door, anna: Person) -> None:
    values = {"$": "datetime", "value": "never", "name": "x"}
    assert await anna.meets(anna.message("tel formulier", values=values)) == "teller 1"


def test_stored_messages_are_read_as_they_were(anna: Person) -> None:
    message: Message = anna.message("kijk", values={"$": "Reply", "naam": "ja"})
    assert codec.load(codec.dump(message)) == message


async def test_an_inbound_row_is_marked_by_one_only(database: Database) -> None:
    door = Door(database)
    (row,) = await database.write(inbox.store, [Arrival("door:1", "door:a", {})], door.clock())
    assert isinstance(row, Inbound)
    assert await database.write(inbox.finish, row.id, door.clock())
    assert not await database.write(inbox.finish, row.id, door.clock())


async def test_who_speaks_is_noted_as_seen_a_day_later(door: Door) -> None:
    visitor = door.person("Voorbijganger")
    await visitor.says("hulp")
    first = await door.database.read(people.by_identity, "door", visitor.identity.id)
    door.clock.ahead(timedelta(days=2))
    await visitor.says("hulp")
    later = await door.database.read(people.by_identity, "door", visitor.identity.id)
    assert first is not None
    assert later is not None
    assert first.seen_at is not None
    assert later.seen_at is not None
    assert later.seen_at - first.seen_at >= timedelta(days=2)
