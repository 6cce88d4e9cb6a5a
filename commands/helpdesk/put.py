"""Puts a request at a desk in one message, also without signing up: an answer that helped before comes first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Inline, Quote, Reply, Style, Text, Words, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.members.permissions import coordinators
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    nothing_to_change,
    put_like_this,
    read_of,
    text_of,
)
from bot.things.undoing import did, undo_button
from commands.helpdesk.labels import DESKS, HELPS
from commands.helpdesk.life import Act
from commands.helpdesk.rights import keepers_of, region_name, subject
from commands.helpdesk.signs import desk_of, help_of, is_beyond
from storage.database.database import Tx
from storage.helpdesk import answers, requests
from storage.helpdesk.request import Desk, Draft, Help, Request, Turn
from storage.helpdesk.tables import LONGEST
from storage.members.member import Member

BY_NAME = 2
"""Working days within which who asks hears from somebody by name."""
NEXT = 1
"""Working days after which the next at the desk hears of it."""
RECENT = timedelta(days=90)
"""How long ago requests are compared, to see what comes back."""
OTHERS = 2
"""Others that ask the same: with this one that is three."""
SITS = _("You hear this because you sit at this desk.")


def _drafted(ctx: Context, known: Values, called: Desk) -> Draft:
    """What is read of the words, with what who asks changed."""
    text = text_of(known)
    own = ctx.member.regions if len(ctx.member.regions) == 1 else frozenset[int]()
    regions = read_of(ctx, known, text, here=own).regions
    region = next(iter(regions)) if len(regions) == 1 else None
    desk = desk_of(text, called)
    return Draft(text, desk, help_of(text, Help.technique if desk is Desk.cafe else Help.refer), region)


async def _beyond(_ctx: Context, known: Values) -> None:
    """Raises `Refused` for what no desk can do, before anything else is asked."""
    if "text" in known and is_beyond(str(known["text"])):
        raise Refused(
            _("The desk is not for this. Call your municipality; in danger call 112."),
            _("This the desk can do: give you a name to turn to, and somebody who thinks along."),
        )


async def _helped_before(ctx: Context, known: Values) -> Reply | None:
    found = await ctx.read(answers.fitting, str(known["text"]))
    if found is None:
        return None
    buttons = (Action(_("That helped"), YES, style=Style.primary), Action(_("That did not help"), NO))
    return Reply((Text(words(_("This helped others:"))), Quote(words(found.text)), Actions(buttons, choices=True)))


def _shown_for(called: Desk) -> "Ask":
    async def shown(ctx: Context, known: Values) -> Reply | None:
        if not known["other"]:
            return None
        draft = _drafted(ctx, known, called)
        about: list[Inline] = [region_name(ctx, draft.region_id), HELPS[draft.help]]
        return put_like_this(
            ctx,
            draft.text,
            about,
            seen=_("Only you and the desk see this."),
            nameless=False,
            intro=_("This is how I put it to {desk}:", desk=DESKS[draft.desk]),
        )

    return Ask(shown)


_Text = Annotated[
    Saying,
    Ask(
        _("What do you want to ask? One or two sentences are enough."),
        label=_("What you ask"),
        hint=_("Only you and the desk see this."),
        max_length=LONGEST,
        long=True,
    ),
]
_Changed = Annotated[Change | None, Ask(nothing_to_change)]
_Other = Annotated[Another, Ask(_helped_before)]


@command(
    nl=("loket", "vraag het loket", "vraag aan het loket"),
    en=("desk", "ask the desk"),
    summary=_("Ask the desk whom to turn to with your plan"),
    private=True,
    check=_beyond,
    takes=Takes.sentence,
    shows=True,  # a proposal: nothing is put before a yes
)
async def put_request(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    agreed: Annotated[Agreed | None, _shown_for(Desk.civic)] = None,
) -> Reply:
    return await _answered(ctx, {"text": text, "change": change, "other": other}, agreed, Desk.civic, put_request)


@command(
    nl=("helpdesk", "vraag de helpdesk"),
    en=("help desk", "helpdesk"),
    summary=_("Ask the help desk of the Café about access and channels"),
    private=True,
    check=_beyond,
    takes=Takes.sentence,
    shows=True,  # a proposal: nothing is put before a yes
)
async def put_cafe_request(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    other: _Other = ANOTHER,
    agreed: Annotated[Agreed | None, _shown_for(Desk.cafe)] = None,
) -> Reply:
    return await _answered(ctx, {"text": text, "change": change, "other": other}, agreed, Desk.cafe, put_cafe_request)


async def _answered(ctx: Context, known: Values, agreed: Agreed | None, called: Desk, by: Command[...]) -> Reply:
    await _beyond(ctx, known)
    if not known["other"]:
        found = await ctx.read(answers.fitting, str(known["text"]))
        if found:
            await ctx.write(answers.helped, found.id, ctx.now)
        return say(_("Good. Nothing was put to the desk."))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put to the desk."))
    draft = _drafted(ctx, known, called)
    if agreed.change or agreed.facts:
        return await again(ctx, by, draft.text, agreed, known["change"])
    return await _put(ctx, draft)


async def _put(ctx: Context, draft: Draft) -> Reply:
    hours = ctx.choices.of(OfficeHours)
    due = working_days_later(ctx.now, NEXT, ctx.member.time_zone, hours)
    request = await ctx.write(requests.put, ctx.member.id, draft, ctx.now, due_at=due)
    await ctx.write(_compare, request, ctx.now)
    keepers = await keepers_of(ctx, request)
    await ctx.write(requests.assign, request.id, Turn.told, keepers[0].id if keepers else None, ctx.now)
    entry = await did(ctx, subject(request), Act.put)
    put = _("{number} is with {desk}.", number=Code(request.number), desk=DESKS[draft.desk])
    by = _("Before {moment} you hear something from a person.", moment=hears_by(ctx, ctx.now))
    lines: list[Msg] = [put, by] if keepers else [put, await _nobody(ctx, request)]
    await tell_desk(ctx, request, keepers[:1], _("new at your desk"), entry, first=(take_button(ctx, request),))
    return Reply((Text(in_a_line(lines)), Actions((Action(_("View"), request.number), undo_button(ctx, entry)))))


def in_a_line(lines: Sequence[Msg]) -> Words:
    """Return sentences as one line."""
    return words(*(part for each in lines for part in (" ", each)))[1:]


async def _nobody(ctx: Context, request: Request) -> Msg:
    """Nobody sits at that desk: the coordinators hear so, and nothing of what is asked."""
    region = request.draft.region_id
    for each in await coordinators(ctx, regions=[region] if region is not None else []):
        if each.id != ctx.member.id:
            told = _(
                "{number} waits at {desk}, where nobody sits.", number=request.number, desk=DESKS[request.draft.desk]
            )
            ask = Action(_("Ask somebody for the desk"), ctx.line("ask_for_desk"))
            ctx.notify(each, Reply((Text(words(told)), Actions((ask,)))))
    return _("Nobody sits at this desk yet. The coordinator hears that now.")


def _compare(tx: Tx, request: Request, now: datetime) -> None:
    """Note with those that ask the same how many they are."""
    others = requests.alike_to(tx, request, now - RECENT)
    if others:
        requests.mark_alike(tx, [request.id, *others], len(others))


async def tell_desk(
    ctx: Context,
    request: Request,
    keepers: list[Member],
    news: Msg,
    entry: int,
    *,
    first: tuple[Action, ...] = (),
) -> int:
    """Let these of the desk hear it."""
    tale = Tale(subject(request), request.text, news, first)
    return await tell(ctx, tale, [Hearer(each.id, SITS) for each in keepers], entry=entry)


def take_button(ctx: Context, request: Request) -> Action:
    return Action(_("I take it up"), ctx.line("take_request", request.number))


def hears_by(ctx: Context, since: datetime) -> datetime:
    """By when who asks hears from somebody by name: at the end of that working day."""
    hours, zone = ctx.choices.of(OfficeHours), ZoneInfo(ctx.member.time_zone)
    day = working_days_later(since, BY_NAME, ctx.member.time_zone, hours).astimezone(zone).date()
    return datetime.combine(day, hours.office_until, zone)
