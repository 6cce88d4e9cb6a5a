"""Answers an event: lets a command answer it, or apologises. Nothing is committed here."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.chat.adapter import Adapter, Pressing
from bot.chat.message import Conversation, Deleted, Edited, Event, Message, Reacted, Unreadable
from bot.chat.reply import Reply, Text, codec, say, words
from bot.chat.spans import Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Commands, Context, Notice
from bot.command.refusal import Refused
from bot.dialogue import buttons, dialogue, interpreter
from bot.inbound import hearing, lifecycle
from bot.inbound.card_drawing import CardDrawing
from bot.inbound.contexts import Contexts, Scene
from bot.inbound.corrections import Corrections
from bot.inbound.lifecycle import Arrival
from bot.inbound.presses import Presses
from bot.inbound.threads import Threads
from bot.outbound.letters import Outcome
from bot.process.work import Services
from bot.reading import doubts
from storage.database.database import Transaction, Tx
from storage.members import people
from storage.members.member import Member
from storage.messaging import dialogues

log = structlog.get_logger()

SEEN_ANEW = timedelta(days=1)
"""How much later somebody who speaks is noted as seen again: a write a day, not a write a message."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """The thing that a message is said about, and whose threads it is in."""

    threads: Threads
    thing: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Holds what an event says, as a message."""

    message: Message
    correcting: str | None = None
    """The outbox key of our answer to what it corrects."""
    retold: bool = False
    """It corrects what was typed for what we still ask."""
    place: Conversation | None = None
    """Where the answer goes, when not where the event came from."""


