"""Asks for what a command still misses: one form where the platform has them, else one question at a time."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.chat.reply import Action, Actions, Audience, Fact, Facts, Input, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, answer_of
from bot.command.command import Command, Context, Parameter
from bot.command.reader import Unclear, Weighed
from bot.command.refusal import Refused
from bot.command.welcomes import Welcomes
from bot.dialogue import at_proposal, besides, corrections, forms, one_line, question, sure
from bot.dialogue.calls import key_of, proceed
from bot.dialogue.draft import Draft, corrections_of
from bot.dialogue.drafting import drafted
from bot.reading import agreement, side_questions
from bot.reading.reader_registry import reader_for
from storage.database.text import fold
from storage.messaging import dialogues
from storage.messaging.dialogues import Dialogue

STOP = frozenset({"stop", "annuleer", "annuleren", "cancel", "quit"})
BACK = frozenset({"terug", "back"})
SKIP = frozenset({"overslaan", "sla over", "skip"})
HELP = frozenset({"hulp", "help"})
WORDS = STOP | BACK | SKIP | HELP
"""What can be typed instead of an answer, whatever is asked."""


_SKIPS = re.compile(
    r"(?:(?:nee|no|nou|ok|oke|laten we|let s) )*(?:(?:deze|die|dat|dit) )?(?:sla|slaan|skip|skippen)(?: we| wij| ik)?"
    r"(?: (?:maar|dit|deze|die|dat|het|vraag|stap|even|dan|graag|this|that|it|one|question|please|over))+"
)


_GOES_BACK = re.compile(
    r"(?:(?:nee|no|oh|wacht|wait|ga|even|nog|een|stap|stapje|graag|kan|mag|ik|go|one|a|step|can|i) )+(?:terug|back)"
    r"(?: (?:graag|please|maar|even))*"
)
"""Says to go back to what was asked before, in more words: "ga even terug"."""


def skips(text: str) -> bool:
    """Tell whether that leaves open what is asked: "sla maar over"."""
    said = fold(text)
    return said in SKIP or _SKIPS.fullmatch(said) is not None


def asked(ctx: Context, dialogue: Dialogue) -> Parameter | None:
    """Tell what a dialogue waits for; None when its command no longer asks that."""
    command = ctx.commands.by_name.get(dialogue.command)
    asking = Draft.load(dialogue.state).asking
    return next((each for each in sure.steps_of(command) if each.name == asking), None) if command else None


def asking(ctx: Context, dialogue: Dialogue) -> str:
    """Tell what a dialogue waits for, by the name that its buttons carry (`Actions.asking`)."""
    parameter = asked(ctx, dialogue)
    return f"{dialogue.command}.{parameter.name}" if parameter else ""


async def answer(ctx: Context, dialogue: Dialogue, text: str, *, insisted: bool = False) -> Reply | None:
    """Go on with a dialogue; None when what was typed is no answer to it but may be a command.

    A piece of what was typed is weighed as all of it is: only a button that was pressed, or named, settles by itself.
    """
    command = ctx.commands.by_name.get(dialogue.command)
    draft = Draft.load(dialogue.state)
    parameter = asked(ctx, dialogue)
    if command is None or parameter is None:
        await ctx.write(dialogues.end, dialogue.id)
        return None
    said = fold(text)
    agrees = reader_for(ctx.topics, parameter.type).agrees
    if said in STOP or agreement.stops(text) or (agrees and agreement.stops_last(text)):
        return await _stop(ctx, command, dialogue)
    if said in BACK or _GOES_BACK.fullmatch(said):
        return await proceed(ctx, command, draft.back())
    if skips(text):
        return await _skip(ctx, command, draft, parameter)
    if said in HELP:
        return await proceed(ctx, command, draft, helping=True)
    if not said and command.files and ctx.message.attachments:
        taken = Text(words(_n("I put the file with it.", "I put the files with it.", len(ctx.message.attachments))))
        again = await proceed(ctx, command, draft)
        return replace(again, blocks=(taken, *again.blocks))
    typed = text in ctx.message.text and not ctx.message.pressed and not ctx.message.asking
    if typed and not insisted and (told := await _beside(ctx, command, dialogue, parameter, text)):
        return told
    if typed and (whole := await one_line.answered(ctx, command, draft, parameter, text)):
        return one_line.with_what_was_read(command, whole, await proceed(ctx, command, whole))
    return await _taken(ctx, command, draft, parameter, text, typed=typed)


async def _beside(
    ctx: Context, command: Command[Any], dialogue: Dialogue, parameter: Parameter, text: str
) -> Reply | None:
    """Reply to what is said at a step beside an answer: a question back, a wait, a change of an earlier answer."""
    draft, reader = Draft.load(dialogue.state), reader_for(ctx.topics, parameter.type)
    if await reader.exactly(ctx, text) is not None:
        return None
    if changed := await _changed(ctx, command, draft, parameter, text):
        return changed
    if agreement.asks_back(text):
        return _led(_why(ctx, command, parameter, text), await proceed(ctx, command, draft, helping=True))
    if (
        draft.values and not (reader.agrees or reader.takes_yes) and agreement.is_right(text)
    ):  # goes on with what is there
        left = draft if question.needed(ctx, parameter) else draft.answered(parameter.name, None)
        return _led(_("Good. I only need this:"), await proceed(ctx, command, replace(left, one_line=True)))
    hears_yes = reader.agrees or reader.takes_yes or reader.input in (Input.yesno, Input.choice)
    if not hears_yes and fold(text) in agreement.BARE_YES:
        return _led(_("Good. Then say it, please."), await proceed(ctx, command, draft))
    if reader.input is Input.yesno and (agreement.waits(text) or agreement.stops_first(text)):
        return await _stop(ctx, command, dialogue, told=_("All right, I do nothing now."))
    if not reader.agrees and agreement.waits(text) and len(text.split()) <= agreement.FEW:
        return _led(_WAITS, await proceed(ctx, command, draft))
    if not reader.agrees and agreement.leaves_open(text):
        if not draft.values and reader.input is Input.choice and fold(text) in agreement.NO:
            return await _stop(ctx, command, dialogue, told=_("All right, I do nothing now."))  # a no to it all
        return await _skip(ctx, command, draft, parameter)
    early = next(
        (each for each in command.parameters if each is not parameter and _hears(ctx, each, draft, text)), None
    )
    if early:
        return _led(
            _("I heard that, and keep it for later."), await proceed(ctx, command, _corrected(draft, early.name, text))
        )
    itself = reader.corrects(ctx, text)
    if (
        not itself
        and reader.weigh(ctx, text) is Weighed.settles
        and (change := await corrections.changed(ctx, command, draft, parameter.name, text))
    ):
        return await _with_change(ctx, command, change)
    if told := await besides.told_of(ctx, command, draft, parameter, text):
        return await _told_besides(ctx, command, draft, told)
    return None


async def _changed(ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter, text: str) -> Reply | None:
    """Reply to what a line says should be otherwise, and to all it says at a proposal; None for nothing."""
    if at_proposal.waits_at(ctx, parameter):
        said = await at_proposal.heard(ctx, command, draft, parameter, text)
        return await _at_proposal(ctx, command, draft, parameter, said) if said else None
    reworded = await corrections.reworded(ctx, command, draft, text)
    return await _with_change(ctx, command, reworded) if reworded else None


async def _at_proposal(
    ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter, said: at_proposal.Heard
) -> Reply:
    """Put what was agreed to, or show the proposal again with what was changed and what was not read."""
    told = [*said.told, *(_why(ctx, command, parameter, each) for each in said.asked)]
    if said.unread:
        told.append(at_proposal.not_read(ctx, said.unread))
    answer = f"ja, {said.answer}" if said.yes and said.answer else said.answer or ("ja" if said.yes else "")
    if answer and not (said.changed or said.holds or said.unread):
        if done := await _taken(ctx, command, said.draft, parameter, answer, typed=False):
            return replace(done, blocks=(*done.blocks, *(Text(words(each)) for each in told)))
    elif said.answer:
        told.append(at_proposal.not_read(ctx, [said.answer]))
    if said.holds and not said.changed:
        told.insert(0, _HELD)
    before = await proceed(ctx, command, draft) if said.changed and not told else None
    again = await proceed(ctx, command, said.draft)
    if before and before.blocks == again.blocks:
        told.append(_("It was like that already: nothing is different."))
    return replace(again, blocks=(*(Text(words(each)) for each in told), *again.blocks))


async def _with_change(ctx: Context, command: Command[Any], change: corrections.Change) -> Reply:
    told = _("Changed: {old} \u2192 {new}.", old=Bold(change.was), new=Bold(change.now))
    return _led(told, await proceed(ctx, command, change.draft))


async def _told_besides(ctx: Context, command: Command[Any], draft: Draft, told: Mapping[str, str]) -> Reply:
    """Keep what a line said of other values than the one that is asked, and say so above what is asked then."""
    rows = []
    for each in command.parameters:
        if each.name in told:
            draft = draft.answered(each.name, told[each.name]).said_in(ctx.message.id, each.name)
            rows.append(Fact(one_line.label_of(command, each), words(told[each.name])))
    again = await proceed(ctx, command, draft)
    return replace(again, blocks=(Text(words(_("This is what I read:"))), Facts(tuple(rows)), *again.blocks))


async def _taken(
    ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter, text: str, *, typed: bool
) -> Reply | None:
    """Reply to an answer; None when it is none but may be a command."""
    reader = reader_for(ctx.topics, parameter.type)
    weighed = reader.weigh(ctx, text) if typed else Weighed.settles
    if weighed is Weighed.refuses and (instead := await corrections.behind_no(ctx, parameter, text)):
        text, weighed = instead, Weighed.corrects
    if weighed is Weighed.refuses:
        return _led(_HELD, await proceed(ctx, command, draft))
    so_far = draft.values.get(corrections_of(parameter.name), "")
    said_now = f"{so_far}\n{text}" if so_far else text
    try:
        await reader.read(ctx, said_now, parameter.ask)
    except Unclear as unclear:
        if not unclear.kept and ctx.commands.match(text, ctx.language.code):
            return None
        if typed and side_questions.is_question(text) and (told := _of_step(ctx, command, parameter, text)):
            return _led(told, await proceed(ctx, command, draft, helping=True))
        if reader.input is Input.choice and (later := besides.text_after(command, draft, parameter, text)):
            kept_text = replace(draft, values={**draft.values, later.name: text})
            return _led(_("I keep that as what you want to say."), await proceed(ctx, command, kept_text))
        if weighed is Weighed.corrects:
            # What makes no sense is asked again; what was corrected before stands.
            return await proceed(ctx, command, replace(draft, values={**draft.values, parameter.name: text}))
    if weighed is Weighed.corrects:
        return await proceed(ctx, command, _corrected(draft, parameter.name, text))
    if kept := await _kept_of(ctx, draft, parameter):
        said_now = f"{kept}, {said_now}"
    answered = draft.answered(parameter.name, said_now)
    if typed and said_now == text:
        answered = answered.said_in(ctx.message.id, parameter.name)
    return await proceed(ctx, command, answered)


async def _kept_of(ctx: Context, draft: Draft, parameter: Parameter) -> str:
    """Tell what was clear of a list that was answered before."""
    before = draft.values.get(parameter.name)
    if before is None:
        return ""
    try:
        await reader_for(ctx.topics, parameter.type).read(ctx, before, parameter.ask)
    except Unclear as unclear:
        return unclear.kept
    return ""


def _corrected(draft: Draft, name: str, text: str) -> Draft:
    """Add a correction to what was proposed, which is shown again."""
    key = corrections_of(name)
    so_far = draft.values.get(key, "")
    others = {each: value for each, value in draft.values.items() if each != name}
    return replace(draft, values={**others, key: f"{so_far}\n{text}" if so_far else text})


def _hears(ctx: Context, parameter: Parameter, draft: Draft, text: str) -> bool:
    """Tell whether a later question hears this line already."""
    return parameter.name not in draft.values and reader_for(ctx.topics, parameter.type).hears_early(text)


def _led(told: Msg, reply: Reply) -> Reply:
    """Put a line above what is asked again."""
    return replace(reply, blocks=(Text(words(told)), *reply.blocks))


def _of_step(ctx: Context, command: Command[Any], parameter: Parameter, text: str) -> Msg | None:
    """Answer a question at a step: what it is for; below what is proposed, who sees it and what becomes of it."""
    reader = reader_for(ctx.topics, parameter.type)
    if side_questions.aside_of(text) or not reader.agrees or reader.input is Input.yesno:
        return _why(ctx, command, parameter, text)
    return _seen(ctx, command)


def _seen(ctx: Context, command: Command[Any]) -> Msg | None:
    return next((each.seen for each in ctx.topics.all(Welcomes) if each.command is command), None)


def _why(ctx: Context, command: Command[Any], parameter: Parameter, text: str) -> Msg:
    """Explain what is asked to who asks back."""
    if aside := side_questions.aside_of(text):
        seen = _seen(ctx, command) if aside is Aside.seen else None
        return answer_of(ctx, command, aside) or seen or side_questions.ANSWERS[aside]
    if agreement.asks_which(text):
        return _("This is what it is about:")
    if side_questions.asks_need(text):
        return _("Yes, I need it.") if question.needed(ctx, parameter) else _("No, you can skip it.")
    if parameter.ask and parameter.ask.why:
        return parameter.ask.why
    return _("I ask this for: {what}.", what=Bold(ctx.language.text(command.summary)))


def said_in(dialogue: Dialogue | None, message: str) -> bool:
    """Tell whether something that is kept for a dialogue was typed in that message."""
    return dialogue is not None and message in Draft.load(dialogue.state).sources.values()


async def retold(ctx: Context, dialogue: Dialogue) -> Reply | None:
    """Ask on after a message was edited in which an answer, or the line that began it, was typed."""
    command, draft = ctx.commands.by_name.get(dialogue.command), Draft.load(dialogue.state)
    text = ctx.message.text.strip()
    names = [name for name, message in draft.sources.items() if message == ctx.message.id]
    if command is None or not text:
        return None
    if "" in names:
        call = ctx.commands.match(text, ctx.language.code)
        rest = call.rest if call and call.command is command else text
        new = await drafted(ctx, command, rest, text)
        values = {**draft.values, **new.values}
        changed = replace(draft, line=text, values=values).said_in(ctx.message.id, "", *new.values)
    else:
        changed = replace(draft, values={**draft.values, **dict.fromkeys(names, text)})
    return _led(_("I read your message again."), await proceed(ctx, command, changed))


async def _skip(ctx: Context, command: Command[Any], draft: Draft, parameter: Parameter) -> Reply:
    if kept := await _kept_of(ctx, draft, parameter):
        return await proceed(ctx, command, draft.answered(parameter.name, kept))
    if question.needed(ctx, parameter) or reader_for(ctx.topics, parameter.type).agrees:
        again = await proceed(ctx, command, draft)
        stop = Code(ctx.language.text(question.STOP_WORD))
        sorry = Text(words(_("I cannot do without this one. You can type {stop}: I keep what you have.", stop=stop)))
        return replace(again, blocks=(sorry, *again.blocks))
    return await proceed(ctx, command, draft.answered(parameter.name, None))


async def _stop(ctx: Context, command: Command[Any], dialogue: Dialogue, *, told: Msg | None = None) -> Reply:
    until = await put_aside(ctx, dialogue)
    await forms.stopped(ctx, key_of(ctx.message.conversation, private=command.private))
    if until is None:
        return say(told or _("Stopped. Nothing was kept."))
    day, resume = until.astimezone(ctx.local_now.tzinfo).date(), ctx.language.text(RESUME_WORD)
    kept = _("Stopped. I keep your draft until {day}; type {resume} to go on.", day=day, resume=Code(resume))
    return Reply((Text(words(kept)), Actions((Action(_("Go on with it"), resume, Audience.asker),))))


async def stops_forms(ctx: Context, text: str) -> bool:
    """End the forms that are open here when somebody says to stop; tell whether there were any."""
    if not (fold(text) in STOP or agreement.stops(text)):
        return False
    return await forms.stopped(ctx, key_of(ctx.message.conversation))


async def waits(ctx: Context, dialogue: Dialogue, _done: str) -> Reply | None:
    """Ask again what is asked, of who told us what they do (`/me ...`): that is no answer."""
    command = ctx.commands.by_name.get(dialogue.command) if ctx.message.addressed else None
    return _led(_WAITS, await proceed(ctx, command, Draft.load(dialogue.state))) if command else None


_HELD = _("All right, not yet. Say yes when you want it, say what should be different, or stop.")
_WAITS = _("Take your time. I wait.")


async def outdated(ctx: Context, underway: Dialogue | None) -> Reply | None:
    """Tell what to say to a button that answers another question than the one that is asked, if it is such a button."""
    if not ctx.message.asking or (underway and ctx.message.asking == asking(ctx, underway)):
        return None
    told = Text(words(_("That question is over: it was answered, stopped, or another took its place.")))
    command = ctx.commands.by_name.get(underway.command) if underway else None
    if underway is None or command is None:
        return Reply((told,))
    current = await proceed(ctx, command, Draft.load(underway.state))
    return replace(current, blocks=(told, *current.blocks))


async def resume(ctx: Context, dialogue: Dialogue) -> Reply | None:
    """Take up a draft where it was left, in this conversation."""
    command = ctx.commands.by_name.get(dialogue.command)
    if command is None:
        return None
    await ctx.write(dialogues.end, dialogue.id)
    try:
        return await proceed(ctx, command, Draft.load(dialogue.state))
    except Refused as refusal:
        refusal.draft = None  # it stays where it was
        raise


async def put_aside(ctx: Context, dialogue: Dialogue) -> datetime | None:
    """Make room for another: until when its draft is kept; None when there was nothing in it."""
    draft = Draft.load(dialogue.state)
    if not (draft.values or draft.attachments):
        await ctx.write(dialogues.end, dialogue.id)
        return None
    return await ctx.write(dialogues.put_aside, dialogue.id, ctx.now)


async def kept(ctx: Context, refusal: Refused, reply: Reply) -> Reply:
    """What was refused after questions of ours ends its dialogue; what was typed for it is kept as a draft."""
    if refusal.draft is None:
        return reply
    command, state = refusal.draft
    where = key_of(ctx.message.conversation, private=ctx.commands.by_name[command].private)
    await ctx.write(dialogues.end_active, ctx.member.id, where)
    until = await ctx.write(dialogues.keep, ctx.member.id, command, state, ctx.now)
    kept_until = _(
        "I keep what you typed until {day}; type {resume} to go on.",
        day=until.astimezone(ctx.local_now.tzinfo).date(),
        resume=Code(ctx.language.text(RESUME_WORD)),
    )
    return replace(reply, blocks=(*reply.blocks, Text(words(kept_until))))


RESUME_WORD = _("resume")
