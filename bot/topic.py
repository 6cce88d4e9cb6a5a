"""Holds what topics of conversation declare. The engine knows topics by this alone.

    TOPIC = Topic("bookmarks", Kind("bookmark", "X", Bookmark, ABookmark), Section("bookmarks", ...), ...)

A part of a declaration is a value of a type that the room of the engine which reads it defines: a `Section` of a
digest, a `Kind` of thing, `Work` for the clock. So a new part is a new type beside its reader, and this module names
none of them. docs/extending.md lists the parts there are.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from types import ModuleType
from typing import Any, TypeVar, cast

from bot.discovery import modules_within

T = TypeVar("T")


class Topic:
    """A topic: its name, and the parts that it adds to the product."""

    def __init__(self, name: str, *parts: object, rank: int = 50) -> None:
        self.name = name
        self.parts = parts
        self.rank = rank
        """Topics are told of in this order; of equals, by name."""

    def __repr__(self) -> str:
        return f"Topic({self.name!r})"


class NameTaken(ValueError):
    """Two topics have the same name."""


class Topics:
    """All topics of a process, in the order in which they are told of."""

    def __init__(self, topics: Iterable[Topic] = ()) -> None:
        self.topics = tuple(sorted(topics, key=lambda topic: (topic.rank, topic.name)))
        names = [topic.name for topic in self.topics]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise NameTaken(f"{NameTaken.__doc__} {', '.join(twice)}")
        self._found: dict[Any, tuple[Any, ...]] = {}

    @classmethod
    def within(cls, *packages: ModuleType) -> "Topics":
        """Return every `Topic` declared in the modules of these packages. Raises `NameTaken`."""
        modules = (module for package in packages for module in modules_within(package))
        found = (each for module in modules for each in vars(module).values() if isinstance(each, Topic))
        return cls(dict.fromkeys(found))

    @cached_property
    def parts(self) -> tuple[object, ...]:
        return tuple(part for topic in self.topics for part in topic.parts)

    def all(self, kind: Callable[..., T]) -> tuple[T, ...]:
        """Return every part of that type, in the order of their topics and as each declares them."""
        # `Callable` and not `type`: mypy takes no abstract class for the latter.
        if kind not in self._found:
            self._found[kind] = tuple(part for part in self.parts if isinstance(part, cast("type[T]", kind)))
        return self._found[kind]
