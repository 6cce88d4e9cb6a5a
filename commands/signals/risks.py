"""Returns to risks at their rhythm: still there, different, or gone."""

from typing import Annotated, Any

from bot.chat.reply import Reply
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.undoing import did, done
from commands.signals.life import Act, among
from commands.signals.put import RETURNS
from commands.signals.rights import not_now, require, subject
from storage.signals import signals
from storage.signals.signal import Part, Signal, Sort, State
from storage.vocabulary import Role


@command(
    nl=("speelt nog",),
    en=("still at issue",),
    summary=_("Say that a risk is still there"),
    allow=Role.member,
    hidden=True,
)
async def risk_stays(ctx: Context, signal: Signal) -> Reply:
    return await _returned(ctx, signal, {}, _("{number} stays open.", number=Code(signal.number)))


@command(
    nl=("risico anders",),
    en=("risk different",),
    summary=_("Say what of a risk is different now"),
    allow=Role.member,
    hidden=True,
)
async def risk_changes(
    ctx: Context,
    signal: Signal,
    text: Annotated[
        str,
        Ask(_("What is the effect, and what do we do?"), label=_("Effect and what we do"), max_length=300, long=True),
    ],
) -> Reply:
    effect, _dot, measure = text.partition(".")
    values = {"effect": effect.strip(), "measure": measure.strip()} if measure.strip() else {"measure": text.strip()}
    return await _returned(ctx, signal, values, _("It is added to {number}.", number=Code(signal.number)))


@command(
    nl=("risico weg",),
    en=("risk gone",),
    summary=_("Say that a risk is there no longer"),
    allow=Role.member,
    hidden=True,
)
async def risk_gone(ctx: Context, signal: Signal) -> Reply:
    values = {"state": State.closed, "was": signal.state, "due_at": None}
    return await _returned(ctx, signal, values, _("{number} is closed.", number=Code(signal.number)))


async def _returned(ctx: Context, signal: Signal, values: dict[str, Any], told: Msg) -> Reply:  # Any: columns
    if signal.sort is not Sort.risk:
        raise Refused(_("{number} is no risk.", number=Code(signal.number)))
    await require(ctx, signal, Act.return_)
    due = working_days_later(ctx.now, RETURNS[signal.rhythm], ctx.member.time_zone, ctx.choices.of(OfficeHours))
    if not await ctx.write(signals.turn, signal.id, among(Act.return_), ctx.now, **{"due_at": due, **values}):
        raise not_now(ctx, signal)
    if "measure" in values:
        await ctx.write(signals.gave, signal.id, ctx.member.id, Part.measure)
    entry = await did(ctx, subject(signal), Act.return_, was=signal.state)
    return done(ctx, told, subject(signal), entry)
