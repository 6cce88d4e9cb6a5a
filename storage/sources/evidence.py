"""Writes what a shared source says as evidence for search: for itself, and for who put it."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS
from storage.sources.source import SOURCE, Source, State


def source(tx: Connection, what: Source) -> None:
    """Let it be found while it is there for all members to be seen."""
    draft = what.draft
    if what.hidden or what.state is not State.there or draft.room is not None:
        search.withdraw(tx, SOURCE, what.id)
        search.remove(tx, SOURCE, what.id)
        return
    search.admit(
        tx,
        search.Subject(
            SOURCE,
            what.id,
            what.title,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            sort=draft.openness,
            confirmed=what.issued_at,
        ),
    )
    itself = Owner(SOURCE, what.id, "self")
    maker = (Owner("member", what.shown_maker, "answered"),) if what.shown_maker is not None else ()
    told = ". ".join(filter(None, (draft.text, draft.owner, draft.used_for)))
    rows = [
        Evidence("source", what.title, told, (itself, *maker), audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.made_at),
    ]
    for each in what.claims:
        owners = (itself, *((Owner("member", each.member_id, "answered"),) if each.member_id is not None else ()))
        rows.append(Evidence(f"claim {each.id}", what.title, each.text, owners, audience=MEMBERS, at=each.at))
    search.put(tx, SOURCE, what.id, rows)
