"""An open poll in a room of Matrix: a poll of its own there, one count with all platforms, and the bot votes never."""

from typing import Any

import pytest

from adapters.matrix import polls
from adapters.matrix.parse import Where
from adapters.matrix.written import Me
from bot.app import Cafe, utc_now
from bot.chat.reply import Action, Actions, Ballot, Reply, Text, words
from storage.database.database import Database
from storage.members import people
from storage.members.member import Profile
from storage.polls import polls as kept
from storage.polls import votes
from storage.polls.poll import State
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import Member
from tests.adapters.matrix.test_rooms import in_a_room
from tests.bot.fake_platform import eventually
from tests.servers.synapse import Account

ME = Me("@plek:plek.test", "!plek", "PLeK")
ROOM = Where("!bodem", personal=False)
START, END = "org.matrix.msc3381.poll.start", "org.matrix.msc3381.poll.end"
RESPONSE = "org.matrix.msc3381.poll.response"
TO_POLL = {"rel_type": "m.reference", "event_id": "$poll"}


def response(content: dict[str, Any], kind: str = RESPONSE, sender: str = "@lid:plek.test") -> dict[str, Any]:
    said = {"m.relates_to": TO_POLL, **content}
    return {"type": kind, "event_id": "$1", "sender": sender, "origin_server_ts": 1_760_000_000_000, "content": said}


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (response({RESPONSE: {"answers": ["2"]}}), 2),
        (response({"m.selections": ["2"]}, "m.poll.response"), 2),
        (response({"m.poll.response": {"answers": ["2"]}}, "m.poll.response"), 2),
        (response({RESPONSE: {"answers": ["1", "2"]}}), 1),
        (response({RESPONSE: {"answers": []}}), 0),
        (response({RESPONSE: {"answers": ["onzin"]}}), 0),
        (response({RESPONSE: {"answers": [{"id": 2}]}}), 0),
        (response({RESPONSE: "2"}), 0),
        (response({RESPONSE: {"answers": ["²"]}}), 0),
    ],
)
def test_who_chooses_presses_that_button_and_what_is_no_answer_takes_it_back(raw: dict[str, Any], number: int) -> None:
    pressed = polls.answered(raw, ROOM, ME)
    assert pressed
    assert (pressed.message_id, pressed.number, pressed.shown, pressed.id) == ("$poll", number, True, "$1")


@pytest.mark.parametrize(
    "raw",
    [
        response({RESPONSE: {"answers": ["2"]}}, sender="@plek:plek.test"),
        response({RESPONSE: {"answers": ["2"]}}, "m.room.message"),
        response({RESPONSE: {"answers": ["2"]}, "m.relates_to": {"rel_type": "m.thread", "event_id": "$poll"}}),
        response({RESPONSE: {"answers": ["2"]}, "m.relates_to": "$poll"}),
    ],
)
def test_what_the_bot_does_itself_or_answers_no_poll_is_no_vote(raw: dict[str, Any]) -> None:
    assert polls.answered(raw, ROOM, ME) is None


def test_a_ballot_is_begun_once_never_edited_and_ended_in_words() -> None:
    buttons = (Action("natuur", "stem Z-1 1"), Action("groen", "stem Z-1 2"), Action("geen", "haal mijn stem weg Z-1"))
    ballot = Reply((Text(words("Z-1 Welk woord?")), Actions(buttons)), ballot=Ballot.open)
    begun = polls.content(ballot, None)
    assert begun
    kind, content = begun
    poll = content[START]
    assert (kind, poll["question"]["org.matrix.msc1767.text"], poll["max_selections"]) == (START, "Z-1 Welk woord?", 1)
    assert [(each["id"], each["org.matrix.msc1767.text"]) for each in poll["answers"]] == [
        ("1", "natuur"),
        ("2", "groen"),
    ]
    assert polls.content(ballot, "$poll") is None
    over = polls.content(Reply((Text(words("2 stemmen")),), ballot=Ballot.over), "$poll")
    assert over
    assert over[0] == END
    assert over[1]["m.relates_to"] == TO_POLL
    assert over[1]["org.matrix.msc1767.text"] == "2 stemmen"


@pytest.fixture
async def two(cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database) -> tuple[Member, Member]:
    """A host who signed up, and somebody who did not."""
    host, guest = await enter("facilitator"), await enter("deelnemer")
    await host.chat_with(bot.user_id)
    member = await cafe_database.write(people.meet, "matrix", host.id, "Facilitator", "nl", utc_now())
    profile = Profile("Facilitator", None, "", "", frozenset(), frozenset())
    await cafe_database.write(people.sign_up, member.id, profile, (), utc_now())
    return host, guest


def started(member: Member) -> list[Any]:  # Any: nio's events
    return [each for each in member.heard if each.source["type"] == START]


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_votes_in_the_room_and_elsewhere_are_one_count(
    cafe: Cafe, bot: Account, two: tuple[Member, Member], cafe_database: Database, encrypted: bool
) -> None:
    host, guest = two
    room = await in_a_room(host, bot.user_id, guest, encrypted=encrypted)
    before = len(host.said_in(room))
    asked = await host.say(room, "PLeK: open peiling: welk woord? / natuur / groen", mention=bot.user_id)
    await host.answer(room, after=before)
    await host.say(room, "PLeK: klopt", mention=bot.user_id, thread=asked)
    await guest.until(lambda: bool(started(guest)))
    (poll,) = started(guest)
    chosen = {"m.relates_to": {"rel_type": "m.reference", "event_id": poll.event_id}}
    await guest.send(room, {**chosen, RESPONSE: {"answers": ["1"]}}, RESPONSE)
    await guest.send(room, {**chosen, "m.selections": ["2"]}, "m.poll.response")
    await host.send(room, {**chosen, RESPONSE: {"answers": ["2"]}}, RESPONSE)

    async def counted() -> dict[int, int]:
        return dict((await cafe_database.read(votes.result, 1)).counts)

    async def both() -> bool:
        return await counted() == {2: 2}

    await eventually(both)
    known = await cafe_database.read(people.identity, "matrix", bot.user_id)
    assert known is None, "the bot is nobody who votes"
    await host.send(room, {**chosen, RESPONSE: {"answers": []}}, RESPONSE)

    async def one() -> bool:
        return await counted() == {2: 1}

    await eventually(one)
    heard = len(guest.said_in(room))
    await host.say(room, "PLeK: sluit Z-1", mention=bot.user_id)
    await guest.until(lambda: any(each.source["type"] == END for each in guest.heard))
    (end,) = [each for each in guest.heard if each.source["type"] == END]
    assert end.source["content"]["m.relates_to"]["event_id"] == poll.event_id
    assert "1 stem in totaal" in end.source["content"]["org.matrix.msc1767.text"]
    assert (await cafe_database.read(kept.get_one, 1)).state is State.closed
    assert not [each for each in guest.said_in(room)[:heard] if "Je stem" in str(each.source["content"].get("body"))]
