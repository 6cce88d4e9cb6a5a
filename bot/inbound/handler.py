"""What an event leads to: understood, answered by a command, or apologised for. Nothing is committed here."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.chat import payload
from bot.chat.adapter import Adapter
from bot.chat.message import Conversation, Deleted, Edited, Event, Identity, Kind, Message, Reacted, Unreadable
from bot.chat.reply import Reply, Text, codec, say, words
from bot.chat.spans import Code
from bot.chat.texts import Language, _
from bot.command import interpreter
from bot.command.command import Commands, Context, Notice, Refused
from bot.inbound import lifecycle
from bot.inbound.lifecycle import Arrival
from bot.inbound.threads import Threads
from bot.language.sentence import Vocabulary
from bot.language.vectors import Encoder
from bot.language.vocabulary import vocabulary
from bot.outbound.letters import Outcome, answer_key, event_key, key_of
from bot.process.office_hours import Rules
from storage import atlas
from storage.atlas import Atlas
from storage.database.database import Database, Transaction, Tx
from storage.members import people
from storage.members.people import Member
from storage.messaging import conversations, dialogues, inbox, sent
from storage.messaging.cards import Card
from storage.messaging.dialogues import Dialogue
from storage.messaging.outbox import Letter
from storage.messaging.sent import Sent

log = structlog.get_logger()

CORRECTABLE = timedelta(minutes=10)
"""How long after a question its correction still replaces the answer."""

SEEN_ANEW = timedelta(days=1)
"""How much later somebody who speaks is noted as seen again: a write a day, not a write a message."""

SENDING = 2.0
"""Seconds that a button may be ahead of the record of its message."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is read before an event is understood."""

    member: Member | None
    dialogue: Dialogue | None
    atlas: Atlas
    direct: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """The thing that a message is said about, and whose threads it is in."""

    threads: Threads
    thing: int


