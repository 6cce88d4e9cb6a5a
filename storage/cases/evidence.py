"""Writes what a case says as evidence for search: for the case, who brought it in, and who thought along."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.cases.case import CASE, OPEN, Case, State
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS

_FOUND = frozenset({*OPEN, State.closed})


def case(tx: Connection, what: Case) -> None:
    """Let it be found while it is there for all members to be seen."""
    if what.closed_in or what.state not in _FOUND:
        search.withdraw(tx, CASE, what.id)
        search.remove(tx, CASE, what.id)
        return
    draft = what.draft
    search.admit(
        tx,
        search.Subject(
            CASE,
            what.id,
            what.title,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            sort=what.state,
            confirmed=what.moved_at,
        ),
    )
    itself = Owner(CASE, what.id, "self")
    maker = (Owner("member", what.shown_maker, "answered"),) if what.shown_maker is not None else ()
    told = ". ".join(filter(None, (draft.text, draft.question, what.result)))
    rows = [
        Evidence("case", what.title, told, (itself, *maker), audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.made_at),
    ]
    for each in what.thoughts:
        owners = (itself, *((Owner("member", each.member_id, "answered"),) if each.member_id is not None else ()))
        rows.append(Evidence("thought", what.title, each.text, owners, audience=MEMBERS, at=each.at))
    search.put(tx, CASE, what.id, rows)
