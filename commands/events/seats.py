"""Keeps who the fixed members of a series are: invited or asking, with a yes of both sides, and leaving again."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.members.visibility import name_in, name_to
from bot.things.life import keeper_of
from bot.things.making import nothing_to_change
from bot.things.undoing import Undoable, did, done
from commands.events.life import SeriesAct
from commands.events.rights import require_series, sees_series, subject_of_series, unseen
from storage import audit
from storage.events import all_series
from storage.events.series import SERIES, Series
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Place, Role

ASKED = "ask seat"
"""Somebody wants to be a fixed member."""
LONGEST_ROLE = 80


@command(
    nl=("wie zit erin", "wie zit in", "vaste leden"),
    en=("who is in", "fixed members"),
    summary=_("See who the fixed members of a series are"),
    allow=Role.member,
    safe=True,
    private=True,
    hidden=True,
)
async def who_sits(ctx: Context, series: Series) -> Reply:
    if not await sees_series(ctx, series):
        raise Refused(unseen(series.number, closed=series.draft.closed))
    known = {each.id: each for each in await ctx.read(people.load, sorted(series.members))}
    items = tuple(
        Item(words(name_to(ctx, known.get(each.member_id))), (words(each.role),) if each.role else ())
        for each in series.seats
    )
    told = _n("{number} has {n} fixed member", "{number} has {n} fixed members", len(items), number=Code(series.number))
    return Reply((Heading(words(told)), *((Items(items),) if items else ())))


@command(
    nl=("vast lid",),
    en=("fixed member",),
    summary=_("Ask somebody to be a fixed member of a series"),
    allow=Role.member,
    hidden=True,
)
async def seat_member(
    ctx: Context,
    series: Series,
    member: Member,
    role: Annotated[str, Ask(nothing_to_change, max_length=LONGEST_ROLE)] = "",
) -> Reply:
    """Who asked for it is one at once; anybody else is asked first."""
    await require_series(ctx, series, SeriesAct.invite)
    if member.id in series.members:
        return say(_("They are a fixed member of {number} already.", number=Code(series.number)))
    if member.signed_up_at is None or member.blocked_at:
        raise Refused(_("That member cannot be asked now."))
    thing, said = subject_of_series(series), " ".join(role.split()).strip(" :")
    if await _noted(ctx, series, ASKED, by=member.id):
        await ctx.write(all_series.seat, series.id, member.id, said, ctx.now)
        entry = await did(ctx, thing, SeriesAct.invite, member=member.id, seated=1)
        ctx.notify(member, say(_("You are a fixed member of {number} now.", number=Code(series.number))))
        return done(ctx, _("They are a fixed member of {number} now.", number=Code(series.number)), thing, entry)
    await did(ctx, thing, SeriesAct.invite, member=member.id)
    asked = _("Will you be a fixed member of {number} {name}?", number=Code(series.number), name=Bold(series.name))
    yes = Action(_("Yes, I take part"), take_seat.line(series.number, said), style=Style.primary)
    no = Action(_("No"), refuse_seat.line(series.number))
    rhythm = [Text(words(series.draft.rhythm))] if series.draft.rhythm else []
    ctx.notify(member, Reply((Text(words(asked)), *rhythm, Actions((yes, no)))))
    return say(_("I asked them. Until they say yes, nothing changes."))


@command(
    nl=("ik word vast lid van",),
    en=("i become a fixed member of",),
    summary=_("Say yes to being a fixed member of a series"),
    allow=Role.member,
    hidden=True,
)
async def take_seat(ctx: Context, series: Series, role: str = "") -> Reply:
    if not await _noted(ctx, series, SeriesAct.invite, member=ctx.member.id):
        raise Refused(_("Nobody asked you to be a fixed member of {number}.", number=Code(series.number)))
    await ctx.write(all_series.seat, series.id, ctx.member.id, role.strip()[:LONGEST_ROLE], ctx.now)
    entry = await did(ctx, subject_of_series(series), SeriesAct.sit)
    told = _("You are a fixed member of {number} now.", number=Code(series.number))
    return done(ctx, told, subject_of_series(series), entry, _("You hear it when its next meeting is planned."))


@command(
    nl=("ik word geen vast lid van",),
    en=("i do not become a fixed member of",),
    summary=_("Say no to being a fixed member of a series"),
    allow=Role.member,
    hidden=True,
)
async def refuse_seat(ctx: Context, series: Series) -> Reply:
    if not await _noted(ctx, series, SeriesAct.invite, member=ctx.member.id):
        raise Refused(_("Nobody asked you to be a fixed member of {number}.", number=Code(series.number)))
    return say(_("All right. You are no fixed member of {number}.", number=Code(series.number)))


@command(
    nl=("ik wil vast lid worden van",),
    en=("i want to be a fixed member of",),
    summary=_("Ask to be a fixed member of a series"),
    allow=Role.member,
    hidden=True,
)
async def ask_seat(ctx: Context, series: Series) -> Reply:
    await require_series(ctx, series, SeriesAct.sit)
    if ctx.member.id in series.members:
        return say(_("You are a fixed member of {number} already.", number=Code(series.number)))
    await did(ctx, subject_of_series(series), ASKED)
    keeper = await keeper_of(ctx, Thing(SERIES, series.id), series.member_id)
    for each in await ctx.read(people.load, [keeper] if keeper is not None else []):
        who = Bold(ctx.language.text(name_in(ctx.member, Place.members)))
        told = _("{who} wants to be a fixed member of {number}.", who=who, number=Code(series.number))
        yes = Action(_("Yes"), seat_member.line(series.number, f"M-{ctx.member.id}"), style=Style.primary)
        ctx.notify(each, Reply((Text(words(told)), Actions((yes, Action(_("View"), series.number))))))
    return say(_("Who keeps {number} hears it.", number=Code(series.number)))


@command(
    nl=("ik stop als vast lid van",),
    en=("i stop as a fixed member of",),
    summary=_("Be a fixed member of a series no longer"),
    allow=Role.member,
    hidden=True,
)
async def leave_series(ctx: Context, series: Series) -> Reply:
    await require_series(ctx, series, SeriesAct.leave)
    role = next((each.role for each in series.seats if each.member_id == ctx.member.id), "")
    await ctx.write(all_series.unseat, series.id, ctx.member.id)
    entry = await did(ctx, subject_of_series(series), SeriesAct.leave, had_role=int(bool(role)))
    return done(
        ctx,
        _("You are no fixed member of {number} any more.", number=Code(series.number)),
        subject_of_series(series),
        entry,
    )


@command(
    nl=("ik blijf bij",),
    en=("i stay with",),
    summary=_("Say that you stay a fixed member"),
    allow=Role.member,
    hidden=True,
)
async def stay_in_series(ctx: Context, series: Series) -> Reply:
    await require_series(ctx, series, SeriesAct.leave)
    return say(_("Good. You stay a fixed member of {number}.", number=Code(series.number)))


async def _noted(ctx: Context, series: Series, act: str, *, by: int | None = None, member: int | None = None) -> bool:
    """Whether that was asked, by or of a member."""
    return any(
        each.act == act
        and (by is None or each.actor_id == by)
        and (member is None or each.detail.get("member") == member)
        for each in await ctx.read(audit.of, SERIES, series.id)
    )


async def _unsit(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    if not await ctx.write(all_series.unseat, thing.id, ctx.member.id):
        return None
    return _("You are no fixed member of {number} any more.", number=Code(thing.line))


async def _unleave(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    if not await ctx.write(all_series.seat, thing.id, ctx.member.id, "", ctx.now):
        return None
    return _("You are a fixed member of {number} as before.", number=Code(thing.line))


async def _unseat(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    if not detail.get("seated") or not await ctx.write(all_series.unseat, thing.id, int(detail["member"])):
        return None
    return _("They are no fixed member of {number} any more.", number=Code(thing.line))


UNDO = (
    Undoable(SERIES, SeriesAct.sit, _unsit, alone=True),
    Undoable(SERIES, SeriesAct.leave, _unleave, alone=True),
    Undoable(SERIES, SeriesAct.invite, _unseat, alone=True),
)
