"""Lets members prepare things for a meeting, and put things of any topic on its programme."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Heading, Item, Items, Reply, Subject, Text, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.things.names import names_of
from bot.things.undoing import Undoable, did, undo_button
from commands.events.card import look
from commands.events.labels import when
from commands.events.life import Act
from commands.events.rights import require, sees, subject
from storage import links
from storage.events import homework, meetings
from storage.events.meeting import MEETING, Meeting
from storage.events.tables import LONGEST_LINE
from storage.links import Thing
from storage.vocabulary import LinkKind, Role

MOST = 20
DONE = "done"
"""Homework that is done."""


@command(
    nl=("ik doe voor", "huiswerk voor", "ik bereid voor"),
    en=("i do for", "homework for", "i prepare for"),
    summary=_("Say what you do for a meeting"),
    allow=Role.member,
    adds=True,
)
async def prepare(
    ctx: Context,
    meeting: Meeting,
    text: Annotated[str, Ask(_("What do you do for it?"), label=_("What you do"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    await require(ctx, meeting, Act.prepare)
    said = " ".join(text.split()).strip(" :")
    number = await ctx.write(homework.put, meeting.id, ctx.member.id, said, ctx.now)
    entry = await did(ctx, subject(meeting), Act.prepare, homework=number)
    told = _("You do this for {number}: {text}", number=Code(meeting.number), text=said)
    mine = Action(_("My homework"), my_homework.line())
    return Reply((Text(words(told)), Actions((mine, undo_button(ctx, entry), look(meeting)))))


@command(
    nl=("mijn huiswerk", "wat was mijn huiswerk", "wat is mijn huiswerk"),
    en=("my homework", "what was my homework"),
    summary=_("See what you still do for meetings"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def my_homework(ctx: Context) -> Reply:
    mine = await ctx.read(homework.of_member, ctx.member.id, MOST)
    held = {each.id: each for each in await ctx.read(meetings.load, [each.meeting_id for each in mine])}
    items = tuple(
        Item(
            words(each.text),
            (words(Code(held[each.meeting_id].number), " ", when(held[each.meeting_id].draft)),),
            (Action(_("Done"), homework_done.line(str(each.id))), Action(_("View"), held[each.meeting_id].number)),
        )
        for each in mine
    )
    if not items:
        return say(_("You have no homework for a meeting."))
    return Reply((Heading(words(_("Your homework"))), Items(items)))


@command(
    nl=("huiswerk klaar", "huiswerk gedaan"),
    en=("homework done",),
    summary=_("Say that your homework is done"),
    allow=Role.member,
    hidden=True,
)
async def homework_done(ctx: Context, which: str = "") -> Reply:
    """By its own number, as its button has it; without one, that for the meeting that comes first."""
    mine = await ctx.read(homework.of_member, ctx.member.id, MOST)
    wanted = which.strip()
    found = next((each for each in mine if not wanted or str(each.id) == wanted), None)
    if found is None:
        raise Refused(_("You have no such homework any more."))
    meeting = await ctx.read(meetings.get, found.meeting_id)
    if meeting is None or not await ctx.write(homework.finish, found.id, ctx.now):
        raise Refused(_("You have no such homework any more."))
    entry = await did(ctx, subject(meeting), DONE, homework=found.id)
    told = _("Done: {text}", text=shorten(found.text, 100))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(meeting)))))


@command(
    nl=("agendeer ding",),
    en=("put thing on the programme",),
    summary=_("Put something on the programme of a meeting"),
    allow=Role.member,
    hidden=True,
)
async def schedule_thing(ctx: Context, thing: Subject, meeting: Meeting) -> Reply:
    """A thing of whatever topic, that the member may see: both cards show it."""
    await require(ctx, meeting, Act.programme)
    its = Thing(thing.kind, thing.id)
    if its not in await names_of(ctx, {its}) or its.kind == MEETING:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    there = Thing(MEETING, meeting.id)
    if meeting.draft.closed and any(
        each.kind is LinkKind.gaat_over and not each.back for each in (await ctx.read(links.of, [there])).get(there, [])
    ):
        raise Refused(_("A peer group speaks about one case a meeting. {number} has one.", number=Code(meeting.number)))
    if not await ctx.write(links.link, there, LinkKind.gaat_over, its, ctx.member.id, ctx.now):
        return say(
            _("{thing} is on the programme of {number} already.", thing=Code(thing.line), number=Code(meeting.number))
        )
    detail: dict[str, Any] = {"to_kind": thing.kind, "to": thing.id, "line": thing.line}
    entry = await did(ctx, subject(meeting), Act.programme, **detail)
    told = _("{thing} is on the programme of {number}.", thing=Code(thing.line), number=Code(meeting.number))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(meeting)))))


async def schedule_all(ctx: Context, number: int, things: Sequence[Subject]) -> Reply:
    """Put things of another topic on the programme in their order, as one act. Raises `Refused`."""
    meeting = await ctx.read(meetings.get, number)
    if meeting is None:
        raise Refused(_("Meeting {number} does not exist.", number=f"B-{number}"))
    await require(ctx, meeting, Act.programme)
    its = Code(meeting.number)
    if meeting.draft.closed:
        raise Refused(_("A peer group speaks about one case a meeting. {number} has one.", number=its))
    there = Thing(MEETING, meeting.id)
    new = [
        each
        for each in things
        if await ctx.write(links.link, there, LinkKind.gaat_over, Thing(each.kind, each.id), ctx.member.id, ctx.now)
    ]
    lines = [Code(each.line) for each in new]
    if not new:
        return say(_("All of these are on the programme of {number} already.", number=its))
    many = ",".join(f"{each.kind}:{each.id}" for each in new)
    entry = await did(ctx, subject(meeting), Act.programme, many=many)
    told = _("On the programme of {number}, in this order: {things}.", number=its, things=lines)
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(meeting)))))


Detail = Mapping[str, Any]  # Any: as it was noted


async def _unprepare(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(homework.drop, int(detail["homework"])):
        return None
    return _("You do nothing for {number} any more.", number=Code(thing.line))


async def _undone(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(homework.finish, int(detail["homework"]), ctx.now, done=False):
        return None
    return _("It is still to be done, for {number}.", number=Code(thing.line))


async def _unschedule(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    meeting = await ctx.read(meetings.get, thing.id)
    if meeting is None or not await sees(ctx, meeting):
        return None
    if many := str(detail.get("many") or ""):
        gone = [
            await ctx.write(links.unlink, Thing(MEETING, thing.id), LinkKind.gaat_over, Thing(kind, int(number)))
            for kind, _colon, number in (each.rpartition(":") for each in many.split(","))
        ]
        return _("They are off the programme of {number}.", number=Code(thing.line)) if any(gone) else None
    to = Thing(str(detail["to_kind"]), int(detail["to"]))
    if not await ctx.write(links.unlink, Thing(MEETING, thing.id), LinkKind.gaat_over, to):
        return None
    return _("{thing} is off the programme of {number}.", thing=Code(str(detail["line"])), number=Code(thing.line))


UNDO = (
    Undoable(MEETING, Act.prepare, _unprepare, alone=True),
    Undoable(MEETING, DONE, _undone, alone=True),
    Undoable(MEETING, Act.programme, _unschedule, alone=True),
)
