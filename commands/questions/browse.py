"""Shows questions: one, those of a region or theme, one's own."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Command, Context, Takes, command
from bot.command.filter import Filtered, paged
from commands.questions.ask import ask_question
from commands.questions.card import card, text_of
from commands.questions.history import happened, history
from commands.questions.hits import how_answered
from commands.questions.knowledge import filters
from commands.questions.labels import STATUSES
from storage.questions import selection
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


@command(
    nl=("vragen", "open vragen", "welke vragen", "zijn er vragen"),
    en=("questions", "open questions", "which questions", "are there questions"),
    summary=_("See which questions there are"),
    safe=True,
    takes=Takes.names,
    filters=filters.SETS,
)
async def list_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked, whose = await filters.read(ctx, text)
    what = filters.which(ctx, asked, whose)
    _one, some = await ctx.read(selection.find, what, limit=1)
    rest = replace(asked, words=())
    if some or not asked.words:
        return await _listed(ctx, what, list_questions, text, page, filters.told(ctx, asked, what, whose))
    if not (rest.values or rest.regions or rest.themes or whose):
        return _unknown(ctx, asked)
    left_out = Text(
        words(_("I find no question with: {words}. So I left that out.", words=Bold(" ".join(asked.words))))
    )
    what = replace(what, words=())
    shown = await _listed(ctx, what, list_questions, text, page, filters.told(ctx, rest, what, whose))
    look = Actions((Action(_("Look up who knows about it"), ctx.line("who_knows", text)),))
    return replace(shown, blocks=(left_out, *shown.blocks, look))


def _unknown(ctx: Context, asked: Filtered) -> Reply:
    """Nothing that was asked for is a filter, nor stands in a question: that is said, and looked up elsewhere."""
    told = " ".join(asked.words)
    ways = (
        Action(_("Look up who knows about it"), ctx.line("who_knows", told)),
        Action(_("Ask a question"), ask_question.line()),
        Action(_("All questions"), list_questions.line()),
    )
    return Reply((Text(words(_("I find no question with: {words}.", words=Bold(told)))), Actions(ways)))


@command(
    nl=("mijn vragen",), en=("my questions",), summary=_("See the questions you put"), allow=Role.member, safe=True
)
async def my_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked, whose = await filters.read(ctx, text)
    every = frozenset(QuestionStatus) - {QuestionStatus.hidden}
    what = filters.which(ctx, asked, whose)
    what = replace(what, statuses=asked.of(QuestionStatus) & every or every, asker=ctx.member.id)
    return await _listed(ctx, what, my_questions, text, page, filters.told(ctx, asked, what, whose))


async def _listed(
    ctx: Context, what: Filter, listing: Command[...], text: str, page: int, told: Sequence[str | Msg] = ()
) -> Reply:
    found, total = await ctx.read(selection.find, what, limit=PAGE, offset=(page - 1) * PAGE)
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
    heading = _n("{n} question", "{n} questions", total)
    blocks: list[Block] = [Heading(words(heading, ": ", *told) if told else words(heading))]
    blocks.append(
        Items(
            tuple(
                Item(
                    words(Code(each.number), " ", text_of(each)),
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
