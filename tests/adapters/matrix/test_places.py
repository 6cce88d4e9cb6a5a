"""Which rooms of a homeserver are places of the Café, and by which names people see them and the bot."""

from urllib.parse import quote

from adapters.matrix.plain import CLIENT, call
from bot.app import Cafe
from storage.database.database import Database, Tx
from storage.messaging import conversations
from tests.adapters.matrix.conftest import Enter
from tests.adapters.matrix.member import body
from tests.adapters.matrix.test_rooms import audience, in_a_room
from tests.servers.synapse import Account, Synapse


async def test_a_space_is_joined_in_silence_and_never_a_place(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    member = await enter("aanjager-bodem")
    space = await member.make_room(bot.user_id, name="Ruimte van het Café", space=True)
    await member.sees(bot.user_id, space)
    await member.say(space, "PLeK: hulp")
    await member.nio.room_put_state(space, "m.room.name", {"name": "Andere ruimte"})
    room = await in_a_room(member, bot.user_id)
    assert "Netwerken" in body(await member.ask(room, "PLeK: hulp"))
    await cafe.settled()
    assert await audience(cafe_database, room)
    assert not await audience(cafe_database, space)
    assert not await cafe_database.read(_named, "ruimte")


async def test_a_room_is_called_as_it_is_called_now(
    cafe: Cafe, bot: Account, enter: Enter, cafe_database: Database
) -> None:
    member = await enter("aanjager-bodem")
    room = await in_a_room(member, bot.user_id)
    before = await audience(cafe_database, room)
    assert before
    await member.nio.room_put_state(room, "m.room.name", {"name": "Bodem en water"})
    answer = await member.ask(room, "PLeK: hulp")
    assert "Netwerken" in body(answer), "and no greeting before it"
    await cafe.settled()
    now = await audience(cafe_database, room)
    assert now
    assert (before.name, now.name, now.id) == ("Bodem", "Bodem en water", before.id)


async def test_it_listens_to_the_name_by_which_people_see_it_now(
    cafe: Cafe, bot: Account, enter: Enter, synapse: Synapse
) -> None:
    member = await enter("aanjager-bodem")
    room = await in_a_room(member, bot.user_id)
    path = f"{CLIENT}/profile/{quote(bot.user_id)}/displayname"
    await call(synapse.url, "PUT", path, {"displayname": "Kenniswijzer"}, token=bot.access_token)
    await member.until(lambda: member.nio.rooms[room].user_name(bot.user_id) == "Kenniswijzer")
    assert "Netwerken" in body(await member.ask(room, "Kenniswijzer: hulp"))
    await call(synapse.url, "PUT", path, {"displayname": "PLeK"}, token=bot.access_token)


def _named(tx: Tx, word: str) -> list[str]:
    return [each.name for each in conversations.shared(tx) if word in (each.name or "").casefold()]
