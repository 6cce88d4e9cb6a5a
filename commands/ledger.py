"""The ledger of a question, by itself: who was asked, who answered, what changed when."""

from bot.command import Context, command
from bot.question_acts import unseen
from bot.question_card import look
from bot.question_history import happened
from bot.reply import Actions, Heading, Items, Reply, say, words
from bot.wording import _
from storage.questions import Question
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
