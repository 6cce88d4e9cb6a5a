"""Declares the files of signals and of risks, as `plek export` writes them and `plek import` reads them."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from commands.signals.publication import PUBLISHED
from storage.database.text import fold
from storage.exchange import Result
from storage.signals import lists
from storage.signals.signal import SIGNAL, Decision, Draft, Rhythm, Scope, Signal, Sort, State

LONGEST = 500
_STATES = {
    "ontvangen": State.received,
    "voorstel": State.proposal,
    "besloten": State.decided,
    **{fold(each.value): each for each in (State.received, State.proposal, State.put_to, State.decided, State.closed)},
}
_UNSEEN = frozenset({State.hidden, State.merged, State.withdrawn})


def _signal(row: Row) -> Result:
    status = fold(row.text("status", 40))
    if status and status not in _STATES:
        raise Rejected(none_of(status, _STATES), "status")
    scope = row.text("scope", 40) or Scope.regio
    if scope not in list(Scope):
        raise Rejected(none_of(scope, Scope), "scope")
    decided = row.text("decision", LONGEST)
    draft = Draft(
        text=_text(row),
        scope=Scope(scope),
        state=_STATES[status] if status else State.received,
        body=row.text("put_to", 160),
        decision=Decision.adopt if decided else None,
        decided=decided,
        reason=row.text("decision_reason", LONGEST),
        raised_by=row.text("raised_by", 160),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key, proposal = row.text("key", 120, needed=True), row.text("proposal", LONGEST)
    return lists.put_signal(row.tx, key, draft, proposal, row.moment("date"), example=row.example)


def _text(row: Row) -> str:
    title, more = row.text("title", 300, needed=True), row.text("text", LONGEST)
    return f"{title.rstrip('.')}. {more}" if more else title


def _risk(row: Row) -> Result:
    rhythm = row.text("rhythm", 40)
    draft = Draft(
        text=row.text("title", 300, needed=True),
        sort=Sort.risk,
        state=State.open,
        effect=row.text("text", LONGEST),
        measure=row.text("action", LONGEST),
        rhythm=Rhythm(rhythm) if rhythm in list(Rhythm) else Rhythm.meeting if rhythm else Rhythm.quarter,
        raised_by=row.text("keeper", 160),
        themes=row.themes("themes"),
    )
    key = row.text("key", 120, needed=True)
    return lists.put_signal(row.tx, key, draft, "", row.moment("date"), example=row.example)


def _signals(view: View) -> Iterator[dict[str, str]]:
    for each in _of(view, Sort.signal):
        yield {
            "key": view.key(SIGNAL, each.number.lower(), each.id),
            "title": each.text,
            "scope": each.scope,
            "regions": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "raised_by": each.raised_by,
            "proposal": each.proposal,
            "put_to": each.body,
            "status": each.state if each.state.value in _STATES.values() else State.received,
            "decision": each.decided,
            "decision_reason": each.reason if each.decision else "",
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


def _risks(view: View) -> Iterator[dict[str, str]]:
    for each in _of(view, Sort.risk):
        yield {
            "key": view.key(SIGNAL, each.number.lower(), each.id),
            "title": each.text,
            "text": each.effect,
            "themes": view.themes(each.themes),
            "keeper": each.raised_by,
            "action": each.measure,
            "rhythm": each.rhythm,
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


def _of(view: View, sort: Sort) -> Iterator[Signal]:
    for each in lists.all_signals(view.tx):
        if each.sort is sort and each.room_id is None and each.state not in _UNSEEN:
            yield each


SIGNALS = Format(
    "signals",
    ("key", "title", "scope"),
    (
        "text",
        "level",
        "regions",
        "themes",
        "raised_by",
        "proposal",
        "proposal_in_source",
        "put_to",
        "status",
        "decision",
        "decision_reason",
        "date",
        NUMBER,
        "doubt",
        "source",
    ),
    _signal,
    _signals,
    rank=81,
    becomes=(SIGNAL,),
    ignored=frozenset({"doubt", "source", "level", "proposal_in_source"}),
    private=frozenset({NUMBER}),
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "text",
            "status": "state",
            "decision": "decided",
            "decision_reason": "reason",
            "regions": "regions",
            "themes": "themes",
        },
    ),
)
RISKS = Format(
    "risks",
    ("key", "title", "rhythm"),
    ("text", "themes", "keeper", "action", "date", NUMBER, "doubt", "source"),
    _risk,
    _risks,
    rank=82,
    becomes=(SIGNAL,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
)
