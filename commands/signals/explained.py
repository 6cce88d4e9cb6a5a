"""Answers what members ask about signals: how they go, who sees and decides them; and about one signal."""

from bot.chat.spans import Code
from bot.chat.texts import Msg, Value, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.signals.acts import join_signal, propose_for
from commands.signals.browse import list_decisions, list_signals, show_signal
from commands.signals.card import raised_by
from commands.signals.labels import DECISIONS, RHYTHMS, stands
from commands.signals.put import put_signal, signal_from
from commands.signals.rights import sees, unseen
from storage.signals.signal import Signal, Sort, State

_DECIDES = _("The coordinators of the region answer it, or put it to those who decide.")
_SEEN = _(
    "All members see it, or only those in a closed room when you put it there. A signal names nobody: only how many "
    "raised it is told."
)
ASIDES = Asides(
    (put_signal, signal_from, join_signal, propose_for, list_signals, list_decisions, show_signal),
    {
        Aside.decides: _DECIDES,
        Aside.hears: _("Yes. You hear it within ten working days, and again when something is decided."),
        Aside.lasts: _("You hear something within ten working days. A decision may take longer."),
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)
RAISE = (_("Raise a signal"), put_signal)
DECISIONS_ = (_("See what was decided"), list_decisions)


@answer(
    nl=("hoe werkt een signaal", "hoe lang duurt een signaal"),
    en=("how does a signal work", "how long does a signal take"),
    asks=_("How a signal goes"),
    then=(RAISE, DECISIONS_),
)
async def how_signal_goes(_ctx: Context) -> Msg:
    return _(
        "You tell what gets stuck, and hear something within ten working days. With a proposal it is put to those who "
        "decide, and you hear what they decide and why."
    )


@answer(
    nl=("wie ziet mijn signaal",),
    en=("who sees my signal",),
    asks=_("Who sees a signal"),
    then=(RAISE,),
)
async def who_sees_signal(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("wie beslist over een signaal",),
    en=("who decides on a signal",),
    asks=_("Who decides on a signal"),
    then=(RAISE, DECISIONS_),
)
async def who_decides_signal(_ctx: Context) -> Msg:
    return _(
        "Whom it is put to decides: the steering group, an ambassador of the region, or a table elsewhere. The "
        "coordinator of the region puts it to them once there is a proposal."
    )


async def _require_seen(ctx: Context, signal: Signal) -> None:
    if not await sees(ctx, signal):
        raise Refused(unseen(signal))


@answer(
    nl=("wie meldde signaal",),
    en=("who raised signal",),
    asks=_("Who raised it"),
)
async def raisers_of_signal(ctx: Context, signal: Signal) -> Msg:
    await _require_seen(ctx, signal)
    at: dict[str, Value] = {"number": Code(signal.number), "day": signal.made_at.date()}
    regions = len({each.region_id for each in signal.raisers if each.region_id is not None})
    told = _("{number} is on record since {day}. Raised by: {who}.", **at, who=raised_by(signal))
    if regions < 2:
        return told
    where = _n("in {n} region", "in {n} regions", regions)
    return _("{number} is on record since {day}. Raised by: {who}, {where}.", **at, who=raised_by(signal), where=where)


@answer(
    nl=("hoe staat signaal ervoor", "waarom is signaal zo besloten"),
    en=("where does signal stand", "why was signal decided that way"),
    asks=_("Where it stands"),
)
async def standing_of_signal(ctx: Context, signal: Signal) -> Msg:
    await _require_seen(ctx, signal)
    at: dict[str, Value] = {"number": Code(signal.number), "state": stands(signal)}
    if signal.sort is Sort.risk:
        return _("{number} is a risk: {state}. It comes back {rhythm}.", **at, rhythm=RHYTHMS[signal.rhythm])
    if signal.decision:
        return _decided(signal)
    if signal.state is State.closed and signal.reason:
        return _("{number} is {state}, because: {why}", **at, why=_ended(signal.reason))
    if signal.state is State.passed_on and signal.passed_to:
        return _("{number} was passed on to {where}. Nothing came back yet.", **at, where=signal.passed_to)
    if signal.state is State.put_to:
        return _("{number} is {state}. Nothing is decided yet.", **at)
    if signal.body:
        return _("{number} is {state}, meant for {body}. Nothing is decided yet.", **at, body=signal.body)
    return _("{number} is {state}. Nothing is decided yet, and it was put to nobody.", **at)


def _decided(signal: Signal) -> Msg:
    decision = DECISIONS[signal.decision] if signal.decision else ""
    told = _("{number} is decided: {decision}.", number=Code(signal.number), decision=decision)
    if signal.reason:
        told = _("{told} Because: {text}", told=told, text=_ended(signal.reason))
    if signal.action:
        return _("{told} What is done: {text}", told=told, text=_ended(signal.action))
    return _("{told} What is done with it was not told yet.", told=told)


def _ended(text: str) -> str:
    """A text as a sentence: another may follow."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."


@answer(
    nl=("wat is het voorstel bij signaal",),
    en=("what is proposed for signal",),
    asks=_("What is proposed"),
)
async def proposal_for_signal(ctx: Context, signal: Signal) -> Msg:
    await _require_seen(ctx, signal)
    if not signal.proposal:
        return _("There is no proposal for {number} yet. Every member may make one.", number=Code(signal.number))
    return _("Proposed for {number}: {text}", number=Code(signal.number), text=signal.proposal)
