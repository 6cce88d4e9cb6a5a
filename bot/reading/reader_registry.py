"""Finds the reader of a type: all that a command's signature may name, of the core and of topics."""

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from bot.chat.reply import Subject
from bot.command.kind import Kind, Reads
from bot.command.labels import CORE, Labels
from bot.command.reader import Reader
from bot.reading.moment_readers import Clock, Day
from bot.reading.numbers import AThing
from bot.reading.record_readers import AMember, ANetwork, ARegion, ATheme
from bot.reading.value_readers import OneOf, Several, Url, WebAddress, Words, YesNo, Zone
from bot.topic import Topics
from storage.atlas import Region, Theme
from storage.members.member import Member
from storage.networks.network import Network

_CORE: Mapping[Any, Callable[[], Reader[Any]]] = {
    str: Words,
    bool: YesNo,
    date: Day,
    time: Clock,
    ZoneInfo: Zone,
    Url: WebAddress,
    Region: ARegion,
    Theme: ATheme,
    Network: ANetwork,
    Member: AMember,
    Subject: AThing,
}


class UnreadableType(TypeError):
    """A command's parameter has a type that no reader knows; declare a `Kind`, `Reads` or `Labels` in its topic."""


def labels_of(topics: Topics, kind: type[StrEnum]) -> Labels[Any] | None:
    """Tell what the values of a closed set are called; None when nobody declared it."""
    return next((each for each in (*CORE, *topics.all(Labels)) if each.kind is kind), None)


@cache
def reader_for(topics: Topics, kind: Any) -> Reader[Any]:  # Any: an annotation
    """Return the reader of a parameter's type. Raises `UnreadableType`."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is list:
        return Several(reader_for(topics, get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum) and (labels := labels_of(topics, kind)):
        return OneOf(labels)
    if kind in _CORE:
        return _CORE[kind]()
    declared: dict[Any, Callable[[], Reader[Any]]] = {
        **{each.type: each.reader for each in topics.all(Kind)},
        **{each.type: each.reader for each in topics.all(Reads)},
    }
    if kind in declared:
        return declared[kind]()
    raise UnreadableType(f"{UnreadableType.__doc__} ({kind})")
