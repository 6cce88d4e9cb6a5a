"""Puts signals to those who decide, decides with a reason, tells what is done, and hears what people notice."""

import re
from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.command.scope import covers
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.hearing import Hearer, Tale, tell
from bot.things.making import Agreed, put_like_this
from bot.things.undoing import did, done
from commands.signals.acts import ADDED, KEEPS, hear_count, tell_all
from commands.signals.labels import DECISIONS
from commands.signals.life import Act, among
from commands.signals.put import QUARTER
from commands.signals.rights import ambassador_of, coordinating, not_now, require, requiring, subject
from storage.members import people
from storage.members.member import Member
from storage.signals import signals
from storage.signals.signal import Decision, Part, Signal, State, Voice
from storage.vocabulary import Role

AMBASSADOR = "ambassad"
"""Begins the word for an ambassador, in both languages."""
SHORTEST_REASON = 20
"""Letters of a reason that says something."""


@command(
    nl=("leg voor",),
    en=("put signal to",),
    summary=_("Put a signal to those who decide"),
    allow=Role.member,
    check=requiring(Act.put_to),
)
async def put_signal_to(
    ctx: Context,
    signal: Signal,
    body: Annotated[str, Ask(_("To whom? For instance the steering group."), label=_("To whom"), max_length=160)],
) -> Reply:
    await require(ctx, signal, Act.put_to)
    named = body.strip().removeprefix("aan ").removeprefix("to ").removeprefix("de ").removeprefix("the ").strip()
    if signal.body and named.casefold() in signal.body.casefold():
        named = signal.body
    values = {"state": State.put_to, "was": signal.state, "body": named[:1].upper() + named[1:]}
    if not await ctx.write(signals.turn, signal.id, among(Act.put_to), ctx.now, **values):
        raise not_now(ctx, signal)
    await ctx.write(signals.gave, signal.id, ctx.member.id, Part.body)
    entry = await did(ctx, subject(signal), Act.put_to, was=signal.state)
    heard = await tell_all(ctx, signal, _("before {body}", body=values["body"]), entry)
    for each in await ctx.read(people.with_role, Role.steward):
        if each.id != ctx.member.id and not each.blocked_at and _hears_now(ctx, each, signal, str(values["body"])):
            decide = (Action(_("Decide"), decide_signal.line(signal.number)), Action(_("View"), signal.number))
            news = Text(words(_("A signal for {body} to decide on:", body=str(values["body"]))))
            letter = (news, Text(words(Code(signal.number), " ", Bold(signal.text))), Actions(decide))
            ctx.notify(each, Reply(letter, found_anyway=True))
    told = _("{number} is before {body}.", number=Code(signal.number), body=str(values["body"]))
    return done(ctx, told, subject(signal), entry, *hear_count(heard))


def _hears_now(ctx: Context, steward: Member, signal: Signal, body: str) -> bool:
    """Whether a steward hears of it at once: an ambassador does when it is put to them, else once a month."""
    regions = ambassador_of(steward)
    theirs = covers(steward, ctx.atlas, Role.steward, regions=signal.regions)
    return not regions or (theirs and AMBASSADOR in body.casefold())


@command(
    nl=("kijk op",),
    en=("view on",),
    summary=_("Say how you see a signal, before it is decided"),
    allow=Role.member,
    check=requiring(Act.view),
    adds=True,
)
async def view_signal(
    ctx: Context,
    signal: Signal,
    text: Annotated[str, Ask(_("How do you see it?"), label=_("Your view"), max_length=300, long=True)],
) -> Reply:
    await require(ctx, signal, Act.view)
    said = await ctx.write(signals.say, signal.id, ctx.member.id, Voice.view, text, ctx.now)
    entry = await did(ctx, subject(signal), Act.view, said=said)
    return done(ctx, _("Your view stands with {number}.", number=Code(signal.number)), subject(signal), entry)


@command(
    nl=("stuur signaal terug",),
    en=("send signal back",),
    summary=_("Ask for a better proposal"),
    allow=Role.member,
    check=requiring(Act.send_back),
    hidden=True,
    others=True,
)
async def send_back_signal(
    ctx: Context,
    signal: Signal,
    why: Annotated[
        str,
        Ask(
            _("What is missing? Its authors read it."),
            label=_("What is missing"),
            max_length=300,
            long=True,
            reason=True,
        ),
    ],
) -> Reply:
    await require(ctx, signal, Act.send_back)
    if not await ctx.write(
        signals.turn, signal.id, among(Act.send_back), ctx.now, state=State.proposal, was=signal.state
    ):
        raise not_now(ctx, signal)
    entry = await did(ctx, subject(signal), Act.send_back, was=signal.state)
    authors = [Hearer(each.member_id, ADDED) for each in signal.said if each.voice is Voice.proposal and each.member_id]
    tale = Tale(subject(signal), signal.text, _("sent back, because: {why}", why=why))
    n = await tell(ctx, tale, authors, entry=entry)
    return done(ctx, _("{number} is sent back.", number=Code(signal.number)), subject(signal), entry, *hear_count(n))


