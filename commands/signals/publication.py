"""Gives the web the decisions that a coordinator put there, without anybody's name; never a risk."""

from collections.abc import Mapping, Sequence

from bot.things.publication import Projection, Published
from commands.signals.life import Act
from storage.database.database import Tx
from storage.signals import signals
from storage.signals.signal import SIGNAL, Signal, Sort, State

_SEEN = frozenset({State.decided, State.under_way, State.seen, State.not_seen})


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    found = signals.load(tx, ids)
    return {
        each.id: _shown(each)
        for each in found
        if each.published and each.sort is Sort.signal and each.room_id is None and each.state in _SEEN
    }


def _shown(signal: Signal) -> Projection:
    return {
        "number": signal.number,
        "text": signal.text,
        "state": signal.state.value,
        "decision": signal.decision.value if signal.decision else "",
        "decided": signal.decided,
        "reason": signal.reason,
        "action": signal.action,
        "regions": sorted(signal.regions),
        "themes": sorted(signal.themes),
        "raised": len(signal.raisers),
        "made": signal.made_at.isoformat(),
    }


PUBLISHED = Published(SIGNAL, Act.publish, _project)
