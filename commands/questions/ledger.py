"""The ledger of a question, by itself: who was asked, who answered, what changed when."""

from bot.chat.reply import Actions, Heading, Items, Reply, say, words
from bot.chat.texts import _
from bot.command.command import Context, command
from commands.questions.card import look
from commands.questions.history import happened
from commands.questions.permissions import unseen
from storage.questions.question import Question
from storage.vocabulary import QuestionStatus, Role


@command(
    nl=("verloop",),
    en=("history",),
    summary=_("See all that happened to a question"),
    allow=Role.member,
    safe=True,
    hidden=True,
)
async def history(ctx: Context, question: Question) -> Reply:
    if question.status is QuestionStatus.hidden and not ctx.may(Role.coordinator, regions=question.regions):
        return say(unseen(question))
    return Reply(
        (
            Heading(words(_("What happened to {number}", number=question.number))),
            Items(tuple(await happened(ctx, question))),
            Actions((look(question),)),
        )
    )
