"""Names what is wrong with settings: unknown, contradictory or not of their type."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.settings.fields import NESTED, Data, Path_, fields_of, section_of, tables_of, variable_of


class InvalidSettings(Exception):
    """The settings cannot be used. Each problem names the setting and says what would work."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def unknown_variables(model: type[BaseModel], variables: list[str]) -> Iterator[str]:
    known = {variable_of(path) for path, _field in fields_of(model)}
    seen: dict[str, str] = {}
    for name in variables:
        if name.upper() in seen:
            yield f"{name} and {seen[name.upper()]}: these are the same setting. Keep one."
        seen[name.upper()] = name
        if name.upper() in known or any(name.upper().startswith(f"{prefix}{NESTED}") for prefix in tables_of(model)):
            continue
        parts = [each for each in known if each.startswith(f"{name.upper()}{NESTED}")]
        if parts:
            yield f"{name}: this is a group. Set its parts: {', '.join(sorted(parts))}."
        else:
            yield f"{name}: there is no such setting.{_perhaps(name.upper(), known)}"


def unknown_keys(model: type[BaseModel], data: Data, file: Path | None, above: Path_ = ()) -> Iterator[str]:
    for key, value in data.items():
        field = model.model_fields.get(key)
        name = ".".join((*above, key))
        if field is None:
            near = [".".join((*above, each)) for each in model.model_fields]
            yield f"{name} in {file}: there is no such setting.{_perhaps(name, near)}"
        elif (section := section_of(field)) and isinstance(value, Mapping):
            yield from unknown_keys(section, value, file, (*above, key))


def _perhaps(name: str, known: Any) -> str:  # Any: an iterable of names
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def problems_of(error: ValidationError, variables: list[str], file: Path | None) -> Iterator[str]:
    by_upper = {name.upper(): name for name in variables}
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        path = tuple(str(part) for part in each["loc"] if not isinstance(part, int))
        variable = variable_of(path)
        name = by_upper.get(variable) or (f"{'.'.join(path)} in {file}" if file else variable)
        what = "this is needed" if each["type"] == "missing" else each["msg"].removeprefix("Value error, ")
        yield f"{variable if each['type'] == 'missing' else name}: {what[:1].lower()}{what[1:].rstrip('.')}."
