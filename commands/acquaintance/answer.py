"""Hears from each of two whether they want to know each other: a name is told when both said yes."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.known import Known
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours
from bot.things.undoing import Undoable, did, undo_button
from commands.acquaintance import card, rounds
from commands.acquaintance.life import Act, among
from commands.acquaintance.take_part import get_acquainted, latest, oneself
from storage.acquaintance import introductions, pool
from storage.acquaintance.introduction import Introduction, State
from storage.database.text import fold
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Field, Role
from storage.vocabulary import Subject as Kind


@command(
    nl=("kennismaken leuk", "kennismaken ja"),
    en=("getting acquainted nice", "getting acquainted yes"),
    summary=_("Say that you would like to meet who was found for you"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def want_to_meet(ctx: Context) -> Reply:
    held = await _open(ctx)
    other = await _other(ctx, held)
    now = await _said(ctx, held.id, Act.want, willing=other is not None)
    if now is None or other is None:
        return say(card.NOT_NOW)
    if now.state is State.met:
        ctx.notify(other, await card.introduced(ctx, other, ctx.member))
        return await card.introduced(ctx, ctx.member, other)
    entry = await did(ctx, oneself(ctx), Act.want, introduction=held.id)
    told = _("Nice. As soon as the other says yes too, you both hear the name.")
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))


@command(
    nl=("deze maand niet",),
    en=("not this month",),
    summary=_("Get to know nobody this month"),
    allow=Role.member,
    private=True,
    hidden=True,
)
async def not_this_month(ctx: Context) -> Reply:
    held = await _open(ctx)
    if await _said(ctx, held.id, Act.rather_not, willing=False) is None:
        return say(card.NOT_NOW)
    entry = await did(ctx, oneself(ctx), Act.rather_not, introduction=held.id)
    told = (_("All right. Next month again."), _("The other hears no name."))
    return Reply((*(Text(words(each)) for each in told), Actions((undo_button(ctx, entry),))))


async def _said(ctx: Context, number: int, act: Act, *, willing: bool | None) -> Introduction | None:
    """Note what the member says to it: None when it is decided."""
    return await ctx.write(introductions.say, number, ctx.member.id, ctx.now, willing=willing, among=among(act))


async def _open(ctx: Context) -> Introduction:
    """What they can answer now. Raises `Refused` when there is nothing."""
    held = await latest(ctx)
    if held is None and await ctx.read(pool.takes_part, ctx.member.id):
        day = rounds.next_day(ctx.now, ctx.choices.of(OfficeHours))
        raise Refused(_("There is nobody for you yet this month. I try again on {day}.", day=day))
    if held is None or held.state is State.over:
        on = Code(get_acquainted.phrase(ctx.language.code))
        raise Refused(_("Nobody waits for your answer now. Type {command} to take part.", command=on))
    if held.state is State.met:
        raise Refused(_("You both said yes already. Type {command} to see who it is.", command=_show(ctx)))
    return held


def _show(ctx: Context) -> Code:
    return Code(ctx.commands.by_name["show_introduction"].phrase(ctx.language.code))


async def _other(ctx: Context, held: Introduction) -> Member | None:
    """Whom they would meet: None when one of the two is gone, kept out, or shows their name no longer."""
    side = held.other_than(ctx.member.id)
    found = await ctx.read(people.load, [side.member_id] if side else [])
    return next((each for each in found if each.signed_up_at and may_meet(each) and may_meet(ctx.member)), None)


def may_meet(member: Member) -> bool:
    """Tell whether their name may be told to another member."""
    return member.agreed(Field.found) and not member.blocked_at


async def _glad(ctx: Context, text: str) -> str | None:
    """Take a word that is thanks elsewhere as a yes, from who was asked and did not answer."""
    if not ctx.personal or fold(text) not in _GLAD:
        return None
    held = await latest(ctx)
    mine = held.side_of(ctx.member.id) if held and held.state is State.open else None
    return want_to_meet.line() if mine and mine.willing is None else None


_GLAD = frozenset({"leuk", "nice"})
KNOWN = Known(_glad)


async def _unsay(ctx: Context, _thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    number = int(detail["introduction"])
    if await _said(ctx, number, Act.take_back, willing=None) is None:
        return None
    return _("Your answer is taken back. Type {command} to give another.", command=_show(ctx))


UNDO = tuple(Undoable(Kind.member, each, _unsay, alone=True) for each in (Act.want, Act.rather_not))
