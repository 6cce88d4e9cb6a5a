"""Shows questions: one, those of a region or theme, one's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Command, Context, Takes, command
from bot.reading.filter import Filtered, paged
from bot.reading.organisations import Whose
from bot.reading.period import Span
from bot.things.listed import LONGEST_SOUGHT, NEAREST, WAYS, said_by
from bot.things.listing import page_size, telling
from commands.questions.asking.ask import ask_question
from commands.questions.browsing.hits import how_answered
from commands.questions.card.card import card, text_of
from commands.questions.card.history import happened, history
from commands.questions.knowledge import filters
from commands.questions.life.labels import STATUSES
from storage.questions import selection
from storage.questions.question import QUESTION, Filter, Question
from storage.vocabulary import QuestionStatus, Role


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
    rest, when = filters.apart(ctx, text)
    asked, whose = await filters.read(ctx, rest)
    said = await said_by(ctx, telling(ctx, asked.words), QUESTION)
    asked = replace(asked, words=said.kept)
    if said.missing and not (asked.words or asked.values or asked.regions or asked.themes or whose or when):
        return _unknown(ctx, said.missing)
    what = filters.which(ctx, asked, whose, ids=said.ids, when=when)
    told = filters.told(ctx, asked, whose)
    told += [*([", "] if told else []), when.told] if when else []
    shown = await _listed(ctx, what, list_questions, text, page, told) or await nearest(
        ctx, asked, whose, said.ids, when
    )
    if not said.missing:
        return shown
    missing = Bold(" ".join(said.missing))
    left_out = Text(words(_("I find no question with: {words}. So I left that out.", words=missing)))
    look = Actions((Action(_("Look up who knows about it"), ctx.line("who_knows", text)),))
    return replace(shown, blocks=(left_out, *shown.blocks, look))


async def nearest(
    ctx: Context, asked: Filtered, whose: tuple[Whose, ...], ids: frozenset[int] | None, when: Span | None
) -> Reply:
    """Show the questions there are with one thing less than was asked for, where none is of all."""
    every = [Action(_("Ask a question"), ask_question.line()), Action(_("All questions"), list_questions.line())]
    shown: list[Block] = [Text(words(_("There are no such questions.")))]
    ways: list[Action] = []
    for name, less, its, at in _less(ctx, asked, ids, when):
        found, _total = await ctx.read(selection.find, filters.which(ctx, less, whose, ids=its, when=at), limit=NEAREST)
        if not found:
            continue
        if not ways:
            told = _("There is none with all of that. Without {part} there is:", part=Bold(name))
            shown = [Text(words(told)), Items(tuple(map(_item, found)))]
        named = [
            *(ctx.language.text(part) for part in less.told(ctx.atlas) if part != ", "),
            *(each.name for each in whose),
        ]
        line = list_questions.line(*named, *((at.named,) if at else ()))
        ways.append(Action(_("Without {part}", part=shorten(name, LONGEST_SOUGHT)), line))
    return Reply((*shown, Actions((*ways[:WAYS], *every))))


_Less = tuple[str, Filtered, frozenset[int] | None, Span | None]


def _less(ctx: Context, asked: Filtered, ids: frozenset[int] | None, when: Span | None) -> Iterator[_Less]:
    """What is asked for without one thing of it, and what that is called."""
    if when:
        yield when.named, asked, ids, None
    if asked.words:
        yield ", ".join(asked.words), replace(asked, words=()), None, when
    for labels in asked.labels:
        if asked.of(labels.kind):
            name = ", ".join(ctx.language.text(labels[value]) for value in sorted(asked.of(labels.kind)))
            left = {kind: those for kind, those in asked.values.items() if kind is not labels.kind}
            yield name, replace(asked, values=left), ids, when
    if asked.regions:
        name = ", ".join(ctx.atlas.regions[each].name for each in sorted(asked.regions))
        yield name, replace(asked, regions=frozenset()), ids, when
    if asked.themes:
        name = ", ".join(ctx.atlas.themes[each].name for each in sorted(asked.themes))
        yield name, replace(asked, themes=frozenset()), ids, when


def _unknown(ctx: Context, missing: Sequence[str]) -> Reply:
    """Nothing that was asked for is a filter, nor stands in a question: that is said, and looked up elsewhere."""
    told = " ".join(missing)
    ways = (
        Action(_("Look up who knows about it"), ctx.line("who_knows", told)),
        Action(_("Ask a question"), ask_question.line()),
        Action(_("All questions"), list_questions.line()),
    )
    return Reply((Text(words(_("I find no question with: {words}.", words=Bold(told)))), Actions(ways)))


@command(
    nl=("mijn vragen",),
    en=("my questions",),
    summary=_("See the questions you put"),
    allow=Role.member,
    safe=True,
    takes=Takes.names,
    filters=filters.SETS,
)
async def my_questions(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked, whose = await filters.read(ctx, text)
    every = frozenset(QuestionStatus) - {QuestionStatus.hidden}
    what = filters.which(ctx, asked, whose)
    what = replace(what, statuses=asked.of(QuestionStatus) & every or every, asker=ctx.member.id, words=asked.words)
    shown = await _listed(ctx, what, my_questions, text, page, filters.told(ctx, asked, whose))
    if shown:
        return shown
    ways = (Action(_("Ask a question"), ask_question.line()), Action(_("All questions"), list_questions.line()))
    return Reply((Text(words(_("There are no such questions."))), Actions(ways)))


async def _listed(
    ctx: Context, what: Filter, listing: Command[...], text: str, page: int, told: Sequence[str | Msg] = ()
) -> Reply | None:
    """List the questions of one page; None where there are none."""
    found, total = await ctx.read(selection.find, what, limit=page_size(ctx), offset=(page - 1) * page_size(ctx))
    if not found:
        return None
    heading = _n("{n} question", "{n} questions", total)
    blocks: list[Block] = [Heading(words(heading, ": ", *told) if told else words(heading))]
    blocks.append(Items(tuple(map(_item, found))))
    if page * page_size(ctx) < total:
        blocks.append(Actions((Action(_("More"), listing.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


def _item(question: Question) -> Item:
    return Item(
        words(Code(question.number), " ", text_of(question)),
        (words(STATUSES[question.status], " · ", how_answered(len(question.answers))),),
        (Action(_("View"), question.number),),
    )
