"""Answers a question, and thanks whoever answered."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.things.acts import happened
from commands.questions.card.card import about, look, subject
from commands.questions.conversation.close import close_question
from commands.questions.conversation.conversation import give, thanks
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import not_now, require, requiring
from storage.members import people
from storage.questions import questions
from storage.questions.question import Answer, Question
from storage.vocabulary import Role


@command(
    nl=("antwoord", "antwoord op", "beantwoord"),
    en=("answer",),
    summary=_("Answer a question"),
    allow=Role.member,
    check=requiring(Act.answer),
    files=True,
)
async def answer_question(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("What do you know about it?"),
            label=_("Your answer"),
            hint=_("What you did or read yourself, or who to turn to. A few sentences are fine."),
            max_length=3000,
            long=True,
        ),
    ],
) -> Reply:
    await require(ctx, question, Act.answer)
    if any(each.member_id == ctx.member.id and each.text == text for each in question.answers):
        already = Text(words(_("That answer to {number} is in already.", number=Code(question.number))))
        return Reply((already, Actions((look(question),))))
    answer = await give(ctx, question, text)
    if answer is None:
        raise not_now(await ctx.read(questions.get_one, question.id))
    return thanks(ctx, question, answer)


@command(
    nl=("helpt", "dit helpt", "accepteer"),
    en=("this helps", "helps", "accept"),
    summary=_("Say that an answer helped"),
    allow=Role.member,
    hidden=True,
)
async def accept_answer(ctx: Context, answer: Answer) -> Reply:
    question = await ctx.read(questions.get_one, answer.question_id)
    await require(ctx, question, Act.accept)
    if not await ctx.write(questions.accept, answer.id, ctx.now):
        return say(_("You said so already."))
    await happened(ctx, subject(question), Act.accept)
    by = await ctx.read(people.get, answer.member_id) if answer.member_id is not None else None
    if by and by.id != ctx.member.id:
        ctx.notify(by, about(_("Your answer helped. Thank you."), question))
    return Reply(
        (
            Text(words(_("Thank you for saying so. Whoever answered hears it."))),
            Actions((Action(_("Close the question"), close_question.line(question.number)), look(question))),
        )
    )
