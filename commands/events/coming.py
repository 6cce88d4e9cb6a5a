"""Lets members say that they come or do not, and bring somebody; tells who comes to those who may know."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.labels import label_of
from bot.command.refusal import Refused
from bot.members.visibility import name_to
from bot.things.undoing import Undoable, did, undo_button
from commands.events.card import ENOUGH, look, missing
from commands.events.life import GUEST, Act
from commands.events.rights import can, held, require, sees, state_of, subject, unseen
from storage.events import attendance, meetings
from storage.events.meeting import MEETING, Meeting, State
from storage.members import people
from storage.vocabulary import Role

MOST_GUESTS = 5


@command(
    nl=("ik kom", "ik kom naar", "ik ben erbij", "ik ben er bij"),
    en=("i come", "i am coming", "i will be there", "i'm coming"),
    summary=_("Say that you come to a meeting"),
    allow=Role.member,
)
async def come(ctx: Context, meeting: Meeting) -> Reply:
    before = await _said(ctx, meeting, coming=True)
    entry = await _note(ctx, meeting, before)
    number = Code(meeting.number)
    told = [Text(words(_("You are on the list of {number}.", number=number)))]
    if meeting.draft.place or meeting.draft.link:
        told.append(Text(words(_("One working day before it you get the place."))))
    calendar = Action(_("Add to my calendar"), ctx.line("calendar_of", meeting.number))
    away = Action(_("I do not come"), stay_away.line(meeting.number))
    return Reply((*told, Actions((calendar, away, undo_button(ctx, entry), look(meeting)))))


@command(
    nl=("ik kom niet", "ik kom niet naar", "ik kan niet komen naar", "ik red het niet"),
    en=("i do not come", "i am not coming", "i can't make it", "i cannot come", "i cannot make it"),
    summary=_("Say that you do not come to a meeting"),
    allow=Role.member,
)
async def stay_away(ctx: Context, meeting: Meeting) -> Reply:
    before = await _said(ctx, meeting, coming=False)
    entry = await _note(ctx, meeting, before)
    told = _("You do not come to {number}. The host hears it.", number=Code(meeting.number))
    again = Action(_("I come after all"), come.line(meeting.number))
    return Reply((Text(words(told)), Actions((again, undo_button(ctx, entry), look(meeting)))))


@command(
    nl=("ik neem iemand mee", "ik neem iemand mee naar"),
    en=("i bring somebody", "i bring someone", "i am bringing someone"),
    summary=_("Bring somebody to a meeting"),
    allow=Role.member,
)
async def bring_somebody(ctx: Context, meeting: Meeting) -> Reply:
    said = await ctx.read(attendance.of_member, meeting.id, ctx.member.id)
    guests = (said.guests if said and said.coming else 0) + 1
    if guests > MOST_GUESTS:
        raise Refused(_("You bring {n} people already. Ask the host about more.", n=MOST_GUESTS))
    before = await _said(ctx, meeting, coming=True, guests=guests)
    entry = await _note(ctx, meeting, before)
    told = _n(
        "You come to {number}, with {n} other. You tell them the place.",
        "You come to {number}, with {n} others. You tell them the place.",
        guests,
        number=Code(meeting.number),
    )
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(meeting)))))


async def _said(
    ctx: Context, meeting: Meeting, *, coming: bool, guests: int | None = None
) -> attendance.Attendance | None:
    """Note whether they come: what they said before. Raises `Refused`."""
    if state_of(ctx, meeting) in (State.held, State.reported):
        raise await _been(ctx, meeting)
    await require(ctx, meeting, Act.come)
    held_ = await ctx.read(attendance.of_member, meeting.id, ctx.member.id)
    with_them = guests if guests is not None else (held_.guests if held_ and held_.coming else 0)
    return await ctx.write(
        attendance.say, meeting.id, ctx.member.id, meeting.sequence, ctx.now, coming=coming, guests=with_them
    )


async def _been(ctx: Context, meeting: Meeting) -> Refused:
    """It has been: its report, or that there is none yet."""
    if not await sees(ctx, meeting):
        return Refused(unseen(meeting.number, closed=meeting.draft.closed))
    number = Code(meeting.number)
    told: list[Block] = [Text(words(_("{number} has been already.", number=number)))]
    if meeting.report:
        told += [Text(words(_("This is the report:"))), Text(words(meeting.report))]
    else:
        told.append(Text(words(_("There is no report yet."))))
    return Refused(reply=Reply((*told, Actions((look(meeting),)))))


async def _note(ctx: Context, meeting: Meeting, before: attendance.Attendance | None) -> int:
    was = None if before is None else int(before.coming)
    return await did(ctx, subject(meeting), Act.come, was=was, guests=before.guests if before else 0)


async def _unsay(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    meeting = await ctx.read(meetings.get, thing.id)
    if meeting is None:
        return None
    if detail.get("was") is None:
        await ctx.write(attendance.unsay, thing.id, ctx.member.id)
        return _("You say nothing of {number} any more.", number=Code(thing.line))
    coming = bool(detail["was"])
    await ctx.write(
        attendance.say,
        thing.id,
        ctx.member.id,
        meeting.sequence,
        ctx.now,
        coming=coming,
        guests=int(detail.get("guests") or 0),
    )
    if coming:
        return _("You come to {number}, as before.", number=Code(thing.line))
    return _("You do not come to {number}, as before.", number=Code(thing.line))


UNDO = Undoable(MEETING, Act.come, _unsay, alone=True)


@command(
    nl=("wie komt", "wie komen", "wie komt er", "wie komt naar"),
    en=("who comes", "who is coming", "who comes to"),
    summary=_("See who comes to a meeting"),
    allow=Role.member,
    safe=True,
    private=True,
    hidden=True,
)
async def who_comes(ctx: Context, meeting: Meeting) -> Reply:
    """For who holds it and who comes themselves."""
    if not await sees(ctx, meeting):
        raise Refused(unseen(meeting.number, closed=meeting.draft.closed))
    if GUEST not in await held(ctx, meeting) and Act.change not in await can(ctx, meeting):
        raise Refused(_("Who comes to {number} is seen by the host and by who comes.", number=Code(meeting.number)))
    come_ = await ctx.read(attendance.coming, meeting.id)
    if not come_:
        return Reply(
            (Text(words(_("Nobody comes to {number} yet.", number=Code(meeting.number)))), Actions((look(meeting),)))
        )
    known = {each.id: each for each in await ctx.read(people.load, [each.member_id for each in come_])}
    items = tuple(
        Item(
            words(name_to(ctx, known.get(each.member_id))),
            (words(_n("with {n} other", "with {n} others", each.guests)),) if each.guests else (),
        )
        for each in come_
    )
    told = _n("{n} comes to {number}", "{n} come to {number}", meeting.people, number=Code(meeting.number))
    return Reply((Heading(words(told)), Items(items), Actions((look(meeting),))))


@command(
    nl=("wie ontbreekt", "wie ontbreekt er", "wie mist er", "wie zit er niet aan tafel"),
    en=("who is missing", "who is missing at the table", "who is not at the table"),
    alone={
        "nl": ("wie ontbreekt", "wie ontbreekt er", "wie mist er", "wie mist er nog", "wie zit er niet aan tafel"),
        "en": ("who is missing", "who is missing at the table", "who is not at the table"),
    },
    summary=_("See from which kinds of organisation nobody comes"),
    allow=Role.member,
    safe=True,
)
async def who_is_missing(ctx: Context, meeting: Meeting | None = None) -> Reply:
    """Of a meeting, or of the next one that the member holds or comes to."""
    found = meeting
    if found is None:
        mine = await ctx.read(attendance.meetings_of, ctx.member.id, ctx.now, 1)
        mine = mine or [
            each.id
            for each in await ctx.read(meetings.load, await ctx.read(meetings.given_by, ctx.member.id, RECENT))
            if each.state is State.planned
        ]
        found = next(iter(await ctx.read(meetings.load, mine[:1])), None)
    if found is None:
        raise Refused(_("Of which meeting? Give its number, like {example}.", example=Code("B-4")))
    if not await sees(ctx, found):
        raise Refused(unseen(found.number, closed=found.draft.closed))
    number = Code(found.number)
    if found.coming < ENOUGH:
        told = _(
            "{number}: too few people said that they come. From {n} on I tell who is missing.", number=number, n=ENOUGH
        )
        return Reply((Text(words(told)), Actions((look(found),))))
    absent = await missing(ctx, found)
    if not absent:
        return say(_("{number}: somebody comes of every kind of organisation that I expect.", number=number))
    kinds = [Bold(ctx.language.text(label_of(each))) for each in absent]
    return Reply(
        (Text(words(_("{number}: nobody yet of {kinds}.", number=number, kinds=kinds))), Actions((look(found),)))
    )


RECENT = 10