class Handler:
    """Knows the commands and whoever speaks. Reads freely; writes only in the transaction that it is handed."""

    def __init__(
        self,
        database: Database,
        commands: Commands,
        adapters: Mapping[str, Adapter],
        clock: Callable[[], datetime],
        settled: Callable[[], Awaitable[None]],
        language: str,
        rules: Rules,
        encoder: Encoder | None,
    ) -> None:
        self._rules = rules
        self._hears = frozenset(name for name, adapter in adapters.items() if adapter.hears_threads)
        self._encoder = encoder
        self._database = database
        self._commands = commands
        self.threads = commands.topics.all(Threads)
        self._adapters = adapters
        self._clock = clock
        self._settled = settled
        self._language = language
        self._atlas = atlas.Cache()
        self._named: tuple[Atlas, Vocabulary] | None = None

    async def respond(self, event: Event, tx: Transaction) -> Outcome:
        match event:
            case Message():
                return await self._message(event, tx)
            case Edited(message=message):
                return await self._edited(event, message, tx)
            case Reacted():
                return await self._pressed(event, tx)
            case Unreadable():
                member = await self._member(event.conversation, event.sender, None, event.sent_at)
                return Outcome(lifecycle.unreadable(), language=_language_of(member) or Language(self._language))
            case Deleted():
                return Outcome(letters=await tx.write(self._deleted, event))
            case _:
                arrival = await lifecycle.respond(event, tx, self._clock(), self._language)
                told = await self._told_of_place(event, tx, arrival)
                return Outcome(arrival.reply, told, language=Language(arrival.language))

    async def _message(self, message: Message, tx: Transaction, *, correcting: str | None = None) -> Outcome:
        now = self._clock()
        scene, belongs = await self._database.read(self._heard, message)
        if correcting is not None:
            belongs = None
        if not message.addressed and belongs is None:
            return Outcome()
        member = scene.member
        if member is None:
            language = interpreter.language_of(message, self._commands, self._language)
            member = await self._database.write(
                people.meet, message.sender.platform, message.sender.id, message.sender.name, language, now
            )
        if member.blocked_at:
            told = lifecycle.blocked() if message.addressed else None
            return Outcome(told, language=Language(member.language), member=member)
        ctx = Context(
            member=member,
            message=message,
            now=now,
            language=Language(member.language, member.time_zone),
            atlas=scene.atlas,
            vocabulary=self._vocabulary(scene.atlas),
            commands=self._commands,
            tx=tx,
            forms=self._adapters[message.conversation.platform].forms,
            rules=self._rules,
            hears=self._hears,
            encoder=self._encoder,
        )
        try:
            if belongs is not None and scene.dialogue is None and await belongs.threads.is_talk(ctx):
                reply = await belongs.threads.contribute(ctx, belongs.thing)
            else:
                reply = await interpreter.respond(ctx, scene.dialogue, correcting=correcting is not None)
        except Refused as refusal:
            await tx.rollback()
            ctx.notices.clear()
            ctx.letters.clear()
            reply = refusal.reply or Reply(tuple(Text(words(each)) for each in refusal.words))
            reply = await interpreter.kept(ctx, refusal, reply)
        if member.seen_at and now - member.seen_at > SEEN_ANEW:
            await tx.write(people.seen, member.id, now)
        if message.conversation.kind is Kind.personal and codec.dump(message.conversation) != scene.direct:
            await tx.write(
                people.remember_direct, message.sender.platform, message.sender.id, codec.dump(message.conversation)
            )
        return Outcome(reply, ctx.notices, ctx.language, member, correcting, letters=ctx.letters)

    async def _edited(self, event: Edited, message: Message, tx: Transaction) -> Outcome:
        """What belongs to a thing is corrected wherever it stands.

        A question to us that was corrected shortly after gets its answer corrected, when it only asked to see things.
        """
        for threads in self.threads:
            speaker = await self._database.read(threads.speaker, event_key(message))
            if speaker is None:
                continue
            known = await self._database.read(people.identity, message.sender.platform, message.sender.id)
            if known is None or known.member_id != speaker:
                return Outcome()  # some platforms let moderators edit what others wrote
            return Outcome(letters=await tx.write(threads.correct, event_key(message), message, event_key(event)))
        answered = await self._database.read(sent.get, answer_key(event_key(message)))
        if not message.addressed or answered is None or message.sent_at < self._clock() - CORRECTABLE:
            return Outcome()
        if payload.load(answered.payload, answered.payload_version).asker != message.sender.id:
            return Outcome()  # some platforms let moderators edit what others wrote
        return await self._message(message, tx, correcting=answered.key)

    def _deleted(self, tx: Tx, event: Deleted) -> list[Letter]:
        """What was taken back is taken back wherever it stands; what nobody handled yet never will be."""
        key = key_of(event.conversation.platform, event.message_id)
        if inbox.withdraw(tx, key, self._clock()):
            return []
        gone = inbox.held(tx, key)
        inbox.empty(tx, key)
        if gone and isinstance(edit := codec.load(gone), Edited):
            return self._uncorrected(tx, edit, event)
        return [letter for threads in self.threads for letter in threads.take_back(tx, key, event_key(event))]

    def _uncorrected(self, tx: Tx, edit: Edited, event: Deleted) -> list[Letter]:
        """An edit was taken back: what was said before it stands again, wherever it was brought."""
        key = event_key(edit.message)
        first = inbox.held(tx, key)
        if not first:
            return []
        before = codec.load(next(iter(inbox.edits(tx, edit.conversation.key, edit.message.id)), first))
        message = before.message if isinstance(before, Edited) else before
        trace = event_key(event)
        return [letter for threads in self.threads for letter in threads.correct(tx, key, message, trace)]

    async def _pressed(self, event: Reacted, tx: Transaction) -> Outcome:
        post = await self._post(event)
        if post is None:
            return Outcome()
        reply = payload.load(post.payload, post.payload_version)
        line = interpreter.line_of(reply, event.number, event.sender)
        if line is None:
            return Outcome()
        if interpreter.is_choice(reply, event.number):
            last = await self._database.read(sent.latest_to, post.conversation_key, event.sender.id)
            if last is None or last.key != post.key:
                return Outcome()  # the question was answered: what is asked by now is another one
        thread = post.conversation_key.partition("#")[2] or event.conversation.thread
        place = replace(event.conversation, thread=thread)
        outcome = await self._message(
            Message(event.id, place, event.sender, line, event.sent_at, reply_to=event.message_id, pressed=True), tx
        )
        return replace(outcome, place=place)

    async def _post(self, event: Reacted) -> Sent | None:
        """Our message whose button was pressed; that may be pressed before we wrote down what it is called there."""
        post = await self._database.read(sent.by_native_id, event.conversation.key, event.message_id)
        if post is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SENDING):
                    await self._settled()
            post = await self._database.read(sent.by_native_id, event.conversation.key, event.message_id)
        return post

    def _heard(self, tx: Tx, message: Message) -> tuple[Scene, Belonging | None]:
        """The scene, and the thing that it is said about."""
        found = ((threads, threads.thing_of(tx, message)) for threads in self.threads)
        belongs = next((Belonging(threads, thing) for threads, thing in found if thing is not None), None)
        return self._scene(tx, message.conversation, message.sender), belongs

    def _scene(self, tx: Tx, conversation: Conversation, sender: Identity) -> Scene:
        known = people.identity(tx, sender.platform, sender.id)
        member = people.get(tx, known.member_id) if known else None
        where = interpreter.dialogue_key(conversation)
        dialogue = dialogues.active(tx, member.id, where, self._clock()) if member else None
        return Scene(member, dialogue, self._atlas.read(tx), known.direct if known else None)

    def _vocabulary(self, known: Atlas) -> Vocabulary:
        if self._named is None or self._named[0] is not known:
            self._named = (known, vocabulary(known))
        return self._named[1]

    async def _member(
        self, conversation: Conversation, sender: Identity, locale: str | None, now: datetime
    ) -> Member | None:
        return (await self._database.read(self._scene, conversation, sender)).member

    async def draw(self, card: Card) -> Reply | None:
        """What a living card says now, put into words, where it stands; None when its line draws nothing any more."""
        async with self._database.transaction() as tx:
            scene = await self._database.read(self._stage, card)
            if scene is None:
                return None
            member, where, known = scene
            ctx = self._unasked(member, where, known, tx, card.line, f"post/{card.outbox_key}")
            try:
                reply = await interpreter.respond(ctx, None, correcting=True)
            except Refused:
                return None
            return reply.localised(ctx.language) if reply else None

    async def _told_of_place(self, event: Event, tx: Transaction, arrival: Arrival) -> Sequence[Notice]:
        """What a place that moved or was closed means for what lives in it."""
        if not (arrival.shut or arrival.moved):
            return ()
        known = await self._database.read(self._atlas.read)
        ctx = self._unasked(people.passer_by(self._language), event.conversation, known, tx)
        for threads in self.threads:
            await (threads.closed(ctx) if arrival.shut else threads.moved(ctx))
        return ctx.notices

    def _unasked(
        self, member: Member, where: Conversation, known: Atlas, tx: Transaction, line: str = "", name: str = ""
    ) -> Context:
        """What a command sees when nobody said anything."""
        return Context(
            member=member,
            message=Message(name, where, _NOBODY, line, self._clock()),
            now=self._clock(),
            language=Language(member.language, member.time_zone),
            atlas=known,
            vocabulary=self._vocabulary(known),
            commands=self._commands,
            tx=tx,
            forms=self._adapters[where.platform].forms,
            rules=self._rules,
            hears=self._hears,
            encoder=self._encoder,
        )

    def _stage(self, tx: Tx, card: Card) -> tuple[Member, Conversation, Atlas] | None:
        """Who looks at a card, and where. In a shared place that is somebody who may see what everybody may."""
        known = self._atlas.read(tx)
        where = codec.load(card.conversation)
        if not isinstance(where, Conversation):
            where = Conversation(card.platform, "", Kind.personal)
        if card.viewer is not None:
            member = people.get(tx, card.viewer)
            return (member, where, known) if member else None
        audience = conversations.by_key(tx, where.place.key)
        return people.passer_by(audience.language if audience else self._language), where, known

    async def apology(self, event: Event) -> Outcome:
        """To be called where the failure is caught: it logs that one."""
        reference = secrets.token_hex(4)
        log.exception("handler failed", reference=reference)
        if not (isinstance(event, Reacted) or (isinstance(event, Message) and event.addressed)):
            return Outcome(failure=reference)
        scene = await self._database.read(self._scene, event.conversation, event.sender)
        return Outcome(
            say(
                _(
                    "Sorry, something went wrong on our side. Your message was kept; the reference is {reference}.",
                    reference=Code(reference),
                )
            ),
            language=_language_of(scene.member) or Language(self._language),
            member=scene.member,
            failure=reference,
        )


_NOBODY = Identity("", "", "")


def _language_of(member: Member | None) -> Language | None:
    return Language(member.language, member.time_zone) if member else None
