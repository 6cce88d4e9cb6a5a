"""Handles each event in one transaction: its inbox mark, its effects and its reply stand or fall together."""

import asyncio
import contextlib
import random
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import cast

import structlog

from bot.chat import charting, payload
from bot.chat.adapter import Adapter, Reacting
from bot.chat.limits import bounded
from bot.chat.message import Conversation, Event, Message, Reacted
from bot.chat.reply import Chart, File, Picture, Reply, codec
from bot.command.command import Commands
from bot.inbound import documents, hearing, picture_links, pictures
from bot.inbound.handler import Handler
from bot.inbound.queues import Queues
from bot.outbound.delivery import Delivery
from bot.outbound.letters import Outcome, answers, event_key, notices
from bot.outbound.living_cards import keep
from bot.process.rasteriser import Rasteriser
from bot.process.retry import insist
from bot.process.website import Website
from bot.process.work import Services
from storage.database import cursors
from storage.database.database import Transaction, Tx, clash_of, passing
from storage.database.time_limit import own_time
from storage.messaging import cards, inbox, outbox, sent
from storage.messaging.inbox import Arrival, Inbound
from storage.messaging.outbox import Outbound

log = structlog.get_logger()

TIME_LIMIT = timedelta(seconds=20)
"""For one handler, not counting what it waits for the database and for those who came first."""

LARGEST_PICTURE = 400_000
"""Bytes of a picture that is fetched by its address."""

MOST_ATTEMPTS = 2
"""A message that takes the process down with it so often is parked: its sender gets an apology, and it stays undone."""

BUSY_AFTER = 1.0
"""Seconds after which the member sees that an answer is on its way."""

GLANCE, LONGEST_GLANCE = 0.02, 0.5
"""Seconds between two looks at an event that another process handles, while the platform waits for its answer."""

SWEEP = timedelta(seconds=30)
"""How often to look for what was left behind."""
SWEEP_ON = timedelta(seconds=1)
"""After how long to look again when there was more than is taken up at a time."""
AT_ONCE = 32

MOST_CLASHES = 10
"""How often one begins again because others did the same at the same moment."""

CLASH_PAUSE = 0.05
"""Seconds, times how often it clashed, within which one begins again: not all at the same moment."""


class HandledElsewhere(Exception):
    """Another process handled it first: what this one did is undone."""


class GivenUp(Exception):
    """It was tried too often: each time the process went down, or the database."""


