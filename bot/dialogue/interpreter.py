"""Tells what a message means: an answer to us, a button, a command, nearly one, or something to look up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.chat import payload
from bot.chat.limits import LONGEST_TEXT
from bot.chat.message import Message
from bot.chat.reply import Actions, Reply, Text, say, words
from bot.chat.texts import LANGUAGES, _
from bot.command import bare_files, known, puzzled
from bot.command.command import Call, Commands, Context, Takes
from bot.command.misses import AfterMiss, Miss
from bot.command.refusal import not_allowed
from bot.dialogue import buttons, corrections, dialogue, drafting, forms, interruption, one_line, proposing
from bot.language import courtesy
from bot.language.negation import denies
from bot.reading import agreement, numbers, side_questions
from bot.sentences import act_questions, memory, naming, own_words, subjects, telling
from bot.sentences.beginning import last_said, read, with_slips
from bot.sentences.extent import Extent, allows, closed, extent, keeps_to, plainly
from bot.sentences.named import shown_last
from bot.sentences.wishes import behind_thanks, several
from storage.database.text import fold
from storage.messaging.dialogues import Dialogue
from storage.vocabulary import Role

dialogue_key = dialogue.key_of
kept = dialogue.kept


async def respond(ctx: Context, underway: Dialogue | None, *, correcting: bool = False) -> Reply | None:
    """Return the reply to a message. When it corrects an earlier one, only what merely reads is done again."""
    if (straight := numbers.straightened(ctx.message.text)) != ctx.message.text:
        ctx.message = replace(ctx.message, text=straight)
    text = ctx.message.text.strip()
    if ctx.message.cut:
        return say(_("That is too long for me: at most {n} characters fit in one message.", n=LONGEST_TEXT))
    if correcting:
        call, text = await known.call_for(ctx, text, read(text, ctx.commands, ctx.language.code))
        return await call_of(ctx, call, text) if call and call.command.safe else None
    if ctx.message.values is None:
        if underway is None and await dialogue.stops_forms(ctx, text):
            return say(_("Stopped. The form is closed."))
        if late := await dialogue.outdated(ctx, underway):
            return late
        if underway:
            return await (dialogue.waits if ctx.message.emote else _asked)(ctx, underway, text)
        if text.isdecimal():
            text = await buttons.by_number(ctx, text) or text
        elif not ctx.message.pressed:
            if other := await buttons.asked_again(ctx, text) or await _corrected(ctx, text):
                return other
            named = await buttons.unasked(ctx, text) or await buttons.by_words(ctx, text)
            text = named.line if named else await _pointed(ctx, text)
    if not ((text := text or bare_files.meant(ctx)) or ctx.message.attachments or ctx.message.values):
        return await _called(ctx)
    typed = not ctx.message.pressed and ctx.message.values is None
    text = await behind_thanks(ctx, text) if typed else text
    wishes = await several(ctx, text) if typed else None
    text = courtesy.without_how(courtesy.without_thanks(wishes.first if wishes else text)) if typed else text
    text = last_said(text, ctx.commands, ctx.language.code) if typed else text
    begun, text = with_slips(text, ctx.commands, ctx.language.code, ctx.intents)
    call, text = await known.call_for(ctx, text, begun)
    told = await act_questions.answered(ctx, text) if typed and not (call and not call.rest) else None
    if told is None and typed:
        told = await _of_named(ctx, await naming.said(ctx, text))
    if told is None and call and typed and text in ctx.message.text:
        told = await _about_last(ctx, call, text) or await _begun_only(ctx, call, text)
    reply = told or await (call_of(ctx, call, text) if call else _in_own_words(ctx, text))
    return wishes.below(reply) if wishes else reply


async def _of_named(ctx: Context, meant: Sequence[subjects.Meant]) -> Reply | None:
    """Reply to a line with the number of what it names by what it is about; ask which where several are alike.

    What it changes is asked first. None when it names nothing so.
    """
    if len(meant) != 1:
        return await proposing.which(ctx, meant) if meant else None
    line = meant[0].line
    if again := await naming.said(ctx, line):
        return await _of_named(ctx, again)  # it names a second thing
    call = read(line, ctx.commands, ctx.language.code)
    if call is None:
        return await _in_own_words(ctx, line)
    if told := await _begun_only(ctx, call, line):
        return told
    if call.command.writes and may_call(ctx, call.command.begun_by) and await proposing.ready(ctx, call, line):
        return await proposing.proposal(ctx, call, line, line)
    reply = await call_of(ctx, call, line)
    return await proposing.titled(ctx, call.command, call.rest, reply) if call.command.writes else reply


async def _about_last(ctx: Context, call: Call, text: str) -> Reply | None:
    """Reply to a command that does not say what it is about, with what was just shown; None when it does."""
    if (about := await shown_last(ctx, call)) is None:
        return None
    line = call.command.line(about.rest)
    return await (proposing.proposal(ctx, about, line, text) if about.command.writes else call_of(ctx, about, line))


async def _begun_only(ctx: Context, call: Call, text: str) -> Reply | None:
    """Reply to a longer line that begins as a command; None when it is that command: the beginning is evidence."""
    if ctx.intents is None or not call.rest:
        return None
    if call.command.opening:
        return await _behind_greeting(ctx, call)
    if await memory.goes_on(ctx, call):
        return None
    how = await extent(ctx, call, text)
    line = call.command.line(call.rest)
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
        return await _in_own_words(ctx, text) if own_words.shows_another(ctx, call, reading, text) else None
    same = meant is not None and not other and closed(ctx, call.command)
    if how is not Extent.told and (same or other or not await allows(ctx, call.command, text)):
        return await _in_own_words(ctx, text)
    if not may_call(ctx, call.command.begun_by):
        return None
    return await proposing.proposal(ctx, call, text, text) if await proposing.ready(ctx, call, text) else None


async def _behind_greeting(ctx: Context, call: Call) -> Reply | None:
    """Reply to what is said behind a greeting or thanks; None when that is no more than part of it."""
    reading = await own_words.read(ctx, call.rest) if len(call.rest.split()) > own_words.SHORT else None
    if reading is None or not (reading.call or reading.named) or (reading.call and reading.call.command.opening):
        return None
    return await _in_own_words(ctx, call.rest)


async def _called(ctx: Context) -> Reply:
    """The reply to our bare name: what it was said to is looked up, else we ask."""
    about = ctx.message.quoted.strip()
    if about and (look := puzzled.looking(ctx, about)):
        return await call_of(ctx, look, about)
    return Reply((Text(words(_("Go ahead: what are you looking for?"))), Text(puzzled.hint(ctx))))


async def _in_own_words(ctx: Context, text: str) -> Reply:
    """Return the reply to what no phrase calls: what it was read as, what it is about, or what it may have been."""
    if agreed := await _agreed(ctx, text):
        return agreed
    if agreement.is_glad(text):
        return say(_("You are welcome."))
    if told := side_questions.told_about(text):
        return say(told)
    if not ctx.member.told_language and (spoken := own_words.language_of(text)):
        ctx.language = replace(ctx.language, code=spoken)
    reading = await own_words.read(ctx, text) if fold(text) else None  # a thumb looks for nothing
    if reading is None:
        return await _missed(ctx, text, Miss.unread, puzzled.reply(ctx, text))
    if named := await _of_named(ctx, await naming.lacking(ctx, text, reading)):
        return named
    reading = await telling.heard(ctx, text, reading) or reading
    if call := reading.call:
        if not may_call(ctx, call.command.begun_by):
            return proposing.for_members(ctx, call, text)
        if not call.command.writes or not await proposing.ready(ctx, call, reading.line):
            begun = await call_of(ctx, call, reading.line)
            return await proposing.titled(ctx, call.command, call.rest, begun) if call.command.writes else begun
        return await proposing.proposal(ctx, call, reading.line, text)
    if show := ctx.commands.match(reading.sole, ctx.language.code) if reading.sole else None:
        return await call_of(ctx, show, reading.sole)
    perhaps = tuple(each for each in reading.perhaps if each[0].name != own_words.SEARCH)
    if (look := puzzled.looking(ctx, text)) and (
        own_words.is_subject(reading, text) or (reading.perhaps and not perhaps)
    ):
        return await call_of(ctx, look, text)
    said = fold(text).split()
    if perhaps and len(said) <= own_words.SHORTLY and not proposing.offered(perhaps) and denies(said):
        return say(_("All right. Nothing was changed."))
    if perhaps:
        offer = telling.choice if reading.told else proposing.choice
        return await _missed(ctx, text, Miss.unsure, offer(ctx, text, perhaps))
    return await _missed(ctx, text, Miss.unread, puzzled.reply(ctx, text))


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
    call = read(meant.line, ctx.commands, ctx.language.code)
    return await call_of(ctx, call, meant.line) if call else None


async def _corrected(ctx: Context, text: str) -> Reply | None:
    """Show what was understood with what a line says should be different, to agree with."""
    swap, instead = corrections.swapped(text), corrections.meant(text) or corrections.few_behind_no(ctx, text)
    reply = await buttons.last_said(ctx) if swap or instead else None
    line = proposing.proposed_in(reply) if reply else None
    call = ctx.commands.match(line, ctx.language.code) if line else None
    if instead and (number := await memory.counted(ctx, instead)):
        return await _another(ctx, call, number)
    if line is None or call is None:
        return None
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    last = [*draft.values.values()][-1:]
    was, now = swap or (last[0] if last else "", corrections.without_at(instead or ""))
    changed = re.sub(re.escape(was), lambda _found: now, line, flags=re.IGNORECASE) if was else line
    again = ctx.commands.match(changed, ctx.language.code)
    if changed == line or again is None or again.command is not call.command:
        return None
    if await proposing.ready(ctx, again, changed):
        return await proposing.proposal(ctx, again, changed, changed)
    return await call_of(ctx, again, changed)


async def _another(ctx: Context, proposed: Call | None, number: str) -> Reply | None:
    """Propose the same of another thing of the list, or show that one: "nee, ik bedoel de tweede"."""
    if proposed is not None and (of_it := memory.of_another(proposed.rest, number)):
        line = proposed.command.line(of_it)
        return await proposing.proposal(ctx, replace(proposed, rest=of_it), line, line)
    call = ctx.commands.match(number, ctx.language.code)
    return replace(await call_of(ctx, call, number), line=number) if call else None


async def _asked(ctx: Context, underway: Dialogue, text: str) -> Reply | None:
    """Return the reply to what is typed or pressed while something is asked: an answer, or a command meanwhile."""
    if not ctx.message.pressed:
        text = await numbers.alone(ctx, text) or text
    text, answers = await _meant(ctx, text)
    text = interruption.behind(ctx, underway, _wish_behind_no(ctx, text))
    insisted = interruption.insisted(text) if answers else None
    code = ctx.language.code
    call = (ctx.commands.alone(text, code) or ctx.commands.match(text, code)) if insisted is None else None
    again = call is not None and call.command.name == underway.command
    # Nobody sends a file with a command that takes none; and a button would send the words without it.
    files = bool(ctx.message.attachments)
    could = answers and call is not None and (call.command.files or not files)
    meant = could and call is not None and await interruption.is_command(ctx, underway, call, text)
    if meant and call and call.rest and not call.command.safe and not again and not files:
        return interruption.which(ctx, underway, text)
    if answers and insisted is None and not meant and call is None and not corrections.is_one(text):
        reading = await interruption.in_own_words(ctx, underway, text)
        if reading:
            call, text = reading
            if call.command.writes:
                return interruption.which(ctx, underway, text)
            answers = False
        elif interruption.is_wish(ctx, underway, text):
            return await interruption.which_wish(ctx, underway, text, puzzled.looking(ctx, text))
    answered = (
        await dialogue.answer(ctx, underway, insisted or text, insisted=bool(insisted))
        if answers and not meant
        else None
    )
    if answered:
        return answered
    if call is None:
        reply = await _in_own_words(ctx, text)
        return await interruption.lapsed(ctx, underway, reply) or reply
    if again:
        await dialogue.put_aside(ctx, underway)
    reply = await call_of(ctx, call, text)
    if lapsed := await interruption.lapsed(ctx, underway, reply):
        return lapsed
    return await interruption.still_asked(ctx, underway, reply, text if meant else None)


def _wish_behind_no(ctx: Context, text: str) -> str:
    """Return what a line wants behind its no or its wait, when that only reads; else the line."""
    wish = corrections.behind(text)
    if wish == text or corrections.is_one(text):
        return text
    call = read(wish, ctx.commands, ctx.language.code)
    return wish if call and call.command.safe else text


async def _meant(ctx: Context, text: str) -> tuple[str, bool]:
    """Return what was typed or pressed while something is asked, and whether it may answer that.

    A button that is no answer to our question is a command, also when the question takes any text.
    """
    if text.isdecimal() and len(text) <= buttons.DIGITS:
        reply = payload.load(ctx.answered.payload, ctx.answered.payload_version) if ctx.answered else None
        line = buttons.line_of(reply, int(text), ctx.message.sender) if reply else None
        return (line, buttons.is_choice(reply, int(text))) if reply and line is not None else (text, True)
    if ctx.message.asking:
        return text, True
    if ctx.message.reply_to is not None:
        post = await ctx.read(buttons.post_of, ctx.message.conversation, ctx.message.sender, ctx.message.reply_to)
        reply = payload.load(post.payload, post.payload_version) if post else None
        numbers = [n for n, action in enumerate(reply.actions(), 1) if action.line == text] if reply else []
        if reply is not None and numbers:
            return text, any(buttons.is_choice(reply, number) for number in numbers)
        if ctx.message.pressed:
            return text, False
    named = await buttons.by_words(ctx, text) or await _sole_choice(ctx, text)
    return (named.line, named.choice) if named else (text, True)


async def _sole_choice(ctx: Context, text: str) -> buttons.Meant | None:
    """Return the one answer that we offered to a question, when it is agreed to."""
    if fold(text) not in agreement.YES:
        return None
    reply = await buttons.last_said(ctx)
    offered = [each for each in reply.blocks if isinstance(each, Actions) and each.choices] if reply else []
    if len(offered) != 1 or len(offered[0].actions) != 1 or offered[0].actions[0].line in dialogue.SKIP:
        return None  # who agrees to a question leaves it open no more than who says no
    return buttons.Meant(offered[0].actions[0].line, choice=True)


def language_of(message: Message, commands: Commands, default: str) -> str:
    """Return the language to greet someone new in: that of their client, else of the command they typed."""
    spoken = (message.locale or "")[:2]
    if spoken in LANGUAGES:
        return spoken
    call = read(message.text, commands, default)
    return call.language if call else default


async def call_of(ctx: Context, call: Call, line: str) -> Reply:
    """Return the reply to a line that calls a command, to who may call it."""
    command = call.command
    typed = not ctx.message.pressed and ctx.message.values is None and line == ctx.message.text.strip()
    if typed and not ctx.member.told_language and call.language != ctx.language.code:
        # Who has not told their language yet shows it by what they type.
        ctx.language = replace(ctx.language, code=call.language)
    if not may_call(ctx, command.begun_by):
        return not_allowed(command.allow, ctx.topics)
    values = ctx.message.values
    where = dialogue.key_of(ctx.message.conversation, private=command.private)
    if late := await forms.taken(ctx, where, call, line):
        return late
    if values is None:
        draft = await drafting.drafted(ctx, command, call.rest, line)
        draft = draft.said_in(ctx.message.id, "", *draft.values) if typed else draft
    else:
        draft = await drafting.submitted(ctx, command, call.rest, line, values, where)
    reply = await dialogue.proceed(ctx, command, draft)
    if values is None and command.fills:
        reply = one_line.with_what_was_read(command, draft, reply)
    if values is None and command.safe:
        reply = replace(reply, line=reply.line or _canonical(ctx, call, line))
    return replace(reply, private=True) if command.private else reply


def _canonical(ctx: Context, call: Call, line: str) -> str:
    """The line that calls a command again, also when it was read in other words: what goes on from a list needs it."""
    said = ctx.commands.match(line, call.language)
    return line if said and said.command is call.command else call.command.line(call.rest)


async def _pointed(ctx: Context, text: str) -> str:
    """What was typed, with the number of what it points to."""
    if ctx.commands.alone(text, ctx.language.code):
        return text
    text = await memory.resolved(ctx, text)
    return await numbers.alone(ctx, text) or text


def may_call(ctx: Context, allow: Role) -> bool:
    return ctx.member.role >= allow
