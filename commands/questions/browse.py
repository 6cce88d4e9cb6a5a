"""Shows questions: one, those of a region or theme, one's own."""

from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _, _n
from bot.command.command import Command, Context, Takes, command
from bot.command.filter import Filtered, filtered, paged
from bot.command.labels import KNOWLEDGE, LEVELS, QUESTION_KINDS
from commands.questions.ask import ask_question
from commands.questions.card import card, text_of
from commands.questions.history import happened, history
from commands.questions.hits import how_answered
from commands.questions.labels import STATUSES
from storage.questions import questions
from storage.questions.question import Filter, Question
from storage.vocabulary import KnowledgeType, Level, QuestionKind, QuestionStatus, Role

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


_SETS = (STATUSES, QUESTION_KINDS, KNOWLEDGE, LEVELS)
_SHOWN = Filter().statuses | {QuestionStatus.closed}
"""What a list shows that was asked for."""


@command(
    nl=("vragen", "open vragen", "welke vragen", "zijn er vragen"),
    en=("questions", "open questions", "which questions", "are there questions"),
    summary=_("See which questions there are"),
    safe=True,
    takes=Takes.names,
    filters=_SETS,
)
async def list_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked = filtered(text, ctx.vocabulary, _SETS)
    what = _filter(ctx, asked)
    _one, some = await ctx.read(questions.find, what, limit=1)
    rest = replace(asked, words=())
    if some or not asked.words:
        return await _listed(ctx, what, list_questions, text, page, asked)
    if not (rest.values or rest.regions or rest.themes):
        return _unknown(ctx, asked)
    left_out = Text(
        words(_("I find no question with: {words}. So I left that out.", words=Bold(" ".join(asked.words))))
    )
    shown = await _listed(ctx, _filter(ctx, rest), list_questions, text, page, rest)
    look = Actions((Action(_("Look up who knows about it"), ctx.line("who_knows", text)),))
    return replace(shown, blocks=(left_out, *shown.blocks, look))


def _filter(ctx: Context, asked: Filtered) -> Filter:
    wanted = asked.of(QuestionStatus) & _SHOWN
    # What is not answered yet is open: who wants to help looks for no closed ones.
    statuses = wanted - {QuestionStatus.closed} if QuestionStatus.open in wanted and len(wanted) > 1 else wanted
    return Filter(
        statuses=statuses or Filter().statuses,
        regions=ctx.atlas.within(asked.regions) if asked.regions else None,
        themes=ctx.atlas.beneath(asked.themes) if asked.themes else None,
        kinds=asked.of(QuestionKind),
        knowledge=asked.of(KnowledgeType),
        levels=asked.of(Level),
        words=asked.words,
    )


def _shown_as(asked: Filtered, what: Filter) -> Filtered:
    """The filter with the states that are looked at: "niet gesloten" is open or answered."""
    if QuestionStatus not in asked.values:
        return asked
    return replace(asked, values={**asked.values, QuestionStatus: what.statuses})


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
    asked = filtered(text, ctx.vocabulary, _SETS)
    every = frozenset(QuestionStatus) - {QuestionStatus.hidden}
    what = replace(_filter(ctx, asked), statuses=asked.of(QuestionStatus) & every or every, asker=ctx.member.id)
    return await _listed(ctx, what, my_questions, text, page, asked)


async def _listed(
    ctx: Context, what: Filter, listing: Command[...], text: str, page: int, asked: Filtered | None = None
) -> Reply:
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
    heading = _n("{n} question", "{n} questions", total)
    told = _shown_as(asked, what).told(ctx.atlas) if asked else []
    blocks: list[Block] = [Heading(words(heading, ": ", told) if told else words(heading))]
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