class Handler:
    """Knows the commands and whoever speaks. Reads freely; writes only in the transaction that it is handed."""

    def __init__(
        self,
        services: Services,
        commands: Commands,
        adapters: Mapping[str, Adapter],
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = services.database
        self._clock = services.clock
        self._metrics = services.metrics
        self._language = services.language
        self._commands = commands
        self._topics = commands.topics
        self.threads = commands.topics.all(Threads)
        self._contexts = Contexts(services, commands, adapters)
        self._corrections = Corrections(services, self.threads)
        self._pressing = {name: each.how_to_press for name, each in adapters.items() if isinstance(each, Pressing)}
        self._presses = Presses(services.database, settled)
        drawing = CardDrawing(services, self._contexts)
        self.draw, self.show = drawing.draw, drawing.show

    async def respond(self, event: Event, tx: Transaction) -> Outcome:
        """Return the answer to an event. A press and a correction are answered as if that had been typed."""
        spoken = await self._spoken(event, tx)
        if isinstance(spoken, Outcome):
            return spoken
        message = spoken.message
        scene, belongs, replies = await self._database.read(self._heard, spoken)
        if replies and not belongs:
            message = replace(message, addressed=True)
        member = scene.member or (await self._meet(message) if message.addressed or belongs else None)
        if member is None:
            return Outcome()
        if member.blocked_at:
            told = lifecycle.blocked() if message.addressed else None
            return Outcome(told, language=Language(member.language), member=member, place=spoken.place)
        ctx = self._contexts.context(member, message, scene.atlas, tx)
        ctx.answered = scene.answered
        underway = scene.dialogue if message.addressed or hearing.waits(scene.dialogue, ctx.now) else None
        try:
            if not message.addressed and underway is None and await buttons.awaited(ctx):
                message = ctx.message = replace(message, addressed=True)
            if belongs and underway is None and await belongs.threads.is_talk(ctx):
                reply = await belongs.threads.contribute(ctx, belongs.thing)
            elif spoken.retold and underway:
                reply = await dialogue.retold(ctx, underway)
            elif message.addressed or underway or replies:
                reply = await interpreter.respond(ctx, underway, correcting=spoken.correcting is not None)
            else:
                return Outcome()
        except Refused as refusal:
            reply = await self._refused(ctx, refusal)
        reply = await doubts.marked(ctx, reply) if reply else None
        if ctx.missed:
            self._metrics.misses.labels(ctx.missed, ctx.language.code).inc()
        await self._note(ctx, member, scene)
        if isinstance(event, Reacted) and event.shown:
            reply = None
        return Outcome(
            reply, ctx.notices, ctx.language, member, spoken.correcting, letters=ctx.letters, place=spoken.place
        )

    async def _spoken(self, event: Event, tx: Transaction) -> Spoken | Outcome:
        """Return what an event says; what comes of it when it says nothing to be answered by a command."""
        match event:
            case Message():
                return Spoken(event)
            case Edited(message=message):
                scene = await self._database.read(self._contexts.scene, event.conversation, event.sender)
                if dialogue.said_in(scene.dialogue, message.id):
                    return Spoken(replace(message, addressed=True), retold=True)
                edited = await self._corrections.edit(event, tx)
                said = replace(message, addressed=True)
                return edited if isinstance(edited, Outcome) else Spoken(said, correcting=edited)
            case Reacted(sign=sign) if sign:
                return self._signed(event)
            case Reacted():
                line = await self._presses.line(event)
                return Spoken(line, place=line.conversation) if line else Outcome()
            case Unreadable(verifies=verifies):
                scene = await self._database.read(self._contexts.scene, event.conversation, event.sender)
                answer = lifecycle.unverified() if verifies else lifecycle.unreadable()
                return Outcome(answer, language=scene.language or Language(self._language))
            case Deleted():
                letters = await tx.write(self._corrections.withdraw, event)
                return await self._stopped(event, tx) or Outcome(letters=letters)
            case _:
                hint = self._pressing.get(event.conversation.platform)
                arrival = await lifecycle.respond(event, tx, self._clock(), self._language, self._topics, hint)
                told = [*await self._told_of_place(event, tx, arrival), *arrival.told]
                return Outcome(arrival.reply, told, language=Language(arrival.language))

    def _signed(self, event: Reacted) -> Spoken | Outcome:
        """Return what a sign says that somebody puts below what another said."""
        line = next((line for each in self.threads if (line := each.line_of(event.sign))), "")
        place, who = event.conversation, event.sender
        said = Message(event.id, place, who, line, event.sent_at, addressed=False, reply_to=event.message_id)
        return Spoken(said) if line else Outcome()

    async def _stopped(self, event: Deleted, tx: Transaction) -> Outcome | None:
        """End what is asked on a message that was taken back: its words go nowhere any more."""
        scene = await self._database.read(self._contexts.scene, event.conversation, event.sender)
        asked = await self._database.read(dialogues.under_way, scene.member.id, self._clock()) if scene.member else []
        found = next(((where, each) for where, each in asked if dialogue.said_in(each, event.message_id)), None)
        if found is None or scene.member is None:
            return None
        where, underway = found
        await tx.write(dialogues.end, underway.id)
        place = replace(event.conversation, thread=where.partition("#")[2] or event.conversation.thread)
        told = say(_("You deleted your message, so I stopped. Nothing was put."))
        return Outcome(told, language=scene.language or Language(self._language), member=scene.member, place=place)

    def _heard(self, tx: Tx, spoken: Spoken) -> tuple[Scene, Belonging | None, bool]:
        """The scene, the thing that it is said about, and whether it is a reply to us.

        What corrects a question to us is about no thing.
        """
        message = spoken.message
        corrects = spoken.correcting is not None or spoken.retold
        found = ((threads, threads.thing_of(tx, message)) for threads in self.threads if not corrects)
        belongs = next((Belonging(threads, thing) for threads, thing in found if thing is not None), None)
        replies = not message.addressed and hearing.replies(tx, message)
        return self._contexts.scene(tx, message.conversation, message.sender), belongs, replies

    async def _meet(self, message: Message) -> Member:
        language = interpreter.language_of(message, self._commands, self._language)
        sender = message.sender
        return await self._database.write(people.meet, sender.platform, sender.id, sender.name, language, self._clock())

    async def _refused(self, ctx: Context, refusal: Refused) -> Reply:
        """Undo what the command did: why it cannot be done, and what was kept of it."""
        await ctx.tx.rollback()
        ctx.notices.clear()
        ctx.letters.clear()
        reply = refusal.reply or Reply(tuple(Text(words(each)) for each in refusal.words))
        return await interpreter.kept(ctx, refusal, reply)

    async def _note(self, ctx: Context, member: Member, scene: Scene) -> None:
        """Write down that somebody was here, and where they are spoken to alone."""
        message = ctx.message
        if member.seen_at and ctx.now - member.seen_at > SEEN_ANEW:
            await ctx.write(people.seen, member.id, ctx.now)
        sender = message.sender
        spoken_to = ctx.personal and message.conversation.platform == sender.platform  # and not on a page
        if spoken_to and codec.dump(message.conversation) != scene.direct:
            await ctx.write(people.remember_direct, sender.platform, sender.id, codec.dump(message.conversation))

    async def _told_of_place(self, event: Event, tx: Transaction, arrival: Arrival) -> Sequence[Notice]:
        """Return what a place that moved or was closed means for what lives in it."""
        if not (arrival.shut or arrival.moved):
            return ()
        known = await self._database.read(self._contexts.atlas)
        ctx = self._contexts.unasked(people.passer_by(self._language), event.conversation, known, tx)
        for threads in self.threads:
            await (threads.closed(ctx) if arrival.shut else threads.moved(ctx))
        return ctx.notices

    async def apology(self, event: Event) -> Outcome:
        """To be called where the failure is caught: it logs that one."""
        reference = secrets.token_hex(4)
        log.exception("handler failed", reference=reference)
        sorry = _(
            "Sorry, something went wrong on our side. Your message was kept; the reference is {reference}.",
            reference=Code(reference),
        )
        return replace(await self._told(event, sorry), failure=reference)

    async def declined(self, event: Event, _tx: Transaction | None) -> Outcome:
        """What somebody hears who says more at once than is read."""
        return await self._told(event, _("That is much at once. I did not read all of it: send the rest again later."))

    async def _told(self, event: Event, text: Msg) -> Outcome:
        """Say something to who said something to us, whatever it was."""
        if not (isinstance(event, Reacted) or (isinstance(event, Message) and event.addressed)):
            return Outcome()
        scene = await self._database.read(self._contexts.scene, event.conversation, event.sender)
        return Outcome(say(text), language=scene.language or Language(self._language), member=scene.member)
