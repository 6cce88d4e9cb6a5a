"""Tells who may read a row of evidence, beside everyone."""

from storage.search.evidence import EVERYONE
from storage.vocabulary import Place

MEMBERS = "members"
"""The audience of what only signed-up members may read, in a personal chat."""
ROOMS = "rooms"
"""The audience of what may be read in channels and rooms too."""


def readable_in(place: Place) -> frozenset[str]:
    """Tell which evidence may be read in a place: alone with a signed-up member, or in a room and by visitors."""
    return frozenset({EVERYONE, ROOMS, MEMBERS} if place is Place.members else {EVERYONE, ROOMS})
