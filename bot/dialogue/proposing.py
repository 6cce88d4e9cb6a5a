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
    Reply,
    Style,
    Text,
    label,
    words,
)
from bot.chat.spans import Bold
from bot.chat.texts import LANGUAGES, Language, _
from bot.command import puzzled
from bot.command.command import Call, Command, Context
from bot.command.names import names_of
from bot.command.refusal import not_allowed
from bot.dialogue import drafting, in_full, sure
from bot.dialogue.one_line import ABOUT, label_of
from bot.dialogue.resolution import resolve
from bot.sentences import memory
from bot.sentences.subjects import Meant

WHO_KNOWS = _("who knows")
AGREE = _("Yes, do that")


async def ready(ctx: Context, call: Call, line: str) -> bool:
    """Tell whether a line says all that its command needs, so that it would be done without another question."""
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    _values, missing = await resolve(ctx, call.command, draft)
    return all(sure.is_asked(each.parameter) for each in missing)


async def proposal(ctx: Context, call: Call, line: str, text: str) -> Reply:
    """Propose what was understood, to be done after a yes. Raises `Refused` at once for what a yes could not do."""
    draft = await drafting.drafted(ctx, call.command, call.rest, line)
    if call.command.check:
        values, _missing = await resolve(ctx, call.command, draft)
        await call.command.check(ctx, values)
    if as_it_is := await in_full.unchanged(ctx, call.command, draft):
        return Reply((Text(words(_("It was like that already: nothing is different."))), Facts((as_it_is,))))
    told = (Text(words(_("Do I understand you well?"))), *await in_full.act(ctx, call.command, draft))
    yes = Action(AGREE, line, Audience.asker, style=Style.primary)
    look = Action(_("No, look up who knows about it"), f"{ctx.language.text(WHO_KNOWS)} {text}", Audience.asker)
    return Reply((*told, Actions((yes, look))))


def for_members(ctx: Context, call: Call, text: str) -> Reply:
    """Tell whoever did not sign up what was understood, and that it takes signing up; or they look something up."""
    told = not_allowed(call.command.allow, ctx.topics)
    look = Action(_("No, look up who knows about it"), f"{ctx.language.text(WHO_KNOWS)} {text}", Audience.asker)
    return Reply((Text(words(Bold(ctx.language.text(call.command.summary)))), *told.blocks, Actions((look,))))


def proposed_in(reply: Reply) -> str | None:
    """The line that a reply proposed to do, when it proposed what was understood."""
    agree = {Language(code).text(AGREE) for code in LANGUAGES}
    return next((each.line for each in reply.actions() if label(each.label) in agree), None)


async def titled(ctx: Context, command: Command[Any], rest: str, reply: Reply) -> Reply:
    """Put what a command asks first below what it is for: whoever did not name it sees what was understood."""
    if any(isinstance(block, Form) for block in reply.blocks):
        return reply
    thing = in_full.numbered(ctx, rest) if memory.is_number(rest) else None
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
        told = await in_full.act(ctx, first.call.command, draft, but=first.number)
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
