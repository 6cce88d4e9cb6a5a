"""Loads settings: environment variables over one TOML file. What is unknown or contradictory is refused.

A platform's part is a `Section` in `adapters/<platform>/settings.py`, a topic's a `SettingsSection` in its declaration;
`bot.__main__` hands both to `load`.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError

from bot.process.choices import Choices
from bot.settings.fields import NESTED, PREFIX, Data, secrets_in
from bot.settings.problems import InvalidSettings, problems_of, unknown_keys, unknown_variables
from bot.settings.sections import (
    DatabaseSettings,
    HealthSettings,
    LogSettings,
    OfficeSettings,
    Section,
    SettingsSection,
)

CONFIG = "PLEK_CONFIG"
"""The variable that names the TOML file; without it, `plek.toml` in the working directory is read if it is there."""


class Settings(BaseSettings):
    """All settings. Each platform that is configured has a field of its own; see `platform`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=NESTED,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    database: DatabaseSettings = DatabaseSettings()
    log: LogSettings = LogSettings()
    health: HealthSettings = HealthSettings()
    routing: OfficeSettings = OfficeSettings()
    language: Literal["nl", "en"] = "nl"
    """The language for people and places whose own is not known yet."""
    erasures: Path = Path("var/erasures")
    """The file that keeps, outside the database, who was erased: a restore forgets them again. It holds no names."""

    def platform(self, name: str) -> BaseModel | None:
        """Return the settings of a platform; None when it is not configured."""
        section: BaseModel | None = getattr(self, name, None)
        return section

    @property
    def choices(self) -> Choices:
        """What all sections come to, for who works with it."""
        sections = (getattr(self, name) for name in type(self).model_fields)
        return Choices(each.chosen() for each in sections if isinstance(each, Section))

    def secrets(self) -> frozenset[str]:
        """Return every secret value, for what must never print one."""
        return frozenset(secrets_in(self))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (_Environment(settings_cls), TomlConfigSettingsSource(settings_cls))


class SectionTaken(ValueError):
    """Two topics declare the same section of the settings."""


class _Environment(EnvSettingsSource):
    """Lists may be written as JSON, or just separated by commas."""

    # Any: as pydantic-settings has it
    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        if value.lstrip()[:1] in ("[", "{"):
            return super().decode_complex_value(field_name, field, value)
        return [part.strip() for part in value.split(",") if part.strip()]


def load(platforms: Mapping[str, type[BaseModel]] | None = None, sections: Iterable[SettingsSection] = ()) -> Settings:
    """Return the settings of this process. `platforms` are the sections that may occur, by name; `sections` always do.

    Raises `InvalidSettings`.
    """
    model = model_of(platforms or {}, sections)
    file = config_file()
    variables, data = variables_set(), read(file)
    problems = [*unknown_variables(model, variables), *unknown_keys(model, data, file)]
    if problems:
        raise InvalidSettings(*problems)
    try:
        return _with_file(model, file)()
    except ValidationError as error:
        raise InvalidSettings(*problems_of(error, variables, file)) from None
    except SettingsError:
        names = [name for name in variables if os.environ[name].lstrip()[:1] in ("[", "{")]
        raise InvalidSettings(f"{' or '.join(names)}: this is not valid JSON.") from None


def config_file() -> Path | None:
    """Return the TOML file that is read. Raises `InvalidSettings` when the one asked for is not there."""
    asked = os.environ.get(CONFIG)
    file = Path(asked or "plek.toml")
    if file.is_file():
        return file
    if asked:
        raise InvalidSettings(f"{CONFIG}: there is no file {asked}.")
    return None


def model_of(platforms: Mapping[str, type[BaseModel]], sections: Iterable[SettingsSection] = ()) -> type[Settings]:
    """Return all settings that there may be. Raises `SectionTaken`."""
    declared: dict[str, Any] = {}  # Any: what create_model takes
    for each in sections:
        if each.name in declared:
            raise SectionTaken(f"{SectionTaken.__doc__} {each.name}")
        declared[each.name] = (each.model, each.model())
    declared |= {
        name: (section | None, Field(None, description=(section.__doc__ or "").strip()))
        for name, section in platforms.items()
    }
    return create_model("Settings", __base__=Settings, **declared)


def _with_file(model: type[Settings], file: Path | None) -> type[Settings]:
    return type("Settings", (model,), {"model_config": {"toml_file": file}})


def variables_set() -> list[str]:
    """Variables of ours that are set. An empty one counts as not set, as compose files leave them."""
    return [name for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value and name != CONFIG]


def read(file: Path | None) -> Data:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{file}: this is not TOML: {error}") from None
    except OSError as error:
        raise InvalidSettings(f"{file}: it cannot be read: {error.strerror}.") from None
