"""Which reader reads which type: all that a command's signature may name."""

from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from bot.labels import LABELS
from bot.placing import APlace
from bot.proposal import AProposal, Proposal
from bot.reader import Reader
from bot.references import AMember, AnAnswer, ANetwork, AQuestion, ARegion, ATheme
from bot.values import Clock, Day, OneOf, Several, Url, WebAddress, Words, YesNo, Zone
from storage.atlas import Region, Theme
from storage.conversations import Audience
from storage.networks import Network
from storage.people import Member
from storage.questions import Answer, Question

_READERS: dict[Any, Callable[[], Reader[Any]]] = {
    str: Words,
    bool: YesNo,
    date: Day,
    time: Clock,
    ZoneInfo: Zone,
    Url: WebAddress,
    Region: ARegion,
    Theme: ATheme,
    Network: ANetwork,
    Question: AQuestion,
    Answer: AnAnswer,
    Member: AMember,
    Proposal: AProposal,
    Audience: APlace,
}


class UnreadableType(TypeError):
    """A command's parameter has a type that no reader knows; add one to `bot.reading`."""


@cache
def reader_for(kind: Any) -> Reader[Any]:  # Any: an annotation
    """The reader of a parameter's type. Raises `UnreadableType`."""
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is list:
        return Several(reader_for(get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind in LABELS:
        return OneOf(kind)
    if kind in _READERS:
        return _READERS[kind]()
    raise UnreadableType(f"{UnreadableType.__doc__} ({kind})")
