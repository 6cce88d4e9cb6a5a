"""Writes what a poll asks as evidence for search, with the change itself."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.polls.poll import POLL, Poll, State
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS


def poll(tx: Connection, what: Poll) -> None:
    """Let it be found by its question while all members may see it."""
    if what.hidden or what.state is State.withdrawn or what.shut:
        search.withdraw(tx, POLL, what.id)
        search.remove(tx, POLL, what.id)
        return
    draft = what.draft
    search.admit(
        tx,
        search.Subject(
            POLL,
            what.id,
            what.text,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            confirmed=what.changed_at,
        ),
    )
    itself = (Owner(POLL, what.id, "self"),)
    told = ". ".join(filter(None, (draft.purpose, what.follow_up)))
    rows = [
        Evidence("poll", what.text, told, itself, audience=MEMBERS, at=what.made_at),
        Evidence("options", "; ".join(draft.options), "", itself, audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", itself, audience=MEMBERS, at=what.made_at),
    ]
    search.put(tx, POLL, what.id, rows)
