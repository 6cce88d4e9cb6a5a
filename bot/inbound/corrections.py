"""Corrects and takes back what was said before, wherever it was brought."""

from collections.abc import Sequence
from datetime import timedelta

from bot.chat import payload
from bot.chat.message import Deleted, Edited
from bot.chat.reply import codec
from bot.inbound import hearing
from bot.inbound.threads import Threads
from bot.outbound.letters import Outcome, answer_key, event_key, key_of
from bot.process.work import Services
from storage.database.database import Transaction, Tx
from storage.members import people
from storage.messaging import inbox, sent
from storage.messaging.outbox import Letter
from storage.messaging.sent import Sent

CORRECTABLE = timedelta(minutes=10)
"""How long after a question its correction still replaces the answer."""


class Corrections:
    """For one process. `threads` are those of all topics."""

    def __init__(self, services: Services, threads: Sequence[Threads]) -> None:
        self._database = services.database
        self._clock = services.clock
        self._threads = threads

    async def edit(self, event: Edited, tx: Transaction) -> Outcome | str | None:
        """What belongs to a thing is corrected wherever it stands; that is an outcome.

        A question to us that was corrected shortly after gets its answer corrected, when it only asked to see things:
        gives the outbox key of that answer. None when its writer calls us only now: it is heard for the first time.
        """
        message = event.message
        for threads in self._threads:
            speaker = await self._database.read(threads.speaker, event_key(message))
            if speaker is None:
                continue
            known = await self._database.read(people.identity, message.sender.platform, message.sender.id)
            if known is None or known.member_id != speaker:
                return Outcome()  # some platforms let moderators edit what others wrote
            return Outcome(
                letters=await tx.write(threads.correct, event_key(message), message, self._clock(), event_key(event))
            )
        if event.restored:
            known_here = await self._database.read(hearing.belongs, message, self._threads)
            return None if known_here else Outcome()
        answered, heard = await self._database.read(self._answer_to, event)
        if message.addressed and not heard:
            return None
        if not (message.addressed or heard) or answered is None or message.sent_at < self._clock() - CORRECTABLE:
            return Outcome()
        if payload.load(answered.payload, answered.payload_version).asker != message.sender.id:
            return Outcome()  # some platforms let moderators edit what others wrote
        return answered.key

    def _answer_to(self, tx: Tx, event: Edited) -> tuple[Sent | None, bool]:
        """Our answer to a message, or to the first edit of it that called us; and whether we heard it at all."""
        message = event.message
        first = inbox.held(tx, event_key(message))
        keys = [event_key(message)] if first and codec.load(first).addressed else []
        before = [codec.load(each) for each in inbox.edits(tx, event.conversation.key, message.id)]
        keys += [event_key(each) for each in before if each.id != event.id and each.message.addressed]
        answers = (sent.get(tx, answer_key(key)) for key in keys)
        return next((each for each in answers if each), None), bool(keys)

    def withdraw(self, tx: Tx, event: Deleted) -> list[Letter]:
        """What was taken back is taken back wherever it stands; what nobody handled yet never will be."""
        key = key_of(event.conversation.platform, event.message_id)
        if inbox.withdraw(tx, key, self._clock()):
            return []
        gone = inbox.held(tx, key)
        inbox.empty(tx, key)
        if gone and isinstance(edit := codec.load(gone), Edited):
            return self._uncorrected(tx, edit, event)
        return [
            letter
            for threads in self._threads
            for letter in threads.take_back(tx, key, self._clock(), event_key(event))
        ]

    def _uncorrected(self, tx: Tx, edit: Edited, event: Deleted) -> list[Letter]:
        """An edit was taken back: what was said before it stands again, wherever it was brought."""
        key = event_key(edit.message)
        first = inbox.held(tx, key)
        if not first:
            return []
        before = codec.load(next(iter(inbox.edits(tx, edit.conversation.key, edit.message.id)), first))
        message = before.message if isinstance(before, Edited) else before
        trace = event_key(event)
        return [
            letter for threads in self._threads for letter in threads.correct(tx, key, message, self._clock(), trace)
        ]
