"""Shows members whom they can get to know, and how it stands with what they were asked."""

from bot.chat.reply import Action, Actions, Heading, Reply, Style, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.process.office_hours import OfficeHours
from commands.acquaintance import card, rounds
from commands.acquaintance.answer import not_this_month, want_to_meet
from commands.acquaintance.take_part import get_acquainted, latest, stop_acquainting
from storage.acquaintance import pool
from storage.acquaintance.introduction import Introduction, State
from storage.atlas import Atlas
from storage.members import people
from storage.vocabulary import Role


def drawn(introduction: Introduction, atlas: Atlas, month: int) -> Reply:
    """Ask a member whether they want to get to know somebody, of whom they hear no name yet."""
    question = card.QUESTIONS[(month - 1) % len(card.QUESTIONS)]
    yes = Action(_("Nice"), want_to_meet.line(), style=Style.primary)
    no = Action(_("Not this month"), not_this_month.line())
    return Reply(
        (
            Heading(words(_("Getting acquainted"))),
            Text(words(card.somebody(introduction, atlas))),
            Text(words(_("Question for the two of you: {question}", question=question))),
            Text(words(_("If both of you say yes, you hear each other's name."))),
            Actions((yes, no)),
            Actions((Action(_("Turn it off"), stop_acquainting.line()),), under=_("More")),
        )
    )


@command(
    nl=("kennismaken", "met wie maak ik kennis"),
    en=("getting acquainted", "who do i get acquainted with", "who am i paired with"),
    summary=_("See whom you can get to know this month"),
    allow=Role.member,
    private=True,
    safe=True,
)
async def show_introduction(ctx: Context) -> Reply:
    held = await latest(ctx)
    if not await ctx.read(pool.takes_part, ctx.member.id):
        on = Action(_("Turn it on"), get_acquainted.line(), style=Style.primary)
        what = _(
            "It is off. I can introduce you each month to somebody from another corner. Nobody sees who takes part."
        )
        return Reply((Text(words(what)), Actions((on,))))
    off = Actions((Action(_("Turn it off"), stop_acquainting.line()),))
    mine = held.side_of(ctx.member.id) if held else None
    if held is None or mine is None:
        day = rounds.next_day(ctx.now, ctx.choices.of(OfficeHours))
        told = _("It is on. There is nobody for you yet this month. I try again on {day}.", day=day)
        return Reply((Text(words(told)), off))
    return await _standing(ctx, held, willing=mine.willing, off=off)


async def _standing(ctx: Context, held: Introduction, *, willing: bool | None, off: Actions) -> Reply:
    """How it stands with what they were asked."""
    if held.state is State.met:
        other = held.other_than(ctx.member.id)
        known = await ctx.read(people.load, [other.member_id] if other else [])
        for each in known:
            return await card.introduced(ctx, ctx.member, each)
    if held.state is State.open and willing is None:
        return drawn(held, ctx.atlas, held.made_at.month)
    if held.state is State.open and willing:
        told = _("You said yes. As soon as the other does too, you hear the name.")
        return Reply((Text(words(told)), Actions((Action(_("Not this month"), not_this_month.line()),))))
    return Reply((Text(words(card.NOT_NOW)), off))
