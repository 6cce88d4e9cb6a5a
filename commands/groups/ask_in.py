"""Asks to be let into a closed group; of an open one it tells the way."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.members.permissions import coordinators
from bot.members.visibility import name_in
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.hearing import Hearer, Tale, tell
from bot.things.undoing import Undoable, did, undo_button
from commands.groups.browse import list_groups, of_sentence, show_group
from commands.groups.life import Act, among
from storage.groups import requests
from storage.groups.group import REQUEST, Group, Request, State
from storage.vocabulary import HOME_ZONE, Place, Role

ASK = "ask"
ANSWER_DAYS = 5
"""Working days within which who asked hears a yes or a no."""


def subject(group: Group, request: Request) -> Subject:
    """A request as the engine knows it: what shows it is the card of its group."""
    return Subject(REQUEST, request.id, show_group.line(group.name))


@command(
    nl=("mag ik bij", "mag ik in", "laat mij bij"),
    en=("may i join the group", "let me into"),
    summary=_("Ask to be let into a group"),
    allow=Role.member,
    private=True,
    fills=of_sentence,
)
async def ask_in(ctx: Context, group: Group) -> Reply:
    name = Bold(group.name)
    if not group.closed:
        where = group.part_of or "PLeK Café"
        told = _("{name} is open. You find it in Teams or Matrix, under {part}.", name=name, part=where)
        return Reply((Text(words(told)), Actions((Action(_("All groups"), list_groups.line()),))))
    due = working_days_later(ctx.now, ANSWER_DAYS, HOME_ZONE, ctx.choices.of(OfficeHours))
    made = await ctx.write(requests.ask, group.id, ctx.member.id, due, ctx.now)
    if made is None:
        told = _("You asked for {name} already. Who looks after it has to answer.", name=name)
        return Reply((Text(words(told)), Actions((Action(_("View"), show_group.line(group.name)),))))
    entry = await did(ctx, subject(group, made), ASK)
    asked = await _ask(ctx, group, made, entry)
    heard = _("Asked to who looks after {name}.", name=name) if asked else _("Asked to who coordinates the Café.")
    until = _("On {day} at the latest you hear a yes, or a no with the reason.", day=due.date())
    return Reply((Text(words(heard, " ", until)), Actions((undo_button(ctx, entry),))))


async def _ask(ctx: Context, group: Group, made: Request, entry: int) -> bool:
    """Let who looks after the group hear of it, else who coordinates: whether somebody looks after it."""
    who = name_in(ctx.member, Place.members)
    kept = group.keeper_id is not None and group.keeper_id != ctx.member.id
    news = _("{who} wants to be let into {name}.", who=who, name=Bold(group.name))
    tale = Tale(subject(group, made), "", news, answers(ctx, made))
    if kept and group.keeper_id is not None:
        why = _("You hear this because you look after this group.")
        await tell(ctx, tale, [Hearer(group.keeper_id, why)], entry=entry)
        return True
    why = _("You hear this because nobody looks after this group.")
    there = await coordinators(ctx, regions=group.regions)
    await tell(ctx, tale, [Hearer(each.id, why) for each in there], entry=entry)
    return False


def answers(ctx: Context, request: Request) -> tuple[Action, ...]:
    """The buttons for who answers a request."""
    return (
        Action(_("Yes"), ctx.line("let_in", request.id)),
        Action(_("No, because"), ctx.line("keep_out", request.id)),
    )


async def _unask(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    gone = await ctx.write(requests.move, thing.id, State.withdrawn, among(Act.withdraw), ctx.now)
    return _("You did not ask to be let in any more.") if gone else None


UNDO = Undoable(REQUEST, ASK, _unask)
