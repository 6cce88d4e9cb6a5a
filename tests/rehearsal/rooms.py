"""Three real rooms on a real homeserver, on the database that a Café was played in: open, encrypted and upgraded."""

from pathlib import Path

from storage.database.database import Database
from tests.adapters.matrix.conftest import cafe_on, running, settings_for
from tests.adapters.matrix.member import body, member
from tests.servers.synapse import Synapse

LINES = ("netwerken water", "wie weet iets over bodemkaarten in Twente", "agenda")


async def in_three_rooms(database: Database, folder: Path) -> list[str]:
    """Let three people ask in three rooms: what went wrong."""
    wrong: list[str] = []
    with Synapse() as server:
        account = server.register("plek", display_name="PLeK")
        async with running(cafe_on(database, settings_for(server, account, folder))):
            for number, line in enumerate(LINES):
                async with member(server, f"deelnemer-{number}", folder) as who:
                    open_, locked = number == 0, number == 1
                    room = await who.make_room(
                        account.user_id, name="Zaal", public=open_, encrypted=locked, version="11"
                    )
                    await who.sees(account.user_id, room)
                    await who.answer(room, after=0)
                    if number == len(LINES) - 1:
                        room = await who.upgrade(room, "12")
                        await who.nio.room_invite(room, account.user_id)
                        await who.sees(account.user_id, room)
                    said = body(await who.ask(room, f"!plek {line}"))
                    if len(said.splitlines()) < 2:
                        wrong.append(f"in a real room, «{line}» was answered with: {said}")
    return wrong
