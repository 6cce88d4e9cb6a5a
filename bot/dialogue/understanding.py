"""Answers a line that no phrase calls as it stands: what it was read as, what it is about, or what it may have been."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reply import Reply, Text, say, words
from bot.chat.texts import _
from bot.command import puzzled
from bot.command.command import Call, Context, Takes
from bot.command.misses import AfterMiss, Miss
from bot.command.refusal import Refused
from bot.dialogue import buttons, drafting, proposing
from bot.dialogue.calls import call_of, may_call
from bot.dialogue.resolution import resolve
from bot.language.negation import denies
from bot.language.small_words import language_of
from bot.reading import agreement, no_answer, side_questions
from bot.sentences import memory, naming, own_words, subjects, telling
from bot.sentences.beginning import read
from bot.sentences.clauses import CLAUSES
from bot.sentences.extent import Extent, allows, closed, extent, keeps_to, plainly
from bot.sentences.named import named_in, shown_last
from bot.sentences.nearest import NEARLY, nearest
from bot.sentences.spoken_line import asks_of, line_of
from storage.database.text import fold
from storage.vocabulary import Role


async def of_named(ctx: Context, meant: Sequence[subjects.Meant]) -> Reply | None:
    """Reply to a line with the number of what it names by what it is about; ask which where several are alike.

    What it changes is asked first. None when it names nothing so.
    """
    if len(meant) != 1:
        return await proposing.which(ctx, meant) if meant else None
    line = meant[0].line
    if again := await naming.said(ctx, line):
        return await of_named(ctx, again)  # it names a second thing
    call = read(line, ctx.commands, ctx.language.code)
    means = meant[0].call
    shows = means and means.command is not (call and call.command) and not means.command.writes
    if call is None or (shows and not call.command.writes):
        return await in_own_words(ctx, line)
    if told := await begun_only(ctx, call, line):
        return told
    if call.command.writes and may_call(ctx, call.command.begun_by) and await proposing.ready(ctx, call, line):
        return await proposing.proposal(ctx, call, line, line)
    reply = await call_of(ctx, call, line)
    return await proposing.titled(ctx, call.command, call.rest, reply) if call.command.writes else reply


async def about_last(ctx: Context, call: Call, text: str) -> Reply | None:
    """Reply to a command that does not say what it is about, with what was just shown; None when it does."""
    if (about := await shown_last(ctx, call)) is None:
        return None
    line = call.command.line(about.rest)
    return await (proposing.proposal(ctx, about, line, text) if about.command.writes else call_of(ctx, about, line))


async def begun_only(ctx: Context, call: Call, text: str) -> Reply | None:
    """Reply to a longer line that begins as a command; None when it is that command: the beginning is evidence."""
    if ctx.intents is None or not call.rest:
        return None
    if call.command.opening:
        return await _behind_greeting(ctx, call)
    if await memory.goes_on(ctx, call):
        return None
    how = await extent(ctx, call, text)
    if not may_call(ctx, call.command.begun_by):
        return None if how is Extent.whole else await _of_what_one_may(ctx, text)
    line: str = call.command.line(call.rest)
    if not text.endswith(call.rest) and call.command.writes and await proposing.ready(ctx, call, line):
        return await proposing.proposal(ctx, call, line, text)  # read from the shape of it
    if ctx.commands.shaped(text) and (call.command.writes or call.command.takes is Takes.sentence):
        return None  # that is more than a beginning
    if how is Extent.whole and (plain := await plainly(ctx, call)):
        return await call_of(ctx, plain, plain.command.line(plain.rest))
    if how is Extent.whole or (how is Extent.told and call.command.adds):
        return None
    reading = await own_words.read(ctx, text)
    meant = reading.call if reading and reading.p >= own_words.RATHER else None
    other = meant is not None and meant.command is not call.command and not own_words.asks_it(call, meant)
    other = other and not (reading and meant and reading.things and keeps_to(ctx, call.command, meant.command))
    if not call.command.writes:
        return await in_own_words(ctx, text) if own_words.shows_another(ctx, call, reading, text) else None
    same = meant is not None and not other and closed(ctx, call.command)
    if how is not Extent.told and (same or other or not await allows(ctx, call.command, text)):
        return await in_own_words(ctx, text)
    line = text
    if call.command.takes is Takes.names and not call.command.safe and (named := await _with_names(ctx, call, text)):
        call, line = named
    return await proposing.proposal(ctx, call, line, text) if await proposing.ready(ctx, call, line) else None


async def _with_names(ctx: Context, call: Call, text: str) -> tuple[Call, str] | None:
    """Return the call, and its line, with no more than what a line names: "volg maar alles over water"."""
    line = line_of(ctx, call.command, text, await named_in(ctx, text))
    rest = line.removeprefix(call.command.phrase(ctx.language.code)).strip()
    return (replace(call, rest=rest), line) if rest else None


async def _of_what_one_may(ctx: Context, text: str) -> Reply | None:
    """Reply to a longer line that begins as what its speaker may not do, when it may be what they may."""
    if ctx.member.role < Role.member:
        return None
    reading = await own_words.read(ctx, text)
    if reading and reading.call and reading.p >= own_words.RATHER and may_call(ctx, reading.call.command.begun_by):
        return await in_own_words(ctx, text)
    near = await nearest(ctx, text, least=NEARLY)
    return await _missed(ctx, text, Miss.unsure, proposing.nearby(ctx, text, near)) if near else None


async def _behind_greeting(ctx: Context, call: Call) -> Reply | None:
    """Reply to what is said behind a greeting or thanks; None when that is no more than part of it."""
    reading = await own_words.read(ctx, call.rest) if len(call.rest.split()) > own_words.SHORT else None
    if reading is None or not (reading.call or reading.named) or (reading.call and reading.call.command.opening):
        return None
    return await in_own_words(ctx, call.rest)


async def in_own_words(ctx: Context, text: str) -> Reply:
    """Return the reply to what no phrase calls: what it was read as, what it is about, or what it may have been."""
    if agreed := await _agreed(ctx, text):
        return agreed
    if agreement.is_glad(text):
        return say(_("You are welcome."))
    if no_answer.is_sigh(text):
        return Reply((Text(words(_("Go ahead: what are you looking for?"))), Text(puzzled.hint(ctx))))
    if told := side_questions.told_about(text):
        return say(told)
    if not ctx.member.told_language and (spoken := language_of(text)):
        ctx.language = replace(ctx.language, code=spoken)
    reading = await own_words.read(ctx, text) if fold(text) else None  # a thumb looks for nothing
    if reading is None:
        return await _missed(ctx, text, Miss.unread, puzzled.reply(ctx, text))
    if named := await of_named(ctx, await naming.lacking(ctx, text, reading)):
        return named
    reading = await telling.heard(ctx, text, reading) or reading
    if reading.call:
        return await _as_read(ctx, reading.call, reading.line, text)
    one = reading.sole or (reading.things[0] if len(reading.things) == 1 and asks_of(text) else "")
    if show := ctx.commands.match(one, ctx.language.code) if one else None:
        return await call_of(ctx, show, one)
    perhaps = tuple(each for each in reading.perhaps if each[0].name != own_words.SEARCH)
    if (look := puzzled.looking(ctx, text)) and (
        own_words.is_subject(reading, text) or (reading.perhaps and not perhaps)
    ):
        return await call_of(ctx, look, text)
    said, first = fold(text).split(), fold(CLAUSES.split(text)[0]).split()
    if perhaps and len(said) <= own_words.SHORTLY and not proposing.offered(perhaps) and denies(first):
        return say(_("All right. Nothing was changed."))
    if perhaps:
        offer = telling.choice if reading.told else proposing.choice
        return await _missed(ctx, text, Miss.unsure, offer(ctx, text, perhaps))
    near = await nearest(ctx, text, least=NEARLY)
    reply = proposing.nearby(ctx, text, near) if near else puzzled.reply(ctx, text)
    return await _missed(ctx, text, Miss.unread, reply)


async def _as_read(ctx: Context, call: Call, line: str, text: str) -> Reply:
    """Reply to the call that a sentence was read as: done when it only reads, shown first when it changes something."""
    if not may_call(ctx, call.command.begun_by):
        return proposing.for_members(ctx, call, text)
    if call.command.safe and (look := await _looked_up(ctx, call, line, text)):
        return look
    if call.command.writes and await proposing.ready(ctx, call, line):
        return await proposing.proposal(ctx, call, line, text)
    begun = await call_of(ctx, call, line)
    return await proposing.titled(ctx, call.command, call.rest, begun) if call.command.writes else begun


async def _looked_up(ctx: Context, call: Call, line: str, text: str) -> Reply | None:
    """Look up a sentence that asks for one thing, and names none that there is; None where it does."""
    first = next(iter(call.command.parameters), None)
    if first is None or not first.required:
        return None  # it shows something, whatever is named
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    unknown = False
    try:
        _values, missing = await resolve(ctx, call.command, draft)
        unknown = any(each.problem for each in missing)
    except Refused:
        unknown = bool(call.rest)
    look = puzzled.looking(ctx, text) if unknown and call.command.name != own_words.SEARCH else None
    return await call_of(ctx, look, text) if look else None


async def _missed(ctx: Context, text: str, how: Miss, reply: Reply) -> Reply:
    """Count what was not understood, and let topics add what they do with it."""
    ctx.missed = how
    if not fold(text):
        return reply
    more = [block for each in ctx.topics.all(AfterMiss) for block in await each.blocks(ctx, text)]
    return replace(reply, blocks=(*reply.blocks, *more))


async def _agreed(ctx: Context, text: str) -> Reply | None:
    """Reply to a yes or a no to what our last answer here proposed, or to nothing; None when it is neither."""
    meant = await buttons.by_meaning(ctx, text)
    if meant is None or (meant is False and agreement.behind_yes(text)):
        if (wish := agreement.behind_yes(text)) and (call := read(wish, ctx.commands, ctx.language.code)):
            return await call_of(ctx, call, wish)
        told = Text(words(_("All right. Nothing waits for your answer now.")))
        return Reply((told, Text(puzzled.hint(ctx)))) if agreement.answers_nothing(ctx, text) else None
    if not isinstance(meant, buttons.Meant):
        ctx.missed = Miss.declined
        return say(_("All right. Nothing was changed."))
    call, ctx.by_button = read(meant.line, ctx.commands, ctx.language.code), True
    return await call_of(ctx, call, meant.line) if call else None
