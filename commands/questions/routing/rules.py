"""Holds the rules by which questions are brought to people, as the operator sets them."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field, field_validator

from bot.process.office_hours import OfficeHours
from bot.settings.sections import OfficeSettings, SettingsSection


class Ring(StrEnum):
    """Says who is asked next when those before them kept silent."""

    people = "people"
    networks = "networks"
    """Through their convenors."""


@dataclass(frozen=True)
class Rules(OfficeHours):
    """What an operator sets. Two rules stand: who is on pause is never asked, since the bot promised them so; and the
    coordinators come last.
    """

    most_open: int = 3
    """Requests that one person may have open at a time."""
    most_network: int = 8
    """Questions that a network is asked in a month, at most."""
    most_organisation: int = 40
    """Questions that all of an organisation are asked in a month, its networks too."""
    most_initiative: int = 3
    """Questions that an initiative is asked in a month, with everybody of it."""
    convenor_live: int = 365
    """Days since a convenor last spoke to the bot, after which a network is no longer asked through them."""
    remind_after: int = 3
    """Working days of silence before the one reminder."""
    give_up_after: int = 2
    """Working days of silence after the reminder before others are asked."""
    silence: tuple[Ring, ...] = (Ring.people, Ring.networks)
    """Who is asked after silence, each in its turn; after the last the coordinators hear of it."""
    at_once: int = 2
    """Candidates asked at a time when nobody chose them."""
    unrouted_after: int = 2
    """Days that a question may go without anyone being asked, before coordinators see it among what waits for them."""
    quiet_after: int = 21
    """Days without news before the asker is asked whether the question can be closed."""
    use_after: int = 42
    """Days after the first answer before the asker is asked once whether they did something with what helped."""


_RULES = Rules()


class RoutingSettings(OfficeSettings):
    """How questions are brought to people."""

    most_open: int = Field(default=_RULES.most_open, ge=1, le=50)
    """Requests that one person may have open at a time."""
    most_network: int = Field(default=_RULES.most_network, ge=1, le=1000)
    """Questions that a network is asked in a month, at most."""
    most_organisation: int = Field(default=_RULES.most_organisation, ge=1, le=10_000)
    """Questions that all of an organisation are asked in a month, its networks too."""
    most_initiative: int = Field(default=_RULES.most_initiative, ge=1, le=1000)
    """Questions that an initiative is asked in a month, with everybody of it."""
    convenor_live: int = Field(default=_RULES.convenor_live, ge=1, le=3650)
    """Days since a convenor last spoke to the bot, after which a network is not asked through them."""
    remind_after: int = Field(default=_RULES.remind_after, ge=1, le=60)
    """Working days of silence before the one reminder."""
    give_up_after: int = Field(default=_RULES.give_up_after, ge=1, le=60)
    """Working days of silence after it before others are asked."""
    silence: tuple[Ring, ...] = _RULES.silence
    """Who is asked after silence, in this order: `people`, `networks`. After the last the coordinators hear of it."""
    at_once: int = Field(default=_RULES.at_once, ge=1, le=10)
    """How many are asked at a time when nobody chose them."""
    unrouted_after: int = Field(default=_RULES.unrouted_after, ge=0, le=60)
    """Days that a question may go without anyone being asked before it stands among what waits for coordinators."""
    quiet_after: int = Field(default=_RULES.quiet_after, ge=1, le=365)
    """Days without news before an asker is asked whether the question can be closed."""
    use_after: int = Field(default=_RULES.use_after, ge=1, le=179)
    """Days after a first answer before an asker is asked once whether they did something with it."""

    @field_validator("silence")
    @classmethod
    def _each_once(cls, given: tuple[Ring, ...]) -> tuple[Ring, ...]:
        if len(set(given)) < len(given):
            raise ValueError("name each of people and networks once at most")
        return given

    def chosen(self) -> Rules:
        """Tell what these settings come to."""
        return Rules(**{**self.model_dump(), "holidays": self.country})


SETTINGS = SettingsSection("routing", RoutingSettings)
