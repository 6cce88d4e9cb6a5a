"""Announces a meeting in one message: what was read of when comes first, then where and what for, then one yes."""

from dataclasses import replace
from typing import Annotated, Any

from bot.chat.message import Conversation, Kind
from bot.chat.reply import Action, Actions, Block, Inline, Reply, Text, codec, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import Saying, nothing_to_change, put_like_this, room_of
from bot.things.undoing import did, undo_button
from commands.events import moments
from commands.events import plan as plans
from commands.events.card import card, look
from commands.events.labels import moment_in_full
from commands.events.life import Act
from commands.events.moments import Moment, Trouble
from commands.events.plan import Plan
from commands.events.readers import HELD, Alteration, Planned, When, Whereabouts, trouble_in_words
from commands.events.rights import subject
from storage.events import all_series, meetings
from storage.events.meeting import MEETING, Draft, Meeting, State
from storage.members import follows, people
from storage.messaging import conversations
from storage.messaging.conversations import Audience
from storage.vocabulary import Role, Subject

LONGEST = 300
STOP = "stop"


async def _when_asked(ctx: Context, known: Values) -> Reply | None:
    """Ask on which day, when the words do not tell."""
    read = plans.read(ctx, known)
    if not isinstance(read.moment, Trouble):
        return None
    if read.moment is Trouble.past:
        told = _("That has been already. Do you want to place a report?")
        buttons = (Action(_("Yes, a report"), HELD), Action(_("No, stop"), STOP))
        return Reply((Text(words(told)), Actions(buttons, choices=True)))
    return say(trouble_in_words(ctx, read.said, read.moment))


async def where_asked(ctx: Context, known: Values) -> Reply | None:
    """Say what was read, and ask where it is and what comes of it, in one question."""
    read = plans.read(ctx, known)
    if isinstance(read.moment, Trouble):
        return None
    said = [ctx.language.text(moment_in_full(read.moment)), *_about(ctx, read)]
    told = _("I read: {what}.", what="; ".join(said))
    asked = _("Where is it, and what is done with what comes of it?")
    return Reply((Text(words(told)), Text(words(Bold(ctx.language.text(asked))))))


def _about(ctx: Context, read: Plan) -> list[str]:
    return [
        *(ctx.atlas.regions[each].name for each in sorted(read.facts.regions)),
        *(ctx.atlas.themes[each].name for each in sorted(read.facts.themes)),
    ]


async def shown(ctx: Context, known: Values) -> Reply | None:
    """The meeting as it will be announced, and who sees it."""
    read = plans.read(ctx, known)
    if isinstance(read.moment, Trouble):
        return say(trouble_in_words(ctx, read.said, read.moment))
    where: Whereabouts = known.get("where") or Whereabouts()
    about: list[Inline] = [moment_in_full(read.moment), *filter(None, (where.place, where.link)), *_about(ctx, read)]
    more: list[Block] = []
    if where.purpose:
        more.append(Text(words(_("What is done with it: {purpose}.", purpose=where.purpose.rstrip(".")))))
    room = await room_of(ctx)
    seen = _("Only this room sees it.") if room else _("All members see it. Who comes gets the place.")
    if channels := await _channels(ctx, read.facts.regions, room):
        more.append(Text(words(_("It goes to {places} too.", places=[each.name for each in channels]))))
    return put_like_this(ctx, read.title, about, *more, seen=seen)


_Text = Annotated[
    Saying,
    Ask(
        _("What is the meeting about, and when is it?"),
        label=_("Meeting"),
        hint=_("For example: world café on water in Twente, 15 December at 1 pm."),
        max_length=LONGEST,
        long=True,
    ),
]
_When = Annotated[When | None, Ask(_when_asked, label=_("When"))]
_Where = Annotated[Whereabouts | None, Ask(where_asked, label=_("Where"))]
_Changed = Annotated[Alteration | None, Ask(nothing_to_change, label=_("When"))]
_Agreed = Annotated[Planned | None, Ask(shown)]


