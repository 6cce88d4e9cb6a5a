"""Draws a living card anew, and a page: runs its line for whoever looks at it, where it stands."""

from bot.chat.message import Conversation, Kind
from bot.chat.reply import Reply, codec
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.dialogue import interpreter
from bot.inbound.contexts import Contexts
from bot.process.work import Services
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.messaging import conversations
from storage.messaging.cards import Card


class CardDrawing:
    """For one process."""

    def __init__(self, services: Services, contexts: Contexts) -> None:
        self._database = services.database
        self._language = services.language
        self._contexts = contexts

    async def draw(self, card: Card) -> Reply | None:
        """Return what a living card says now, put into words, where it stands.
        None when its line draws nothing any more.
        """
        async with self._database.transaction() as tx:
            scene = await self._database.read(self._stage, card)
            if scene is None:
                return None
            member, where, known = scene
            ctx = self._contexts.unasked(member, where, known, tx, card.line, f"post/{card.outbox_key}")
            return await _drawn(ctx)

    async def show(self, member: int, where: Conversation, line: str) -> Reply | None:
        """Return what a line shows a member on a page, put into words; None when it shows them nothing."""
        async with self._database.transaction() as tx:
            viewer, known = await self._database.read(lambda at: (people.get(at, member), self._contexts.atlas(at)))
            if viewer is None or viewer.blocked_at:
                return None
            return await _drawn(self._contexts.unasked(viewer, where, known, tx, line))

    def _stage(self, tx: Tx, card: Card) -> tuple[Member, Conversation, Atlas] | None:
        """Who looks at a card, and where. In a shared place that is somebody who may see what everybody may."""
        known = self._contexts.atlas(tx)
        where = codec.load(card.conversation)
        if not isinstance(where, Conversation):
            where = Conversation(card.platform, "", Kind.personal)
        if card.viewer is not None:
            member = people.get(tx, card.viewer)
            return (member, where, known) if member else None
        audience = conversations.by_key(tx, where.place.key)
        return people.passer_by(audience.language if audience else self._language), where, known


async def _drawn(ctx: Context) -> Reply | None:
    """Return what the line of a context says to who looks. Only what merely reads is run."""
    try:
        reply = await interpreter.respond(ctx, None, correcting=True)
    except Refused:
        return None
    return reply.localised(ctx.language) if reply else None
