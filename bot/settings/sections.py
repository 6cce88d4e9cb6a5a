"""Defines the sections of the settings: those of the engine, and what a topic declares of its own."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from bot.process.office_hours import OfficeHours

MOST_PORT = 65_535

DEFAULT_DATABASE = "sqlite:///var/plek.db"


class Section(BaseModel):
    """A part of the settings. What stands under a field is the operator's documentation of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True)

    def chosen(self) -> object:
        """Tell what it comes to, for who works with it."""
        return self


def address(listen: str) -> tuple[str, int]:
    """Host and port of HOST:PORT. Raises `ValueError` with what would work."""
    host, _colon, port = listen.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and 1 <= int(port[:6]) <= MOST_PORT):
        raise ValueError(
            f"listen must be HOST:PORT with a port from 1 to {MOST_PORT}, such as 127.0.0.1:8081, not {listen!r}"
        )
    return host.strip("[]"), int(port)


class DatabaseSettings(Section):
    url: SecretStr = SecretStr(DEFAULT_DATABASE)
    """Where all data is: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`."""
    threads: int = Field(default=8, ge=1, le=64)
    """Connections to PostgreSQL for writing, and as many for reading. Not for SQLite."""

    @model_validator(mode="after")
    def _known_and_consistent(self) -> "DatabaseSettings":
        scheme = self.url.get_secret_value().partition(":")[0].partition("+")[0]
        if scheme not in ("sqlite", "postgresql"):
            raise ValueError("url must begin with sqlite:/// or postgresql://")
        if scheme == "sqlite" and "threads" in self.model_fields_set:
            raise ValueError("threads has no meaning for SQLite, which url names: leave it out")
        return self


class LogSettings(Section):
    format: Literal["auto", "json", "human"] = "auto"
    """How log lines read: `auto` is for humans at a terminal, else JSON."""
    level: Literal["debug", "info", "warning", "error"] = "info"
    """The least that is logged."""


class HealthSettings(Section):
    listen: str = "127.0.0.1:8081"
    """Host and port of /health/live, /health/ready and /metrics; `off` serves none. Not for the internet."""

    @property
    def address(self) -> tuple[str, int] | None:
        return None if self.listen == "off" else address(self.listen)

    @model_validator(mode="after")
    def _can_be_listened_at(self) -> "HealthSettings":
        _ = self.address  # raises what would work
        return self


_HOURS = OfficeHours()
NO_HOLIDAYS = "none"


class OfficeSettings(Section):
    """When people may be asked something. A topic that asks them adds how, in a section that extends this one."""

    office_from: time = _HOURS.office_from
    """Nobody is asked before this time on their own clock."""
    office_until: time = _HOURS.office_until
    """Nor from this time on, nor in a weekend or on a public holiday."""
    holidays: str = _HOURS.holidays or NO_HOLIDAYS
    """The country whose public holidays count, by its ISO 3166 code; `none` where none do."""

    @model_validator(mode="after")
    def _office_opens_before_it_closes(self) -> "OfficeSettings":
        if self.office_from >= self.office_until:
            raise ValueError("office_from must be earlier than office_until")
        return self

    @field_validator("holidays")
    @classmethod
    def _a_country_that_is_known(cls, given: str) -> str:
        from holidays import list_supported_countries  # noqa: PLC0415  # it knows all countries, and is slow to import

        code = given if given == NO_HOLIDAYS else given.upper()
        if code != NO_HOLIDAYS and code not in list_supported_countries():
            raise ValueError(f"write the two letters of a country, such as NL, or {NO_HOLIDAYS}")
        return code

    def chosen(self) -> OfficeHours:
        return OfficeHours(self.office_from, self.office_until, self.country)

    @property
    def country(self) -> str | None:
        return None if self.holidays == NO_HOLIDAYS else self.holidays


@dataclass(frozen=True, slots=True)
class SettingsSection:
    """A section of a topic: `name` is what it is set under. To add to a section of the engine, `model` extends it.

    What the section comes to (`chosen`) is what the topic works with: `ctx.choices.of(Rules)`.
    """

    name: str
    model: type[Section]