class Dispatcher:
    """Implements `bot.chat.adapter.Receiver`. Events of one conversation are handled in order, others side by side."""

    def __init__(
        self,
        services: Services,
        commands: Commands,
        adapters: Mapping[str, Adapter],
        delivery: Delivery,
        *,
        sites: Sequence[str] = (),
        time_limit: timedelta = TIME_LIMIT,
    ) -> None:
        self._metrics = services.metrics
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices
        self._adapters = adapters
        self._doors = (*adapters, *sites)
        """What events come in by."""
        self._delivery = delivery
        self._time_limit = time_limit
        self._topics = commands.topics
        self._choices = services.choices
        self.handler = Handler(services, commands, adapters, delivery.settled)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._again = asyncio.Lock()
        """What was left behind is begun again one at a time: only one is then to blame when the process goes down."""
        self._queues = Queues()
        self._lines: set[asyncio.Task[None]] = set()
        self._rasteriser = Rasteriser()
        self.changed: Callable[[], None] = _nothing
        """Told when something was written, so that living cards can follow."""

    # The way in.

    async def store(self, events: Sequence[Event], *, cursor: tuple[str, str] | None = None) -> None:
        """Commit events to the inbox, and have those handled that are new."""
        arrivals = [_arrival(event) for event in events]
        new = await self._database.write(inbox.store, arrivals, self._clock(), cursor=cursor)
        await self._decline(self._enqueue(new))

    async def answer(self, event: Message) -> Reply | None:
        arrival = _arrival(event)
        new = await self._database.write(inbox.store, [arrival], self._clock())
        if too_much := self._enqueue(new):
            await self._decline(too_much)
            outcome = await self.handler.declined(event, None)
            return outcome.reply and outcome.reply.localised(outcome.language)
        waiting = self._queues.find(arrival.event_id, arrival.conversation_key)
        reply = await asyncio.shield(waiting.done) if waiting else None
        return reply or await self._committed(arrival.event_id)

    async def _committed(self, event_id: str) -> Reply | None:
        """Return the reply that was committed to an event, by whichever process: waits for one that handles it now."""
        pause = GLANCE
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(inbox.LEASE.total_seconds()):
                while True:
                    handled, reply = await self._database.read(inbox.answer, event_id)
                    if handled:
                        return codec.load(reply) if reply else None
                    # Rare enough to look for: it takes a platform that asks again, and a balancer that sends it here.
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_GLANCE)
        return None

    async def cursor(self, name: str) -> str | None:
        return await self._database.read(cursors.get, name)

    async def belongs(self, message: Message) -> bool:
        return await self._database.read(hearing.belongs, message, self.handler.threads)

    async def awaits(self, message: Message) -> bool:
        return await self._database.read(hearing.awaits, message, self._clock())

    async def thread_of(self, conversation: Conversation, native_id: str) -> str | None:
        return await self._database.read(hearing.thread_of, conversation, native_id)

    async def contents(self, file: File) -> bytes | None:
        asking = documents.Asking(self._topics, self._clock(), self._choices)
        return await self._database.read(documents.contents, file, asking)

    async def picture(self, picture: Picture | Chart, language: str, *, most: int) -> bytes | None:
        if isinstance(picture, Chart):
            return await self._rasteriser.png_of(charting.svg_of(picture), most=most)
        svg = await self._database.read(pictures.drawn, picture, language, self._topics)
        return await self._rasteriser.png_of(svg, most=most) if svg else None

    async def picture_address(self, picture: Picture, language: str) -> str | None:
        url = self._choices.of(Website).url
        if not url.startswith("https://") or not await self.picture(picture, language, most=LARGEST_PICTURE):
            return None
        key = await self._database.write(picture_links.make_key, self._clock())
        return f"{url}{picture_links.PATH}/{picture_links.signed(key, picture, language, self._clock())}"

    async def said(self, conversation: Conversation, native_id: str) -> Reply | None:
        post = await self._database.read(sent.by_native_id, conversation.key, native_id)
        return payload.load(post.payload, post.payload_version) if post else None

    async def show(self, member: int, where: Conversation, line: str) -> Reply | None:
        """Return what a line shows on a page (`bot.process.site.Desk`)."""
        return await self.handler.show(member, where, line)

    async def run(self) -> None:
        """Take up events that were stored and never handled: by a process that stopped, or by this one before."""
        pause = SWEEP_ON  # a database lets go of what a killed process held a moment later
        while True:
            found = await insist(self._left_behind, self._metrics)
            await insist(partial(self._decline, self._enqueue(found)), self._metrics)
            await asyncio.sleep((pause if len(found) < inbox.MOST else SWEEP_ON).total_seconds())
            pause = SWEEP

    async def _left_behind(self) -> list[Inbound]:
        queued = [waiting.inbound.id for waiting in self._queues]

        def look(tx: Tx) -> list[Inbound]:
            now = self._clock()
            # What waits here for its turn is not left behind, and was not tried yet.
            inbox.renew(tx, queued, now)
            return inbox.claim(tx, now, platforms=self._doors)

        return await self._database.write(look)

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

    def _enqueue(self, new: Sequence[Inbound]) -> list[int]:
        """Put events in the lines of their conversations: the rows of what is too much of one sender."""
        too_much = []
        for inbound in new:
            waiting = self._queues.put(inbound)
            if waiting is None:
                too_much.append(inbound.id)
            elif self._queues.stands_alone(waiting):
                task = asyncio.create_task(self._line(inbound.conversation_key))
                self._lines.add(task)
                task.add_done_callback(self._lines.discard)
        return too_much

    async def _decline(self, too_much: Sequence[int]) -> None:
        """Be done with what its sender was told is too much."""
        if too_much:
            log.warning("too much of one sender", events=len(too_much))
            await self._database.write(inbox.decline, too_much, self._clock())

    async def _line(self, key: str) -> None:
        """Handle the events of one conversation, each sender in turn."""
        while waiting := self._queues.next(key):
            inbound, done = waiting.inbound, waiting.done
            try:
                with structlog.contextvars.bound_contextvars(trace=inbound.event_id):
                    async with self._again if inbound.left_behind else contextlib.nullcontext(), self._room:
                        # A database that is away must not let the next overtake this one.
                        begun = await self._begun(inbound)
                        if begun is None:
                            reply = None
                        else:
                            handle = partial(self._handle, inbound, begun, too_much=waiting.too_much)
                            reply = await insist(handle, self._metrics)
                if not done.done():
                    done.set_result(reply)
            except Exception as failure:  # the next in line must not suffer; the sweep tries again
                log.exception("not handled", event_id=inbound.event_id)
                if not done.done():
                    done.set_exception(failure)
            finally:
                done.cancel()  # when this process stops: whoever waits must not wait for ever
                self._queues.leave(waiting)

    # One event.

    async def _begun(self, inbound: Inbound) -> int | None:
        """Return how often it was begun again before this time; None when another process has handled it."""
        if not inbound.left_behind:
            return 0
        again = partial(self._database.write, inbox.begin_again, inbound.id, self._clock())
        begun = await insist(again, self._metrics)
        if begun is None:
            log.warning("handled by another process")
        return begun

    async def _handle(self, inbound: Inbound, begun: int = 0, *, too_much: bool = False) -> Reply | None:
        """Have an event answered, commit what comes of it, and send that. Raises what is `passing`."""
        event = await self._event(inbound)
        if event is None:
            return None
        began = time.monotonic()
        try:
            for clashes in count(1):
                async with self._database.transaction() as tx:
                    try:
                        if begun + 1 >= MOST_ATTEMPTS:  # the first time it was not begun again
                            raise GivenUp(f"{GivenUp.__doc__} ({MOST_ATTEMPTS})")
                        async with self._in_time(event):
                            outcome = await (self.handler.declined if too_much else self.handler.respond)(event, tx)
                        reply, ready = await self._finish(tx, inbound, event, outcome)
                        break
                    except HandledElsewhere:
                        raise
                    except Exception as failure:
                        if passing(failure):
                            raise  # and done again, however long that takes: nothing that was said is lost by it
                        await tx.rollback()
                        excuse = await self._excuse(event, failure, clashes)
                    if excuse:
                        outcome = excuse
                        reply, ready = await self._finish(tx, inbound, event, outcome)
                        break
                await asyncio.sleep(random.uniform(0, CLASH_PAUSE * clashes))  # noqa: S311  # no secret
        except HandledElsewhere:
            log.warning("handled by another process")
            return None
        self._delivery.hand_over(ready)
        self._count(event, outcome, time.monotonic() - began)
        return reply

    async def _excuse(self, event: Event, failure: Exception, clashes: int) -> Outcome | None:
        """Return an apology for a failure, while it is caught; None when it is better done again."""
        clash = clash_of(failure)
        if clash is None or clashes > MOST_CLASHES:
            return await self.handler.apology(event)
        # Someone did the same at the same moment: whoever comes second begins again, and sees it.
        log.info("clashed", why=clash)
        return None

    def _count(self, event: Event, outcome: Outcome, took: float) -> None:
        log.info("handled", kind=type(event).__name__, ms=round(took * 1000, 1))
        self._metrics.handling.observe(took)
        self._metrics.handled.labels(type(event).__name__, "failed" if outcome.failure else "done").inc()

    async def _event(self, inbound: Inbound) -> Event | None:
        """Return what came in; None when that cannot be read, and never will be."""
        try:
            return cast("Event", codec.load(inbound.payload))
        except Exception:  # whatever is wrong with it: it must not be tried for ever
            reference = secrets.token_hex(4)
            log.exception("event cannot be read", reference=reference)
            await self._database.write(inbox.finish, inbound.id, self._clock(), failure=reference)
            return None

    # The way out.

    async def _finish(
        self, tx: Transaction, inbound: Inbound, event: Event, outcome: Outcome
    ) -> tuple[Reply | None, list[Outbound]]:
        """Commit what came of an event: its mark in the inbox, what the command wrote, and the letters to send."""
        inline = isinstance(event, Message) and event.answer_inline
        reply = outcome.reply.localised(outcome.language) if outcome.reply else None
        if reply and isinstance(event, Message | Reacted):
            reply = replace(reply, asker=event.sender.id)
        reacting = isinstance(self._adapters.get(event.conversation.platform), Reacting)
        letters = list(answers(inbound.event_id, event, outcome, reply, inline=inline, reacting=reacting))
        now = self._clock()
        wrote = tx.wrote

        def finish(connection: Tx) -> list[Outbound]:
            stored = codec.dump(reply) if inline and reply and not reply.fleeting else None
            if not inbox.finish(connection, inbound.id, now, reply=stored, failure=outcome.failure):
                raise HandledElsewhere
            if wrote and isinstance(event, Message) and event.answer_inline and event.reply_to:
                cards.answered(connection, event.conversation.key, event.reply_to)
            heard: Counter[int] = Counter()
            told = [
                posted
                for number, notice in enumerate(outcome.notices)
                for posted in notices(connection, inbound.event_id, notice, number, self._language, now, heard)
            ]
            keep(connection, [card for _, card in [*letters, *told] if card], now)
            going = [*(letter for letter, _ in [*letters, *told]), *outcome.letters]
            here = [letter for letter in going if letter.platform in self._adapters]
            away = [letter for letter in going if letter.platform not in self._adapters]
            outbox.post(connection, away, now, leased=False)
            return outbox.post(connection, here, now)

        ready = await tx.finish(finish)
        if wrote:
            self.changed()
        return reply, ready

    @contextlib.asynccontextmanager
    async def _in_time(self, event: Event) -> AsyncIterator[None]:
        """Show that an answer is on its way when it takes long. Raises `TimeoutError` when it takes too long."""
        tasks: list[asyncio.Task[None]] = []

        def busy() -> None:
            adapter = self._adapters.get(event.conversation.platform)
            if adapter is None:
                return  # a page: its reader waits for it
            tasks.append(asyncio.create_task(adapter.busy(event.conversation)))

        timer = asyncio.get_running_loop().call_later(BUSY_AFTER, busy)
        if not (isinstance(event, Message) and event.addressed):
            timer.cancel()
        try:
            async with own_time(self._time_limit):
                yield
        finally:
            timer.cancel()
            for task in tasks:
                task.cancel()


def _nothing() -> None: ...


def _arrival(event: Event) -> Arrival:
    """Within the limits, whatever door it came in by. Raises `NoId`."""
    event = bounded(event)
    return Arrival(event_key(event), event.conversation.key, codec.dump(event))
