"""Says what becomes of signals, and of what was said and decided on them, when who gave that is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, or_, select, true, update

from storage.accounts.authored import Authored
from storage.signals import signals as raised
from storage.signals.signal import SIGNAL, Part, State, Voice
from storage.signals.tables import signal_words, signals, voices

LETTER = "S"
_ONLY_RAISED = (State.received, State.proposal, State.open, State.withdrawn)
"""States in which nobody but those who raised and proposed did anything with it."""


def _taken_up(_member: int) -> ColumnElement[bool]:
    other = signals.alias()
    return or_(signals.c.state.not_in(_ONLY_RAISED), exists().where(other.c.merged_into == signals.c.id))


def _was_judged(_member: int) -> ColumnElement[bool]:
    """A proposal on which was decided, or is to be."""
    state = select(signals.c.state).where(signals.c.id == voices.c.signal_id).scalar_subquery()
    return (voices.c.voice == Voice.proposal) & state.not_in(_ONLY_RAISED)


def withdraw(tx: Connection, signal: int, now: datetime) -> None:
    """Leave its number, and what others said and decided on it."""
    gone = {"text": "", "cost": "", "state": State.withdrawn, "published": False, "due_at": None, "changed_at": now}
    tx.execute(update(signals).where(signals.c.id == signal).values(**gone))
    raised.reindexed(tx, signal)


def _drop_voice(tx: Connection, voice: int) -> None:
    """Without its last proposal a signal waits for one again."""
    signal = tx.execute(delete(voices).where(voices.c.id == voice).returning(voices.c.signal_id)).scalar()
    if signal is None:
        return
    others = exists().where(voices.c.signal_id == signal, voices.c.voice == Voice.proposal)
    waits = update(signals).where(signals.c.id == signal, signals.c.state == State.proposal, ~others)
    tx.execute(waits.values(state=State.received))
    raised.reindexed(tx, signal)


def _drop_words(tx: Connection, words: int) -> None:
    gone = (
        delete(signal_words).where(signal_words.c.id == words).returning(signal_words.c.signal_id, signal_words.c.part)
    )
    for signal, part in tx.execute(gone).tuples():
        nothing = dict.fromkeys(Part(part).columns, "")
        tx.execute(update(signals).where(signals.c.id == signal).values(**nothing))
        raised.reindexed(tx, signal)


AUTHORED = (
    # Who decides speaks for others: what they gave stays, unless all of theirs is to go.
    Authored(
        "signal words",
        LETTER,
        signal_words,
        "member_id",
        lambda tx, words, _now: _drop_words(tx, words),
        drop=_drop_words,
        built_on=lambda _member: true(),
        numbered="signal_id",
    ),
    Authored(
        "signal voice",
        LETTER,
        voices,
        "member_id",
        lambda tx, voice, _now: _drop_voice(tx, voice),
        drop=_drop_voice,
        built_on=_was_judged,
        numbered="signal_id",
    ),
    Authored(SIGNAL, LETTER, signals, "maker_id", withdraw, built_on=_taken_up),
)
