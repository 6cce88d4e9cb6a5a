"""An event in, at most one reply out, in one transaction: inbox mark, effects and outbox together or not at all."""

import asyncio
import contextlib
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any, TypeAlias, cast

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot import payload, presence, understanding
from bot.adapter import Adapter
from bot.command import Commands, Context, Notice, Refused
from bot.delivery import Delivery
from bot.message import (
    Conversation,
    Deleted,
    Edited,
    Event,
    Identity,
    Installed,
    Kind,
    Message,
    Moved,
    Powers,
    Reacted,
    Removed,
    Unreadable,
)
from bot.metrics import Metrics
from bot.posts import card_of, keep
from bot.reply import PAYLOAD_VERSION, Reply, Text, codec, say, words
from bot.search_sentence import Vocabulary
from bot.search_vocabulary import vocabulary
from bot.span import Code
from bot.steadfast import insist
from bot.wording import Language, _
from storage import atlas, conversations, cursors, dialogues, inbox, outbox, people
from storage.atlas import Atlas
from storage.database import TROUBLE, Database, Transaction
from storage.dialogues import Dialogue
from storage.inbox import Arrival, Inbound
from storage.outbox import Letter, Outbound, Sent
from storage.people import Member
from storage.posts import Card
from storage.vocabulary import Lane, Operation

log = structlog.get_logger()

TIME_LIMIT = timedelta(seconds=20)
"""For one handler. A reply that takes longer is of no use in a chat."""

MOST_ATTEMPTS = 3
"""A message that takes the process down with it is tried so often, then apologised for."""

BUSY_AFTER = 1.0
"""Seconds after which the member sees that an answer is on its way."""

SWEEP = timedelta(seconds=30)
AT_ONCE = 32
CORRECTABLE = timedelta(minutes=10)
"""How long after a question its correction still replaces the answer."""


Posted: TypeAlias = tuple[Letter, Card | None]
"""What goes out, and the living card that it is."""

MOST_CLASHES = 3
"""How often one begins again because others did the same at the same moment."""

SENDING = 2.0
"""Seconds that a button may be ahead of the record of its message."""

LONGEST_ID = 120
"""Characters of a platform's event id; a longer one is known by its digest, so that keys made of it fit."""


class HandledElsewhere(Exception):
    """Another process handled it first: what this one did is undone."""


class GivenUp(Exception):
    """It was tried too often: each time the process went down, or the database."""


@dataclass(slots=True)
class Outcome:
    """What handling an event leads to."""

    reply: Reply | None = None
    notices: Sequence[Notice] = ()
    language: Language = field(default_factory=lambda: Language("nl"))
    member: Member | None = None
    replaces: str | None = None
    """The outbox key of our earlier answer that this one corrects."""
    failure: str | None = None
    place: Conversation | None = None
    """Where the reply goes, when not where the event came from: a press does not tell the thread of its button."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is read before an event is understood."""

    member: Member | None
    dialogue: Dialogue | None
    atlas: Atlas
    direct: Mapping[str, Any] | None


