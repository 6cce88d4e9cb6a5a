"""Lets people take part in a learning evaluation, or not; lets who keeps it ask more people, and stop it."""

from datetime import UTC, timedelta

from bot.chat.reply import Action, Reply, say
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.process.office_hours import OfficeHours, office_moment
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import did, done
from commands.lessons.evaluation.life import Act, among
from commands.lessons.evaluation.rights import not_now, require, requiring, subject
from storage.lessons import evaluations
from storage.lessons.evaluation import Evaluation, Stage
from storage.vocabulary import Role

FEWEST = 3
"""People who must say yes before it begins."""


@command(
    nl=("doe mee aan evaluatie",),
    en=("join evaluation",),
    summary=_("Take part in a learning evaluation"),
    allow=Role.member,
    check=requiring(Act.take_part),
    hidden=True,
)
async def join_evaluation(ctx: Context, evaluation: Evaluation) -> Reply:
    await require(ctx, evaluation, Act.take_part)
    if not await ctx.write(evaluations.join, evaluation.id, ctx.member.id, ctx.now):
        return say(_("You take part in {number} already.", number=Code(evaluation.number)))
    entry = await did(ctx, subject(evaluation), Act.take_part)
    told = _("You take part in {number} {text}.", number=Code(evaluation.number), text=Bold(evaluation.text))
    return done(ctx, told, subject(evaluation), entry, await _begins(ctx, evaluation))


async def _begins(ctx: Context, evaluation: Evaluation) -> Msg:
    """Tell when it begins: on the next working day, once enough people said yes."""
    n = len(evaluation.joined) + 1
    if evaluation.stage is not Stage.planned:
        return _("It is under way: you hear what comes next.")
    if n < FEWEST:
        return _n("It begins when {n} more person says yes.", "It begins when {n} more people say yes.", FEWEST - n)
    begins = evaluation.due_at
    if begins is None:
        tomorrow = (ctx.local_now + timedelta(days=1)).replace(hour=0, minute=0, second=0)
        begins = office_moment(tomorrow, ctx.member.time_zone, ctx.choices.of(OfficeHours)).astimezone(UTC)
        await ctx.write(evaluations.turn, evaluation.id, {Stage.planned}, ctx.now, due_at=begins)
    return _("It begins on {day}.", day=begins.date())


@command(
    nl=("doe niet mee aan evaluatie", "stop met evaluatie"),
    en=("leave evaluation",),
    summary=_("Take no part in a learning evaluation"),
    allow=Role.member,
    check=requiring(Act.leave),
    hidden=True,
)
async def leave_evaluation(ctx: Context, evaluation: Evaluation) -> Reply:
    await require(ctx, evaluation, Act.leave)
    await ctx.write(evaluations.leave, evaluation.id, ctx.member.id)
    return say(_("All right. You take no part in {number}.", number=Code(evaluation.number)))


@command(
    nl=("stop evaluatie",),
    en=("stop evaluation",),
    summary=_("Stop a learning evaluation"),
    allow=Role.member,
    check=requiring(Act.stop),
    hidden=True,
)
async def stop_evaluation(ctx: Context, evaluation: Evaluation) -> Reply:
    await require(ctx, evaluation, Act.stop)
    values = {"stage": Stage.stopped, "due_at": None}
    if not await ctx.write(evaluations.turn, evaluation.id, among(Act.stop), ctx.now, **values):
        raise not_now(evaluation)
    entry = await did(ctx, subject(evaluation), Act.stop, was=evaluation.stage, due=due_of(evaluation))
    heard = await tell_group(ctx, evaluation, _("stopped by who keeps it"), entry)
    more = [_n("{n} person who took part hears it.", "{n} people who took part hear it.", heard)] if heard else []
    told = _("{number} has stopped. What was answered stays with the group.", number=Code(evaluation.number))
    return done(ctx, told, subject(evaluation), entry, *more)


def due_of(evaluation: Evaluation) -> str:
    """When the clock has to do something, as an act notes it to be undone."""
    return evaluation.due_at.isoformat() if evaluation.due_at else ""


async def tell_group(ctx: Context, evaluation: Evaluation, news: Msg, entry: int, *actions: Action) -> int:
    """Let everyone who takes part hear of an act: how many do."""
    why = _("You hear this because you take part.")
    tale = Tale(subject(evaluation), evaluation.text, news, actions)
    return await tell(ctx, tale, [Hearer(each, why) for each in sorted(evaluation.joined)], entry=entry)


def answers_to_asking(evaluation: Evaluation) -> tuple[Action, ...]:
    """What somebody can say who is asked to take part."""
    return (
        Action(_("Yes"), join_evaluation.line(evaluation.number)),
        Action(_("No"), leave_evaluation.line(evaluation.number)),
    )
