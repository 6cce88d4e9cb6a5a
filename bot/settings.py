"""What an operator sets: environment variables over one TOML file. What is unknown or contradictory is refused by name.

A platform's part is a `Section` in `adapters/<platform>/settings.py`; `bot.__main__` hands the parts to `load`.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    create_model,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings.exceptions import SettingsError

from bot.process.office_hours import Ring, Rules

PREFIX = "PLEK_"
NESTED = "__"
CONFIG = "PLEK_CONFIG"
"""The variable that names the TOML file; without it, `plek.toml` in the working directory is read if it is there."""

DEFAULT_DATABASE = "sqlite:///var/plek.db"

Data = Mapping[str, Any]  # Any: as TOML has it
Path_ = tuple[str, ...]


class InvalidSettings(Exception):
    """The settings cannot be used. Each problem names the setting and says what would work."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Section(BaseModel):
    """A part of the settings. What stands under a field is the operator's documentation of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True)


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
    listen: str = Field(default="127.0.0.1:8081", pattern=r"^(off|.+:\d{1,5})$")
    """Host and port of /health/live, /health/ready and /metrics; `off` serves none. Not for the internet."""

    @property
    def address(self) -> tuple[str, int] | None:
        if self.listen == "off":
            return None
        host, _colon, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


_RULES = Rules()
NO_HOLIDAYS = "none"


class RoutingSettings(Section):
    """How questions are brought to people."""

    most_open: int = Field(default=_RULES.most_open, ge=1, le=50)
    """Requests that one person may have open at a time."""
    office_from: time = _RULES.office_from
    """Nobody is asked before this time on their own clock."""
    office_until: time = _RULES.office_until
    """Nor from this time on, nor in a weekend or on a public holiday."""
    holidays: str = _RULES.holidays or NO_HOLIDAYS
    """The country whose public holidays count, by its ISO 3166 code; `none` where none do."""
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
    automatic: bool = _RULES.automatic
    """Whether a question goes out by itself as soon as it is put."""
    unrouted_after: int = Field(default=_RULES.unrouted_after, ge=0, le=60)
    """Days that a question may go without anyone being asked before it stands among what waits for coordinators."""
    quiet_after: int = Field(default=_RULES.quiet_after, ge=1, le=365)
    """Days without news before an asker is asked whether the question can be closed."""

    @model_validator(mode="after")
    def _office_opens_before_it_closes(self) -> "RoutingSettings":
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

    @field_validator("silence")
    @classmethod
    def _each_once(cls, given: tuple[Ring, ...]) -> tuple[Ring, ...]:
        if len(set(given)) < len(given):
            raise ValueError("name each of people and networks once at most")
        return given

    @property
    def rules(self) -> Rules:
        told = self.model_dump()
        return Rules(**{**told, "holidays": None if self.holidays == NO_HOLIDAYS else self.holidays})


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
    routing: RoutingSettings = RoutingSettings()
    language: Literal["nl", "en"] = "nl"
    """The language for people and places whose own is not known yet."""
    erasures: Path = Path("var/erasures")
    """The file that keeps, outside the database, who was erased: a restore forgets them again. It holds no names."""

    def platform(self, name: str) -> BaseModel | None:
        """The settings of a platform; None when it is not configured."""
        section: BaseModel | None = getattr(self, name, None)
        return section

    def secrets(self) -> frozenset[str]:
        """Every secret value, for what must never print one."""
        return frozenset(_secrets(self))

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


class _Environment(EnvSettingsSource):
    """Lists may be written as JSON, or just separated by commas."""

    # Any: as pydantic-settings has it
    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        if value.lstrip()[:1] in ("[", "{"):
            return super().decode_complex_value(field_name, field, value)
        return [part.strip() for part in value.split(",") if part.strip()]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for the doctor and the documentation. `value` is None for a secret."""

    key: str
    """As TOML nests it: database.url"""
    variable: str
    source: Literal["environment", "file", "default"]
    value: str | None
    default: str
    description: str


def load(platforms: Mapping[str, type[BaseModel]] | None = None) -> Settings:
    """The settings of this process. `platforms` are the sections that may occur, by name.

    Raises `InvalidSettings`.
    """
    model = _model(platforms or {})
    file = config_file()
    variables, data = _variables(), _read(file)
    problems = [*_unknown_variables(model, variables), *_unknown_keys(model, data, file)]
    if problems:
        raise InvalidSettings(*problems)
    try:
        return _with_file(model, file)()
    except ValidationError as error:
        raise InvalidSettings(*_problems(error, variables, file)) from None
    except SettingsError:
        names = [name for name in variables if os.environ[name].lstrip()[:1] in ("[", "{")]
        raise InvalidSettings(f"{' or '.join(names)}: this is not valid JSON.") from None


def config_file() -> Path | None:
    """The TOML file that is read. Raises `InvalidSettings` when the one asked for is not there."""
    asked = os.environ.get(CONFIG)
    file = Path(asked or "plek.toml")
    if file.is_file():
        return file
    if asked:
        raise InvalidSettings(f"{CONFIG}: there is no file {asked}.")
    return None


