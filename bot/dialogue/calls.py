"""Answers a line that calls a command, to whoever may call it: runs that, or asks for what misses."""

from dataclasses import replace
from typing import Any

from bot.chat import attachments as attached
from bot.chat.message import Conversation, Kind
from bot.chat.reply import Form, Reply, say
from bot.chat.texts import Msg
from bot.command.command import Call, Command, Context
from bot.command.refusal import Refused, not_allowed
from bot.dialogue import drafting, forms, one_line, question, sure
from bot.dialogue.draft import Draft
from bot.dialogue.resolution import resolve
from storage.messaging import dialogues
from storage.vocabulary import Role


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
    where = key_of(ctx.message.conversation, private=command.private)
    if late := await forms.taken(ctx, where, call, line):
        return late
    if values is None:
        draft = await drafting.drafted(ctx, command, call.rest, line)
        draft = draft.said_in(ctx.message.id, "", *draft.values) if typed else draft
    else:
        draft = await drafting.submitted(ctx, command, call.rest, line, values, where)
    reply = await proceed(ctx, command, sure.agreed(ctx, command, draft))
    if values is None and command.fills:
        reply = one_line.with_what_was_read(command, draft, reply)
    if values is None and command.safe:
        reply = replace(reply, line=reply.line or _canonical(ctx, call, line))
    return replace(reply, private=True) if command.private else reply


def _canonical(ctx: Context, call: Call, line: str) -> str:
    """The line that calls a command again, also when it was read in other words: what goes on from a list needs it."""
    said = ctx.commands.match(line, call.language)
    return line if said and said.command is call.command else call.command.line(call.rest)


def key_of(conversation: Conversation, *, private: bool = False) -> str:
    """Tell where a dialogue goes on: in this thread, or wherever this person speaks to the bot alone."""
    alone = private or conversation.kind is Kind.personal
    return f"{conversation.platform}:personal" if alone else conversation.key


async def proceed(ctx: Context, command: Command[Any], draft: Draft, *, helping: bool = False) -> Reply:
    """Run the command when all is known, or ask for the first thing that is not."""
    if command.files:
        draft = replace(draft, attachments=attached.together(draft.attachments, ctx.message.attachments))
        ctx.message = replace(ctx.message, attachments=draft.attachments)
    known, missing = await resolve(ctx, command, draft)
    where = key_of(ctx.message.conversation, private=command.private)
    asks_yes = bool(missing) and sure.is_asked(missing[0].parameter)
    if asks_yes and not missing[0].problem and (told := await _tried(ctx, command, draft, known, where)):
        return told
    if not missing:
        if draft.asked or draft.asking:
            # A command reads and ranks before it writes: nobody need wait for that because a dialogue ends with it.
            await ctx.tx.put_off(dialogues.end_active, ctx.member.id, where)
        if not known.pop(sure.SURE, True):
            return say(sure.UNCHANGED)
        try:
            _require_role(ctx, command)
            ctx.sources = draft.sources
            return replace(await command.run(ctx, **known), command=command.name)
        except Refused as refusal:
            raise _kept(refusal, command, draft) from None
    if command.check:
        await command.check(ctx, known)
    if ctx.forms and isinstance(missing[0].ask.prompt, Msg) and not asks_yes:
        if draft.asked or draft.attachments:  # What was answered or sent outside the form comes back with it.
            kept = replace(draft, asking=missing[0].parameter.name)
            await ctx.write(dialogues.put, ctx.member.id, where, command.name, kept.dump(), ctx.now)
        form = await question.form(ctx, command, draft, missing)
        return Reply((await forms.opened(ctx, where, form),), private=command.private)
    first = missing[0]
    draft = replace(draft, asking=first.parameter.name, reminded=False)
    await ctx.write(dialogues.put, ctx.member.id, where, command.name, draft.dump(), ctx.now)
    if asks_yes:
        return await sure.question(ctx, command, draft, first.problem)
    asked = await question.question(ctx, first, draft, command, helping=helping)
    held = [await forms.opened(ctx, where, each) if isinstance(each, Form) else each for each in asked.blocks]
    return replace(asked, blocks=tuple(held))


async def _tried(ctx: Context, command: Command[Any], draft: Draft, known: dict[str, Any], where: str) -> Reply | None:
    """Reply to what a yes would not change, or could not do; None when it is to be asked."""
    try:
        _require_role(ctx, command)
        told = await sure.tried(ctx, command, known)
    except Refused as refusal:
        raise _kept(refusal, command, draft) from None
    if told and (draft.asked or draft.asking):
        await ctx.tx.put_off(dialogues.end_active, ctx.member.id, where)
    return told


def _require_role(ctx: Context, command: Command[Any]) -> None:
    """Raises `Refused` for who may begin it, and not finish it."""
    if ctx.member.role < command.allow:
        raise Refused(reply=not_allowed(command.allow, ctx.topics))


def _kept(refusal: Refused, command: Command[Any], draft: Draft) -> Refused:
    """Return a refusal with what was typed for it in answer to questions."""
    if draft.asked or draft.attachments:
        refusal.draft = command.name, draft.dump()
    return refusal


def may_call(ctx: Context, allow: Role) -> bool:
    return ctx.member.role >= allow
