"""Defines a member as they are kept: who they are, where to speak to them, what they told of themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from storage.members.organisations import Organisation
from storage.members.roles import Grant
from storage.vocabulary import Field, Place, Role

WIDER: Final = {
    Place.members: frozenset(Place),
    Place.rooms: frozenset({Place.rooms, Place.web}),
    Place.web: frozenset({Place.web}),
}
"""Where else consent counts too: what everyone may see in rooms or on the web, members may see."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who speaks to the bot; `signed_up_at` is null for who never signed up."""

    id: int
    name: str
    language: str
    time_zone: str
    organisation: Organisation | None
    position: str
    knows: str
    regions: frozenset[int]
    themes: frozenset[int]
    consents: frozenset[tuple[Field, Place]]
    grants: tuple[Grant, ...]
    signed_up_at: datetime | None
    paused_until: date | None
    blocked_at: datetime | None
    example: bool = False
    seen_at: datetime | None = None
    """When they last spoke, to the day."""
    asks_unnamed: bool = False
    """Whether new questions of theirs are known by them to coordinators only, unless they say otherwise."""
    language_chosen: bool = False

    @property
    def role(self) -> Role:
        """The highest role held anywhere."""
        held = max((grant.role for grant in self.grants), default=Role.visitor)
        return max(held, Role.member if self.signed_up_at else Role.visitor)

    def agreed(self, field: Field, place: Place = Place.members) -> bool:
        """Tell whether they show it there."""
        return any((field, where) in self.consents for where in WIDER[place])

    @property
    def told_language(self) -> bool:
        """Whether `language` is theirs; of others it is what their client or their first command showed."""
        return self.language_chosen or self.signed_up_at is not None

    def away(self, today: date) -> bool:
        return self.paused_until is not None and today <= self.paused_until


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """A member on one platform. `direct` is the stored conversation in which they can be spoken to alone."""

    member_id: int
    platform: str
    native_id: str
    name: str
    direct: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Holds what a member tells of themselves."""

    name: str
    organisation_id: int | None
    position: str
    knows: str
    regions: frozenset[int]
    themes: frozenset[int]
