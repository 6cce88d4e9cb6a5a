"""Lets what did not arrive reach the act that caused it: a topic declares what it does then."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.chat import payload
from bot.chat.reply import Subject
from bot.command.command import Notice
from bot.outbound.letters import notices
from bot.process.work import Services
from storage.database.database import Tx
from storage.digest import digests
from storage.members import people
from storage.messaging import outbox
from storage.messaging.outbox import Letter
from storage.vocabulary import Operation


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What a topic does when a notice about a thing of that kind cannot reach a member. The notices tell others."""

    kind: str
    run: Callable[[Tx, Subject, int, datetime], Iterable[Notice]]


class Returned:
    """Takes letters back that will never arrive, in the transaction that parks them."""

    def __init__(self, services: Services) -> None:
        self._topics = services.topics
        self._clock = services.clock
        self._language = services.language

    def __call__(self, tx: Tx, letter: Letter) -> None:
        if letter.operation is not Operation.send or digests.reopen(tx, letter.key):
            return
        reply, now = payload.load(letter.payload, letter.payload_version), self._clock()
        if reply.reader is None:
            return
        people.unreachable(tx, reply.reader, letter.platform, now)
        if reply.about is None:
            return
        told = [
            notice
            for part in self._topics.all(Undelivered)
            if part.kind == reply.about.kind
            for notice in part.run(tx, reply.about, reply.reader, now)
        ]
        letters = [
            each
            for number, notice in enumerate(told)
            for each, _card in notices(tx, f"{letter.key}/returned", notice, number, self._language, now)
        ]
        outbox.post(tx, letters, now, leased=False)
