"""Writes what an item of news says as evidence for search, of itself alone."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.news.item import NEWS, Item, State
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS


def item(tx: Connection, what: Item) -> None:
    """Let it be found while it is there for all members to be seen."""
    if what.hidden or what.state is not State.shared or what.draft.room is not None:
        search.withdraw(tx, NEWS, what.id)
        search.remove(tx, NEWS, what.id)
        return
    draft = what.draft
    search.admit(
        tx,
        search.Subject(
            NEWS,
            what.id,
            what.text,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            sort=draft.sort,
            confirmed=what.shared_at,
        ),
    )
    itself = Owner(NEWS, what.id, "self")
    # Who passes on what another wrote does not know it by that: it speaks for itself alone.
    rows = [
        Evidence("news", what.text, "", (itself,), audience=MEMBERS, at=what.shared_at),
        Evidence(
            "themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.shared_at
        ),
    ]
    search.put(tx, NEWS, what.id, rows)
