"""Draws a card's command line for a viewer, and again in the same place when what it is about changes.

What the storage writes marks the cards (`storage.messaging.cards.touch`), in the same transaction; here they are drawn
and replaced through the outbox. Changes that come close together become one replacement.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.chat.reply import PAYLOAD_VERSION, Reply, codec
from bot.outbound.delivery import Delivery
from bot.process.work import Services
from storage.database.database import TROUBLE, Tx
from storage.messaging import cards as posts
from storage.messaging import outbox
from storage.messaging.cards import Card, Post
from storage.messaging.outbox import Letter, Outbound
from storage.vocabulary import Lane, Operation

log = structlog.get_logger()

CALM = timedelta(seconds=1)
"""Between two rounds of drawing: what changes meanwhile is drawn once."""

IDLE = timedelta(seconds=30)
"""How often to look for what another process changed."""

Draw = Callable[[Card], Awaitable[Reply | None]]
"""What a card says now, put into words; None when its line draws nothing any more."""


def card_of(letter: Letter, reply: Reply, viewer: int | None) -> Card | None:
    """Return the living card that a letter posts, if it is one.
    In a shared place nobody in particular is its viewer.
    """
    if reply.subject is None or letter.operation is not Operation.send:
        return None
    return Card(
        reply.subject.kind,
        reply.subject.id,
        reply.subject.line,
        letter.platform,
        letter.conversation_key,
        letter.conversation,
        viewer,
        letter.key,
        _digest(reply),
    )


def keep(tx: Tx, cards: Iterable[Card], now: datetime) -> None:
    """Keep these up to date, from the transaction on that posts them."""
    for card in cards:
        posts.keep(tx, card, now)


class LivingCards:
    """Keeps the living cards of this process's platforms up to date."""

    def __init__(
        self,
        services: Services,
        platforms: Sequence[str],
        delivery: Delivery,
        draw: Draw,
    ) -> None:
        self._database = services.database
        self._platforms = platforms
        self._delivery = delivery
        self._draw = draw
        self._clock = services.clock
        self._changed = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._running = False

    def wake(self) -> None:
        """Something may have changed."""
        if self._running:
            self._idle.clear()
        self._changed.set()

    async def settled(self) -> None:
        """Wait until every card says how things are, as far as this process knows."""
        await self._idle.wait()

    async def run(self) -> None:
        """Draw what is stale, until cancelled. Survives a database that goes away."""
        self._running = True
        try:
            while True:
                self._changed.clear()
                drawn = await self._round()
                if drawn:
                    await asyncio.sleep(CALM.total_seconds())
                if not drawn and not self._changed.is_set():
                    self._idle.set()
                    await self._wait()
        finally:
            self._running = False
            self._idle.set()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(IDLE.total_seconds()):
                await self._changed.wait()
        except TimeoutError:
            pass

    async def _round(self) -> int:
        """Draw each stale card once: how many there were."""
        seen = after = 0
        try:
            while batch := await self._database.read(posts.stale, self._platforms, after=after):
                for post in batch:
                    await self._again(post)
                seen += len(batch)
                after = batch[-1].id
        except TROUBLE as failure:
            log.warning("posts out of reach", why=str(failure))
        return seen

    async def _again(self, post: Post) -> None:
        try:
            reply = await self._draw(post.card)
        except TROUBLE:
            raise
        except Exception:  # a card that cannot be drawn must not stop the others
            log.exception("card not drawn", post=post.id, line=post.card.line)
            reply = None
        self._delivery.hand_over(await self._database.write(self._replace, post, reply))

    def _replace(self, tx: Tx, post: Post, reply: Reply | None) -> list[Outbound]:
        if reply is None:
            posts.forget(tx, post)
            return []
        digest = _digest(reply)
        if not posts.drawn(tx, post, digest) or digest == post.card.digest:
            return []
        card = post.card
        letter = Letter(
            key=f"post/{post.id}/{post.revision}",
            platform=card.platform,
            conversation_key=card.conversation_key,
            conversation=card.conversation,
            lane=Lane.notice,
            operation=Operation.update,
            payload=codec.dump(reply),
            payload_version=PAYLOAD_VERSION,
            trace=f"post/{post.id}",
            target=card.outbox_key,
        )
        return outbox.post(tx, [letter], self._clock())


def _digest(reply: Reply) -> str:
    told = json.dumps([codec.dump(reply.blocks), reply.language], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
