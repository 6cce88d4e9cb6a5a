"""Sees to lists that were sent: in a process of its own it finds what would come of them, or takes them in."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import structlog

from bot.chat.message import Conversation
from bot.chat.reply import codec
from bot.chat.texts import Language
from bot.command.command import Notice
from bot.exchange import bounded_import
from bot.exchange.bounded_import import BrokenOff, Told
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.intake import report
from storage import audit
from storage.database.database import Tx
from storage.intake import intakes
from storage.intake.intake import Intake, State
from storage.members import people
from storage.vocabulary import Lane, Role, Subject

log = structlog.get_logger()

EVERY: Final = timedelta(seconds=3)
"""Who sent a list waits for it."""
MOST_ATTEMPTS: Final = 2
"""A list that takes the process down with it so often is let go."""


class Intakes:
    """Sees to one at a time, in the process that leads."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language

    async def work(self) -> int:
        """See to the oldest that waits: how many there were."""
        if not await self._database.read(intakes.anything_waits):
            return 0
        intake = await self._database.write(intakes.take_up, self._clock())
        if intake is None:
            return 0
        told = await self._seen_to(intake)
        await self._database.write(self._tell, intake, told)
        log.info("lists", state=intake.state, done=told is not None)
        return 1

    async def _seen_to(self, intake: Intake) -> Told | None:
        if intake.attempts > MOST_ATTEMPTS or not await self._database.read(_may, intake):
            return None
        check = intake.state is State.sent
        try:
            member = await self._database.read(people.get, intake.member_id)
            language = member.language if member else self._language
            return await bounded_import.run(self._database.dsn, _files(intake.archive), check=check, language=language)
        except BrokenOff:
            return None

    def _tell(self, tx: Tx, intake: Intake, told: Told | None) -> None:
        """Say what came of it where they were sent, and let go of what is done."""
        member = people.get(tx, intake.member_id)
        if member is None:
            return  # they were forgotten meanwhile, and the lists went with them
        if told is None:
            shown = report.broken_off()
        elif intake.state is State.sent:
            shown = report.would_be(told, intake.id)
        else:
            shown = report.came(told)
            audit.record(tx, member.id, "imported", Subject.member, None, self._clock(), by="chat")
        waits = told is not None and intake.state is State.sent and report.changes(told)
        if waits:
            intakes.turn(tx, intake.id, State.sent, State.shown)
        else:
            intakes.drop(tx, intake.id)
        notice = Notice(_place(intake), shown.localised(Language(member.language, member.time_zone)), Lane.answer)
        send(tx, f"intake/{intake.id}/{intake.state}", [notice], self._clock(), self._language)


def _may(tx: Tx, intake: Intake) -> bool:
    """Tell whether who sent it is an administrator still."""
    member = people.get(tx, intake.member_id)
    return member is not None and not member.blocked_at and any(each.role is Role.admin for each in member.grants)


def _place(intake: Intake) -> Conversation:
    found: Conversation = codec.load(intake.conversation)
    return found


def _files(archive: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


WORK = Work("lists sent", EVERY, lambda services: Intakes(services).work)
