"""Runs the bots that `benchmarks.matrix` measures, each in a process of its own: ours, and a bare echo bot of nio."""

import asyncio
import logging
import sys

import structlog
from nio import AsyncClient, InviteMemberEvent, MatrixRoom, RoomMessageText

import commands
from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.process import event_loop
from storage.database.database import Database


async def echo(settings: MatrixSettings) -> None:
    """Joins where it is invited, and says what it hears."""
    client = AsyncClient(settings.homeserver, settings.user)
    client.restore_login(
        settings.user,
        str(settings.device_id),
        settings.access_token.get_secret_value() if settings.access_token else "",
    )

    async def invited(room: MatrixRoom, event: InviteMemberEvent) -> None:
        if event.state_key == settings.user:
            await client.join(room.room_id)
            await say(room.room_id, "hallo")

    async def heard(room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != settings.user:
            await say(room.room_id, event.body)

    async def say(room: str, body: str) -> None:
        await client.room_send(room, "m.room.message", {"msgtype": "m.notice", "body": body})

    client.add_event_callback(invited, InviteMemberEvent)
    client.add_event_callback(heard, RoomMessageText)
    await client.sync(full_state=True)
    print("ready", flush=True)
    await client.sync_forever(timeout=30_000)


async def plek(settings: MatrixSettings, database: str) -> None:
    matrix = Matrix(settings, clock=utc_now)
    serving = asyncio.create_task(Cafe(Database(database), Commands.within(commands), [matrix]).run())
    await matrix.connected.wait()
    print("ready", flush=True)
    await serving


if __name__ == "__main__":
    _program, which, given, url = sys.argv
    logging.getLogger("nio").setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chosen = MatrixSettings.model_validate_json(given)
    event_loop.run(echo(chosen) if which == "echo" else plek(chosen, url))
