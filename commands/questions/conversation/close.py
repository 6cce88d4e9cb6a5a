"""Closes a question with what came of it, and opens it again."""

from typing import Annotated

from bot.chat.reply import Actions, Quote, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, command
from bot.things.acts import happened, offered
from bot.things.hearing import Hearer, Tale, kept_for_later
from bot.things.sure import of_another
from commands.questions.card.card import about, can_answer, outcome_of, subject
from commands.questions.conversation.conversation import tell_threads
from commands.questions.life.labels import OUTCOMES
from commands.questions.life.lifecycle import Act, among
from commands.questions.life.permissions import require, requiring
from storage import audit
from storage.questions import participants, questions
from storage.questions.question import QUESTION, Question
from storage.vocabulary import Outcome, QuestionStatus, Role


@command(
    nl=("sluit vraag",),
    en=("close question",),
    summary=_("Close a question and say what came of it"),
    allow=Role.member,
    check=requiring(Act.close),
    others=of_another,
)
async def close_question(
    ctx: Context,
    question: Question,
    outcome: Annotated[Outcome, Ask(_("What came of it?"), label=_("Outcome"))],
    text: Annotated[
        str,
        Ask(
            _("Say in one sentence what happened with the answers."),
            label=_("In one sentence"),
            hint=_("Everyone who helped reads this."),
            max_length=500,
            long=True,
        ),
    ],
) -> Reply:
    if question.status is not QuestionStatus.closed:
        await require(ctx, question, Act.close)
    if not await ctx.write(
        questions.close, question.id, outcome, text, ctx.now, by=ctx.member.id, among=among(Act.close)
    ):
        return say(_("{number} was closed already.", number=Code(question.number)))
    await ctx.write(audit.record, ctx.member.id, "close", QUESTION, question.id, ctx.now, outcome=outcome)
    besides = await happened(ctx, subject(question), Act.close)
    how = OUTCOMES[outcome]
    told = await ctx.read(participants.in_question, question, but=ctx.member.id, also_declined=True)
    for member in told:
        news = _("A question you had a part in is closed: {outcome}. What happened with your input:", outcome=how)
        later = Tale(subject(question), question.text, _("closed: {outcome}", outcome=how))
        if not await kept_for_later(ctx, later, Hearer(member.id, _("You hear this because you had a part in it."))):
            ctx.notify(member, about(news, question, Quote(outcome_of(question.id, text)), *besides))
    closed = _("{number} is closed.", number=Code(question.number))
    await tell_threads(ctx, question, Text(words(closed)), Quote(outcome_of(question.id, text)))
    if told:
        closed = _n(
            "{number} is closed. {n} member hears what came of it.",
            "{number} is closed. {n} members hear what came of it.",
            len(told),
            number=Code(question.number),
        )
    next_ = await offered(ctx, subject(question), Act.close, said=text, how=outcome)
    return Reply((Text(words(closed)), *besides, *((Actions(tuple(next_)),) if next_ else ())))


@command(nl=("heropen vraag",), en=("reopen question",), summary=_("Reopen a question"), allow=Role.member, hidden=True)
async def reopen_question(ctx: Context, question: Question) -> Reply:
    if question.status in among(Act.answer):
        return say(_("{number} is open.", number=Code(question.number)))
    await require(ctx, question, Act.reopen)
    if not await ctx.write(questions.reopen, question.id, ctx.now):
        return say(_("{number} is open.", number=Code(question.number)))
    await ctx.write(audit.record, ctx.member.id, "reopen", QUESTION, question.id, ctx.now)
    await happened(ctx, subject(question), Act.reopen)
    for member in await ctx.read(participants.in_question, question, but=ctx.member.id):
        ctx.notify(member, about(_("A question you had a part in is open again:"), question, can_answer(ctx, question)))
    reopened = _("{number} is open again.", number=Code(question.number))
    await tell_threads(ctx, question, Text(words(reopened)))
    return say(reopened)
