"""Sets the digest of a channel or of oneself: on and off, when, how often, what in a quiet week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Block, Choice, Fact, Facts, Heading, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.labels import Weekday, label_of
from bot.command.refusal import Refused
from bot.digest.maker import preview, schedule_of
from bot.digest.schedule import Schedule
from bot.members.permissions import own_place, place
from bot.things.names import listed, some
from bot.things.needs import names_of
from storage.digest import audiences, digests
from storage.digest.audiences import Reader
from storage.digest.digests import Rhythm, Subscription
from storage.messaging.conversations import Audience
from storage.vocabulary import HOME_ZONE, Frequency, Holidays, Quiet, Readership, Role

FIRST = timedelta(days=7)
"""The first digest begins so long before it was turned on, so that it has something to tell."""

DAYS = list(Weekday)


@command(
    nl=("weekbericht", "mijn weekbericht", "nieuwsbrief"),
    en=("digest", "my digest", "newsletter"),
    summary=_("See and change the digest: what is new, every week"),
    allow=Role.member,
    shows=True,
)
async def show_digest(ctx: Context, how_often: Frequency | None = None) -> Reply:
    if how_often is not None:
        return await set_frequency.run(ctx, how_often)
    channel, held = await _held(ctx)
    if held is None or not held.active:
        return await _without_one(ctx, channel)
    return Reply(
        (
            Heading(words(_("The digest of this channel") if channel else _("Your digest"))),
            Facts(
                (
                    Fact(_("When"), words(_when(held.rhythm))),
                    Fact(_("The next"), words(_next(held))),
                    Fact(_("In a quiet week"), words(label_of(held.quiet))),
                    Fact(_("On a holiday"), words(label_of(held.rhythm.holidays))),
                    *await _only(ctx, held),
                    *_as(await ctx.read(audiences.load, [held])),
                )
            ),
            Actions(
                (
                    Action(_("See the next one"), show_preview.line()),
                    Action(_("Skip the next one"), skip.line()),
                    Action(_("How often"), set_frequency.line()),
                    Action(_("In a quiet week"), set_quiet.line()),
                    Action(_("Which questions"), ctx.line("set_needs")),
                    Action(_("Stop this"), turn_off.line()),
                )
            ),
        )
    )


def _as(found: Sequence[Reader]) -> list[Fact]:
    """Tell as what they read it: what comes first depends on that."""
    kinds = [label_of(each) for each in Readership if found and each in found[0].kinds]
    return [Fact(_("Put together for you as"), words(*listed(kinds)))] if kinds else []


async def _days(_ctx: Context, _known: object) -> tuple[Choice, ...]:
    return tuple(Choice(day.value, label_of(day), typed=label_of(day)) for day in DAYS[:5])


async def _times(_ctx: Context, _known: object) -> tuple[Choice, ...]:
    return tuple(Choice(at, at) for at in ("09:00", "12:00", "16:00"))


@command(
    nl=("weekbericht aan",),
    en=("digest on", "turn on digest"),
    summary=_("Get a digest, here or for yourself"),
    allow=Role.member,
)
async def turn_on(
    ctx: Context,
    day: Annotated[Weekday, Ask(_("On which day?"), label=_("Day"), suggest=_days)],
    at: Annotated[time, Ask(_("At what time?"), label=_("Time"), suggest=_times)],
    how_often: Frequency | None = None,
) -> Reply:
    channel, held = await _own(ctx)
    before = held.rhythm if held else Rhythm(0, at, HOME_ZONE if channel else ctx.member.time_zone)
    rhythm = replace(before, weekday=DAYS.index(day), at=at, frequency=how_often or before.frequency)
    made = await _put(ctx, channel, rhythm)
    return _told(_("The digest is on: {when}.", when=_when(rhythm)), made)


@command(
    nl=("weekbericht uit", "stop weekbericht", "geen weekbericht meer"),
    en=("digest off", "stop digest", "no more digest"),
    summary=_("Get no digest any more"),
    allow=Role.member,
)
async def turn_off(ctx: Context) -> Reply:
    channel, held = await _own(ctx)
    if held is None or not held.active:
        return say(_off(channel))
    await ctx.write(digests.change, held.id, active=False)
    day, at = DAYS[held.rhythm.weekday], held.rhythm.at
    again = turn_on.line(label_of(day), f"{at:%H:%M}")
    return Reply((Text(words(_off(channel))), Actions((Action(_("Turn it on again"), again),))))


@command(
    nl=("weekbericht overslaan",),
    en=("digest skip", "skip digest"),
    summary=_("Skip the next digest; its news comes with the one after"),
    allow=Role.member,
    hidden=True,
)
async def skip(ctx: Context) -> Reply:
    held = await active(ctx)
    await ctx.write(digests.change, held.id, skip_next=True)
    return Reply(
        (
            Text(words(_("The one of {day} is skipped. Its news comes with the one after.", day=held.due_at))),
            Actions((Action(_("Do send it"), do_not_skip.line()),)),
        )
    )


@command(
    nl=("weekbericht niet overslaan", "weekbericht toch sturen"),
    en=("digest do not skip", "digest send anyway"),
    summary=_("Get the next digest after all"),
    allow=Role.member,
    hidden=True,
)
async def do_not_skip(ctx: Context) -> Reply:
    held = await active(ctx)
    await ctx.write(digests.change, held.id, skip_next=False)
    return say(_("The next one comes on {day}.", day=held.due_at))


@command(
    nl=("weekbericht hoe vaak",),
    en=("digest how often",),
    summary=_("Get the digest more or less often"),
    allow=Role.member,
    hidden=True,
)
async def set_frequency(ctx: Context, how_often: Annotated[Frequency, Ask(_("How often?"))]) -> Reply:
    held = await active(ctx)
    return await _changed(ctx, held, replace(held.rhythm, frequency=how_often))


@command(
    nl=("weekbericht stille week",),
    en=("digest quiet week",),
    summary=_("Say what comes in a week without news"),
    allow=Role.member,
    hidden=True,
)
async def set_quiet(ctx: Context, what: Annotated[Quiet, Ask(_("What shall I send when there is no news?"))]) -> Reply:
    held = await active(ctx)
    await ctx.write(digests.change, held.id, quiet=what)
    return say(_("In a quiet week I send: {what}.", what=label_of(what)))


async def _only(ctx: Context, held: Subscription) -> list[Fact]:
    names = await names_of(ctx, held.needs)
    return [Fact(_("Of questions only"), words(*some(names, len(names))))] if names else []


@command(
    nl=("weekbericht feestdagen", "weekbericht feestdag"),
    en=("digest holidays", "digest holiday"),
    summary=_("Say what happens on a public holiday"),
    allow=Role.member,
    hidden=True,
)
async def set_holidays(
    ctx: Context, what: Annotated[Holidays, Ask(_("What shall I do with a digest on a holiday?"))]
) -> Reply:
    held = await active(ctx)
    return await _changed(ctx, held, replace(held.rhythm, holidays=what))


@command(
    nl=("weekbericht nachtrust", "weekbericht stil tussen"),
    en=("digest quiet hours",),
    summary=_("Say when a late digest should wait for the morning"),
    allow=Role.member,
    hidden=True,
)
async def set_quiet_hours(
    ctx: Context,
    start: Annotated[time, Ask(_("From what time should a late digest wait?"))],
    end: Annotated[time, Ask(_("Until what time?"))],
) -> Reply:
    held = await active(ctx)
    none = start == end
    rhythm = replace(held.rhythm, quiet_from=None if none else start, quiet_until=None if none else end)
    await _put(ctx, await _channel(ctx), rhythm, held)
    if none:
        return say(_("A late digest comes at any time."))
    return say(_("A late digest waits between {start} and {end}.", start=start, end=end))


@command(
    nl=("weekbericht tijdzone",),
    en=("digest time zone",),
    summary=_("Say on whose clock the digest comes"),
    allow=Role.member,
    hidden=True,
)
async def set_zone(
    ctx: Context, zone: Annotated[ZoneInfo, Ask(_("Which time zone? For instance Europe/Amsterdam."))]
) -> Reply:
    held = await active(ctx)
    return await _changed(ctx, held, replace(held.rhythm, time_zone=zone.key))


@command(
    nl=("weekbericht bekijken", "voorbeeld weekbericht"),
    en=("digest preview", "preview digest"),
    summary=_("See what the next digest would hold now"),
    allow=Role.member,
    safe=True,
)
async def show_preview(ctx: Context) -> Reply:
    held = await active(ctx, change=False)
    reply, _chosen = await ctx.read(preview, held, ctx.topics, ctx.atlas, ctx.now)
    about: Block = Text(words(_("This is what the digest of {day} would hold now.", day=held.due_at)))
    if reply is None:
        return Reply((about, Text(words(_("Nothing yet: as it is now, I would send nothing.")))))
    return Reply((about, *reply.blocks))


async def _without_one(ctx: Context, channel: Audience | None) -> Reply:
    """Show who gets no digest what one of last week would have held."""
    rhythm = Rhythm(0, ctx.local_now.time(), HOME_ZONE if channel else ctx.member.time_zone)
    place, member = (channel.id, None) if channel else (None, ctx.member.id)
    week = Subscription(
        id=0,
        conversation_id=place,
        member_id=member,
        rhythm=rhythm,
        quiet=Quiet.nothing,
        active=True,
        skip_next=False,
        window_start=ctx.now - FIRST,
        due_at=ctx.now,
    )
    reply, _chosen = await ctx.read(preview, week, ctx.topics, ctx.atlas, ctx.now)
    offer = Actions((Action(_("Turn it on"), turn_on.line()),))
    if reply is None:
        return Reply((Text(words(_off(channel), " ", _("There was no news last week."))), offer))
    news = [each for each in reply.blocks if not isinstance(each, Actions)]
    return Reply((Text(words(_off(channel), " ", _("This is what was new last week."))), *news[1:], offer))


async def _channel(ctx: Context, *, change: bool = True) -> Audience | None:
    """Return the channel whose digest is meant; None for one's own."""
    if ctx.personal:
        return None
    return await (own_place(ctx) if change else place(ctx))


