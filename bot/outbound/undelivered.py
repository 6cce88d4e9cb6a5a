"""Lets what did not arrive reach the act that caused it: a topic declares what it does then."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.chat import payload
from bot.chat.reply import Subject, say
from bot.chat.texts import _
from bot.command.command import Notice
from bot.outbound.letters import notices
from bot.process.work import Services
from storage.database.database import Tx
from storage.digest import digests
from storage.members import people
from storage.messaging import conversations, outbox
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
        if letter.operation is not Operation.send:
            return
        now = self._clock()
        if digests.reopen(tx, letter.key):
            self._tell(tx, letter, _no_digest(tx, letter), now)
            return
        reply = payload.load(letter.payload, letter.payload_version)
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
        self._tell(tx, letter, told, now)

    def _tell(self, tx: Tx, letter: Letter, told: Iterable[Notice], now: datetime) -> None:
        letters = [
            each
            for number, notice in enumerate(told)
            for each, _card in notices(tx, f"{letter.key}/returned", notice, number, self._language, now)
        ]
        outbox.post(tx, letters, now, leased=False)


def _no_digest(tx: Tx, letter: Letter) -> Iterator[Notice]:
    """Tell who turned on the digest of a place that it did not arrive there: nobody else would see that."""
    place, by = conversations.by_key(tx, letter.conversation_key), digests.set_by(tx, letter.conversation_key)
    who = people.get(tx, by) if by is not None else None
    if who and place and place.left_at is None and not who.blocked_at:
        there = place.name or _("a channel")
        yield Notice(who, say(_("The digest did not arrive in {place}. Its news comes with the next.", place=there)))
