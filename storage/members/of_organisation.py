"""Finds the members of an organisation who agreed to be seen as being of it."""

from sqlalchemy import Select, exists, select

from storage.database.database import Tx
from storage.tables import consents, members
from storage.vocabulary import Field, Place

WIDER = {
    Place.members: tuple(Place),
    Place.rooms: (Place.rooms, Place.web),
    Place.web: (Place.web,),
}
"""Where each may be seen: what everyone may see, members may see too."""


def shown(organisation: int, place: Place) -> Select[int]:
    """Select its members who show there that they exist, and where they work."""
    agreed = [
        exists().where(
            consents.c.member_id == members.c.id, consents.c.field == field, consents.c.place.in_(WIDER[place])
        )
        for field in (Field.found, Field.organisation)
    ]
    itself = (members.c.organisation_id == organisation, members.c.signed_up_at.is_not(None))
    return select(members.c.id).where(*itself, members.c.blocked_at.is_(None), *agreed)


def by_name(tx: Tx, organisation: int, place: Place, limit: int) -> list[int]:
    """Return so many of them, by name."""
    return list(tx.execute(shown(organisation, place).order_by(members.c.name, members.c.id).limit(limit)).scalars())