async def _held(ctx: Context, *, change: bool = False) -> tuple[Audience | None, Subscription | None]:
    channel = await _channel(ctx, change=change)
    if channel:
        return channel, await ctx.read(digests.of_conversation, channel.id)
    return None, await ctx.read(digests.of_member, ctx.member.id)


async def _own(ctx: Context) -> tuple[Audience | None, Subscription | None]:
    return await _held(ctx, change=True)


async def active(ctx: Context, *, change: bool = True) -> Subscription:
    channel, held = await _held(ctx, change=change)
    if held is None or not held.active:
        offer = Actions((Action(_("Turn it on"), turn_on.line()),))
        raise Refused(_off(channel), reply=Reply((Text(words(_off(channel))), offer)))
    return held


async def _put(
    ctx: Context, channel: Audience | None, rhythm: Rhythm, held: Subscription | None = None
) -> Subscription:
    """Store the rhythm. Without `held`, or when its moments change, the next is the first one from now."""
    schedule = Schedule(
        rhythm.frequency,
        rhythm.weekday,
        rhythm.at,
        rhythm.time_zone,
        rhythm.holidays,
        rhythm.quiet_from,
        rhythm.quiet_until,
    )
    moved = held is None or replace(schedule_of(held), quiet_from=None, quiet_until=None) != replace(
        schedule, quiet_from=None, quiet_until=None
    )
    due = schedule.first(ctx.now) if moved or held is None else held.due_at
    return await ctx.write(
        digests.put,
        conversation=channel.id if channel else None,
        member=None if channel else ctx.member.id,
        rhythm=rhythm,
        due_at=due,
        by=ctx.member.id,
        now=ctx.now,
        since=ctx.now - FIRST,
    )


