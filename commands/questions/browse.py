"""Shows questions: one, those of a region or theme, one's own."""

from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Command, Context, Takes, command
from bot.command.filter import filtered, paged
from commands.questions.ask import ask_question
from commands.questions.card import card
from commands.questions.history import happened, history
from commands.questions.hits import how_answered
from commands.questions.labels import STATUSES
from storage.questions import questions
from storage.questions.question import Filter, Question
from storage.vocabulary import QuestionStatus, Role

PAGE = 6
"""Questions a page: each takes two or three lines on a phone."""


@command(
    nl=("toon vraag", "bekijk vraag", "k"),
    en=("show question", "k"),
    summary=_("Look at one question"),
    safe=True,
)
async def show_question(ctx: Context, question: Question) -> Reply:
    """In a personal chat with its whole history. Among others, where a card stays small, that is behind its button."""
    shown = await card(ctx, question)
    if shown.subject is None or not ctx.personal or not ctx.member.signed_up_at:
        return shown
    past = (Heading(words(_("What happened"))), Items(tuple(await happened(ctx, question))))
    *above, doing = shown.blocks
    if isinstance(doing, Actions):
        doing = Actions(tuple(each for each in doing.actions if each.line != history.line(question.number)))
    return replace(shown, blocks=(*above, *past, doing))


_STATUSES = {
    "open": frozenset({QuestionStatus.open}),
    "beantwoord": frozenset({QuestionStatus.answered}),
    "answered": frozenset({QuestionStatus.answered}),
    "gesloten": frozenset({QuestionStatus.closed}),
    "closed": frozenset({QuestionStatus.closed}),
}


@command(
    nl=("vragen", "open vragen", "welke vragen", "zijn er vragen"),
    en=("questions", "open questions", "which questions", "are there questions"),
    summary=_("See which questions there are"),
    safe=True,
    takes=Takes.names,
)
async def list_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked = filtered(text, ctx.vocabulary)
    statuses = frozenset[QuestionStatus]().union(*(_STATUSES[word] for word in asked.words if word in _STATUSES))
    what = Filter(
        statuses=statuses or Filter().statuses,
        regions=ctx.atlas.within(asked.regions) if asked.regions else None,
        themes=ctx.atlas.beneath(asked.themes) if asked.themes else None,
    )
    return await _listed(ctx, what, list_questions, text, page)


@command(
    nl=("mijn vragen",), en=("my questions",), summary=_("See the questions you put"), allow=Role.member, safe=True
)
async def my_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    what = Filter(
        statuses=frozenset(QuestionStatus) - {QuestionStatus.hidden},
        asker=ctx.member.id,
    )
    return await _listed(ctx, what, my_questions, text, page)


async def _listed(ctx: Context, what: Filter, listing: Command[...], text: str, page: int) -> Reply:
    found, total = await ctx.read(questions.find, what, limit=PAGE, offset=(page - 1) * PAGE)
    if not found:
        return Reply(
            (
                Text(words(_("There are no such questions."))),
                Actions(
                    (
                        Action(_("Ask a question"), ask_question.line()),
                        Action(_("All questions"), list_questions.line()),
                    )
                ),
            )
        )
    blocks: list[Block] = [Heading(words(_n("{n} question", "{n} questions", total)))]
    blocks.append(
        Items(
            tuple(
                Item(
                    words(Code(each.number), " ", each.text),
                    (words(STATUSES[each.status], " · ", how_answered(len(each.answers))),),
                    (Action(_("View"), each.number),),
                )
                for each in found
            )
        )
    )
    if page * PAGE < total:
        blocks.append(Actions((Action(_("More"), listing.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))
