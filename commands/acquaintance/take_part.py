"""Lets members take part in getting acquainted, or no longer, and tells them alone how it stands."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.process.office_hours import OfficeHours
from bot.things.undoing import Undoable, did, undo_button
from commands.acquaintance import rounds
from commands.acquaintance.life import Act, among
from storage.acquaintance import introductions, pool
from storage.acquaintance.introduction import Introduction, State
from storage.vocabulary import Field, Role
from storage.vocabulary import Subject as Kind

ON, OFF = "get acquainted", "stop getting acquainted"
"""Acts on oneself: they are noted for a day, so that they can be undone, and then forgotten."""


def oneself(ctx: Context) -> Subject:
    return Subject(Kind.member, ctx.member.id, f"M-{ctx.member.id}")


async def latest(ctx: Context) -> Introduction | None:
    """Read what the member was asked in this month's round."""
    return await ctx.read(introductions.latest_of, ctx.member.id, rounds.since(ctx.now, ctx.choices.of(OfficeHours)))


def _when(ctx: Context) -> list[Text]:
    day = rounds.next_day(ctx.now, ctx.choices.of(OfficeHours))
    each = _("Each first working day of the month I introduce you to somebody from another corner.")
    return [Text(words(each, " ", _("The first time is {day}.", day=day)))]


@command(
    nl=("kennismaken aan", "zet kennismaken aan", "stel me elke maand aan iemand voor"),
    en=("getting acquainted on", "turn getting acquainted on"),
    summary=_("Get to know somebody from another corner each month"),
    allow=Role.member,
    private=True,
)
async def get_acquainted(ctx: Context) -> Reply:
    new = await ctx.write(pool.join, ctx.member.id, ctx.now)
    told = [*_when(ctx), Text(words(_("Nobody sees that you take part. If there is nobody, you hear nothing.")))]
    if not ctx.member.agreed(Field.found):
        told.append(
            Text(words(_("Now others do not see your name. As long as that is so, I introduce you to nobody.")))
        )
        show = Action(_("Show my name"), ctx.line("consent"))
        return Reply((*told, Actions((show, *([undo_button(ctx, await did(ctx, oneself(ctx), ON))] if new else [])))))
    if not new:
        return Reply((*told, Actions((Action(_("Turn it off"), stop_acquainting.line()),))))
    return Reply((*told, Actions((undo_button(ctx, await did(ctx, oneself(ctx), ON)),))))


@command(
    nl=("kennismaken uit", "zet kennismaken uit"),
    en=("getting acquainted off", "turn getting acquainted off", "stop pairing me"),
    summary=_("Be introduced to nobody any more"),
    allow=Role.member,
    private=True,
)
async def stop_acquainting(ctx: Context) -> Reply:
    if not await ctx.write(pool.leave, ctx.member.id):
        return Reply(
            (Text(words(_("It was off already."))), Actions((Action(_("Turn it on"), get_acquainted.line()),)))
        )
    held = await latest(ctx)
    if held and held.state is State.open:
        await ctx.write(introductions.say, held.id, ctx.member.id, ctx.now, willing=False, among=among(Act.rather_not))
    entry = await did(ctx, oneself(ctx), OFF, introduction=held.id if held else None)
    return Reply((Text(words(_("Off. Nobody hears it."))), Actions((undo_button(ctx, entry),))))


async def _off_again(ctx: Context, _thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    return _("Getting acquainted is off again.") if await ctx.write(pool.leave, ctx.member.id) else None


async def _on_again(ctx: Context, _thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    if not await ctx.write(pool.join, ctx.member.id, ctx.now):
        return None
    if (number := detail.get("introduction")) is not None:
        await ctx.write(
            introductions.say, int(number), ctx.member.id, ctx.now, willing=None, among=among(Act.take_back)
        )
    return _("Getting acquainted is on again.")


UNDO = (Undoable(Kind.member, ON, _off_again, alone=True), Undoable(Kind.member, OFF, _on_again, alone=True))
