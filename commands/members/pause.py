"""Lets members not be found or asked for a while."""

from datetime import date
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from storage.members import people
from storage.vocabulary import Role


@command(
    nl=("pauze", "pauze tot"),
    en=("pause", "pause until"),
    summary=_("Not be found or asked for a while"),
    allow=Role.member,
    private=True,
)
async def pause(
    ctx: Context,
    until: Annotated[
        date, Ask(_("Until which day?"), label=_("Until"), hint=_("For instance 3 September, or in two weeks."))
    ],
) -> Reply:
    if until < ctx.local_now.date():
        return say(_("{day} is in the past. Give a day to come.", day=until))
    await ctx.write(people.pause, ctx.member.id, until)
    return Reply((Text(words(paused(until))), Actions((Action(_("End the pause"), end_pause.line()),))))


@command(nl=("pauze uit", "einde pauze"), en=("pause off", "end pause"), summary=_("End your pause"), allow=Role.member)
async def end_pause(ctx: Context) -> Reply:
    await ctx.write(people.pause, ctx.member.id, None)
    return say(_("Your pause is over."))


def paused(until: date) -> Msg:
    return _("You are on pause until {day}: nobody finds or asks you.", day=until)
