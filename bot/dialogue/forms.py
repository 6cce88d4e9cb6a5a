"""Keeps which forms may still be sent: one that was sent, stopped or shown anew is over, and says so.

A form on a platform stays where it was shown. What is open is written down for each member and place, by the line that
the form belongs to; the button of a form tells which one it is (`Message.asking`).
"""

import secrets
from dataclasses import replace

from bot.chat.reply import Action, Actions, Form, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Call, Context
from bot.dialogue import question
from bot.dialogue.draft import Draft
from storage.messaging import dialogues

MOST = 20
"""Forms of one member in one place that are remembered."""

_MARK = "form:"


def _key(where: str) -> str:
    return f"{where} forms"


async def opened(ctx: Context, where: str, form: Form) -> Form:
    """Write down that a form is shown: an earlier one for the same line is over."""
    token = secrets.token_hex(4)
    live, done = await _held(ctx, where)
    live = {**{line: each for line, each in live.items() if line != form.line}, form.line: token}
    await _keep(ctx, where, dict([*live.items()][-MOST:]), done)
    return replace(form, asking=f"{_MARK}{token}")


async def taken(ctx: Context, where: str, call: Call, line: str) -> Reply | None:
    """Take in what was filled in; what to say when that form was over, with what was typed."""
    token = ctx.message.asking.removeprefix(_MARK)
    if not ctx.message.asking.startswith(_MARK) or ctx.message.values is None:
        return None  # a form of before they were told apart
    live, done = await _held(ctx, where)
    if token in live.values():
        left = {each: value for each, value in live.items() if value != token}
        await _keep(ctx, where, left, [*done, token][-MOST:])
        return None
    if token in done:
        again = Actions((Action(_("Fill it in anew"), line),))
        return Reply((Text(words(_("You sent this form already. Nothing was done twice."))), again))
    draft = Draft(line, {name: value for name, value in ctx.message.values.items() if value.strip()})
    form = await opened(ctx, where, await question.form(ctx, call.command, draft, []))
    told = _("This form was stopped, or another took its place. Nothing was done yet; what you typed is below.")
    return Reply((Text(words(told)), form), private=call.command.private)


async def stopped(ctx: Context, where: str) -> bool:
    """End the forms that are open there; tell whether there were any."""
    live, done = await _held(ctx, where)
    if live:
        await _keep(ctx, where, {}, done)
    return bool(live)


async def _held(ctx: Context, where: str) -> tuple[dict[str, str], list[str]]:
    """Return the open forms by their lines, and those that were sent."""
    held = await ctx.read(dialogues.active, ctx.member.id, _key(where), ctx.now)
    return (dict(held.state["live"]), list(held.state["done"])) if held else ({}, [])


async def _keep(ctx: Context, where: str, live: dict[str, str], done: list[str]) -> None:
    await ctx.write(dialogues.put, ctx.member.id, _key(where), "", {"live": live, "done": done}, ctx.now)
