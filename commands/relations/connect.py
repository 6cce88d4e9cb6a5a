"""Lets members be found as those who connect the networks that they are in: off, until they switch it on."""

from collections.abc import Sequence
from typing import Annotated

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.members.visibility import name_to
from bot.reading.record_readers import member_number, network_title
from bot.things.undoing import undo_button
from commands.relations.readers import Pair
from storage import audit
from storage.members import people
from storage.networks import networks
from storage.relations import connectors
from storage.relations.connectors import Connecting
from storage.vocabulary import Field, Role, Subject

ON, OFF = "connect on", "connect off"
SWITCHED_ON = _("You are found as one who connects your networks from now on.")
SWITCHED_OFF = _("You are found as that no longer.")
MOST = 3
"""People shown: more does not fit a phone."""


@command(
    nl=("laat zien dat ik verbind", "ik verbind"),
    en=("show that i connect", "show that i connect networks"),
    summary=_("Be found as one who connects your networks"),
    allow=Role.member,
)
async def show_me(ctx: Context) -> Reply:
    return await _switched(ctx, on=True)


@command(
    nl=("laat niet zien dat ik verbind", "verberg dat ik verbind"),
    en=("do not show that i connect", "hide that i connect"),
    summary=_("Be found no longer as one who connects your networks"),
    allow=Role.member,
)
async def hide_me(ctx: Context) -> Reply:
    return await _switched(ctx, on=False)


async def _switched(ctx: Context, *, on: bool) -> Reply:
    changed = await ctx.write(connectors.switch, ctx.member.id, ctx.now, on=on)
    if not changed:
        told = _("You are found as one who connects already.") if on else _("You are not found as one who connects.")
        return Reply((Text(words(told)),))
    entry = await ctx.write(audit.record, ctx.member.id, ON if on else OFF, Subject.member, ctx.member.id, ctx.now)
    told = SWITCHED_ON if on else SWITCHED_OFF
    lines = [Text(words(told))]
    if on and not ctx.member.agreed(Field.found, ctx.place):
        lines.append(Text(words(_("You stand there without your name, as long as you do not show it."))))
    return Reply((*lines, Actions((undo_button(ctx, entry),))))


@command(
    nl=("wie verbindt", "wie verbinden", "wie zit tussen"),
    en=("who connects", "who links"),
    summary=_("See who connects two networks, regions or themes"),
    safe=True,
)
async def who_connects(
    ctx: Context, between: Annotated[Pair, Ask(_("Which two? Name both: {example}.", example="Twente en Rijk"))]
) -> Reply:
    one, other = between.one, between.other
    found = await ctx.read(connectors.between, one.things, other.things, MOST)
    if not found:
        nobody = _("Nobody said that they want to be found like that.")
        if not ctx.member.signed_up_at or await ctx.read(connectors.connects, ctx.member.id):
            return Reply((Text(words(nobody)),))
        asked = Text(words(nobody, " ", _("Do you want that?")))
        return Reply((asked, Actions((Action(_("Show that I connect"), show_me.line()),))))
    heading = _("Who connects {one} and {other}", one=one.title, other=other.title)
    return Reply((Heading(words(heading)), Items(await _items(ctx, found))))


async def _items(ctx: Context, found: Sequence[Connecting]) -> tuple[Item, ...]:
    known = {each.id: each for each in await ctx.read(people.load, [each.member for each in found])}
    there = {each.id: each for each in await ctx.read(networks.load, [id_ for each in found for id_ in each[1:]])}
    items = []
    for each in found:
        member = known[each.member]
        seen = member.agreed(Field.found, ctx.place)
        one, other = network_title(there[each.one]), network_title(there[each.other])
        note = words(_("is in {one} and in {other}", one=one, other=other))
        look = (Action(_("View"), member_number(member)),) if seen else ()
        items.append(Item(words(name_to(ctx, member)), (note,), look))
    return tuple(items)
