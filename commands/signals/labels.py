"""Names the states of signals and risks, their scope, and what is decided."""

from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from storage.signals.signal import Decision, Rhythm, Scope, Signal, Sort, State

STATES = Labels(
    State,
    {
        State.received: _("received"),
        State.proposal: _("proposal made"),
        State.passed_on: _("passed on"),
        State.put_to: _("before who decides"),
        State.decided: _("decided"),
        State.under_way: _("being done"),
        State.seen: _("seen in practice"),
        State.not_seen: _("not seen in practice"),
        State.closed: _("closed"),
        State.open: _("at issue"),
        State.merged: _("merged with another signal"),
        State.withdrawn: _("taken back"),
        State.hidden: _("hidden"),
    },
)
SCOPES = Labels(
    Scope,
    {
        Scope.regio: _("in the region"),
        Scope.tussen: _("between regions"),
        Scope.rijk: _("region and national government"),
    },
)
DECISIONS = Labels(
    Decision,
    {
        Decision.adopt: _("adopt"),
        Decision.partly: _("partly"),
        Decision.no: _("do not adopt"),
        Decision.later: _("later"),
    },
)
RHYTHMS = Labels(
    Rhythm,
    {
        Rhythm.meeting: _("every meeting"),
        Rhythm.quarter: _("every quarter"),
        Rhythm.half_year: _("every half year"),
    },
)


def stands(signal: Signal) -> Msg:
    """Tell where a signal stands: "decided: adopt", "risk, at issue"."""
    if signal.sort is Sort.risk:
        return _("risk, {state}", state=STATES[signal.state])
    if signal.state is State.decided and signal.decision:
        return _("decided: {decision}", decision=DECISIONS[signal.decision])
    if signal.state is State.put_to and signal.body:
        return _("before {body}", body=signal.body)
    if signal.state is State.passed_on:
        return _("passed on to {where}", where=signal.passed_to)
    return STATES[signal.state]
