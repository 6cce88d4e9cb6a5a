"""The bot on Teams in a process of its own that can be killed at a step.

    python -m tests.adapters.teams.killable_bot PORT DATABASE DIES_AT AHEAD

DIES_AT is a step, or "never". AHEAD sets its clock ahead, in seconds, so that the leases of who died have run out.
"""

import logging
import os
import signal
import sys
from datetime import UTC, datetime, timedelta

import structlog

import commands
from adapters.teams import Teams
from adapters.teams.words import Json
from bot.app import Cafe
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation
from bot.chat.reply import Reply
from bot.command.command import Commands
from bot.process import event_loop
from storage.database.database import Database
from tests.adapters.teams.conftest import UNLIMITED, development

STEPS = ("before storing", "after storing", "before sending", "after sending")


def die_at(step: str) -> None:
    if sys.argv[3] == step:
        os.kill(os.getpid(), signal.SIGKILL)


class KillableTeams(Teams):
    """Dies at the step it was told."""

    async def _take(self, activity: Json, receiver: Receiver) -> None:
        die_at("before storing")
        await super()._take(activity, receiver)
        die_at("after storing")

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        die_at("before sending")
        native_id = await super().send(conversation, reply, key=key, replaces=replaces)
        die_at("after sending")
        return native_id


async def main(port: str, url: str, _dies_at: str, ahead: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead))

    teams = KillableTeams(development(int(port), UNLIMITED), clock=clock)
    await Cafe(Database(url), Commands.within(commands), [teams], clock=clock).run()


if __name__ == "__main__":
    event_loop.run(main(*sys.argv[1:]))
