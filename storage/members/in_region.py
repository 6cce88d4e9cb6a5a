"""Finds the members who work in a region and agreed to be found."""

from collections.abc import Collection

from sqlalchemy import exists, select

from storage.database.database import Tx
from storage.members.of_organisation import WIDER
from storage.tables import consents, member_regions, members
from storage.vocabulary import Field, Place


def by_name(tx: Tx, regions: Collection[int], place: Place, *, but: int, limit: int) -> list[int]:
    """Return so many of those who work in one of these regions and show themselves in this place, by name."""
    works = exists().where(member_regions.c.member_id == members.c.id, member_regions.c.region_id.in_(regions))
    agreed = exists().where(
        consents.c.member_id == members.c.id, consents.c.field == Field.found, consents.c.place.in_(WIDER[place])
    )
    there = (members.c.signed_up_at.is_not(None), members.c.blocked_at.is_(None), members.c.id != but)
    query = select(members.c.id).where(*there, works, agreed).order_by(members.c.name, members.c.id).limit(limit)
    return list(tx.execute(query).scalars())
