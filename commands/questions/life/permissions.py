"""Tells whether this member may do this to that question now, and in words why not."""

from collections.abc import Awaitable, Callable

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Values
from bot.command.refusal import Refused
from commands.questions.life.lifecycle import Act, Party, may, possible
from storage.members.member import Member
from storage.questions import requests
from storage.questions.question import Question
from storage.vocabulary import QuestionStatus, Role


async def parties(ctx: Context, question: Question, asked: bool | None = None) -> frozenset[Party]:
    """Tell what the member is to this question. `asked` is whether it was put to them, where that was read."""
    held = {Party.member} if ctx.member.signed_up_at else set()
    if question.asker_id == ctx.member.id:
        held.add(Party.asker)
    if ctx.may(Role.coordinator, regions=question.regions):
        held.add(Party.coordinator)
    if asked is None:
        asked = await ctx.read(requests.put_to, question.id, ctx.member.id, driven_by(ctx.member))
    if asked:
        held.add(Party.asked)
    return frozenset(held)


def driven_by(member: Member) -> list[int]:
    """Return the networks that a member drives."""
    return [each.network_id for each in member.grants if each.role is Role.convenor and each.network_id is not None]


async def can(ctx: Context, question: Question, asked: bool | None = None) -> frozenset[Act]:
    """Return all that the member can do to this question now. `asked` is as for `parties`."""
    return possible(question.status, await parties(ctx, question, asked))


def requiring(act: Act) -> Callable[[Context, Values], Awaitable[None]]:
    """A check before a command asks for more: whether the member may do that to the question it is about."""

    async def check(ctx: Context, known: Values) -> None:
        if "question" in known:
            await require(ctx, known["question"], act)

    return check


async def waits_for(ctx: Context, known: Values) -> None:
    """A check before one is asked why, or to whom: whether the question waits for this member at all."""
    question: Question | None = known.get("question")
    if question and not await ctx.read(requests.waits_for, question.id, ctx.member.id, driven_by(ctx.member)):
        raise Refused(_("{number} does not wait for you.", number=Code(question.number)))


async def require(ctx: Context, question: Question, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    held = await parties(ctx, question)
    if act in possible(question.status, held):
        return
    if question.status is QuestionStatus.hidden and Party.coordinator not in held:
        raise Refused(unseen(question))
    if not may(act, held):
        raise Refused(_who(act))
    raise not_now(question)


def not_now(question: Question) -> Refused:
    """Its state does not allow it: what would."""
    number = Code(question.number)
    match question.status:
        case QuestionStatus.closed:
            return Refused(_("{number} is closed. Its asker or a coordinator can reopen it.", number=number))
        case QuestionStatus.merged:
            return Refused(reply=goes_on(question))
        case QuestionStatus.hidden:
            return Refused(unseen(question))
        case _:
            return Refused(_("{number} is open.", number=number))


def goes_on(question: Question) -> Reply:
    """Tell where a merged question goes on."""
    other = f"K-{question.merged_into}"
    told = _("{number} goes on in {other}, which asks the same.", number=Code(question.number), other=Code(other))
    return Reply((Text(words(told)), Actions((Action(_("View"), other),))))


def unseen(question: Question) -> Msg:
    return _("A coordinator has hidden {number}.", number=Code(question.number))


def _who(act: Act) -> Msg:
    match act:
        case Act.accept:
            return _("Only the asker or a coordinator can say which answer helped.")
        case Act.close:
            return _("Only the asker or a coordinator can close this question.")
        case Act.reopen:
            return _("Only the asker or a coordinator can reopen this question.")
        case Act.bring | Act.place | Act.know:
            return _("Only the asker or a coordinator can do this.")
        case Act.respond:
            return _("This question was not sent on to you.")
        case _:
            return _("Only a coordinator of its regions can do this.")