async def _decided(ctx: Context, known: Values) -> Reply | None:
    signal, decision, reason = known["signal"], known["decision"], str(known["reason"])
    if len(reason.strip()) < SHORTEST_REASON:
        return None
    about = [
        _("{number}, decided: {decision}", number=signal.number, decision=DECISIONS[decision]),
    ]
    because = Text(words(_("Because: {text}", text=reason)))
    n = len({each.member_id for each in signal.raisers})
    seen = _n(
        "All members see it; the {n} person who raised it hears it.",
        "All members see it; the {n} people who raised it hear it.",
        n,
    )
    return put_like_this(ctx, signal.text, about, because, seen=seen, nameless=False)


@command(
    nl=("besluit",),
    en=("decide",),
    summary=_("Decide on a signal, with a reason in plain words"),
    allow=Role.member,
    check=requiring(Act.decide),
)
async def decide_signal(
    ctx: Context,
    signal: Signal,
    decision: Annotated[Decision, Ask(_("What is decided?"), label=_("Decision"))],
    reason: Annotated[
        str,
        Ask(
            _("Say in a few words why. Everyone who raised it reads it."),
            label=_("Why"),
            max_length=500,
            long=True,
            reason=True,
        ),
    ],
    agreed: Annotated[Agreed | None, Ask(_decided)] = None,
) -> Reply:
    await require(ctx, signal, Act.decide)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Say in a whole sentence why: everyone who raised it reads it."))
    if agreed is None or not agreed.yes or agreed.change or agreed.facts:
        return say(_("All right. Nothing was decided."))
    due = working_days_later(ctx.now, QUARTER, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    values = {
        "state": State.decided,
        "was": signal.state,
        "decision": decision,
        "reason": reason.strip(),
        "decided_at": ctx.now,
        "due_at": due if decision is Decision.later else None,
    }
    if not await ctx.write(signals.turn, signal.id, among(Act.decide), ctx.now, **values):
        raise not_now(ctx, signal)
    await ctx.write(signals.gave, signal.id, ctx.member.id, Part.reason)
    entry = await did(ctx, subject(signal), Act.decide, was=signal.state)
    news = _("{decision}. Because: {why}", decision=DECISIONS[decision], why=reason.strip())
    react = Action(_("React"), react_to_signal.line(signal.number))
    heard = await tell_all(ctx, signal, news, entry, actions=(react,))
    told = _("{number} is decided: {decision}.", number=Code(signal.number), decision=DECISIONS[decision])
    return done(ctx, told, subject(signal), entry, *hear_count(heard))


@command(
    nl=("actie",),
    en=("action",),
    summary=_("Tell what is done after a decision, by whom and when"),
    allow=Role.member,
    check=requiring(Act.act),
    adds=True,
)
async def act_on_signal(
    ctx: Context,
    signal: Signal,
    text: Annotated[str, Ask(_("What is done, by whom and when?"), label=_("Action"), max_length=300, long=True)],
) -> Reply:
    await require(ctx, signal, Act.act)
    if signal.decision not in (Decision.adopt, Decision.partly):
        raise not_now(ctx, signal)
    asked = working_days_later(ctx.now, QUARTER, ctx.member.time_zone, ctx.choices.of(OfficeHours))
    values = {"state": State.under_way, "was": signal.state, "action": text, "action_at": ctx.now, "due_at": asked}
    if not await ctx.write(signals.turn, signal.id, among(Act.act), ctx.now, **values):
        raise not_now(ctx, signal)
    await ctx.write(signals.gave, signal.id, ctx.member.id, Part.action)
    entry = await did(ctx, subject(signal), Act.act, was=signal.state)
    heard = await tell_all(ctx, signal, _("being done: {text}", text=text), entry)
    told = _("{number} is being done: {text}", number=Code(signal.number), text=text)
    return done(ctx, told, subject(signal), entry, *hear_count(heard))


_PUTS_OFF = re.compile(
    r"\b(?:nu niet|niet nu|nog niet|later|voorlopig|terugkomen|(?:er|hier|daar|we|wij)\b.{0,30}\bop terug|opnieuw"
    r"|uitstellen|uitgesteld|not now|not yet|for now|come back|postpone\w*|look at it)\b",
    re.IGNORECASE,
)
"""What a reason says that ends nothing: it is for another day."""


async def _ends(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who may not go no further with it, and for what only puts it off."""
    await requiring(Act.stop)(ctx, known)
    signal: Signal | None = known.get("signal")
    if signal is None or not _PUTS_OFF.search(str(known.get("why") or "")):
        return
    later = Code(decide_signal.line(signal.number, "later: …"))
    raise Refused(
        _("{number} stays open: for another day is no end of it.", number=Code(signal.number)),
        _("Those who decide can put it off: {line}.", line=later),
    )


@command(
    nl=("niet verder",),
    en=("no further",),
    summary=_("Go no further with a signal, with a reason"),
    allow=Role.member,
    check=_ends,
    others=True,
)
async def stop_signal(
    ctx: Context,
    signal: Signal,
    why: Annotated[
        str,
        Ask(
            _("Say in a few words why. Everyone who raised it reads it."),
            label=_("Why"),
            max_length=300,
            long=True,
            reason=True,
        ),
    ],
) -> Reply:
    await require(ctx, signal, Act.stop)
    values = {"state": State.closed, "was": signal.state, "reason": why}
    if not await ctx.write(signals.turn, signal.id, among(Act.stop), ctx.now, **values):
        raise not_now(ctx, signal)
    await ctx.write(signals.gave, signal.id, ctx.member.id, Part.reason)
    entry = await did(ctx, subject(signal), Act.stop, was=signal.state)
    react = Action(_("React"), react_to_signal.line(signal.number))
    heard = await tell_all(ctx, signal, _("closed, because: {why}", why=why), entry, actions=(react,))
    return done(ctx, _("{number} is closed.", number=Code(signal.number)), subject(signal), entry, *hear_count(heard))


@command(
    nl=("reageer op signaal",),
    en=("react to signal",),
    summary=_("React once to what was decided"),
    allow=Role.member,
    check=requiring(Act.react),
    adds=True,
)
async def react_to_signal(
    ctx: Context,
    signal: Signal,
    text: Annotated[str, Ask(_("What do you want to say to it?"), label=_("Reaction"), max_length=300, long=True)],
) -> Reply:
    await require(ctx, signal, Act.react)
    if any(each.voice is Voice.reaction and each.member_id == ctx.member.id for each in signal.said):
        raise Refused(_("You reacted to {number} already.", number=Code(signal.number)))
    said = await ctx.write(signals.say, signal.id, ctx.member.id, Voice.reaction, text, ctx.now)
    entry = await did(ctx, subject(signal), Act.react, said=said)
    keep = [Hearer(each.id, KEEPS) for each in await coordinating(ctx, signal)]
    await tell(ctx, Tale(subject(signal), signal.text, _("a reaction: {text}", text=text)), keep, entry=entry)
    return done(ctx, _("Your reaction stands with {number}.", number=Code(signal.number)), subject(signal), entry)


NOTICED: dict[str, State] = {"ja": State.seen, "yes": State.seen, "een beetje": State.seen, "a little": State.seen}


@command(
    nl=("merk ik",), en=("i notice",), summary=_("Say what you notice of a decision"), allow=Role.member, hidden=True
)
async def notice_signal(
    ctx: Context,
    signal: Signal,
    what: Annotated[str, Ask(_("Do you notice anything of it?"), label=_("What you notice"), max_length=200)],
) -> Reply:
    await require(ctx, signal, Act.notice)
    said = [each for each in signal.said if each.voice is Voice.noticed]
    if any(each.member_id == ctx.member.id for each in said):
        raise Refused(_("You told that already. Thank you."))
    await ctx.write(signals.say, signal.id, ctx.member.id, Voice.noticed, what, ctx.now)
    told = [*[each.text for each in said], what]
    no = sum(each.strip().casefold() not in NOTICED for each in told)
    state = State.not_seen if no * 2 >= len(signal.raisers) > 0 else State.seen
    await ctx.write(signals.turn, signal.id, among(Act.notice), ctx.now, state=state)
    await did(ctx, subject(signal), Act.notice)
    return say(_("Thank you. Who decided on {number} reads it.", number=Code(signal.number)))