async def _changed(ctx: Context, held: Subscription, rhythm: Rhythm) -> Reply:
    made = await _put(ctx, await _channel(ctx), rhythm, held)
    return _told(_("From now on: {when}.", when=_when(rhythm)), made)


def _told(what: Msg, made: Subscription) -> Reply:
    return Reply(
        (
            Text(words(what, " ", _("The next one comes on {day}.", day=_local(made)))),
            Actions((Action(_("See the next one"), show_preview.line()), Action(_("Stop this"), turn_off.line()))),
        )
    )


def _when(rhythm: Rhythm) -> Msg:
    day = label_of(DAYS[rhythm.weekday])
    match rhythm.frequency:
        case Frequency.daily:
            return _("every working day at {time}", time=rhythm.at)
        case Frequency.weekly:
            return _("every week on {day} at {time}", day=day, time=rhythm.at)
        case Frequency.biweekly:
            return _("every two weeks on {day} at {time}", day=day, time=rhythm.at)
        case Frequency.monthly:
            return _("the first {day} of the month at {time}", day=day, time=rhythm.at)


def _next(held: Subscription) -> Msg:
    if held.skip_next:
        return _("{day}, but that one is skipped ({undo})", day=_local(held), undo=Code(do_not_skip.line()))
    return _local(held)


def _local(held: Subscription) -> Msg:
    """Return the next moment, on the clock that the digest goes by."""
    at = held.due_at.astimezone(ZoneInfo(held.rhythm.time_zone))
    return _("{day} at {time}", day=at.date(), time=at.time())


def _off(channel: Audience | None) -> Msg:
    return _("This channel gets no digest.") if channel else _("You get no digest.")
