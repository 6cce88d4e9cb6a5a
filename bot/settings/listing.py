"""Lists every setting, with its value and where that comes from, for the doctor and the documentation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.settings.fields import fields_of, is_secret, variable_of
from bot.settings.loading import Settings, config_file, model_of, read, variables_set
from bot.settings.sections import SettingsSection


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


def listing(settings: Settings) -> Iterator[Setting]:
    """Yield every setting of what is configured, with its value and where it comes from, and no secret."""
    variables, data = {name.upper() for name in variables_set()}, read(config_file())
    for path, field in fields_of(type(settings)):
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
            value=None if is_secret(field) else _shown(at),
            default=_default(field),
            description=field.description or "",
        )


def documentation(
    platforms: Mapping[str, type[BaseModel]], sections: Iterable[SettingsSection] = ()
) -> Iterator[Setting]:
    """Yield every setting there is, configured or not."""
    for path, field in fields_of(model_of(platforms, sections)):
        yield Setting(".".join(path), variable_of(path), "default", None, _default(field), field.description or "")


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
