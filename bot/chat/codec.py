"""Turns messages and replies into JSON and back, for inbox and outbox. Classes keep their names as a tag."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, cast

_TAG = "$"
_MAPPING = "mapping"
"""Tags a mapping that has a key like our tag: people name the fields of what they send."""
_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}")
"""NUL and halves of characters: no JSON column of PostgreSQL takes them, and no person means them."""


class UnknownPayload(ValueError):
    """A stored payload names a type that this version does not know."""


class Codec:
    """Knows the given types, and refuses others."""

    def __init__(self, *types: type) -> None:
        self._types = {known.__name__: known for known in types}
        self._fields = {known: tuple(each.name for each in fields(known)) for known in types if is_dataclass(known)}

    def dump(self, value: object) -> Any:  # Any: what a JSON column takes
        # What replies are mostly made of comes first, by type: this runs for each word of 100,000 digests.
        kind: type[Any] = type(value)  # Any: or mypy wants a dataclass
        if kind is str:
            return _storable(cast("str", value))
        if kind is tuple or kind is list:
            return [self.dump(item) for item in cast("Sequence[object]", value)]
        if names := self._fields.get(kind):
            held: dict[str, Any] = {_TAG: kind.__name__}  # Any: as above
            for name in names:
                held[name] = self.dump(getattr(value, name))
            return held
        return self._dump_other(value)

    def _dump_other(self, value: object) -> Any:  # Any: as above
        match value:
            case None | bool() | int() | float():
                return value
            case Enum():
                return {_TAG: self._known(value), "value": value.value}
            case str():
                return _storable(value)
            case datetime():
                return {_TAG: "datetime", "value": value.isoformat()}
            case Mapping():
                entries = {self.dump(str(key)): self.dump(item) for key, item in value.items()}
                return {_TAG: _MAPPING, "items": entries} if _TAG in entries else entries
            case list() | tuple():
                return [self.dump(item) for item in value]
            case _:
                raise UnknownPayload(f"{type(value).__name__} cannot be stored")

    def load(self, data: Any) -> Any:  # Any: the caller knows what it stored
        kind = type(data)
        if kind is list:
            return tuple([self.load(item) for item in data])
        if kind is not dict:
            return data
        name = data.get(_TAG)
        if known := self._types.get(name):
            return known(**{key: self.load(item) for key, item in data.items() if key != _TAG})
        match name:
            case None:
                return {key: self.load(item) for key, item in data.items()}
            case "mapping":
                return {key: self.load(item) for key, item in data["items"].items()}
            case "datetime":
                return datetime.fromisoformat(data["value"])
            case _:
                raise UnknownPayload(f"{UnknownPayload.__doc__} ({name})")

    def _known(self, value: object) -> str:
        name = type(value).__name__
        if self._types.get(name) is not type(value):
            raise UnknownPayload(f"{name} is not among the types of this codec")
        return name


def _storable(text: str) -> str:
    plain = text.isascii() and "\0" not in text
    return text if plain else text.translate(_UNSTORABLE)
