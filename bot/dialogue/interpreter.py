"""Tells what a message means: an answer to us, a button, a command, nearly one, or something to look up."""

import re
from dataclasses import replace

from bot.chat import payload
from bot.chat.limits import LONGEST_TEXT
from bot.chat.message import Message
from bot.chat.reply import Actions, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, _
from bot.command import bare_files, known, puzzled
from bot.command.command import Call, Commands, Context
from bot.command.misses import Miss
from bot.dialogue import buttons, calls, corrections, dialogue, drafting, interruption, proposing, understanding
from bot.dialogue.calls import call_of
from bot.language import courtesy
from bot.reading import agreement, numbers, retraction
from bot.sentences import act_questions, at_hand, memory, naming, own_words
from bot.sentences.beginning import last_said, read, with_slips
from bot.sentences.named import is_subject_alone, names_each
from bot.sentences.restraint import without_what_is_left
from bot.sentences.wishes import behind_thanks, several
from storage.database.text import fold
from storage.messaging.dialogues import Dialogue

UNDO = "undo_act"
"""The command of the way back below what was just done."""
dialogue_key = calls.key_of
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
            line = await buttons.by_number(ctx, text)
            ctx.by_button, text = line is not None, line or text
        elif not ctx.message.pressed:
            if other := await buttons.asked_again(ctx, text) or await _corrected(ctx, text):
                return other
            named = await buttons.unasked(ctx, text) or await buttons.by_words(ctx, text)
            named = named or await buttons.taking_back(ctx, text)
            ctx.by_button = named is not None
            text = named.line if named else await _pointed(ctx, text)
    if not ((text := text or bare_files.meant(ctx)) or ctx.message.attachments or ctx.message.values):
        return await _called(ctx)
    typed = not (ctx.message.pressed or ctx.by_button) and ctx.message.values is None
    if not typed:
        call, text = await known.call_for(ctx, text, read(text, ctx.commands, ctx.language.code))
        return await (call_of(ctx, call, text) if call else understanding.in_own_words(ctx, text))
    text = await behind_thanks(ctx, courtesy.without_our_name(text))
    wishes = await several(ctx, text)
    text = courtesy.without_how(courtesy.without_thanks(wishes.first if wishes else text))
    text, left = without_what_is_left(text)
    meant = await _typed(ctx, text)
    reply = meant if isinstance(meant, Reply) else await call_of(ctx, *meant)
    if left:
        told = Text(words(_("{number} I leave as it is.", number=Code(left))))
        reply = replace(reply, blocks=(told, *reply.blocks))
    return wishes.below(reply) if wishes else reply


async def _typed(ctx: Context, text: str) -> Reply | tuple[Call, str]:
    """Return the reply to what is typed while nothing is asked; or the call that it is, and its line."""
    text = last_said(text, ctx.commands, ctx.language.code)
    if look := await _of_subject(ctx, text):
        return look
    said, (call, text) = text, await _called_by(ctx, text)
    if (plain := courtesy.plain(said)) != said:
        shown, line = await _called_by(ctx, plain)
        if shown and not shown.command.writes and shown.command.name != own_words.SEARCH:
            call, text, said = shown, line, plain
    told = None
    if not (call and not call.rest):
        told = await at_hand.answered(ctx, text) or await act_questions.answered(ctx, text)
    if isinstance(told, Call):
        return told, f"{told.command.phrase(told.language)} {told.rest}".strip()
    if told is None and call and await names_each(ctx, call):
        return call, text
    if told is None:
        told = await understanding.of_named(ctx, await naming.said(ctx, text))
    if told is None and call and text == said:
        told = await understanding.about_last(ctx, call, text) or await understanding.begun_only(ctx, call, text)
    if told or call is None:
        return told or await understanding.in_own_words(ctx, text)
    return call, text


async def _called_by(ctx: Context, text: str) -> tuple[Call | None, str]:
    """Return the call of a line, also with a slip in it or by a name that is known, and the line that was meant."""
    begun, text = with_slips(text, ctx.commands, ctx.language.code, ctx.intents)
    return await known.call_for(ctx, text, begun)


async def _of_subject(ctx: Context, text: str) -> Reply | None:
    """Look up a line that is nothing but what somebody looks for; None for others, and for what a command is called."""
    begun = read(text, ctx.commands, ctx.language.code)
    if (begun and not begun.rest) or not await is_subject_alone(ctx, text):
        return None
    if (await known.call_for(ctx, text, begun))[0] is not begun:
        return None  # a page of its own tells of it
    look = puzzled.looking(ctx, text)
    return await call_of(ctx, look, ctx.commands.by_name[own_words.SEARCH].line(text)) if look else None