class Dispatcher:
    """Implements `bot.adapter.Receiver`. Events of one conversation are handled in order, others side by side."""

    def __init__(
        self,
        database: Database,
        commands: Commands,
        adapters: Mapping[str, Adapter],
        delivery: Delivery,
        clock: Callable[[], datetime],
        *,
        language: str = "nl",
        time_limit: timedelta = TIME_LIMIT,
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._database = database
        self._commands = commands
        self._adapters = adapters
        self._delivery = delivery
        self._clock = clock
        self._language = language
        self._time_limit = time_limit
        self._atlas = atlas.Cache()
        self._named: tuple[Atlas, Vocabulary] | None = None
        self._room = asyncio.Semaphore(AT_ONCE)
        self._waiting: dict[str, deque[tuple[Inbound, asyncio.Future[Reply | None]]]] = {}
        self._lines: set[asyncio.Task[None]] = set()
        self.changed: Callable[[], None] = _nothing
        """Told when something was written, so that living cards can follow."""

    # The way in.

    async def store(self, events: Sequence[Event], *, cursor: tuple[str, str] | None = None) -> None:
        arrivals = [_arrival(event) for event in events]
        new = await self._database.write(inbox.store, arrivals, self._clock(), cursor=cursor)
        for inbound in new:
            self._enqueue(inbound)

    async def answer(self, event: Event) -> Reply | None:
        arrival = _arrival(event)
        for inbound in await self._database.write(inbox.store, [arrival], self._clock()):
            return await self._enqueue(inbound)
        for waiting in list(self._waiting.get(arrival.conversation_key, ())):
            if waiting[0].event_id == arrival.event_id:
                return await asyncio.shield(waiting[1])
        _handled, reply = await self._database.read(inbox.answer, arrival.event_id)
        return codec.load(reply) if reply else None

    async def cursor(self, name: str) -> str | None:
        return await self._database.read(cursors.get, name)

    async def takes_part(self, conversation: Conversation) -> bool:
        def look(tx: Connection) -> bool:
            if outbox.latest(tx, conversation.key) or inbox.holds(tx, conversation.key):
                return True
            root = conversation.thread
            return bool(root and outbox.by_native_id(tx, conversation.key, root))

        return await self._database.read(look)

    async def said(self, conversation: Conversation, native_id: str) -> Reply | None:
        post = await self._database.read(outbox.by_native_id, conversation.key, native_id)
        return payload.load(post.payload, post.payload_version) if post else None

    async def run(self) -> None:
        """Take up events that were stored and never handled: by a process that stopped, or by this one before."""
        while True:
            for inbound in await insist(lambda: self._database.write(inbox.claim, self._clock()), self._metrics):
                self._enqueue(inbound)
            await asyncio.sleep(SWEEP.total_seconds())

    async def settled(self) -> None:
        """Wait until nothing is being handled."""
        while self._lines:
            await asyncio.wait(set(self._lines))

    async def drain(self, limit: timedelta) -> None:
        """Let what is being handled finish, within that limit; the inbox keeps the rest."""
        if self._lines:
            await asyncio.wait(set(self._lines), timeout=limit.total_seconds())
        for task in set(self._lines):
            task.cancel()

    # One line a conversation.

    def _enqueue(self, inbound: Inbound) -> "asyncio.Future[Reply | None]":
        done: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        # Who asked for it may be gone when it fails; the failure was logged and apologised for by then.
        done.add_done_callback(lambda future: future.cancelled() or future.exception())
        line = self._waiting.setdefault(inbound.conversation_key, deque())
        line.append((inbound, done))
        if len(line) == 1:
            task = asyncio.create_task(self._line(inbound.conversation_key))
            self._lines.add(task)
            task.add_done_callback(self._lines.discard)
        return done

    async def _line(self, key: str) -> None:
        line = self._waiting[key]
        while line:
            inbound, done = line[0]
            try:
                async with self._room:
                    # A database that is away must not let the next overtake this one.
                    reply = await insist(partial(self._handle, inbound), self._metrics)
                if not done.done():
                    done.set_result(reply)
            except Exception as failure:  # the next in line must not suffer; the sweep tries again
                log.exception("not handled", event_id=inbound.event_id)
                if not done.done():
                    done.set_exception(failure)
            finally:
                done.cancel()  # when this process stops: whoever waits must not wait for ever
                line.popleft()
                if not line:
                    del self._waiting[key]

    # One event.

    async def _handle(self, inbound: Inbound) -> Reply | None:
        with structlog.contextvars.bound_contextvars(trace=inbound.event_id):
            event = await self._event(inbound)
            if event is None:
                return None
            began = time.monotonic()
            try:
                outcome, reply, ready = await self._settle(inbound, event)
            except HandledElsewhere:
                log.warning("handled by another process")
                return None
            self._delivery.hand_over(ready)
            took = time.monotonic() - began
            log.info("handled", kind=type(event).__name__, ms=round(took * 1000, 1))
            self._metrics.handling.observe(took)
            self._metrics.handled.labels(type(event).__name__, "failed" if outcome.failure else "done").inc()
            return reply

    async def _event(self, inbound: Inbound) -> Event | None:
        """What came in; None when that cannot be read, and never will be."""
        try:
            return cast("Event", codec.load(inbound.payload))
        except Exception:  # whatever is wrong with it: it must not be tried for ever
            reference = secrets.token_hex(4)
            log.exception("event cannot be read", reference=reference)
            await self._database.write(inbox.finish, inbound.id, self._clock(), failure=reference)
            return None

    async def _settle(self, inbound: Inbound, event: Event) -> tuple[Outcome, Reply | None, list[Outbound]]:
        """Handle it and commit what came of it. Raises `HandledElsewhere`, `storage.database.TROUBLE`."""
        for again in range(MOST_CLASHES, -1, -1):
            async with self._database.transaction() as tx:
                try:
                    with self._busy(event):
                        outcome = await self._outcome(inbound, event, tx)
                    return outcome, *(await self._finish(tx, inbound, event, outcome))
                except (HandledElsewhere, *TROUBLE):
                    raise
                except Exception as failure:  # noqa: BLE001  # logged below: undo, apologise, and go on with the next
                    await tx.rollback()
                    if again and isinstance(failure, IntegrityError):
                        # Someone did the same at the same moment: whoever comes second begins again, and sees it.
                        log.info("clashed", why=str(failure.orig))
                        continue
                    outcome = await self._apology(event)
                return outcome, *(await self._finish(tx, inbound, event, outcome))
        raise AssertionError("the last round returns")

    async def _outcome(self, inbound: Inbound, event: Event, tx: Transaction) -> Outcome:
        if inbound.attempts > MOST_ATTEMPTS:
            raise GivenUp(f"{GivenUp.__doc__} ({MOST_ATTEMPTS})")
        try:
            async with asyncio.timeout(self._time_limit.total_seconds()):
                return await self._respond(event, tx)
        except TROUBLE:
            # The database is away, and it is tried again; or the handler asks what no database can do.
            await tx.rollback()
            return await self._apology(event)

    async def _apology(self, event: Event) -> Outcome:
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

    async def _respond(self, event: Event, tx: Transaction) -> Outcome:
        match event:
            case Message():
                return await self._message(event, tx) if event.addressed else Outcome()
            case Edited(message=message):
                return await self._edited(message, tx)
            case Reacted():
                return await self._pressed(event, tx)
            case Unreadable():
                member = await self._member(event.conversation, event.sender, None, event.sent_at)
                return Outcome(presence.unreadable(), language=_language_of(member) or Language(self._language))
            case Deleted():
                return Outcome()
            case _:
                arrival = await presence.respond(event, tx, self._clock(), self._language)
                return Outcome(arrival.reply, language=Language(arrival.language))

    async def _message(self, message: Message, tx: Transaction, *, correcting: str | None = None) -> Outcome:
        now = self._clock()
        scene = await self._database.read(self._scene, message.conversation, message.sender)
        member = scene.member
        if member is None:
            language = understanding.language_of(message, self._commands, self._language)
            member = await self._database.write(
                people.meet, message.sender.platform, message.sender.id, message.sender.name, language, now
            )
        if member.blocked_at:
            return Outcome(presence.blocked(), language=Language(member.language), member=member)
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
        )
        try:
            reply = await understanding.respond(ctx, scene.dialogue, correcting=correcting is not None)
        except Refused as refusal:
            await tx.rollback()
            ctx.notices.clear()
            reply = refusal.reply or Reply(tuple(Text(words(each)) for each in refusal.words))
            reply = await understanding.kept(ctx, refusal, reply)
        if message.conversation.kind is Kind.personal and codec.dump(message.conversation) != scene.direct:
            await tx.write(
                people.remember_direct, message.sender.platform, message.sender.id, codec.dump(message.conversation)
            )
        return Outcome(reply, ctx.notices, ctx.language, member, correcting)

    async def _edited(self, message: Message, tx: Transaction) -> Outcome:
        """A question that was corrected shortly after gets its answer corrected, when it only asked to see things."""
        answered = await self._database.read(outbox.get, _answer_key(_event_id(message)))
        if not message.addressed or answered is None or message.sent_at < self._clock() - CORRECTABLE:
            return Outcome()
        if payload.load(answered.payload, answered.payload_version).asker != message.sender.id:
            return Outcome()  # some platforms let moderators edit what others wrote
        return await self._message(message, tx, correcting=answered.key)

    async def _pressed(self, event: Reacted, tx: Transaction) -> Outcome:
        post = await self._post(event)
        if post is None:
            return Outcome()
        reply = payload.load(post.payload, post.payload_version)
        line = understanding.line_of(reply, event.number, event.sender)
        if line is None:
            return Outcome()
        if understanding.is_choice(reply, event.number):
            last = await self._database.read(outbox.latest_to, post.conversation_key, event.sender.id)
            if last is None or last.key != post.key:
                return Outcome()  # the question was answered: what is asked by now is another one
        thread = post.conversation_key.partition("#")[2] or event.conversation.thread
        place = replace(event.conversation, thread=thread)
        outcome = await self._message(
            Message(event.id, place, event.sender, line, event.sent_at, reply_to=event.message_id), tx
        )
        return replace(outcome, place=place)

    async def _post(self, event: Reacted) -> Sent | None:
        """Our message whose button was pressed; that may be pressed before we wrote down what it is called there."""
        post = await self._database.read(outbox.by_native_id, event.conversation.key, event.message_id)
        if post is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SENDING):
                    await self._delivery.settled()
            post = await self._database.read(outbox.by_native_id, event.conversation.key, event.message_id)
        return post

    def _scene(self, tx: Connection, conversation: Conversation, sender: Identity) -> Scene:
        known = people.identity(tx, sender.platform, sender.id)
        member = people.get(tx, known.member_id) if known else None
        where = understanding.dialogue_key(conversation)
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
            ctx = Context(
                member=member,
                message=Message(f"post/{card.outbox_key}", where, _NOBODY, card.line, self._clock()),
                now=self._clock(),
                language=Language(member.language, member.time_zone),
                atlas=known,
                vocabulary=self._vocabulary(known),
                commands=self._commands,
                tx=tx,
                forms=self._adapters[card.platform].forms,
            )
            try:
                reply = await understanding.respond(ctx, None, correcting=True)
            except Refused:
                return None
            return reply.localised(ctx.language) if reply else None

    def _stage(self, tx: Connection, card: Card) -> tuple[Member, Conversation, Atlas] | None:
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

    # The way out.

    async def _finish(
        self, tx: Transaction, inbound: Inbound, event: Event, outcome: Outcome
    ) -> tuple[Reply | None, list[Outbound]]:
        inline = isinstance(event, Message) and event.answer_inline
        reply = outcome.reply.localised(outcome.language) if outcome.reply else None
        if reply and isinstance(event, Message | Reacted):
            reply = replace(reply, asker=event.sender.id)
        letters = list(self._letters(inbound, event, outcome, reply, inline=inline))
        now = self._clock()
        wrote = tx.wrote

        def finish(connection: Connection) -> tuple[list[Outbound], bool]:
            stored = codec.dump(reply) if inline and reply else None
            if not inbox.finish(connection, inbound.id, now, reply=stored, failure=outcome.failure):
                raise HandledElsewhere
            notices = [
                posted
                for number, notice in enumerate(outcome.notices)
                for posted in self._addressed(connection, inbound, notice, number)
            ]
            keep(connection, [card for _, card in [*letters, *notices] if card], now)
            here = [letter for letter, _ in [*letters, *notices] if letter.platform in self._adapters]
            away = [letter for letter, _ in notices if letter.platform not in self._adapters]
            outbox.post(connection, away, now, leased=False)
            ready = outbox.post(connection, here, now)
            return ready, len(ready) < len(here)

        ready, queued = await tx.finish(finish)
        if wrote:
            self.changed()
        if queued:  # what they wait for may have gone out just before they were stored
            self._delivery.wake()
        return reply, ready

    def _letters(
        self, inbound: Inbound, event: Event, outcome: Outcome, reply: Reply | None, *, inline: bool
    ) -> Iterator[Posted]:
        if reply is None or inline:
            return
        conversation = outcome.place or event.conversation
        to: Conversation | Identity = conversation
        if reply.private and conversation.kind is not Kind.personal and not isinstance(event, _PLACED):
            to = event.sender
            pointer = say(_("I have sent you the answer in a personal chat.")).localised(outcome.language)
            yield _letter(f"{inbound.event_id}/moved", conversation, pointer, inbound.event_id), None
        letter = _letter(_answer_key(inbound.event_id), to, reply, inbound.event_id, target=outcome.replaces)
        shared = isinstance(to, Conversation) and to.kind is not Kind.personal
        yield letter, card_of(letter, reply, None if shared or outcome.member is None else outcome.member.id)

    def _addressed(self, tx: Connection, inbound: Inbound, notice: Notice, number: int) -> Iterator[Posted]:
        key = f"{inbound.event_id}/notice/{number}"
        if isinstance(notice.to, Conversation):
            audience = conversations.by_key(tx, notice.to.place.key)
            language = audience.language if audience else self._language
            said = notice.reply.localised(Language(language))
            letter = _letter(key, notice.to, said, inbound.event_id, lane=notice.lane)
            yield letter, card_of(letter, said, None)
            return
        member = notice.to
        reply = notice.reply.localised(Language(member.language, member.time_zone))
        for known in people.identities_of(tx, member.id)[:1]:
            to = codec.load(known.direct) if known.direct else Identity(known.platform, known.native_id, known.name)
            letter = _letter(key, to, reply, inbound.event_id, lane=notice.lane)
            yield letter, card_of(letter, reply, member.id)

    @contextlib.contextmanager
    def _busy(self, event: Event) -> Iterator[None]:
        """Show that an answer is on its way when it takes long."""
        if not (isinstance(event, Message) and event.addressed):
            yield
            return
        adapter = self._adapters[event.conversation.platform]
        tasks: list[asyncio.Task[None]] = []
        timer = asyncio.get_running_loop().call_later(
            BUSY_AFTER, lambda: tasks.append(asyncio.create_task(adapter.busy(event.conversation)))
        )
        try:
            yield
        finally:
            timer.cancel()
            for task in tasks:
                task.cancel()


_PLACED = Installed | Removed | Moved | Powers


_NOBODY = Identity("", "", "")


def _nothing() -> None: ...


def _event_id(event: Event) -> str:
    native = event.id if len(event.id) <= LONGEST_ID else sha256(event.id.encode()).hexdigest()
    return f"{event.conversation.platform}:{native}"


def _answer_key(event_id: str) -> str:
    return f"{event_id}/answer"


def _arrival(event: Event) -> Arrival:
    return Arrival(_event_id(event), event.conversation.key, codec.dump(event))


def _language_of(member: Member | None) -> Language | None:
    return Language(member.language, member.time_zone) if member else None


def _letter(
    key: str,
    to: Conversation | Identity,
    reply: Reply,
    trace: str,
    *,
    lane: Lane = Lane.answer,
    target: str | None = None,
) -> Letter:
    return Letter(
        key=key,
        platform=to.platform,
        conversation_key=to.key if isinstance(to, Conversation) else f"{to.platform}:personal:{to.id}",
        conversation=codec.dump(to),
        lane=lane,
        operation=Operation.update if target else Operation.send,
        payload=codec.dump(reply),
        payload_version=PAYLOAD_VERSION,
        trace=trace,
        target=target,
    )
