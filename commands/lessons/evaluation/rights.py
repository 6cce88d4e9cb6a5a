"""Tells whether this member may do this to that learning evaluation now, and in words why not."""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, checking, keeper_of
from commands.lessons.evaluation.life import ASKED, INSIDE, LIFE, Act
from storage.lessons.evaluation import EVALUATION, Evaluation, Stage
from storage.links import Thing
from storage.vocabulary import Role


def subject(evaluation: Evaluation) -> Subject:
    """An evaluation as the engine and other topics know it."""
    return Subject(EVALUATION, evaluation.id, evaluation.number)


def drives(ctx: Context, network: int | None) -> bool:
    """Whether the member is a convenor of that network."""
    return network is not None and any(
        each.role is Role.convenor and each.network_id == network for each in ctx.member.grants
    )


async def held(ctx: Context, evaluation: Evaluation) -> frozenset[str]:
    """Tell what the member is to it. It is of its group: who coordinates a region is nothing to it."""
    me, its = ctx.member.id, Thing(EVALUATION, evaluation.id)
    keeps = await keeper_of(ctx, its, evaluation.maker_id) == me or drives(ctx, evaluation.network_id)
    parties = {
        Party.member: ctx.member.signed_up_at is not None,
        Party.keeper: keeps,
        ASKED: me in evaluation.asked,
        INSIDE: me in evaluation.joined,
    }
    return frozenset(party for party, so in parties.items() if so)


async def can(ctx: Context, evaluation: Evaluation) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(evaluation.stage, await held(ctx, evaluation))


async def sees(ctx: Context, evaluation: Evaluation) -> bool:
    """Whether it may be shown here: to its group, and to each of them alone."""
    return ctx.personal and not {ASKED, INSIDE, Party.keeper}.isdisjoint(await held(ctx, evaluation))


async def reads_answers(ctx: Context, evaluation: Evaluation) -> bool:
    """Whether the member may read what the group answered."""
    return not {INSIDE, Party.keeper}.isdisjoint(await held(ctx, evaluation))


async def require(ctx: Context, evaluation: Evaluation, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not now."""
    its = await held(ctx, evaluation)
    if act in LIFE.possible(evaluation.stage, its):
        return
    if {ASKED, INSIDE, Party.keeper}.isdisjoint(its):
        raise Refused(of_the_group(evaluation))
    if not LIFE.may(act, its):
        raise Refused(_who(act, evaluation))
    raise not_now(evaluation)


requiring = checking("evaluation", require)
"""Refuses before a command asks for more."""


def of_the_group(evaluation: Evaluation) -> Msg:
    return _("{number} is an evaluation of a group. Only the group sees it.", number=Code(evaluation.number))


def not_now(evaluation: Evaluation) -> Refused:
    """It is not at the stage for it: what would work."""
    number = Code(evaluation.number)
    match evaluation.stage:
        case Stage.planned:
            return Refused(_("{number} did not begin yet: it begins when 3 people say yes.", number=number))
        case Stage.resting:
            return Refused(_("{number} rests until its next round.", number=number))
        case Stage.stopped:
            return Refused(_("{number} has stopped.", number=number))
        case Stage.running:
            return Refused(_("{number} is under way.", number=number))


def _who(act: Act, evaluation: Evaluation) -> Msg:
    number = Code(evaluation.number)
    match act:
        case Act.tell:
            return _("First say whether you take part in {number}.", number=number)
        case Act.take_part | Act.leave:
            return _("You take part in {number} already, or were not asked.", number=number)
        case _:
            return _("Who keeps {number} can do this, or a convenor of the network.", number=number)
