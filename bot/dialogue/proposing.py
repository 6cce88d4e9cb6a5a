"""Shows what a sentence was read as, in full, to be done after a yes; offers what it may have been."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.reply import (
    Action,
    Actions,
    Audience,
    Block,
    Fact,
    Facts,
    Form,
    Heading,
    Inline,
    Reply,
    Style,
    Subject,
    Text,
    label,
    words,
)
from bot.chat.spans import Bold
from bot.chat.texts import LANGUAGES, Language, _
from bot.command import puzzled
from bot.command.command import Call, Command, Context, Parameter
from bot.command.names import names_of
from bot.command.reader import Unclear
from bot.command.refusal import not_allowed
from bot.dialogue import drafting
from bot.dialogue.draft import Draft
from bot.dialogue.one_line import ABOUT, label_of
from bot.dialogue.resolution import resolve
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import reader_for
from bot.sentences import memory
from bot.sentences.subjects import Meant
from storage.links import Thing

WHO_KNOWS = _("who knows")
AGREE = _("Yes, do that")


async def ready(ctx: Context, call: Call, line: str) -> bool:
    """Tell whether a line says all that its command needs, so that it would be done without another question."""
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    _values, missing = await resolve(ctx, call.command, draft)
    return not missing


async def proposal(ctx: Context, call: Call, line: str, text: str) -> Reply:
    """Propose what was understood, to be done after a yes. Raises `Refused` at once for what a yes could not do."""
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    if call.command.check:
        values, _missing = await resolve(ctx, call.command, draft)
        await call.command.check(ctx, values)
    told = (Text(words(_("Do I understand you well?"))), *await _understood(ctx, call.command, draft))
    yes = Action(AGREE, line, Audience.asker, style=Style.primary)
    look = Action(_("No, look up who knows about it"), f"{ctx.language.text(WHO_KNOWS)} {text}", Audience.asker)
    return Reply((*told, Actions((yes, look))))


async def _understood(ctx: Context, command: Command[Any], draft: Draft, *, but: str = "") -> tuple[Block, ...]:
    """Tell what is done, and what was said for that; not what names the thing of that number."""
    rows = [
        Fact(label_of(command, each), words(*await _before(ctx, each), await _in_full(ctx, each, draft)))
        for each in command.parameters
        if each.name in draft.values and (not but or draft.values[each.name] != but)
    ]
    told = Text(words(Bold(ctx.language.text(command.summary))))
    return (told, Facts(tuple(rows))) if rows else (told,)


def for_members(ctx: Context, call: Call, text: str) -> Reply:
    """Tell whoever did not sign up what was understood, and that it takes signing up; or they look something up."""
    told = not_allowed(call.command.allow, ctx.topics)
    look = Action(_("No, look up who knows about it"), f"{ctx.language.text(WHO_KNOWS)} {text}", Audience.asker)
    return Reply((Text(words(Bold(ctx.language.text(call.command.summary)))), *told.blocks, Actions((look,))))


def proposed_in(reply: Reply) -> str | None:
    """The line that a reply proposed to do, when it proposed what was understood."""
    agree = {Language(code).text(AGREE) for code in LANGUAGES}
    return next((each.line for each in reply.actions() if label(each.label) in agree), None)


async def _in_full(ctx: Context, parameter: Parameter, draft: Draft) -> Inline:
    """What was said of a parameter, in full: a day with its year, a thing with what it is called."""
    text = draft.values[parameter.name]
    reader = reader_for(ctx.topics, parameter.type)
    try:
        value = await reader.read(ctx, text, parameter.ask)
    except Unclear:
        return text
    if thing := _thing_of(ctx, parameter, value) or _numbered(ctx, text):
        return (await names_of(ctx, [thing])).get(thing, text)
    return reader.told(ctx, value) or text


def _numbered(ctx: Context, text: str) -> Thing | None:
    """Return the thing of which a text is the number, and hardly more: "aan K-13"."""
    found = memory.numbers_in(text) if len(text.split()) <= FEW_WORDS else []
    kind = kinds_of(ctx).get(found[0][0]) if len(found) == 1 else None
    return Thing(kind.name, int(found[0].partition("-")[2])) if kind else None


FEW_WORDS = 3
"""Words of a text that does no more than name a thing by its number."""


def _thing_of(ctx: Context, parameter: Parameter, value: Any) -> Thing | None:  # Any: what the reader read
    if isinstance(value, Subject):
        return Thing(value.kind, value.id)
    kind = next((each for each in kinds_of(ctx).values() if each.type is parameter.type), None)
    return Thing(kind.name, value.id) if kind else None


async def _before(ctx: Context, parameter: Parameter) -> tuple[str, ...]:
    """Show what it is at present, where it is changed."""
    now = await parameter.ask.now(ctx, {}) if parameter.ask and parameter.ask.now else ""
    return (now, " \u2192 ") if now else ()


async def titled(ctx: Context, command: Command[Any], rest: str, reply: Reply) -> Reply:
    """Put what a command asks first below what it is for: whoever did not name it sees what was understood."""
    if any(isinstance(block, Form) for block in reply.blocks):
        return reply
    thing = _numbered(ctx, rest) if memory.is_number(rest) else None
    named = (await names_of(ctx, [thing])).get(thing, rest) if thing else rest
    about = (Facts((Fact(ABOUT, words(named)),)),) if thing else _read_of(command, rest)
    return replace(reply, blocks=(Heading(words(command.summary)), *about, *reply.blocks))


def _read_of(command: Command[Any], rest: str) -> tuple[Block, ...]:
    """Show the few words that were read of a sentence for what is asked first."""
    first = next(iter(command.parameters), None)
    if command.fills or first is None or first.ask is None or not 0 < len(rest.split()) <= FEW:
        return ()
    return (Facts((Fact(label_of(command, first), words(rest)),)),)


FEW = 8
"""Words that were read of a sentence which are repeated."""


async def which(ctx: Context, meant: Sequence[Meant]) -> Reply:
    """Ask which of some things is meant, with what is done to it: all that the line told besides is kept."""
    picks = [Action(each.name, each.call.command.line(each.call.rest), Audience.asker) for each in meant if each.call]
    first = meant[0]
    told: tuple[Block, ...] = ()
    if first.call and first.call.command.writes:
        draft = await drafting.drafted(ctx, first.call.command, first.call.rest, first.line)
        told = await _understood(ctx, first.call.command, draft, but=first.number)
    return Reply((*told, Text(words(_("Which one do you mean?"))), Actions(tuple(picks))))


def offered(perhaps: Iterable[tuple[Command[Any], str]]) -> list[Action]:
    """Return the buttons for what a line may have been."""
    return [
        Action(command.summary, line, Audience.asker)
        for command, line in perhaps
        if command.writes or not command.hidden
    ]


def choice(ctx: Context, text: str, perhaps: Sequence[tuple[Command[Any], str]]) -> Reply:
    """Offer what it may have been, to be picked."""
    look = puzzled.look_up(ctx, text)
    things = {line.rpartition(" ")[2] for command, line in perhaps if command.writes}
    about = [Facts((Fact(ABOUT, words(each)),)) for each in things if len(things) == 1 and memory.is_number(each)]
    told = Text(words(_("I am not sure what you mean. Is it one of these?")))
    return Reply((told, *about, Actions((*offered(perhaps), look))))


def nearby(ctx: Context, text: str, near: Iterable[tuple[Command[Any], str]]) -> Reply:
    """Offer what a line comes nearest to that was not understood, or to look it up or ask it."""
    put = Action(_("Ask this as a question"), f"{ctx.language.text(_('ask'))} {text}", Audience.asker)
    told = Text(words(_("I do not understand that well enough. Perhaps you mean one of these:")))
    return Reply((told, Actions((*offered(near), puzzled.look_up(ctx, text), put))))
