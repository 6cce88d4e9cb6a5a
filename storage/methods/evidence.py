"""Writes what a way of working says as evidence for search: for itself, who made it, and who used it."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.methods.method import METHOD, THERE, Method
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS


def method(tx: Connection, what: Method) -> None:
    """Let it be found while it is there for all members to be seen."""
    draft = what.draft
    if what.hidden or what.state not in THERE or draft.room is not None:
        search.withdraw(tx, METHOD, what.id)
        search.remove(tx, METHOD, what.id)
        return
    search.admit(
        tx,
        search.Subject(
            METHOD,
            what.id,
            what.title,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            sort=what.state,
            confirmed=what.used_at,
        ),
    )
    itself = Owner(METHOD, what.id, "self")
    maker = (Owner("member", what.shown_maker, "answered"),) if what.shown_maker is not None else ()
    told = ". ".join(filter(None, (draft.purpose, draft.how)))
    rows = [
        Evidence("method", what.title, told, (itself, *maker), audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.made_at),
    ]
    for each in what.uses:
        owners = (itself, *((Owner("member", each.member_id, "answered"),) if each.member_id is not None else ()))
        rows.append(Evidence(f"use {each.id}", what.title, each.text, owners, audience=MEMBERS, at=each.at))
    search.put(tx, METHOD, what.id, rows)
