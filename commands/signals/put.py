"""Puts a signal or a risk in one message: what is alike first, without names, then how it is put."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Inline, Reply, Style, Subject, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Command, Context, Takes, Values, command
from bot.dialogue import calls
from bot.dialogue.draft import Draft as Typed
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.from_lines import FromLine, Made
from bot.things.making import (
    ANOTHER,
    Agreed,
    Another,
    Change,
    Saying,
    again,
    alike,
    is_it_that,
    is_nameless,
    nothing_to_change,
    put_like_this,
    read_of,
    room_of,
    source_seen,
    text_of,
)
from bot.things.names_guard import people_named, without_names
from bot.things.undoing import did, undo_button
from commands.signals.card import card
from commands.signals.labels import RHYTHMS, SCOPES
from commands.signals.life import Act
from commands.signals.rights import can, coordinating, subject
from storage import links
from storage.database.text import fold
from storage.links import Thing
from storage.members import follows
from storage.signals import signals
from storage.signals.signal import SIGNAL, Draft, Rhythm, Scope, Signal, Sort, State
from storage.vocabulary import LinkKind, Role

LONGEST = 300
HEARS_WITHIN = 10
"""Working days within which who raised a signal hears something."""
_RIJK = frozenset("rijk landelijk landelijke ministerie rijksoverheid nationaal nationale wet national law".split())  # noqa: SIM905  # reads better


async def _read(ctx: Context, known: Values, sort: Sort = Sort.signal) -> Draft:
    """What is read of the words, with what its maker changed."""
    text = text_of(known)
    read = read_of(ctx, known, text, here=ctx.member.regions if len(ctx.member.regions) == 1 else ())
    regions = read.regions
    scope = Scope.rijk if set(fold(text).split()) & _RIJK else Scope.tussen if len(regions) > 1 else Scope.regio
    state = State.open if sort is Sort.risk else State.received
    return Draft(text, sort=sort, scope=scope, state=state, regions=regions, themes=read.themes)


async def _is_question(_ctx: Context, known: Values) -> Reply | None:
    """A question is answered where questions are: that is asked first."""
    if not str(known["text"]).endswith("?"):
        return None
    told = _("This looks like a question. Shall I ask it as a question?")
    buttons = (Action(_("Yes, ask it"), YES, style=Style.primary), Action(_("No, it is a signal"), NO))
    return Reply((Text(words(told)), Actions(buttons, choices=True)))


async def _alike(ctx: Context, known: Values) -> Reply | None:
    if known["asks"]:
        return None
    hit = await alike(ctx, SIGNAL, str(known["text"]))
    return is_it_that(f"S-{hit.id}", hit.name, _("No, this is something else")) if hit else None


async def _no_names(ctx: Context, known: Values) -> Reply | None:
    """A name of somebody in it: it is about what happens, so that is asked first."""
    named = [] if known["asks"] else await people_named(ctx, str(known["text"]))
    if not named:
        return None
    told = _("Rather name nobody. Say what happens and where.")
    buttons = (Action(_("Take the name off"), YES, style=Style.primary), Action(_("Leave it"), NO))
    return Reply((Text(words(told)), Actions(buttons, choices=True)))


async def _nameless(ctx: Context, known: Values) -> dict[str, object]:
    """The text without names of people, if its maker wants that."""
    text = str(known["text"])
    if known.get("nameless", True):
        text = without_names(text, await people_named(ctx, text))
    return {**known, "text": text}


async def _shown(ctx: Context, known: Values) -> Reply | None:
    if known["asks"] or not known["other"]:
        return None
    draft = await _read(ctx, await _nameless(ctx, known))
    about: list[Inline] = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions),
        SCOPES[draft.scope],
        *sorted(ctx.atlas.themes[each].name for each in draft.themes),
    ]
    seen = _("Only this room sees it.") if await room_of(ctx) else None
    return put_like_this(ctx, draft.text, about, change=known.get("change"), seen=seen)


_Text = Annotated[
    Saying,
    Ask(
        _("What happens, and where?"),
        label=_("What happens"),
        hint=_("One or two sentences, without names of people."),
        max_length=LONGEST,
        long=True,
    ),
]


_Changed = Annotated[Change | None, Ask(nothing_to_change, unnamed=True)]
_Asks = Annotated[bool, Ask(_is_question)]
_Other = Annotated[Another, Ask(_alike)]
_Nameless = Annotated[bool, Ask(_no_names)]
_Agreed = Annotated[Agreed | None, Ask(_shown)]


@command(
    nl=("signaal", "knelpunt"),
    en=("signal", "bottleneck"),
    summary=_("Tell what gets stuck in practice, and hear what is done with it"),
    allow=Role.member,
    begun_by=Role.visitor,
    takes=Takes.sentence,
)
async def put_signal(
    ctx: Context,
    text: _Text,
    change: _Changed = None,
    asks: _Asks = False,
    other: _Other = ANOTHER,
    nameless: _Nameless = True,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "asks": asks, "other": other, "nameless": nameless}
    return await _made_of(ctx, known, agreed, put_signal, None)


@command(
    nl=("maak een signaal van",),
    en=("make a signal of",),
    summary=_("Make a signal of what comes back"),
    allow=Role.member,
    hidden=True,
    check=source_seen,
)
async def signal_from(
    ctx: Context,
    thing: Subject,
    text: _Text,
    change: _Changed = None,
    asks: _Asks = False,
    other: _Other = ANOTHER,
    nameless: _Nameless = True,
    agreed: _Agreed = None,
) -> Reply:
    known = {"text": text, "change": change, "asks": asks, "other": other, "nameless": nameless}
    return await _made_of(ctx, known, agreed, signal_from, thing)


async def _made_of(
    ctx: Context, known: Values, agreed: Agreed | None, by: Command[...], source: Subject | None
) -> Reply:
    """Put what was agreed to, with what it comes from; else what was wanted instead."""
    if known["asks"]:
        call = ctx.commands.by_name["ask_question"]
        text = str(known["text"])
        return await calls.proceed(ctx, call, Typed(f"{call.phrase('nl')}: {text}", {"text": text}))
    if not known["other"]:
        hit = await alike(ctx, SIGNAL, str(known["text"]))
        found = await ctx.read(signals.get, hit.id) if hit else None
        if hit is None or found is None:
            return say(_("All right. Nothing was put."))
        if Act.join_in not in await can(ctx, found):
            return await card(ctx, found)
        call = ctx.commands.by_name["join_signal"]
        return await calls.proceed(ctx, call, Typed(f"bij ons ook S-{hit.id}", {"signal": f"S-{hit.id}"}))
    if agreed is None or not agreed.yes:
        return say(_("All right. Nothing was put."))
    draft = await _read(ctx, await _nameless(ctx, known))
    if agreed.change or agreed.facts:
        more = {"thing": source.line} if source else {}
        return await again(ctx, by, draft.text, agreed, known["change"], asks="nee", nameless="nee", **more)
    return await _put(ctx, draft, unnamed=is_nameless(ctx, known, agreed), comes_from=source)


async def raise_signal(
    ctx: Context, draft: Draft, *, unnamed: bool, comes_from: Subject | None = None
) -> tuple[Signal, int]:
    """Store it, and let the coordinators of its regions hear: the signal, and the note of the act."""
    room = await room_of(ctx)
    whole = replace(draft, unnamed=unnamed, room_id=room.id if room else None)
    signal = await ctx.write(signals.put, ctx.member.id, whole, ctx.now)
    region = min(ctx.member.regions, default=None)
    await ctx.write(signals.raise_too, signal.id, ctx.member.id, region, ctx.now, unnamed=unnamed)
    await ctx.write(follows.follow, ctx.member.id, SIGNAL, signal.id, ctx.now)
    if comes_from:
        origin = Thing(comes_from.kind, comes_from.id)
        await ctx.write(links.link, Thing(SIGNAL, signal.id), LinkKind.komt_uit, origin, ctx.member.id, ctx.now)
    entry = await did(ctx, subject(signal), Act.put)
    for each in await coordinating(ctx, signal):
        if each.id != ctx.member.id:
            view = (Action(_("View"), signal.number), Action(_("I propose"), propose_line(ctx, signal)))
            told = Text(words(Code(signal.number), " ", Bold(signal.text)))
            ctx.notify(each, Reply((Text(words(_("A signal from practice:"))), told, Actions(view)), found_anyway=True))
    return signal, entry


async def _put(ctx: Context, draft: Draft, *, unnamed: bool, comes_from: Subject | None) -> Reply:
    signal, entry = await raise_signal(ctx, draft, unnamed=unnamed, comes_from=comes_from)
    received = _("{number} is received.", number=Code(signal.number))
    if unnamed:
        received = _("{number} is received, without your name.", number=Code(signal.number))
    by = _("You hear something by {day}.", day=hears_by(ctx, ctx.now).date())
    call = ctx.commands.by_name["tell_cost"]
    asked = await calls.proceed(ctx, call, Typed(f"{call.phrase('nl')} {signal.number}", {"signal": signal.number}))
    buttons = Actions((Action(_("View"), signal.number), undo_button(ctx, entry)))
    return Reply((Text(words(received, " ", by)), buttons, *asked.blocks))


def propose_line(ctx: Context, signal: Signal) -> str:
    return ctx.line("propose_for", signal.number)


def hears_by(ctx: Context, since: datetime) -> datetime:
    """By when who raised it hears something."""
    return working_days_later(since, HEARS_WITHIN, ctx.member.time_zone, ctx.choices.of(OfficeHours))


@command(
    nl=("wat het kost",),
    en=("what it costs",),
    summary=_("Tell what a signal costs you"),
    allow=Role.member,
    hidden=True,
)
async def tell_cost(
    ctx: Context,
    signal: Signal,
    cost: Annotated[
        str,
        Ask(_("What does this cost you? Time, money, energy?"), label=_("What it costs"), max_length=200, long=True),
    ] = "",
) -> Reply:
    if not cost or signal.maker_id != ctx.member.id:
        return say(_("Fine. {number} stays as it is.", number=Code(signal.number)))
    await ctx.write(signals.change, signal.id, ctx.now, cost=cost)
    return say(_("It is added to {number}.", number=Code(signal.number)))


async def _risk_shown(ctx: Context, known: Values) -> Reply | None:
    draft = await _read(ctx, known, Sort.risk)
    about: list[Inline] = [
        _("risk"),
        *sorted(ctx.atlas.regions[each].name for each in draft.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes),
        RHYTHMS[Rhythm.quarter],
    ]
    next_ = Text(words(_("What is the effect, and what do we do? You can add that next.")))
    return put_like_this(ctx, draft.text, about, next_, nameless=False)


@command(
    nl=("risico",),
    en=("risk",),
    summary=_("Keep a risk in view, which comes back every quarter"),
    allow=Role.member,
    takes=Takes.sentence,
)
async def put_risk(
    ctx: Context,
    text: _Text,
    change: Annotated[Change | None, Ask(nothing_to_change, unnamed=True)] = None,
    agreed: Annotated[Agreed | None, Ask(_risk_shown)] = None,
    other: Another = ANOTHER,
) -> Reply:
    if agreed is None or not agreed.yes or not other:
        return say(_("All right. Nothing was put."))
    draft = await _read(ctx, {"text": text, "change": change}, Sort.risk)
    if agreed.change or agreed.facts:
        return await again(ctx, put_risk, draft.text, agreed, change)
    room = await room_of(ctx)
    due = working_days_later(ctx.now, QUARTER, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    whole = replace(draft, room_id=room.id if room else None)
    signal = await ctx.write(signals.put, ctx.member.id, whole, ctx.now, due_at=due)
    entry = await did(ctx, subject(signal), Act.put)
    told = _("{number} is an open risk. Every quarter I ask whether it is still there.", number=Code(signal.number))
    ask = _(
        "What is the effect, and what do we do? Type {line}.",
        line=Code(f"{ctx.line('risk_changes')} {signal.number}: …"),
    )
    buttons = Actions((Action(_("View"), signal.number), undo_button(ctx, entry)))
    return Reply((Text(words(told)), Text(words(ask)), buttons))


QUARTER = 65
"""Working days of a quarter."""


async def _made(ctx: Context, text: str) -> Made:
    draft = await _read(ctx, await _nameless(ctx, {"text": text}))
    signal, entry = await raise_signal(ctx, draft, unnamed=ctx.member.asks_unnamed)
    return Made(subject(signal), entry)


FROM_LINE = FromLine(
    ("signaal", "signal", "knelpunt", "bottleneck"),
    lambda n: _n("{n} signal", "{n} signals", n),
    lambda number: _("the signal is {number}", number=Code(number)),
    _made,
)
RETURNS: Mapping[Rhythm, int] = {Rhythm.meeting: 20, Rhythm.quarter: QUARTER, Rhythm.half_year: 2 * QUARTER}
"""Working days after which a risk returns. No series of meetings is known of it, so once a month stands for those."""
