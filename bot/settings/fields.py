"""Describes the single settings within sections: where each stands, and which are secret."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

PREFIX = "PLEK_"
NESTED = "__"

Data: TypeAlias = Mapping[str, Any]  # Any: as TOML has it
Path_: TypeAlias = tuple[str, ...]


def variable_of(path: Path_) -> str:
    return PREFIX + NESTED.join(path).upper()


def fields_of(model: type[BaseModel], above: Path_ = ()) -> Iterator[tuple[Path_, FieldInfo]]:
    for name, field in model.model_fields.items():
        section = section_of(field)
        if section:
            yield from fields_of(section, (*above, name))
        else:
            yield (*above, name), field


def tables_of(model: type[BaseModel]) -> Iterator[str]:
    """Settings that hold keys of the operator's own choice."""
    for path, field in fields_of(model):
        if getattr(field.annotation, "__origin__", field.annotation) in (dict, Mapping):
            yield variable_of(path)


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def is_secret(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))


def secrets_in(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from secrets_in(getattr(value, name))
    elif isinstance(value, SecretStr):
        yield value.get_secret_value()
