"""Tells members what became of the signals that they raised or added to."""

from collections.abc import Sequence

from bot.chat.reply import Inline
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.signals.labels import stands
from commands.signals.rights import subject
from storage.signals import signals
from storage.signals.signal import Signal, State, Voice


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = [each for each in await ctx.read(signals.given, ctx.member.id, most) if each.state is not State.hidden]
    return sorted((_of(ctx, each) for each in found), key=lambda each: each.at, reverse=True)


def _of(ctx: Context, signal: Signal) -> Contribution:
    me = ctx.member.id
    raised = next((each.at for each in signal.raisers if each.member_id == me), None)
    said = next((each for each in reversed(signal.said) if each.member_id == me), None)
    if raised is not None or said is None:
        at, gave = raised or signal.made_at, _("raised")
    else:
        at, gave = said.at, _VOICES[said.voice]
    state: Inline = stands(signal)
    return Contribution(subject(signal), at, gave, signal.text, state, signal.reason, _waits(signal))


_VOICES = {
    Voice.proposal: _("proposed"),
    Voice.view: _("gave your view"),
    Voice.reaction: _("reacted"),
    Voice.noticed: _("told what you notice"),
}


def _waits(signal: Signal) -> Msg | None:
    match signal.state:
        case State.received | State.proposal:
            return _("Waits for the coordinator.")
        case State.put_to:
            return _("Waits for {body}.", body=signal.body)
        case _:
            return None


CONTRIBUTIONS = Contributions(_given)