@command(
    nl=("bijeenkomst", "nieuwe bijeenkomst", "kondig een bijeenkomst aan", "plan een bijeenkomst"),
    en=("meeting", "new meeting", "announce a meeting", "plan a meeting"),
    summary=_("Announce a meeting"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
    fills=plans.when_before,
)
async def announce(
    ctx: Context,
    text: _Text,
    when: _When = None,
    where: _Where = None,
    change: _Changed = None,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "when": when, "where": where, "change": change}
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was announced."))
    read = plans.read(ctx, known)
    if agreed.change or agreed.facts:
        return await _again(ctx, read, known, agreed)
    if isinstance(read.moment, Trouble):
        return say(trouble_in_words(ctx, read.said, read.moment))
    room = await room_of(ctx)
    unnamed = agreed.unnamed or ctx.member.asks_unnamed
    draft = plans.draft_of(ctx, read, where, unnamed=unnamed, room=room.id if room else None)
    return await place(ctx, draft, held=read.held)


async def _again(ctx: Context, read: Plan, known: dict[str, Any], agreed: Planned) -> Reply:
    """Show it once more, with what should be otherwise; ask what that is when they did not say."""
    where: Whereabouts | None = known["where"]
    change = "; ".join(filter(None, (_kept(ctx, known["change"], read), agreed.facts)))
    values = {"text": read.text, "change": change if agreed.facts else "?"}
    if not isinstance(read.moment, Trouble):
        values["when"] = read.moment.typed
    if where:
        told = (where.place and f"plek: {where.place}", where.link, where.purpose and f"doel: {where.purpose}")
        values["where"] = "; ".join(filter(None, told))
    asked = ("text", "change")
    skipped = () if where else ("where",)
    typed = Typed(f"{announce.phrase('nl')}: {read.text}", values, asked=asked)
    for each in skipped:
        typed = typed.answered(each, None)
    return await calls.proceed(ctx, announce, typed)


def _kept(ctx: Context, change: Alteration | None, read: Plan) -> str:
    """What was corrected before beside when it is, which is known as it is by now."""
    if change is None or str(change) == read.text:
        return ""
    return moments.read(str(change), ctx.local_now.date()).rest


async def place(ctx: Context, draft: Draft, *, held: bool = False) -> Reply:
    """Store it, and let everyone hear for whom it is news: each place and person once."""
    state = State.held if held else State.planned
    meeting = await ctx.write(meetings.put, ctx.member.id, draft, ctx.now, state=state)
    await ctx.write(follows.follow, ctx.member.id, MEETING, meeting.id, ctx.now)
    entry = await did(ctx, subject(meeting), Act.announce)
    undo = undo_button(ctx, entry)
    number = Code(meeting.number)
    if held:
        told = _("{number} is noted. Write its report: {line}.", number=number, line=Code(_report_line(ctx, meeting)))
        report = Action(_("Write the report"), ctx.line("report_meeting", meeting.number))
        return Reply((Text(words(told)), Actions((report, look(meeting), undo))))
    await _tell(ctx, meeting, entry)
    when = moment_in_full(_moment(meeting))
    said: Msg = _("{number} is planned: {when}.", number=number, when=when)
    if draft.unnamed:
        said = _("{number} is planned, without your name: {when}.", number=number, when=when)
    buttons = (look(meeting), Action(_("Add to my calendar"), ctx.line("calendar_of", meeting.number)), undo)
    return Reply((Text(words(said)), Actions(buttons)))


def _report_line(ctx: Context, meeting: Meeting) -> str:
    return f"{ctx.commands.by_name['report_meeting'].phrase(ctx.language.code)} {meeting.number}: …"


async def _tell(ctx: Context, meeting: Meeting, entry: int) -> None:
    """Fixed members, followers of its regions and themes, and the channels of its regions hear of it."""
    draft = meeting.draft
    hearers: list[Hearer] = []
    if draft.series_id is not None:
        series = await ctx.read(all_series.get, draft.series_id)
        number = Code(series.number if series else "")
        why = _("You hear this because you are a fixed member of {number}.", number=number)
        hearers += [Hearer(each, why) for each in sorted(series.members)] if series else []
    if not draft.closed and draft.room_id is None:
        for kind, ids in ((Subject.region, draft.regions), (Subject.theme, draft.themes)):
            found = await ctx.read(follows.followers, kind, ids)
            why = _("You hear this because you follow what it is about.")
            hearers += [Hearer(each.id, why) for each in found]
    news = _("A new meeting: {when}.", when=moment_in_full(_moment(meeting)))
    buttons = (Action(_("I come"), ctx.line("come", meeting.number)),)
    await tell(ctx, Tale(subject(meeting), meeting.title, news, buttons), hearers, entry=entry)
    room = await room_of(ctx)
    if not draft.closed and draft.room_id is None:
        for each in await _channels(ctx, draft.regions, room):
            await _post(ctx, meeting, each)


def _moment(meeting: Meeting) -> Moment:
    return Moment(meeting.draft.starts_at, meeting.draft.ends_at, meeting.draft.zone)


async def _channels(ctx: Context, regions: frozenset[int], room: Audience | None) -> list[Audience]:
    """The open channels of those regions, but for where this is said; none for what a closed room keeps to itself."""
    if room is not None or not regions:
        return []
    here = ctx.message.conversation.place.key
    return [
        each
        for each in await ctx.read(conversations.shared)
        if each.kind == Kind.channel and not each.closed and each.regions & regions and each.key != here
    ]


async def _post(ctx: Context, meeting: Meeting, place: Audience) -> None:
    """Bring its card to a channel, where it lives from now on."""
    where = codec.load(place.address)
    if not isinstance(where, Conversation):
        return
    there = replace(
        ctx,
        member=people.passer_by(place.language),
        message=replace(ctx.message, conversation=where),
        language=Language(place.language),
        notices=[],
        letters=[],
    )
    ctx.notify(where, await card(there, meeting))