async def _called(ctx: Context) -> Reply:
    """The reply to our bare name: what it was said to is looked up, else we ask."""
    about = ctx.message.quoted.strip()
    if about and (look := puzzled.looking(ctx, about)):
        return await call_of(ctx, look, about)
    return Reply((Text(words(_("Go ahead: what are you looking for?"))), Text(puzzled.hint(ctx))))


async def _corrected(ctx: Context, text: str) -> Reply | None:
    """Show what was understood with what a line says should be different, to agree with."""
    swap, instead = corrections.swapped(text), corrections.meant(text) or corrections.few_behind_no(ctx, text)
    other = "" if swap else corrections.other_number(text)
    said_back = bool(swap or instead or other) or retraction.retracts(text)
    reply = await buttons.last_said(ctx) if said_back else None
    line = proposing.proposed_in(reply) if reply else None
    call = ctx.commands.match(line, ctx.language.code) if line else None
    if instead and (number := await memory.counted(ctx, instead)):
        return await _another(ctx, call, number)
    if other:
        return await (_another(ctx, call, other) if call else _other_than_done(ctx, other))
    if line is None or call is None:
        return None
    if retraction.retracts(text):
        ctx.missed = Miss.declined
        return say(_("All right. Nothing was changed."))
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


async def _other_than_done(ctx: Context, number: str) -> Reply | None:
    """Show the thing that was meant, with the way back from what was just done to another: "oeps, ik bedoelde T-16"."""
    reply = await buttons.last_said(ctx)
    actions, code = [*reply.actions()] if reply else [], ctx.language.code
    called = [ctx.commands.match(each.line, code) for each in actions]
    undo = next((each for each, call in zip(actions, called, strict=True) if call and call.command.name == UNDO), None)
    call = ctx.commands.match(number, code)
    if undo is None or call is None or number in memory.numbers_in(" ".join(each.line for each in actions)):
        return None
    shown = await call_of(ctx, call, number)
    told = Text(words(_("What was done first still stands. You can undo it. This is {number}:", number=Code(number))))
    return replace(shown, blocks=(told, Actions((undo,)), *shown.blocks), line=number)


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
    said, (text, answers) = text, await _meant(ctx, text)
    ctx.by_button = not answers and text != said
    text = interruption.behind(ctx, underway, _wish_behind_no(ctx, text))
    insisted = interruption.insisted(text) if answers else None
    code = ctx.language.code
    call = (ctx.commands.alone(text, code) or ctx.commands.match(text, code)) if insisted is None else None
    again = call is not None and call.command.name == underway.command
    # Nobody sends a file with a command that takes none; and a button would send the words without it.
    files = bool(ctx.message.attachments)
    could = answers and call is not None and (call.command.files or not files)
    meant = (
        could
        and call is not None
        and (
            await interruption.is_command(ctx, underway, call, text)
            or await interruption.anew(ctx, underway, call, text)
        )
    )
    if meant and call and call.rest and not call.command.safe and not again and not files:
        return interruption.which(ctx, underway, text)
    if answers and insisted is None and not meant and call is None and not corrections.is_one(text):
        to_us = await interruption.to_us(ctx, underway, text)
        reading = to_us or await interruption.in_own_words(ctx, underway, text)
        if reading:
            call, text = reading
            if call.command.writes:
                return interruption.which(ctx, underway, text)
            if call.command.answers:
                return await interruption.asked_again(ctx, underway, await call_of(ctx, call, text))
            answers = False
        elif interruption.is_wish(ctx, underway, text):
            return await interruption.which_wish(ctx, underway, text, puzzled.looking(ctx, text))
        if told := await interruption.no_answer(ctx, underway, text):
            return told
    answered = (
        await dialogue.answer(ctx, underway, insisted or text, insisted=bool(insisted))
        if answers and not meant
        else None
    )
    if answered:
        return answered
    if call is None:
        reply = await understanding.in_own_words(ctx, text)
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


async def _pointed(ctx: Context, text: str) -> str:
    """What was typed, with the number of what it points to."""
    if ctx.commands.alone(text, ctx.language.code):
        return text
    text = await memory.going_on(ctx, await memory.resolved(ctx, text))
    return await numbers.alone(ctx, text) or text
