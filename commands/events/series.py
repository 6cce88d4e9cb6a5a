"""Begins series of meetings, shows them, plans their next one by their rhythm, and ends them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Block, Choice, Heading, Inline, Items, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.command.one_view import on_one_view
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, page_size
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    is_nameless,
    nothing_to_change,
    put_like_this,
    read_of,
    room_of,
    text_of,
)
from bot.things.undoing import Undoable, did, done
from commands.events import plan as plans
from commands.events.announce import place, shown, where_asked
from commands.events.labels import KINDS, moment_in_full
from commands.events.life import SERIES_LIFE, SeriesAct
from commands.events.moments import LASTS, START, Moment
from commands.events.readers import Alteration, Planned, When, Whereabouts
from commands.events.rhythm import found_in, next_after, rule_of
from commands.events.rights import groups, require_series, requiring_of_series, subject_of_series
from commands.events.series_card import series_card, series_item
from storage.events import all_series, meetings
from storage.events.meeting import Meeting
from storage.events.series import SERIES, Series, SeriesDraft, SeriesKind, SeriesState
from storage.events.tables import LONGEST
from storage.members import follows
from storage.vocabulary import HOME_ZONE, Role

_EMPTY = ("reeks", "reeksen", "series", "dialoogtafel", "dialoogtafels", "tafels", "over", "about", "alle", "all", "in")
A_WEEK = timedelta(days=7)


@command(nl=("toon reeks", "r"), en=("show series", "r"), summary=_("Look at one series"), safe=True, hidden=True)
async def show_series(ctx: Context, series: Series) -> Reply:
    return await on_one_view(ctx, lambda reading: series_card(reading, series))


@command(
    nl=("reeksen", "dialoogtafels", "welke reeksen"),
    en=("all series", "dialogue tables", "which series"),
    summary=_("See which series of meetings there are"),
    safe=True,
    takes=Takes.names,
)
async def list_series(ctx: Context, which: str = "") -> Reply:
    found = replace(asked(ctx, which, label_values(KINDS.labels), empty=_EMPTY), when=None)  # they have no moment
    room, mine = await room_of(ctx), await groups(ctx)

    async def find(each: Asked) -> tuple[list[Series], int]:
        return await ctx.read(
            all_series.find,
            regions=each.regions,
            themes=each.themes,
            kinds=each.values,
            room=room.id if room else None,
            groups=mine,
            limit=page_size(ctx),
            offset=each.offset,
        )

    what = _("the list of series")
    listing = await listed(ctx, found, find, partial(series_item, ctx), kind=None, command="list_series", what=what)
    if not listing.things:
        none = [] if listing.told else [Text(words(_("There are no such series yet.")))]
        begin = Action(_("Begin a series"), begin_series.line())
        return Reply((*listing.told, *none, Actions((*listing.ways, begin))))
    heading = Heading(words(_n("{n} series", "{n} series", listing.total)))
    blocks: list[Block] = [*listing.told, heading, Items(tuple(series_item(ctx, each) for each in listing.things))]
    if found.page * page_size(ctx) < listing.total:
        blocks.append(Actions((Action(_("More"), list_series.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))


async def known(ctx: Context) -> list[Choice]:
    """Find the series that one may see here."""
    room = await room_of(ctx)
    where = room.id if room else None
    held, _all = await ctx.read(
        all_series.find, regions=None, themes=None, kinds=(), room=where, groups=await groups(ctx), limit=MOST_KNOWN
    )
    return [Choice(each.number, f"{each.draft.name}. {each.draft.purpose}") for each in held]


MOST_KNOWN = 50
"""Series among which is looked for what a line is about."""


def _draft(ctx: Context, known: Values, kind: SeriesKind) -> SeriesDraft:
    """What is read of the words: its rhythm, its name, and what it is about."""
    text = text_of(known)
    rhythm, rest = found_in(text)
    facts = read_of(ctx, known, rest, here=ctx.member.regions if len(ctx.member.regions) == 1 else ())
    return SeriesDraft(
        plans.title_of(ctx, rest)[:LONGEST],
        kind,
        rhythm=rhythm[:120],
        rule=rule_of(rhythm),
        purpose=str(known.get("purpose") or "").strip(" .")[:300],
        regions=facts.regions,
        themes=facts.themes,
    )


def _proposal(kind: SeriesKind) -> Any:  # Any: a prompt
    async def proposal(ctx: Context, known: Values) -> Reply:
        draft = _draft(ctx, known, kind)
        about: list[Inline] = [KINDS[kind], *filter(None, (draft.rhythm,))]
        about += [ctx.atlas.regions[each].name for each in sorted(draft.regions)]
        about += [ctx.atlas.themes[each].name for each in sorted(draft.themes)]
        more = [Text(words(_("What is done with it: {purpose}.", purpose=draft.purpose)))] if draft.purpose else []
        seen = _("Only this room sees it.") if await room_of(ctx) else None
        return put_like_this(ctx, draft.name, about, *more, change=known.get("change"), seen=seen)

    return proposal


_Text = Annotated[
    Saying,
    Ask(
        _("What is it about, and how often do you meet?"),
        label=_("Series"),
        hint=_("For example: soil in Twente, 3 to 4 times a year."),
        max_length=LONGEST,
        long=True,
    ),
]
_Purpose = Annotated[str, Ask(_("What is done with what comes of it?"), label=_("Purpose"), max_length=300)]


@command(
    nl=("reeks", "nieuwe reeks", "begin een reeks"),
    en=("series", "new series", "begin a series"),
    summary=_("Begin a series of meetings"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def begin_series(
    ctx: Context,
    text: _Text,
    purpose: _Purpose = "",
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    other: Another = ANOTHER,
    agreed: Annotated[Agreed | None, Ask(_proposal(SeriesKind.reeks))] = None,
) -> Reply:
    known = {"text": text, "purpose": purpose, "change": change, "other": other}
    return await _begin(ctx, known, agreed, begin_series, SeriesKind.reeks)


@command(
    nl=("dialoogtafel", "nieuwe dialoogtafel"),
    en=("dialogue table", "new dialogue table"),
    summary=_("Begin a dialogue table, with fixed members"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def begin_table(
    ctx: Context,
    text: _Text,
    purpose: _Purpose = "",
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    other: Another = ANOTHER,
    agreed: Annotated[Agreed | None, Ask(_proposal(SeriesKind.dialoogtafel))] = None,
) -> Reply:
    known = {"text": text, "purpose": purpose, "change": change, "other": other}
    return await _begin(ctx, known, agreed, begin_table, SeriesKind.dialoogtafel)


async def _begin(
    ctx: Context, known: dict[str, Any], agreed: Agreed | None, by: Command[...], kind: SeriesKind
) -> Reply:
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was begun."))
    if agreed.change or agreed.facts:
        return await again(ctx, by, str(known["text"]), agreed, known["change"], purpose=known["purpose"] or "-")
    room = await room_of(ctx)
    draft = replace(
        _draft(ctx, known, kind),
        unnamed=is_nameless(ctx, known, agreed),
        room_id=room.id if room else None,
    )
    number = await ctx.write(all_series.put, ctx.member.id, draft, ctx.now)
    await ctx.write(all_series.seat, number, ctx.member.id, "", ctx.now)
    await ctx.write(follows.follow, ctx.member.id, SERIES, number, ctx.now)
    thing = Subject(SERIES, number, f"R-{number}")
    entry = await did(ctx, thing, SeriesAct.begin)
    told = _("{number} is there. You keep it.", number=Code(thing.line))
    invite = _("Invite fixed members: {line}.", line=Code(f"{ctx.line('seat_member', thing.line)} M-7: …"))
    return done(ctx, told, thing, entry, invite)


def moment_after(series: Series, last: Meeting | None, now: datetime) -> Moment | None:
    """When its next meeting is by its rhythm: so long after the last one, at the same time of day."""
    known = last if last and last.exact else None
    zone = known.draft.zone if known else HOME_ZONE
    here = now.astimezone(ZoneInfo(zone))
    start = known.draft.starts_at.astimezone(ZoneInfo(zone)) if known else here.replace(hour=START.hour, minute=0)
    found = next_after(series.draft.rule, start.replace(second=0, microsecond=0), (here + A_WEEK).date())
    if found is None:
        return None
    begins = found.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    lasts = known.draft.ends_at - known.draft.starts_at if known else LASTS
    return Moment(begins, begins + lasts, zone)


async def _next_moment(ctx: Context, series: Series) -> Moment | None:
    held = await ctx.read(all_series.last_of, series.id, ctx.now)
    last = await ctx.read(meetings.get, held[0]) if held else None
    return moment_after(series, last, ctx.now)


async def _which_day(ctx: Context, known: Values) -> Reply:
    """Propose the day that its rhythm tells; any other may be said."""
    moment = await _next_moment(ctx, known["series"])
    if moment is None:
        return say(_("On which day, and at what time?"))
    told = _("By its rhythm the next is {when}. Shall it be then, or on another day?", when=moment_in_full(moment))
    buttons = (Action(_("Then"), moment.typed),)
    return Reply((Text(words(told)), Actions(buttons, choices=True)))


def _as_text(known: Values) -> dict[str, Any]:
    """The same as if the name of the series was announced."""
    series: Series = known["series"]
    return {**known, "text": f"{series.name}"}


async def _where_asked(ctx: Context, known: Values) -> Reply | None:
    return await where_asked(ctx, _as_text(known))


async def _shown(ctx: Context, known: Values) -> Reply | None:
    series: Series = known["series"]
    told = await shown(ctx, _as_text(known))
    if told is None or not series.draft.closed:
        return told
    only = Text(words(_("Only the group sees it.")))
    return replace(told, blocks=tuple(only if _says_all(each) else each for each in told.blocks))


def _says_all(block: Block) -> bool:
    return isinstance(block, Text) and block.words == words(_("All members see it. Who comes gets the place."))


@command(
    nl=("plan de volgende", "plan volgende", "plan de volgende van"),
    en=("plan the next", "plan the next of"),
    summary=_("Plan the next meeting of a series"),
    allow=Role.member,
    check=requiring_of_series(SeriesAct.plan),
)
async def plan_next(
    ctx: Context,
    series: Series,
    when: Annotated[When | None, Ask(_which_day, label=_("When"))] = None,
    where: Annotated[Whereabouts | None, Ask(_where_asked, label=_("Where"))] = None,
    change: Annotated[Alteration | None, Ask(nothing_to_change)] = None,
    agreed: Annotated[Planned | None, Ask(_shown)] = None,
) -> Reply:
    await require_series(ctx, series, SeriesAct.plan)
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was announced."))
    if agreed.change or agreed.facts:
        said = {"series": series.number, **({"when": agreed.facts} if agreed.facts else {})}
        return await calls.proceed(ctx, plan_next, Typed(plan_next.line(series.number), said, asked=("when",)))
    read = plans.read(ctx, _as_text({"series": series, "when": when, "change": change}))
    if not isinstance(read.moment, Moment):
        return await _which_day(ctx, {"series": series})
    draft = plans.draft_of(ctx, read, where, unnamed=agreed.unnamed, room=series.draft.room_id)
    whole = replace(
        draft,
        title=series.name,
        purpose=draft.purpose or series.draft.purpose,
        audience=series.draft.audience,
        series_id=series.id,
        closed=series.draft.closed,
        regions=series.draft.regions,
        themes=series.draft.themes,
    )
    return await place(ctx, whole)


@command(nl=("stop reeks",), en=("end series",), summary=_("End a series"), allow=Role.member, hidden=True)
async def end_series(ctx: Context, series: Series) -> Reply:
    return await _moved(ctx, series, SeriesAct.end, _("{number} has ended.", number=Code(series.number)))


@command(nl=("heropen reeks",), en=("reopen series",), summary=_("Open a series again"), allow=Role.member, hidden=True)
async def reopen_series(ctx: Context, series: Series) -> Reply:
    return await _moved(ctx, series, SeriesAct.reopen, _("{number} goes on.", number=Code(series.number)))


async def _moved(ctx: Context, series: Series, act: SeriesAct, told: Msg) -> Reply:
    await require_series(ctx, series, act)
    rule = SERIES_LIFE.rules[act]
    to = rule.leads[series.state]
    await ctx.write(all_series.change, series.id, ctx.now, among=rule.among, state=to)
    entry = await did(ctx, subject_of_series(series), act, was=series.state)
    return done(ctx, told, subject_of_series(series), entry)


async def _back(ctx: Context, thing: Subject, detail: Any) -> Msg | None:  # Any: as it was noted
    if not await ctx.write(all_series.change, thing.id, ctx.now, state=SeriesState(detail["was"])):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _unbegin(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: as above
    gone, among = SeriesState.withdrawn, {SeriesState.active}
    if not await ctx.write(all_series.change, thing.id, ctx.now, among=among, state=gone):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


UNDO = (
    Undoable(SERIES, SeriesAct.begin, _unbegin),
    Undoable(SERIES, SeriesAct.end, _back),
    Undoable(SERIES, SeriesAct.reopen, _back),
)
