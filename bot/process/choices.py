"""Holds what the operator chose, by the type that its user knows. What nobody chose is as it is made."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """The values that settings come to: `choices.of(OfficeHours)`."""

    def __init__(self, held: Iterable[object] = ()) -> None:
        self._held = tuple(held)

    def of(self, kind: type[T]) -> T:
        """Return the value of that type, or of one that extends it."""
        return next((each for each in self._held if isinstance(each, kind)), None) or kind()
