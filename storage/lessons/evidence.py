"""Writes what a lesson says as evidence for search, with the change itself: for the lesson, and for who shared it."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.lessons.lesson import LESSON, Lesson, State
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS


def lesson(tx: Connection, what: Lesson) -> None:
    """Let it be found, and who shared it by it, while it is there for all members to be seen."""
    if what.hidden or what.state is not State.shared or what.draft.room is not None:
        search.withdraw(tx, LESSON, what.id)
        search.remove(tx, LESSON, what.id)
        return
    draft = what.draft
    search.admit(
        tx,
        search.Subject(
            LESSON,
            what.id,
            what.text,
            audience=MEMBERS,
            regions=tuple(sorted(draft.regions)),
            themes=tuple(sorted(draft.themes)),
            confirmed=what.used_at,
        ),
    )
    itself = Owner(LESSON, what.id, "self")
    shared = (Owner("member", what.shown_maker, "answered"),) if what.shown_maker is not None else ()
    told = ". ".join(filter(None, (draft.where, draft.next_time)))
    rows = [
        Evidence("lesson", what.text, told, (itself, *shared), audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.made_at),
    ]
    search.put(tx, LESSON, what.id, rows)
