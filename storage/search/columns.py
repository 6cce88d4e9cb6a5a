"""Grows a numpy array: reading it is free, and adding to it is cheap on average."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


class Column(Generic[Scalar]):
    """Values of one type, by position."""

    def __init__(self, dtype: type[Scalar], values: Sequence[int] = ()) -> None:
        self._room: NDArray[Scalar] = np.array(values, dtype)
        self._size = len(values)

    @classmethod
    def of(cls, values: NDArray[Scalar]) -> "Column[Scalar]":
        """Return a column of these values, which are copied."""
        column = cls(values.dtype.type)
        column._room, column._size = values.copy(), len(values)
        return column

    def __len__(self) -> int:
        return self._size

    def __copy__(self) -> "Column[Scalar]":
        twin = Column(self._room.dtype.type)
        twin._room, twin._size = self._room.copy(), self._size
        return twin

    @property
    def view(self) -> NDArray[Scalar]:
        """The values so far; writing to it changes them."""
        return self._room[: self._size]

    def extend(self, values: Sequence[int]) -> None:
        end = self._size + len(values)
        if end > len(self._room):
            room = np.zeros(max(end, 2 * len(self._room), 64), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : end] = values
        self._size = end
