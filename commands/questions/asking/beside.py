"""Lets a question about the task and one about the network behind it go as a pair: who is asked one sees both."""

from dataclasses import replace
from typing import Annotated, Final

from bot.chat.line import YES
from bot.chat.reply import Action, Actions, Reply, Style, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, Values, command
from bot.things.making import Agreed, AnAgreement
from bot.things.proposal import proposed
from commands.questions.asking.publish import put
from commands.questions.card.card import look
from commands.questions.life.lifecycle import Act
from commands.questions.life.permissions import require, requiring
from storage import links
from storage.links import Thing
from storage.questions.question import QUESTION, Draft, Question
from storage.vocabulary import LinkKind, QuestionKind, Role

LONGEST: Final = 300


async def _shown(ctx: Context, known: Values) -> Reply:
    question: Question = known["question"]
    told = _("Beside {number}, for who is asked one to see both:", number=Code(question.number))
    yes = Action(_("Right"), YES, style=Style.primary)
    buttons = Actions((yes, Action(_("Change"), AnAgreement.CHANGE)), choices=True)
    return Reply((Text(words(_("This is how I put it:"))), Text(words(told)), Text(words(known["text"])), buttons))


@command(
    nl=("vraag erbij", "tweede vraag bij"),
    en=("ask beside", "second question beside"),
    summary=_("Ask something beside a question, as a pair"),
    allow=Role.member,
    check=requiring(Act.close),
    hidden=True,
)
async def ask_beside(
    ctx: Context,
    question: Question,
    text: Annotated[
        str,
        Ask(
            _("What do you want to know of the network behind it? For instance: who decides with whom?"),
            label=_("Question"),
            max_length=LONGEST,
            long=True,
            question=True,
        ),
    ],
    agreed: Annotated[Agreed | None, Ask(_shown)] = None,
) -> Reply:
    await require(ctx, question, Act.close)
    if agreed is None or not agreed.yes or agreed.change or agreed.facts:
        again = Action(_("Ask it otherwise"), ask_beside.line(question.number))
        return Reply((*say(_("All right. Nothing was asked.")).blocks, Actions((again, look(question)))))
    made = await put(ctx, _draft(ctx, question, text, unnamed=agreed.unnamed))
    one, other = Thing(QUESTION, made.id), Thing(QUESTION, question.id)
    await ctx.write(links.link, one, LinkKind.hoort_bij, other, ctx.member.id, ctx.now)
    told = _("{one} and {other} go as a pair.", one=Code(made.number), other=Code(question.number))
    return Reply((Text(words(told)), Actions((look(made), look(question)))))


def _draft(ctx: Context, question: Question, text: str, *, unnamed: bool) -> Draft:
    """About the same, but for what its words say; beside an unnamed question unnamed too: it would tell who asked."""
    read = proposed(text, ctx)
    draft = Draft(
        text[:1].upper() + text[1:],
        kind=read.kind or QuestionKind.relationeel,
        knowledge_type=read.knowledge,
        level=read.level or question.level,
        regions=read.regions or question.regions,
        themes=read.themes or question.themes,
    )
    return replace(draft, anonymous=unnamed or question.anonymous or ctx.member.asks_unnamed)
