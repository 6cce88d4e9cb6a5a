"""Keeps a meeting true: moved, cancelled, somewhere else, withdrawn, going on after all; who comes hears of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours, working_days_later
from bot.sentences.named import named_in
from bot.things.hearing import Hearer, Tale, tell
from bot.things.sure import of_another
from bot.things.undoing import Undoable, did, undo_button
from commands.events.card import look
from commands.events.labels import moment_in_full, when
from commands.events.life import LIFE, Act
from commands.events.moments import Moment, Trouble, read
from commands.events.plan import shifted
from commands.events.readers import AMeeting, Shift, Whereabouts, trouble_in_words
from commands.events.rights import require, requiring, subject
from storage.events import attendance, meetings
from storage.events.meeting import MEETING, Meeting, State
from storage.members import follows, people
from storage.vocabulary import Role

LONGEST_WHY = 300
SHORTEST_WHY = 4


def _new_moment(ctx: Context, meeting: Meeting, to: str) -> Moment:
    """To when it moves. Raises `Refused`."""
    moment = shifted(ctx, meeting.draft, to)
    if isinstance(moment, Trouble):
        raise Refused(trouble_in_words(ctx, read(to, ctx.local_now.date()), moment))
    return moment


async def _sure_to_move(ctx: Context, known: Values) -> Reply:
    meeting: Meeting = known["meeting"]
    moment = _new_moment(ctx, meeting, known["to"])
    asked = _(
        "Move {number}: {old} \u2192 {new}?",
        number=Code(meeting.number),
        old=when(meeting.draft),
        new=Bold(ctx.language.text(moment_in_full(moment))),
    )
    hears = _n("{n} person who comes hears it.", "{n} people who come hear it.", meeting.coming)
    yes = Action(_("Yes, move it"), YES, style=Style.primary)
    told = [Text(words(hears))] if meeting.coming else []
    return Reply((Text(words(asked)), *told, Actions((yes, Action(_("No"), NO)), choices=True)))


async def _moved(ctx: Context, text: str) -> Mapping[str, str]:
    """Read which meeting a sentence moves, and to when: "B-4 wordt donderdag om drie uur"."""
    named = next((slot for slot in await named_in(ctx, text) if slot.word == "B"), None)
    if named is None:
        head, rest = await AMeeting().take(ctx, text)
        return {"meeting": head, "to": rest.strip()}
    rest = " ".join(f"{text[: named.start]} {text[named.end :]}".split())
    return {"meeting": named.value, "to": rest if read(rest, ctx.local_now.date()).tells else ""}


@command(
    nl=("verplaats bijeenkomst", "verzet", "verschuif"),
    en=("move meeting", "reschedule"),
    summary=_("Move a meeting to another day or time"),
    allow=Role.member,
    fills=_moved,
    check=requiring(Act.move),
)
async def move_meeting(
    ctx: Context,
    meeting: Meeting,
    to: Annotated[Shift, Ask(_("To which day and time?"), label=_("Day and time"), max_length=100)],
    sure: Annotated[bool, Ask(_sure_to_move)] = True,
) -> Reply:
    await require(ctx, meeting, Act.move)
    if not sure:
        return say(_("All right. {number} stays when it is.", number=Code(meeting.number)))
    moment = _new_moment(ctx, meeting, to)
    if not await ctx.write(meetings.move, meeting, moment.starts_at, moment.ends_at, ctx.now):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(meeting.number)))
    was = {"was": _seconds(meeting.draft.starts_at), "until": _seconds(meeting.draft.ends_at)}
    entry = await did(ctx, subject(meeting), Act.move, **was)
    heard = await tell_comers(
        ctx,
        meeting,
        _("moved: {when}", when=moment_in_full(moment)),
        entry,
        from_=min(moment.starts_at, meeting.draft.starts_at),
    )
    told = _("{number} is moved: {when}.", number=Code(meeting.number), when=moment_in_full(moment))
    return Reply((Text(words(told, " ", *heard)), Actions((undo_button(ctx, entry), look(meeting)))))


async def _sure_to_cancel(ctx: Context, known: Values) -> Reply:
    meeting: Meeting = known["meeting"]
    asked = _(
        "Cancel {number} {title}, because: {why}?",
        number=Code(meeting.number),
        title=Bold(meeting.title),
        why=_reason(known["why"]),
    )
    hears = _n("{n} person who comes reads it.", "{n} people who come read it.", meeting.coming)
    yes = Action(_("Yes, cancel it"), YES, style=Style.danger)
    told = [Text(words(hears))] if meeting.coming else []
    return Reply((Text(words(asked)), *told, Actions((yes, Action(_("No"), NO)), choices=True)))


def _reason(text: str) -> str:
    return " ".join(text.split()).strip(" :.,-")


@command(
    nl=("afgelast", "gelast af", "annuleer bijeenkomst", "bijeenkomst gaat niet door"),
    en=("cancelled", "cancel meeting", "call off"),
    summary=_("Cancel a meeting, and say why"),
    allow=Role.member,
    check=requiring(Act.cancel),
)
async def cancel_meeting(
    ctx: Context,
    meeting: Meeting,
    why: Annotated[
        str,
        Ask(
            _("Say in a few words why. Who comes reads it."),
            label=_("Why"),
            max_length=LONGEST_WHY,
            long=True,
            reason=True,
        ),
    ],
    sure: Annotated[bool, Ask(_sure_to_cancel)] = True,
) -> Reply:
    await require(ctx, meeting, Act.cancel)
    if not sure:
        return say(_("All right. {number} goes on.", number=Code(meeting.number)))
    reason, rule = _reason(why), LIFE.rules[Act.cancel]
    if len(reason) < SHORTEST_WHY:
        raise Refused(_("Say in a few words why. Who comes reads it."))
    among = rule.among
    if not await ctx.write(meetings.change, meeting.id, ctx.now, among=among, state=State.cancelled, reason=reason):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(meeting.number)))
    entry = await did(ctx, subject(meeting), Act.cancel)
    news = _("cancelled, because: {why}", why=reason)
    heard = await tell_comers(ctx, meeting, news, entry, from_=meeting.draft.starts_at)
    told = _("{number} is cancelled.", number=Code(meeting.number))
    return Reply((Text(words(told, " ", *heard)), Actions((undo_button(ctx, entry), look(meeting)))))


async def tell_comers(ctx: Context, meeting: Meeting, news: Msg, entry: int, *, from_: datetime) -> list[Msg | str]:
    """Let who comes and who follows it hear: at once when it is near, else shortly, in office hours.

    Gives what to say of that to who did it.
    """
    come = [each.member_id for each in await ctx.read(attendance.coming, meeting.id)]
    now = await ctx.read(meetings.get, meeting.id) or meeting
    await ctx.write(attendance.told, meeting.id, come, now.sequence)
    comes = _("You hear this because you come.")
    near = from_ <= working_days_later(ctx.now, 1, ctx.member.time_zone, ctx.choices.of(OfficeHours)) + _A_DAY
    buttons = (Action(_("Add to my calendar"), ctx.line("calendar_of", meeting.number)),)
    if near:
        told = words(Code(meeting.number), " ", Bold(meeting.title), ": ", news)
        for each in await ctx.read(people.load, [one for one in come if one != ctx.member.id]):
            if not each.blocked_at:
                ctx.notify(each, Reply((Text(told), Text(words(comes)), Actions((*buttons, look(meeting))))))
    others = [] if near else [Hearer(each, comes) for each in come]
    follow = await ctx.read(follows.followers, MEETING, [meeting.id], but=come)
    others += [Hearer(each.id, _("You hear this because you follow it.")) for each in follow]
    await tell(ctx, Tale(subject(meeting), meeting.title, news, buttons), others, entry=entry)
    n = len([each for each in come if each != ctx.member.id])
    return [_n("{n} person who comes hears it.", "{n} people who come hear it.", n)] if n else []


_A_DAY = timedelta(days=1)


@command(
    nl=("plek", "plek van", "waar is"),
    en=("place of", "where is meeting"),
    summary=_("Say where a meeting is, and what is done with it"),
    allow=Role.member,
    adds=True,
    hidden=True,
    check=requiring(Act.change),
)
async def place_meeting(
    ctx: Context,
    meeting: Meeting,
    where: Annotated[Whereabouts, Ask(_("Where is it, and what is done with what comes of it?"), label=_("Where"))],
) -> Reply:
    await require(ctx, meeting, Act.change)
    values: dict[str, Any] = {  # Any: what the columns hold
        name: value
        for name, value in (("place", where.place), ("link", where.link), ("purpose", where.purpose))
        if value
    }
    await ctx.write(meetings.change, meeting.id, ctx.now, **values)
    entry = await did(ctx, subject(meeting), Act.change)
    heard: Iterable[Msg | str] = ()
    if (where.place or where.link) and meeting.state is State.planned:
        news = _("the place is known: {place}", place=where.place or where.link)
        heard = await tell_comers(ctx, meeting, news, entry, from_=meeting.draft.starts_at)
    told = _("It stands with {number}.", number=Code(meeting.number))
    return Reply((Text(words(told, " ", *heard)), Actions((look(meeting),))))


@command(
    nl=("wat gebeurt ermee", "doel van"),
    en=("what is done with", "purpose of"),
    summary=_("Say what is done with what comes of a meeting"),
    allow=Role.member,
    adds=True,
    hidden=True,
    check=requiring(Act.change),
)
async def say_purpose(
    ctx: Context,
    meeting: Meeting,
    purpose: Annotated[str, Ask(_("What is done with what comes of it?"), max_length=300, long=True)],
) -> Reply:
    await require(ctx, meeting, Act.change)
    await ctx.write(meetings.change, meeting.id, ctx.now, purpose=_reason(purpose))
    await did(ctx, subject(meeting), Act.change)
    return Reply((Text(words(_("It stands with {number}.", number=Code(meeting.number)))), Actions((look(meeting),))))


@command(
    nl=("trek bijeenkomst in",),
    en=("withdraw meeting",),
    summary=_("Take back a meeting"),
    allow=Role.member,
    hidden=True,
    others=of_another,
)
async def withdraw_meeting(ctx: Context, meeting: Meeting) -> Reply:
    await require(ctx, meeting, Act.withdraw)
    rule = LIFE.rules[Act.withdraw]
    if meeting.coming and meeting.state is State.planned and meeting.draft.ends_at > ctx.now:
        raise Refused(
            _("People come to {number}. Cancel it, so that they read why.", number=Code(meeting.number)),
        )
    if not await ctx.write(meetings.change, meeting.id, ctx.now, among=rule.among, state=State.withdrawn):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(meeting.number)))
    entry = await did(ctx, subject(meeting), Act.withdraw, was=meeting.state)
    told = _("{number} is withdrawn.", number=Code(meeting.number))
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry),))))


@command(
    nl=("heropen bijeenkomst", "bijeenkomst gaat door"),
    en=("reopen meeting",),
    summary=_("Let a cancelled meeting take place after all"),
    allow=Role.member,
    hidden=True,
)
async def reopen_meeting(ctx: Context, meeting: Meeting) -> Reply:
    await require(ctx, meeting, Act.reopen)
    if meeting.draft.ends_at <= ctx.now:
        raise Refused(_("That day has passed. Announce it anew."))
    await ctx.write(meetings.change, meeting.id, ctx.now, among={State.cancelled}, state=State.planned, reason="")
    entry = await did(ctx, subject(meeting), Act.reopen)
    heard = await tell_comers(ctx, meeting, _("it takes place after all"), entry, from_=meeting.draft.starts_at)
    told = _("{number} takes place after all.", number=Code(meeting.number))
    return Reply((Text(words(told, " ", *heard)), Actions((look(meeting),))))


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


async def _unmove(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    meeting = await ctx.read(meetings.get, thing.id)
    if meeting is None or meeting.state is not State.planned:
        return None
    start, end = (datetime.fromtimestamp(int(detail[name]), meeting.made_at.tzinfo) for name in ("was", "until"))
    if not await ctx.write(meetings.move, meeting, start, end, ctx.now):
        return None
    await _heard_already(ctx, thing)
    return _("{number} is when it was.", number=Code(thing.line))


async def _uncancel(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    if not await ctx.write(meetings.change, thing.id, ctx.now, among={State.cancelled}, state=State.planned, reason=""):
        return None
    await _heard_already(ctx, thing)
    return _("{number} takes place after all.", number=Code(thing.line))


async def _heard_already(ctx: Context, thing: Subject) -> None:
    """Nothing has to be told besides: who heard of it is told that it was undone."""
    meeting = await ctx.read(meetings.get, thing.id)
    if meeting:
        come = [each.member_id for each in await ctx.read(attendance.coming, thing.id)]
        await ctx.write(attendance.told, thing.id, come, meeting.sequence)


async def _unannounce(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    among = {State.planned, State.held}
    if not await ctx.write(meetings.change, thing.id, ctx.now, among=among, state=State.withdrawn):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _unwithdraw(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    was = State(detail["was"])
    if not await ctx.write(meetings.change, thing.id, ctx.now, among={State.withdrawn}, state=was):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


UNDO = (
    Undoable(MEETING, Act.announce, _unannounce),
    Undoable(MEETING, Act.move, _unmove),
    Undoable(MEETING, Act.cancel, _uncancel),
    Undoable(MEETING, Act.withdraw, _unwithdraw),
)
