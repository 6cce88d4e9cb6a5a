"""Writes what a member says as evidence for search, with the change itself.

Consent is applied here: what a member does not show to a place is not in a row that the place may read.
"""

from datetime import UTC, datetime, time

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.members import reach
from storage.members.member import Member
from storage.search import EVERYONE, Evidence, Owner
from storage.search.audiences import MEMBERS, ROOMS
from storage.vocabulary import Field, Place


def member(tx: Connection, who: Member) -> None:
    """Let a member be found by what they agreed to show; or not at all."""
    if not (who.signed_up_at and not who.blocked_at and who.agreed(Field.found)):
        forgotten(tx, who.id)
        return
    regions, about = reach.of(tx, who.id)
    search.admit(
        tx,
        search.Subject(
            "member",
            who.id,
            who.name,
            audience=_audience(who, Field.found),
            regions=tuple(sorted(who.regions | regions)),
            themes=tuple(sorted(who.themes | about)),
            sort=who.organisation.kind if who.organisation else None,
            organisation=who.organisation.id if who.organisation else None,
            away_until=datetime.combine(who.paused_until, time.max, UTC) if who.paused_until else None,
        ),
    )
    owners = (Owner("member", who.id, "self"),)
    themes = ", ".join(theme_names(tx, who.themes))
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


def _audience(who: Member, field: Field) -> str:
    if who.agreed(field, Place.web):
        return EVERYONE
    return ROOMS if who.agreed(field, Place.rooms) else MEMBERS