def listing(settings: Settings) -> Iterator[Setting]:
    """Every setting of what is configured, with its value and where it comes from, and no secret."""
    variables, data = {name.upper() for name in _variables()}, _read(config_file())
    for path, field in _fields(type(settings)):
        if getattr(settings, path[0]) is None:
            continue
        at: Any = settings  # Any: walks down
        for part in path:
            at = getattr(at, part, None)
        variable = variable_of(path)
        inside: Any = data  # Any: walks down
        for part in path:
            inside = inside.get(part) if isinstance(inside, Mapping) else None
        yield Setting(
            key=".".join(path),
            variable=variable,
            source="environment" if variable in variables else "file" if inside is not None else "default",
            value=None if _is_secret(field) else _shown(at),
            default=_default(field),
            description=field.description or "",
        )


def documentation(platforms: Mapping[str, type[BaseModel]]) -> Iterator[Setting]:
    """Every setting there is, configured or not."""
    for path, field in _fields(_model(platforms)):
        yield Setting(".".join(path), variable_of(path), "default", None, _default(field), field.description or "")


def variable_of(path: Path_) -> str:
    return PREFIX + NESTED.join(path).upper()


def _model(platforms: Mapping[str, type[BaseModel]]) -> type[Settings]:
    sections: dict[str, Any] = {  # Any: what create_model takes
        name: (section | None, Field(None, description=(section.__doc__ or "").strip()))
        for name, section in platforms.items()
    }
    return create_model("Settings", __base__=Settings, **sections)


def _with_file(model: type[Settings], file: Path | None) -> type[Settings]:
    return type("Settings", (model,), {"model_config": {"toml_file": file}})


def _variables() -> list[str]:
    """Variables of ours that are set. An empty one counts as not set, as compose files leave them."""
    return [name for name, value in os.environ.items() if name.upper().startswith(PREFIX) and value and name != CONFIG]


def _read(file: Path | None) -> Data:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{file}: this is not TOML: {error}") from None
    except OSError as error:
        raise InvalidSettings(f"{file}: it cannot be read: {error.strerror}.") from None


def _unknown_variables(model: type[BaseModel], variables: list[str]) -> Iterator[str]:
    known = {variable_of(path) for path, _field in _fields(model)}
    seen: dict[str, str] = {}
    for name in variables:
        if name.upper() in seen:
            yield f"{name} and {seen[name.upper()]}: these are the same setting. Keep one."
        seen[name.upper()] = name
        if name.upper() in known or any(name.upper().startswith(f"{prefix}{NESTED}") for prefix in _tables(model)):
            continue
        parts = [each for each in known if each.startswith(f"{name.upper()}{NESTED}")]
        if parts:
            yield f"{name}: this is a group. Set its parts: {', '.join(sorted(parts))}."
        else:
            yield f"{name}: there is no such setting.{_perhaps(name.upper(), known)}"


def _unknown_keys(model: type[BaseModel], data: Data, file: Path | None, above: Path_ = ()) -> Iterator[str]:
    for key, value in data.items():
        field = model.model_fields.get(key)
        name = ".".join((*above, key))
        if field is None:
            near = [".".join((*above, each)) for each in model.model_fields]
            yield f"{name} in {file}: there is no such setting.{_perhaps(name, near)}"
        elif (section := _section(field)) and isinstance(value, Mapping):
            yield from _unknown_keys(section, value, file, (*above, key))


def _perhaps(name: str, known: Any) -> str:  # Any: an iterable of names
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def _problems(error: ValidationError, variables: list[str], file: Path | None) -> Iterator[str]:
    by_upper = {name.upper(): name for name in variables}
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        path = tuple(str(part) for part in each["loc"] if not isinstance(part, int))
        variable = variable_of(path)
        name = by_upper.get(variable) or (f"{'.'.join(path)} in {file}" if file else variable)
        what = "this is needed" if each["type"] == "missing" else each["msg"].removeprefix("Value error, ")
        yield f"{variable if each['type'] == 'missing' else name}: {what[:1].lower()}{what[1:].rstrip('.')}."


def _fields(model: type[BaseModel], above: Path_ = ()) -> Iterator[tuple[Path_, FieldInfo]]:
    for name, field in model.model_fields.items():
        section = _section(field)
        if section:
            yield from _fields(section, (*above, name))
        else:
            yield (*above, name), field


def _tables(model: type[BaseModel]) -> Iterator[str]:
    """Settings that hold keys of the operator's own choice."""
    for path, field in _fields(model):
        if getattr(field.annotation, "__origin__", field.annotation) in (dict, Mapping):
            yield variable_of(path)


def _section(field: FieldInfo) -> type[BaseModel] | None:
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _secrets(getattr(value, name))
    elif isinstance(value, SecretStr):
        yield value.get_secret_value()


def _shown(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value)) or "-"
    return str(value)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "-"
    return _shown(value.get_secret_value() if isinstance(value, SecretStr) else value)
