"""Tells members what became of the ties that they said."""

from collections.abc import Sequence

from bot.chat.reply import Inline, Subject
from bot.chat.texts import _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.relations.readers import line_of
from commands.relations.speaking import speaker_called
from storage.relations import partners, relations
from storage.relations.relation import NETWORK, Relation


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    mine = await ctx.read(relations.said_by, ctx.member.id, most)
    known = await ctx.read(partners.load, {side for each in mine for side in (each.one, each.other)})
    return [
        await _one(ctx, each, one, other)
        for each in mine
        if (one := known.get(each.one)) and (other := known.get(each.other))
    ]


async def _one(ctx: Context, each: Relation, one: partners.Partner, other: partners.Partner) -> Contribution:
    shown = one if one.thing.kind == NETWORK else other
    thing = Subject(shown.thing.kind, shown.thing.id, line_of(shown))
    asked = {one.thing: one, other.thing: other}.get(each.asked) if each.asked else None
    state: Inline = _("counts") if asked is None else _("waits for a yes")
    text = f"{one.name} {each.kind} {other.name}"
    waits = _("waits for {who}", who=await speaker_called(ctx, asked)) if asked else None
    return Contribution(thing, each.made_at, _("said a tie"), text, state, waits=waits)


CONTRIBUTIONS = Contributions(_given)
