"""Undoes what was said of a tie, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject, say
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.relations.connect import OFF, ON, SWITCHED_OFF, SWITCHED_ON
from commands.relations.life import Act
from commands.relations.tie import tell
from storage.links import Thing
from storage.relations import connectors, relations
from storage.relations.relation import RELATION, Draft, RelationKind, Side, Standing
from storage.vocabulary import Subject as Kind

Detail = Mapping[str, Any]  # Any: as it was noted


async def _tie(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    return _("The tie is gone.") if await ctx.write(relations.remove, thing.id) else None


async def _confirm(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """It waits for a yes again, and who heard of the yes hears that."""
    side = Side(detail["waits_for"])
    if not await ctx.write(relations.wait, thing.id, side):
        return None
    for held in await ctx.read(relations.load, [thing.id]):
        news = _("A yes to a tie of yours was taken back. It does not count any more.")
        await tell(ctx, held.other if side is Side.one else held.one, say(news))
    return _("The tie waits for your answer again.")


async def _untie(ctx: Context, _thing: Subject, detail: Detail) -> Msg | None:
    draft = Draft(
        Thing(str(detail["one_kind"]), int(detail["one"])),
        RelationKind(detail["kind"]),
        Thing(str(detail["other_kind"]), int(detail["other"])),
        Standing(detail["standing"]),
    )
    waits_for = Side(detail["waits_for"]) if detail["waits_for"] else None
    made = await ctx.write(relations.put, draft, ctx.now, by=ctx.member.id, waits_for=waits_for)
    return _("The tie is there again.") if made is not None else None


async def _on(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    done = await ctx.write(connectors.switch, thing.id, ctx.now, on=False)
    return SWITCHED_OFF if done else None


async def _off(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    done = await ctx.write(connectors.switch, thing.id, ctx.now, on=True)
    return SWITCHED_ON if done else None


UNDO = (
    Undoable(Kind.member, ON, _on, alone=True),
    Undoable(Kind.member, OFF, _off, alone=True),
    Undoable(RELATION, Act.tie, _tie),
    Undoable(RELATION, Act.confirm, _confirm, alone=True),
    Undoable(RELATION, Act.untie, _untie, alone=True),
)
