"""What members, networks, questions and answers say, as evidence for search; written with the change itself.

Consent is applied here: what a member does not show to a place is not in a row that the place may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select

from storage import search, tables
from storage.search import EVERYONE, Evidence, Owner
from storage.vocabulary import Field, NetworkStatus, Place, QuestionStatus

if TYPE_CHECKING:
    from storage.members.people import Member
    from storage.networks.networks import Network
    from storage.questions.questions import Question

MEMBERS = "members"
"""The audience of what only signed-up members may read, in a personal chat."""
ROOMS = "rooms"
"""The audience of what may be read in channels and rooms too."""


def member(tx: Connection, who: Member) -> None:
    """Let a member be found by what they agreed to show; or not at all."""
    if not (who.signed_up_at and not who.blocked_at and who.agreed(Field.found)):
        forgotten(tx, who.id)
        return
    search.admit(
        tx,
        search.Subject(
            "member",
            who.id,
            who.name,
            audience=_audience(who, Field.found),
            regions=tuple(sorted(who.regions)),
            themes=tuple(sorted(who.themes)),
            sort=who.organisation.kind if who.organisation else None,
            organisation=who.organisation.id if who.organisation else None,
            away_until=datetime.combine(who.paused_until, time.max, UTC) if who.paused_until else None,
        ),
    )
    owners = (Owner("member", who.id, "self"),)
    themes = ", ".join(_theme_names(tx, who.themes))
    rows = [Evidence("themes", themes, owners=owners, audience=_audience(who, Field.found))]
    if who.agreed(Field.organisation):
        place = who.organisation.name if who.organisation else ""
        shown = ", ".join(filter(None, (who.position, place)))
        rows.append(Evidence("position", shown, owners=owners, audience=_audience(who, Field.organisation)))
    if who.agreed(Field.knows):
        rows.append(Evidence("knows", "", who.knows, owners, audience=_audience(who, Field.knows)))
    search.put(tx, "member", who.id, rows)


def forgotten(tx: Connection, member_id: int) -> None:
    """A member is no longer found, in any role."""
    search.withdraw(tx, "member", member_id)
    search.remove(tx, "member", member_id)


def network(tx: Connection, what: Network, names: Sequence[str], convenors: Iterable[int]) -> None:
    """Let a listed network be found, and its convenors by it."""
    if what.status is not NetworkStatus.listed:
        search.withdraw(tx, "network", what.id)
        search.remove(tx, "network", what.id)
        return
    search.admit(
        tx,
        search.Subject(
            "network",
            what.id,
            what.name,
            regions=tuple(sorted(what.regions)),
            themes=tuple(sorted(what.themes)),
            level=what.level,
            sort=what.kind,
            confirmed=datetime.combine(what.confirmed_on, time.min, UTC) if what.confirmed_on else None,
        ),
    )
    owners = (
        Owner("network", what.id, "self"),
        *(Owner("member", convenor, "convenor") for convenor in convenors),
    )
    also = ", ".join(name for name in names if name != what.name)
    search.put(
        tx,
        "network",
        what.id,
        [
            Evidence("name", ", ".join(filter(None, (what.name, also))), owners=owners),
            Evidence("aim", "", what.aim, owners),
            Evidence("themes", ", ".join(_theme_names(tx, what.themes)), owners=owners),
            Evidence("organisation", what.organisation or "", owners=owners[:1]),
        ],
    )


def question(tx: Connection, what: Question) -> None:
    """Let a question and its answers be found, and those who answered by them."""
    if what.status in (QuestionStatus.hidden, QuestionStatus.merged):
        search.withdraw(tx, "question", what.id)
        search.remove(tx, "question", what.id)
        for each in what.answers:
            search.remove(tx, "answer", each.id)
        return
    search.admit(
        tx,
        search.Subject(
            "question",
            what.id,
            what.text,
            regions=tuple(sorted(what.regions)),
            themes=tuple(sorted(what.themes)),
            level=what.level,
            sort=what.status,
            knowledge=(what.knowledge_type,) if what.knowledge_type else (),
            confirmed=what.changed_at,
        ),
    )
    itself = Owner("question", what.id, "self")
    asked = (Owner("member", what.asker_shown, "asked"),) if what.asker_shown is not None else ()
    search.put(
        tx,
        "question",
        what.id,
        [
            Evidence("question", what.text, owners=(itself, *asked), at=what.asked_at),
            Evidence("themes", ", ".join(_theme_names(tx, what.themes)), owners=(itself,), at=what.asked_at),
            Evidence("outcome", "", what.outcome_text, (itself,), at=what.closed_at),
        ],
    )
    for each in what.answers:
        role = "accepted" if each.accepted_at else "answered"
        gave = (Owner("member", each.member_id, role),) if each.member_id is not None else ()
        row = Evidence("answer", what.text, each.text, (itself, *gave), at=each.given_at)
        search.put(tx, "answer", each.id, [row])


def answer_gone(tx: Connection, answer: int) -> None:
    search.remove(tx, "answer", answer)


def _audience(who: Member, field: Field) -> str:
    if who.agreed(field, Place.web):
        return EVERYONE
    return ROOMS if who.agreed(field, Place.rooms) else MEMBERS


def _theme_names(tx: Connection, themes: Iterable[int]) -> list[str]:
    """The names of themes with their synonyms, so that any of them finds it."""
    return list(tx.execute(_NAMES, {"themes": list(themes)}).scalars())


_NAMES = (
    select(tables.themes.c.name)
    .where(tables.themes.c.id.in_(bindparam("themes", expanding=True)))
    .order_by(tables.themes.c.name)
)
